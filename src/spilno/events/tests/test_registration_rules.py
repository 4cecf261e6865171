"""When one may register, withdraw, be decided on."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.events.rules.registration import (
    PROVES_FOR,
    Door,
    is_over,
    why_not_again,
    why_not_decide,
    why_not_nominate,
    why_not_prove,
    why_not_refuse_person,
    why_not_register,
    why_not_withdraw,
    why_not_write,
    why_wrong_term,
)

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def door(**fields):
    return Door(
        **{"state": "announced", "needs_registration": True, "starts_at": NOON, "ends_at": NOON + 4 * HOUR} | fields
    )


@pytest.mark.parametrize(
    ("facts", "now", "code"),
    [
        (door(state="cancelled"), NOON - HOUR, "cancelled"),
        (door(state="draft"), NOON - HOUR, "not_announced"),
        (door(needs_registration=False), NOON - HOUR, "free_entry"),
        (door(), NOON + 4 * HOUR, "over"),
        (door(state="held"), NOON - HOUR, "over"),
        (door(opens_at=NOON - HOUR), NOON - 2 * HOUR, "not_open"),
        (door(closes_at=NOON - HOUR), NOON - HOUR, "closed"),
        (door(), NOON, "begun"),
    ],
)
def test_nobody_is_registered_when_the_door_is_shut(facts, now, code):
    assert why_not_register(facts, now=now).code == code


def test_the_moment_of_opening_is_included():
    assert why_not_register(door(opens_at=NOON - HOUR), now=NOON - HOUR) is None


def test_a_term_that_ends_after_the_beginning_lets_late_ones_in():
    assert why_not_register(door(closes_at=NOON + HOUR), now=NOON + timedelta(minutes=30)) is None


def test_owners_register_others_until_the_end():
    late = door(closes_at=NOON - HOUR)
    assert why_not_register(late, now=NOON + HOUR, by_owner=True) is None
    assert why_not_register(late, now=NOON + 4 * HOUR, by_owner=True).code == "over"


moments = st.integers(-50, 50).map(lambda hours: NOON + hours * HOUR)


@given(moments, st.one_of(st.none(), moments), st.one_of(st.none(), moments))
def test_whom_the_term_lets_in_the_owners_may_let_in_too(now, opens, closes):
    facts = door(opens_at=opens, closes_at=closes)
    if why_not_register(facts, now=now) is None:
        assert why_not_register(facts, now=now, by_owner=True) is None
        assert not is_over(facts, now=now)


def test_an_event_without_an_end_is_over_a_day_after_it_began():
    assert not is_over(door(ends_at=None), now=NOON + 23 * HOUR)
    assert is_over(door(ends_at=None), now=NOON + 24 * HOUR)


def test_who_was_refused_does_not_register_again():
    assert why_not_again("refused", "місць для іншого рівня").facts["reason"] == "місць для іншого рівня"
    assert why_not_again("withdrawn", "") is None


def test_a_council_names_somebody_and_only_who_speaks_for_it_does():
    assert why_not_nominate(people=2, speaks=True) is None
    assert why_not_nominate(people=0, speaks=True).code == "nobody_named"
    assert why_not_nominate(people=2, speaks=False).code == "speaks_for_none"


def test_withdrawing_and_deciding_end_with_the_event():
    assert why_not_withdraw("confirmed", over=False) is None
    assert why_not_withdraw("confirmed", over=True).code == "over"
    assert why_not_decide("asked", over=False) is None
    for state, over in (("asked", True), ("withdrawn", False), ("unproved", False)):
        assert why_not_decide(state, over=over).code == "not_to_decide"


def test_a_refusal_has_its_reason():
    assert why_not_refuse_person("asked", reason=" ", over=False).code == "no_reason"
    assert why_not_refuse_person("asked", reason="не за темою", over=False) is None


def test_an_address_is_confirmed_within_three_days():
    assert why_not_prove(state="unproved", asked_at=NOON, now=NOON + PROVES_FOR - HOUR) is None
    assert why_not_prove(state="unproved", asked_at=NOON, now=NOON + PROVES_FOR).code == "proved_late"
    assert why_not_prove(state="confirmed", asked_at=NOON, now=NOON + 2 * PROVES_FOR) is None


def test_a_letter_goes_to_somebody():
    assert why_not_write(people=1) is None
    assert why_not_write(people=0).code == "nobody_to_tell"


@pytest.mark.parametrize(
    ("opens", "closes", "code"),
    [
        (None, None, None),
        (NOON - 2 * HOUR, NOON - HOUR, None),
        (None, NOON - HOUR, None),
        (NOON, NOON, "wrong_term"),
        (NOON, NOON - HOUR, "wrong_term"),
        (NOON + 4 * HOUR, None, "wrong_term"),
    ],
)
def test_a_term_opens_before_it_closes_and_before_the_end(opens, closes, code):
    found = why_wrong_term(opens=opens, closes=closes, ends=NOON + 4 * HOUR)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(("until", "code"), [(-HOUR, None), (0 * HOUR, "wrong_term"), (HOUR, "wrong_term")])
def test_the_round_of_councils_ends_before_the_event_begins(until, code):
    end = NOON + 4 * HOUR
    found = why_wrong_term(opens=None, closes=None, ends=end, councils_until=NOON + until, starts=NOON)
    assert (found.code if found else None) == code
    assert why_wrong_term(opens=None, closes=None, ends=end, councils_until=NOON + until, starts=None) is None
