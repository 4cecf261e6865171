"""Terms of seats: rules by example and by property."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from spilno.bodies.rules.terms import (
    Tenure,
    last_day_of_term,
    overlap,
    warn_term_length,
    why_not_end_term,
    why_not_hold_seat,
)
from spilno.statute.rules.provisions import Ground, Number

JAN, MAR, JUN, DEC = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 30), date(2026, 12, 31)
FOUR = Number(4, Ground("7.2", "Президента обирають на чотири роки.", "", ""))


def take(wanted: Tenure, *standing: Tenure, **facts):
    return why_not_hold_seat(wanted, standing=standing, **({"seat": "Президент", "ground": "рішення № 1"} | facts))


def elected(person=1, starts=JAN, ends=None) -> Tenure:
    return Tenure(person, starts, ends, acting=False, name="Галина КАЛИНА")


def acting(person=2, starts=JAN, ends=None) -> Tenure:
    return Tenure(person, starts, ends, acting=True, name="Тарас ЯВІР")


def test_a_seat_has_one_elected_holder():
    refusal = take(elected(2, MAR), elected(1, JAN, JUN))
    assert refusal.code == "seat_taken"
    assert refusal.facts["till"] == "30.06.2026"
    assert take(elected(2, JUN + timedelta(days=1)), elected(1, JAN, JUN)) is None


def test_the_last_day_of_one_may_be_the_first_of_the_next():
    assert take(elected(2, JUN), elected(1, JAN, JUN)) is None
    assert take(elected(2, JUN - timedelta(days=1)), elected(1, JAN, JUN)).code == "seat_taken"


def test_two_terms_never_begin_on_one_day():
    assert take(elected(2, JUN), elected(1, JUN, JUN)).code == "seat_taken"


def test_somebody_stands_in_only_while_the_seat_is_empty():
    assert take(acting(), elected()).code == "seat_not_empty"
    assert take(acting(starts=JUN + timedelta(days=1)), elected(ends=JUN)) is None
    assert take(acting(3, MAR), acting(2, JAN)).code == "seat_taken"


def test_an_election_is_not_hindered_by_an_acting_holder():
    assert take(elected(starts=MAR), acting(starts=JAN)) is None


def test_a_term_names_its_ground_and_does_not_run_backwards_or_outlive_its_body():
    assert take(elected(), ground=" ").code == "term_without_ground"
    assert take(elected(starts=JUN, ends=JAN)).code == "term_backwards"
    assert take(elected(), body_ended=JUN).code == "body_ended"
    assert take(elected(ends=MAR), body_ended=JUN) is None


def test_a_term_ends_once():
    known = {"seat": "Президент", "ground": "рішення № 2"}
    assert why_not_end_term(elected(), last_day=JUN, **known) is None
    assert why_not_end_term(elected(ends=MAR), last_day=JUN, **known).code == "term_ended"
    assert why_not_end_term(elected(starts=JUN), last_day=MAR, **known).code == "term_not_begun"
    assert why_not_end_term(elected(), last_day=JUN, seat="", ground=" ").code == "term_end_without_ground"


def test_four_years_end_on_the_day_before():
    assert last_day_of_term(date(2021, 9, 7), years=4) == date(2025, 9, 6)
    assert last_day_of_term(date(2024, 2, 29), years=1) == date(2025, 2, 28)


def test_a_longer_term_than_the_statute_sets_is_a_warning():
    assert warn_term_length(elected(starts=date(2021, 9, 7), ends=date(2025, 9, 6)), limit=FOUR) is None
    warning = warn_term_length(elected(starts=date(2021, 9, 7), ends=date(2025, 9, 7)), limit=FOUR)
    assert (warning.facts["last"], warning.facts["article"]) == ("06.09.2025", "7.2")
    assert warn_term_length(elected(), limit=FOUR).code == "term_too_long"
    assert warn_term_length(elected(), limit=None) is None
    assert warn_term_length(acting(), limit=FOUR) is None


tenures = st.builds(
    lambda person, start, length, stands_in: Tenure(
        person, start, None if length is None else start + timedelta(days=length), stands_in
    ),
    st.integers(1, 4),
    st.dates(JAN, DEC),
    st.none() | st.integers(0, 150),
    st.booleans(),
)


@given(tenures, tenures)
def test_colliding_is_mutual(one, other):
    assert overlap(one, other) == overlap(other, one)


@given(st.lists(tenures, max_size=10), st.dates(JAN, DEC))
def test_on_no_day_more_than_a_handing_over_of_elected_holders(wishes, day):
    standing: list[Tenure] = []
    for wish in wishes:
        if take(wish, *standing) is None:
            standing.append(wish)
    here = [
        held for held in standing if not held.acting and held.starts <= day and (held.ends is None or held.ends >= day)
    ]
    assert len([held for held in here if held.ends != day and held.starts != day]) <= 1
    assert len({held.starts for held in here}) == len(here)
