"""Shares, days: by example and by property."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.statute.rules.days import days_between, earliest_meeting, first_working_day, latest_notice, why_not_day
from spilno.statute.rules.provisions import Base, Ground, Share
from spilno.statute.rules.refusal import Refusal, RuleBroken, refuse

GROUND = Ground("5.3", "слова", "words", "джерело")


def share(text: str, *, strict: bool) -> Share:
    return Share(Fraction(text), strict, Base.MEMBERS, GROUND)


@pytest.mark.parametrize(
    ("text", "strict", "whole", "needed"),
    [
        ("1/2", True, 62, 32),
        ("1/2", True, 56, 29),
        ("1/2", True, 61, 31),
        ("2/3", False, 62, 42),
        ("3/4", False, 42, 32),
        ("3/4", False, 62, 47),
        ("3/4", False, 44, 33),
        ("3/4", True, 44, 34),
        ("1/3", False, 62, 21),
        ("1/10", False, 62, 7),
        ("1/1", False, 62, 62),
        ("1/2", True, 1, 1),
        ("1/2", True, 0, 1),
        ("1/2", False, 0, 0),
    ],
)
def test_how_many_votes_a_share_needs(text, strict, whole, needed):
    assert share(text, strict=strict).needed(whole) == needed


shares = st.builds(
    lambda top, under, strict: Share(Fraction(min(top, under), max(top, under)), strict, Base.PRESENT, GROUND),
    st.integers(1, 99),
    st.integers(1, 100),
    st.booleans(),
)
wholes = st.integers(0, 5000)


@given(shares, wholes, st.integers(0, 5000))
def test_reached_is_the_comparison_of_exact_fractions(rule, whole, count):
    exact = count > rule.share * whole if rule.strict else count >= rule.share * whole
    assert rule.reached(count, of=whole) == exact


@given(shares, wholes)
def test_needed_is_the_smallest_count_that_reaches(rule, whole):
    needed = rule.needed(whole)
    assert rule.reached(needed, of=whole)
    assert needed == 0 or not rule.reached(needed - 1, of=whole)


@given(shares, wholes, st.integers(0, 100))
def test_more_members_never_make_the_bar_lower(rule, whole, more):
    assert rule.needed(whole + more) >= rule.needed(whole)


@given(shares, wholes)
def test_to_exceed_is_never_easier_than_to_reach(rule, whole):
    exceeded = Share(rule.share, True, rule.base, GROUND)
    reached = Share(rule.share, False, rule.base, GROUND)
    assert 0 <= exceeded.needed(whole) - reached.needed(whole) <= 1


@given(wholes)
def test_a_half_exceeded_by_one_side_is_not_exceeded_by_the_other(whole):
    half = share("1/2", strict=True)
    assert 2 * half.needed(whole) > whole


def test_forty_days_of_notice():
    assert days_between(date(2026, 10, 15), date(2026, 11, 27)) == 43
    assert earliest_meeting(date(2026, 11, 22), notice_days=40) == date(2027, 1, 1)
    assert latest_notice(date(2027, 1, 1), notice_days=40) == date(2026, 11, 22)


def test_a_day_is_moved_past_the_weekend_and_the_new_year():
    assert first_working_day(date(2027, 1, 1)) == date(2027, 1, 4)  # Friday, a holiday
    assert first_working_day(date(2026, 11, 27)) == date(2026, 11, 27)
    assert first_working_day(date(2026, 12, 25)) == date(2026, 12, 28)


days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(days)
def test_a_working_day_is_never_earlier_nor_far(day):
    found = first_working_day(day)
    assert 0 <= (found - day).days <= 4
    assert found.weekday() < 5
    assert first_working_day(found) == found


@given(days, st.integers(0, 366))
def test_no_meeting_before_its_notice_and_both_ways_agree(notice, number):
    meeting = earliest_meeting(notice, notice_days=number)
    assert meeting >= notice
    assert days_between(notice, meeting) == number
    assert latest_notice(meeting, notice_days=number) == notice
    assert number == 0 or days_between(notice, meeting - timedelta(days=1)) < number


def test_refuse_raises_only_when_there_is_a_refusal():
    refuse(None)
    with pytest.raises(RuleBroken) as broken:
        refuse(Refusal("no_quorum", "There is no quorum.", "Statute, 5.3"))
    assert str(broken.value) == "no_quorum"


def test_an_act_is_not_older_than_self_government_nor_ages_ahead():
    today = date(2026, 11, 23)
    said = [
        refusal.code if (refusal := why_not_day(day, today=today)) else ""
        for day in (date.min, date(1990, 12, 6), date(1990, 12, 7), date(2126, 12, 31), date(2127, 1, 1), date.max)
    ]
    assert said == ["day_before_self_government"] * 2 + ["", ""] + ["day_too_far"] * 2
