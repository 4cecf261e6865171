"""Majorities by example and by property."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from spilno.ballots.queries import derivation
from spilno.ballots.rules.majority import Counts, Majority, Value, count, result_of, whole_of
from spilno.statute.rules.provisions import Base

HALF = Majority(Fraction(1, 2), strict=True, base=Base.PRESENT, article="5.7")
THREE_QUARTERS = Majority(Fraction(3, 4), strict=False, base=Base.PRESENT, article="5.9")
CAST = Majority(Fraction(1, 2), strict=True, base=Base.CAST, article="5.8")
MEMBERS = Majority(Fraction(3, 4), strict=False, base=Base.MEMBERS, article="5.9")

small = st.integers(0, 70)
counts = st.builds(Counts, small, small, small, small, small, st.integers(0, 5))
majorities = st.builds(
    Majority,
    st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(3, 4), Fraction(4, 5), Fraction(1, 3)]),
    st.booleans(),
    st.sampled_from(list(Base)),
    st.just("5.7"),
)


@pytest.mark.parametrize(
    ("majority", "whole", "needed"),
    [
        (HALF, 62, 32),
        (HALF, 47, 24),
        (HALF, 49, 25),
        (HALF, 1, 1),
        (Majority(Fraction(2, 3), strict=False, base=Base.MEMBERS, article=""), 62, 42),
        (THREE_QUARTERS, 42, 32),
        (THREE_QUARTERS, 62, 47),
        (THREE_QUARTERS, 4, 3),
        (Majority(Fraction(1, 2), strict=False, base=Base.PRESENT, article=""), 48, 24),
        (HALF, 0, 1),
        (THREE_QUARTERS, 0, 1),
    ],
)
def test_how_many_votes_are_needed(majority, whole, needed):
    assert majority.needed(whole) == needed


def test_forty_four_of_forty_seven_carry():
    result = result_of(Counts(44, 2, 1, 0, 15), HALF)
    assert (result.whole, result.needed, result.carried, result.missing) == (47, 24, True, 0)


def test_a_tie_is_lost():
    assert not result_of(Counts(24, 24), HALF).carried
    assert not result_of(Counts(5, 5, 20), CAST).carried


def test_who_abstains_is_present_and_raises_the_bar():
    assert not result_of(Counts(24, 0, 24), HALF).carried
    assert result_of(Counts(24, 0, 24), CAST).carried


def test_of_all_members_the_absent_count():
    assert not result_of(Counts(46, 0, 0, 0, 16), MEMBERS).carried
    assert result_of(Counts(47, 0, 0, 0, 15), MEMBERS).carried


def test_recusal_lowers_the_base_of_those_present_but_not_of_all_members():
    counted = Counts(3, 2, recused=2)
    assert whole_of(counted, Base.PRESENT) == 5
    assert whole_of(counted, Base.MEMBERS) == 7


def test_no_votes_carry_nothing():
    assert not result_of(Counts(not_voted=40), CAST).carried
    assert not result_of(Counts(), THREE_QUARTERS).carried


@given(counts, majorities)
def test_one_more_vote_for_never_loses(counted, majority):
    assume(result_of(counted, majority).carried)
    more = Counts(
        counted.votes_for + 1,
        counted.votes_against,
        counted.votes_abstained,
        counted.not_voted,
        counted.absent,
        counted.recused,
    )
    assert result_of(more, majority).carried


@given(counts, majorities)
def test_one_more_vote_against_never_carries(counted, majority):
    assume(not result_of(counted, majority).carried)
    more = Counts(
        counted.votes_for,
        counted.votes_against + 1,
        counted.votes_abstained,
        counted.not_voted,
        counted.absent,
        counted.recused,
    )
    assert not result_of(more, majority).carried


@given(counts, majorities)
def test_abstaining_instead_of_voting_for_never_helps(counted, majority):
    assume(counted.votes_for > 0)
    changed = Counts(
        counted.votes_for - 1,
        counted.votes_against,
        counted.votes_abstained + 1,
        counted.not_voted,
        counted.absent,
        counted.recused,
    )
    assert result_of(counted, majority).carried or not result_of(changed, majority).carried


@given(counts, st.integers(0, 50))
def test_of_votes_cast_abstentions_change_nothing(counted, abstained):
    other = Counts(
        counted.votes_for, counted.votes_against, abstained, counted.not_voted, counted.absent, counted.recused
    )
    assert result_of(counted, CAST).carried == result_of(other, CAST).carried


@given(counts, majorities)
def test_a_question_and_its_opposite_are_never_both_carried_by_half_or_more(counted, majority):
    assume(majority.share > Fraction(1, 2) or majority.strict)
    assume(majority.share >= Fraction(1, 2))
    opposite = Counts(
        counted.votes_against,
        counted.votes_for,
        counted.votes_abstained,
        counted.not_voted,
        counted.absent,
        counted.recused,
    )
    assert not (result_of(counted, majority).carried and result_of(opposite, majority).carried)


@given(counts, majorities)
def test_missing_votes_are_exactly_what_is_missing_of_those_present(counted, majority):
    result = result_of(counted, majority)
    assert result.carried == (result.missing == 0)
    if majority.base == Base.MEMBERS:
        more = Counts(
            counted.votes_for + result.missing,
            counted.votes_against,
            counted.votes_abstained,
            max(0, counted.not_voted - result.missing),
            counted.absent,
            counted.recused,
        )
        if more.entitled == counted.entitled:
            assert result_of(more, majority).carried


@given(st.lists(st.sampled_from(list(Value)), max_size=80), st.randoms())
def test_every_right_is_counted_once_in_any_order(values, random):
    counted = count(values)
    assert counted.entitled == len(values)
    random.shuffle(values)
    assert count(values) == counted


@given(counts, majorities)
def test_the_words_never_disagree_with_the_rule(counted, majority):
    result = result_of(counted, majority)
    words = derivation(result)
    assert words.carried == result.carried
    if result.whole or majority.base != Base.CAST:  # of no votes cast the bar is told without a number
        assert str(result.needed) in words.bar
    assert str(counted.votes_for) in words.votes


def test_the_reckoning_in_english():
    from django.utils.translation import override

    with override("en"):
        assert str(derivation(result_of(Counts(44, 2, 1), HALF))) == (
            "More than half of the 47 present is 24; for: 44 → carried"
        )


def test_the_reckoning_in_ukrainian():
    from django.utils.translation import override

    with override("uk"):
        assert str(derivation(result_of(Counts(44, 2, 1), HALF))) == (
            "Більше половини від 47 присутніх — це 24; за — 44 → ухвалено"
        )
        assert "від 21 присутнього" in str(derivation(result_of(Counts(11, 10), HALF)))
