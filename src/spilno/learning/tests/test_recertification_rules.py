"""Renewing certificates: the window, the grace, smaller programmes that renew, temporary certification; by example and by property."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.learning.queries.recertification import terms
from spilno.learning.rules.recertification import (
    Certified,
    Grant,
    Held,
    Span,
    Terms,
    certified,
    end_of_term,
    longest_temporary,
    read_terms,
    why_not_grant,
    why_not_revoke_temporary,
    window_of,
)

RULES = (Terms(date(2020, 1, 1), 180, 90, 180, "правило", verified=False),)
ENDS = date(2026, 10, 19)
WHOLE = Held(date(2023, 10, 19), ENDS, number=1)
DAY = timedelta(days=1)


def stand(*held, on, spans=()):
    return certified(held, spans, terms=RULES, today=on)


def state(*held, on, spans=()):
    found = stand(*held, on=on, spans=spans)
    return found and found.state


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (ENDS - 181 * DAY, "valid"),
        (ENDS - 180 * DAY, "open"),
        (ENDS, "open"),  # the last day belongs to the term
        (ENDS + DAY, "grace"),
        (ENDS + 90 * DAY, "grace"),
        (ENDS + 91 * DAY, "lapsed"),
    ],
)
def test_window_term_and_grace_include_their_last_days(on, said):
    assert state(WHOLE, on=on) == said


def test_a_term_of_years_ends_on_the_same_day():
    assert end_of_term(date(2023, 11, 6), 3) == date(2026, 11, 6)
    assert end_of_term(date(2024, 2, 29), 3) == date(2027, 2, 28)
    assert end_of_term(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert end_of_term(date(2024, 2, 29), None) is None


def test_a_smaller_programme_renews_only_in_its_time():
    for on, until in (
        (ENDS - 181 * DAY, ENDS),  # too early: the window has not opened
        (ENDS - 180 * DAY, date(2030, 1, 1)),
        (ENDS + 90 * DAY, date(2030, 1, 1)),
        (ENDS + 91 * DAY, ENDS),  # too late: the whole programme is due
    ):
        assert stand(WHOLE, Held(on, date(2030, 1, 1), whole=False), on=date(2028, 1, 1)).until == until


def test_a_smaller_programme_alone_certifies_nobody():
    assert stand(Held(date(2026, 1, 1), date(2029, 1, 1), whole=False), on=date(2026, 6, 1)) is None


def test_a_whole_programme_certifies_anew_however_late():
    assert state(WHOLE, Held(date(2028, 1, 1), date(2031, 1, 1)), on=date(2028, 1, 2)) == "valid"


def test_what_is_revoked_holds_nothing_and_renews_nothing():
    assert state(replace(WHOLE, void="revoked"), on=date(2026, 1, 1)) == "revoked"
    assert state(replace(WHOLE, void="suspended"), on=date(2026, 1, 1)) == "suspended"
    renewed = Held(ENDS, date(2029, 1, 1), whole=False, void="revoked")
    assert state(WHOLE, renewed, on=ENDS + DAY) == "grace"


def test_a_certificate_without_a_term_never_ends():
    assert stand(Held(date(2023, 1, 1), None), on=date(2090, 1, 1)) == Certified("valid")


def test_a_temporary_certification_bridges_what_ended_and_hides_no_valid_one():
    span = Span(ENDS + DAY, ENDS + 150 * DAY)
    assert state(WHOLE, on=ENDS, spans=[span]) == "open"
    assert state(WHOLE, on=ENDS + DAY, spans=[span]) == "temporary"
    assert state(WHOLE, on=ENDS + 150 * DAY, spans=[span]) == "temporary"
    assert state(WHOLE, on=ENDS + 151 * DAY, spans=[span]) == "lapsed"


days = st.dates(date(2022, 1, 1), date(2034, 12, 31))
helds = st.builds(
    lambda on, years, whole, number: Held(on, end_of_term(on, years), whole=whole, number=number),
    days,
    st.integers(1, 5),
    st.booleans(),
    st.integers(1, 9),
)


@given(st.lists(helds, max_size=6), days, st.randoms(use_true_random=False))
def test_the_order_of_certificates_does_not_matter(held, today, random):
    shuffled = [*held]
    random.shuffle(shuffled)
    a, b = stand(*held, on=today), stand(*shuffled, on=today)
    assert (a and (a.state, a.until)) == (b and (b.state, b.until))


@given(st.lists(helds, max_size=6), helds, days)
def test_one_more_certificate_never_harms(held, more, today):
    before, after = stand(*held, on=today), stand(*held, more, on=today)
    if before is not None:
        assert after is not None
        assert after.until >= before.until


@given(helds.filter(lambda one: one.whole), days)
def test_states_follow_one_another_and_agree_with_their_days(one, today):
    found = stand(one, on=today)
    if today < one.on:
        assert found is None
        return
    opens, last = window_of(one.until, RULES)
    assert (found.state in {"valid", "open"}) == (today <= one.until)
    assert (found.state == "lapsed") == (today > last)
    assert (found.state == "valid") == (today < opens)


GRANT = Grant(own=False, ends=ENDS + 100 * DAY, ground="хвороба", files=1)


def refused(grant=GRANT, *, on=ENDS + DAY, held=WHOLE, spans=()):
    refusal = why_not_grant(grant, stand(held, on=on, spans=spans), spans, terms=RULES, today=on)
    return refusal and refusal.code


def test_why_a_temporary_certification_is_not_given():
    assert refused() is None
    assert refused(replace(GRANT, own=True)) == "own_temporary"
    assert refused(replace(GRANT, ground="  ")) == "no_ground_of_temporary"
    assert refused(replace(GRANT, files=0)) == "no_evidence"
    assert refused(on=ENDS - 200 * DAY) == "still_valid"
    assert refused(held=replace(WHOLE, void="revoked")) == "nothing_to_keep_up"
    assert refused(held=Held(WHOLE.on, None)) == "nothing_to_keep_up"
    assert refused(spans=[Span(ENDS + DAY, ENDS + 30 * DAY)]) == "temporary_stands"
    assert refused(on=ENDS + 181 * DAY) == "too_late_to_keep_up"


def test_a_temporary_certification_lasts_within_its_bounds():
    assert refused(replace(GRANT, ends=ENDS)) == "temporary_days"
    assert refused(replace(GRANT, ends=ENDS + 180 * DAY)) is None
    assert refused(replace(GRANT, ends=ENDS + 181 * DAY)) == "temporary_days"


@given(st.integers(-200, 400), st.integers(-400, 600))
def test_whatever_is_given_ends_within_the_bound(on, ends):
    if refused(replace(GRANT, ends=ENDS + ends * DAY), on=ENDS + on * DAY) is None:
        assert max(on, 1) <= ends <= (longest_temporary(ENDS, RULES) - ENDS).days


def test_a_temporary_certification_is_revoked_once_while_it_holds_for_a_reason():
    facts = {"revoked_on": None, "ends": ENDS, "reason": "хибна довідка", "today": ENDS}
    assert why_not_revoke_temporary(**facts) is None
    assert why_not_revoke_temporary(**facts | {"reason": " "}).code == "no_reason_to_end"
    assert why_not_revoke_temporary(**facts | {"today": ENDS + DAY}).code == "temporary_over"
    assert why_not_revoke_temporary(**facts | {"revoked_on": ENDS}).code == "temporary_revoked"


def test_the_terms_are_dated_have_a_source_and_are_not_said_to_be_verified():
    assert all(each.source and not each.verified for each in terms())
    row = "[[terms]]\nstarts = 2020-01-01\nwindow_days = {}\ngrace_days = 1\ntemporary_days = 1\nsource = 'а'\nverified = false\n"
    for text in ("terms = []", row.format(1) * 2, row.format(-1)):
        with pytest.raises(ValueError, match="terms"):
            read_terms(text)


def test_a_later_rule_changes_no_earlier_term():
    later = Terms(date(2027, 1, 1), 30, 10, 20, "правило", verified=False)
    both = (*RULES, later)
    assert window_of(ENDS, both) == window_of(ENDS, RULES)
    assert window_of(date(2027, 1, 1), both) == (date(2026, 12, 2), date(2027, 1, 11))
