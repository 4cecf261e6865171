"""Term of a memorandum: in force, near its end, over."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from spilno.memoranda.rules.term import Standing, Term, is_expiring, is_in_force, last_day, standing, tells_on

SIGNED = date(2023, 7, 6)
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
MAYBE = st.none() | DAYS
TERMS = st.builds(Term, MAYBE, MAYBE, MAYBE, MAYBE, st.integers(0, 400))


def term(**changes):
    return Term(**{"signed_on": SIGNED, "starts_on": SIGNED, "ends_on": date(2026, 7, 5), **changes})


def test_the_first_and_the_last_day_are_included():
    assert is_in_force(term(), SIGNED)
    assert is_in_force(term(), date(2026, 7, 5))
    assert not is_in_force(term(), SIGNED - timedelta(1))
    assert not is_in_force(term(), date(2026, 7, 6))


def test_without_a_term_it_has_no_end():
    assert is_in_force(term(ends_on=None), date(2999, 1, 1))
    assert tells_on(term(ends_on=None)) is None


def test_one_that_nobody_signed_is_not_in_force():
    assert standing(term(signed_on=None), SIGNED) == Standing.UNSIGNED


def test_ended_before_its_term_is_ended_and_not_expired():
    ended = term(ended_on=date(2025, 3, 1))
    assert standing(ended, date(2025, 3, 1)) == Standing.EXPIRING
    assert standing(ended, date(2025, 3, 2)) == Standing.ENDED
    assert standing(term(), date(2026, 7, 6)) == Standing.EXPIRED


def test_signed_for_later_is_ahead():
    assert standing(term(starts_on=date(2023, 9, 1)), date(2023, 8, 1)) == Standing.AHEAD


def test_parties_are_told_sixty_days_before():
    assert tells_on(term()) == date(2026, 5, 6)
    assert is_expiring(term(), date(2026, 5, 6))
    assert not is_expiring(term(), date(2026, 5, 5))


def test_of_a_short_term_parties_are_told_when_it_begins():
    assert tells_on(term(ends_on=SIGNED + timedelta(10))) == SIGNED


@given(TERMS, DAYS)
def test_in_force_and_over_never_both_hold(found, day):
    over = standing(found, day) in {Standing.EXPIRED, Standing.ENDED, Standing.AHEAD, Standing.UNSIGNED}
    assert is_in_force(found, day) != over


@given(TERMS, DAYS)
def test_an_earlier_end_never_lengthens(found, day):
    shorter = Term(found.signed_on, found.starts_on, found.ends_on, day, found.notice_days)
    assert last_day(shorter) <= day
    if is_in_force(shorter, day):
        assert not is_in_force(shorter, day + timedelta(1))


@given(TERMS)
def test_nobody_is_told_before_it_begins_or_after_its_end(found):
    told = tells_on(found)
    if told is not None:
        assert told >= found.starts_on
        assert told <= max(found.ends_on, found.starts_on)
