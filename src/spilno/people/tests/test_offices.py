"""When offices may be taken and ended; when records merge and data go: rules."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from spilno.people.rules.identity import why_not_erase, why_not_merge
from spilno.people.rules.offices import Held, overlap, why_not_end_office, why_not_take_office

DAY = date(2026, 1, 1)
NEXT = date(2026, 1, 2)


def held(person=1, starts=DAY, ends=None, acting=False):
    return Held(person, "міський голова", starts, ends, acting)


def take(wanted, *others, single=True, ended_on=None):
    refusal = why_not_take_office(wanted, others=others, single=single, ended_on=ended_on)
    return refusal.code if refusal else None


def test_one_head_at_a_time():
    assert take(held(2), held(1)) == "office_taken"
    assert take(held(2), held(1), single=False) is None
    assert take(held(2, NEXT), held(1, ends=DAY)) is None
    assert take(held(2, DAY), held(1, date(2025, 1, 1), DAY)) == "office_taken"


def test_one_who_acts_may_stand_beside_the_holder():
    assert take(held(2, acting=True), held(1)) is None
    assert take(held(2), held(1, acting=True)) is None


def test_the_same_office_is_not_taken_twice():
    assert take(held(1), held(1), single=False) == "office_held_already"
    assert take(held(1, acting=True), held(1)) is None


def test_nobody_outlives_the_organisation():
    assert take(held(), ended_on=NEXT) == "organisation_ended"
    assert take(held(ends=NEXT), ended_on=NEXT) is None


def test_an_office_ends_once_and_not_before_it_began():
    assert why_not_end_office(held(), on=DAY) is None
    assert why_not_end_office(held(), on=date(2025, 12, 31)).code == "office_not_begun"
    assert why_not_end_office(held(ends=DAY), on=DAY).code == "office_ended"
    assert why_not_end_office(held(ends=NEXT), on=DAY) is None


days = st.integers(0, 30).map(lambda number: DAY + timedelta(days=number))
spans = st.tuples(days, st.none() | st.integers(0, 9)).map(
    lambda pair: (pair[0], None if pair[1] is None else pair[0] + timedelta(days=pair[1]))
)


@given(spans, spans)
def test_overlap_is_the_same_from_both_sides_and_means_a_shared_day(a, b):
    def on(span, day):
        return span[0] <= day and (span[1] is None or day <= span[1])

    shared = any(on(a, day) and on(b, day) for day in (DAY + timedelta(days=number) for number in range(60)))
    assert overlap(*a, *b) == overlap(*b, *a) == shared


@given(st.lists(st.tuples(st.integers(1, 3), spans), max_size=8))
def test_what_the_rule_lets_in_never_makes_two_heads(wishes):
    heads: list[Held] = []
    for person, (starts, ends) in wishes:
        wanted = held(person, starts, ends)
        if take(wanted, *heads) is None:
            heads.append(wanted)
    for day in (DAY + timedelta(days=number) for number in range(60)):
        assert sum(head.starts <= day and (head.ends is None or day <= head.ends) for head in heads) <= 1


def merge(**facts):
    good = {"same": False, "erased": False, "both_have_accounts": False, "account_chosen": False, "shared": []}
    refusal = why_not_merge(**good | facts)
    return refusal.code if refusal else None


def test_two_records_become_one_only_when_it_is_safe():
    assert merge() is None
    assert merge(same=True) == "same_person"
    assert merge(erased=True) == "person_erased"
    assert merge(shared=["збори"]) == "stand_side_by_side"
    assert merge(both_have_accounts=True) == "two_accounts"
    assert merge(both_have_accounts=True, account_chosen=True) is None


def test_data_are_erased_only_when_nothing_stands_on_them():
    assert why_not_erase(erased=False, offices=0, needs=[]) is None
    assert why_not_erase(erased=True, offices=0, needs=[]).code == "person_erased"
    assert why_not_erase(erased=False, offices=1, needs=[]).code == "holds_office"
    assert why_not_erase(erased=False, offices=0, needs=["мандат"]).code == "person_needed"
