"""Mandates: rules by example and by property."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from spilno.members.rules.mandates import Held, overlap, why_not_end_mandate, why_not_give_mandate

JAN, MAR, JUN, DEC = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 30), date(2026, 12, 31)


def give(wanted: Held, *standing: Held, **facts):
    known = {"state": "confirmed", "council": "Липова міська рада", "act": "рішення № 1", "article": "5.5"}
    return why_not_give_mandate(wanted, standing=standing, **(known | facts))


def rep(person=1, starts=JAN, ends=None) -> Held:
    return Held("representative", person, starts, ends)


def sub(person=2, starts=JAN, ends=None) -> Held:
    return Held("substitute", person, starts, ends)


def test_one_representative_at_a_time():
    assert give(rep(), rep(2, ends=JUN)).code == "mandate_overlaps"
    assert give(rep(starts=JUN + timedelta(days=1)), rep(2, ends=JUN)) is None
    assert give(rep(starts=JUN), rep(2, ends=JUN)).code == "mandate_overlaps"  # the last day is included


def test_the_advice_names_the_day_before():
    assert give(rep(starts=MAR), rep(2)).facts["before"] == "28.02.2026"


def test_a_substitute_stands_only_beside_a_representative():
    assert give(sub()).code == "substitute_alone"
    assert give(sub(), rep()) is None
    assert give(sub(starts=JUN), rep(ends=MAR)).code == "substitute_alone"
    assert give(sub(starts=MAR), rep(ends=MAR)) is None


def test_nobody_is_representative_and_substitute_at_once():
    assert give(sub(person=1), rep(person=1)).code == "mandate_of_both_kinds"
    assert give(rep(person=2), sub(person=2)).code == "mandate_of_both_kinds"


def test_a_member_that_left_is_represented_by_nobody():
    for state in ("left", "excluded", "declined", "ended"):
        assert give(rep(), state=state).code == "mandate_of_no_member"
    for state in ("applied", "admitted", "confirmed", "suspended"):
        assert give(rep(), state=state) is None


def test_a_mandate_names_its_act_and_does_not_run_backwards():
    assert give(rep(), act=" ").code == "mandate_without_act"
    assert give(rep(starts=JUN, ends=JAN)).code == "mandate_backwards"
    assert give(rep(starts=JUN, ends=JUN)) is None


def end(held: Held, day: date, ground="рішення № 2"):
    return why_not_end_mandate(held, last_day=day, council="Липова міська рада", ground=ground, article="5.5")


def test_a_mandate_ends_once_and_not_before_it_begins():
    assert end(rep(), JUN) is None
    assert end(rep(starts=MAR), JAN).code == "mandate_not_begun"
    assert end(rep(ends=MAR), JUN).code == "mandate_ended"
    assert end(rep(ends=JUN), MAR) is None  # shortened
    assert end(rep(), JUN, ground="").code == "mandate_end_without_ground"


days = st.dates(JAN, DEC)
terms = st.builds(
    lambda kind, person, a, length: Held(kind, person, a, None if length is None else a + timedelta(days=length)),
    st.sampled_from(["representative", "substitute"]),
    st.integers(1, 3),
    days,
    st.none() | st.integers(0, 200),
)


@given(terms, terms)
def test_meeting_is_mutual(one, other):
    assert overlap(one, other) == overlap(other, one)


@given(st.lists(terms, max_size=12), days)
def test_whatever_is_accepted_leaves_one_of_each_kind_on_every_day(wishes, day):
    standing: list[Held] = []
    for wish in wishes:
        if give(wish, *standing) is None:
            standing.append(wish)
    here = [held for held in standing if held.starts <= day and (held.ends is None or held.ends >= day)]
    kinds = [held.kind for held in here]
    assert kinds.count("representative") <= 1
    assert kinds.count("substitute") <= 1
    assert len({held.person for held in here}) == len(here)
