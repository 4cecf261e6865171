"""Double majority: among all and within each level of councils."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.ballots.rules.levels import double_in_words, double_result, level_bar_in_words
from spilno.ballots.rules.majority import Majority, Value, count, result_of
from spilno.statute.rules.provisions import Base

HALF = Majority(Fraction(1, 2), strict=True, base=Base.PRESENT, article="5.8")
THIRD = Majority(Fraction(1, 3), strict=False, base=Base.MEMBERS, article="5.9")
RIGHTS = st.lists(st.tuples(st.sampled_from(["raion", "city", "village"]), st.sampled_from(list(Value))))


def double(cast, *, among_all=HALF, within_level=HALF):
    overall = result_of(count(value for _level, value in cast), among_all)
    levels = sorted({level for level, _value in cast})
    by_level = {level: count(value for of, value in cast if of == level) for level in levels}
    return double_result(overall, by_level, within_level=within_level)


def votes(level, for_, against):
    return [(level, Value.FOR)] * for_ + [(level, Value.AGAINST)] * against


def test_many_villages_do_not_outvote_the_cities():
    result = double([*votes("village", 9, 0), *votes("city", 1, 3)])
    assert result.overall.carried
    assert result.against_it == ("city",)
    assert not result.carried
    assert double_in_words(result).sentence == "not carried: no majority within the levels: %(levels)s"


def test_within_a_level_another_share_may_be_asked():
    cast = [*votes("village", 9, 0), *votes("city", 2, 4)]
    assert double(cast, within_level=THIRD).carried
    assert not double(cast).carried


def test_a_tie_within_a_level_is_lost():
    cast = [*votes("village", 9, 0), *votes("city", 2, 2)]
    assert double(cast).against_it == ("city",)


def test_a_level_that_is_absent_has_not_agreed():
    cast = [*votes("village", 9, 0), ("city", Value.ABSENT)]
    assert not double(cast).carried


def test_a_level_whose_present_are_all_recused_has_not_agreed():
    assert not double([*votes("village", 9, 0), ("city", Value.RECUSED)]).carried


def test_a_member_that_is_no_council_counts_among_all_only():
    result = double([*votes("village", 3, 0), *votes("", 0, 2)])
    assert result.carried
    assert set(result.levels) == {"village"}
    assert result.overall.counts.entitled == 5


def test_carried_among_levels_and_not_among_all_is_not_carried():
    most = Majority(Fraction(3, 4), strict=False, base=Base.PRESENT, article="5.9")
    result = double(votes("village", 5, 3), among_all=most)
    assert (result.against_it, result.carried) == ((), False)
    assert double_in_words(result).sentence == "not carried"


@pytest.mark.parametrize("base", list(Base))
def test_the_second_bar_says_of_whom_it_is_taken(base):
    assert (
        "within each level"
        in level_bar_in_words(Majority(Fraction(2, 3), strict=True, base=base, article="5.9")).sentence
    )


@given(RIGHTS)
def test_it_is_never_easier_than_the_single_majority(rights):
    result = double(rights)
    assert not result.carried or result.overall.carried
    assert sum(within.counts.entitled for within in result.levels.values()) == result.overall.counts.entitled


@given(RIGHTS, st.sampled_from(["raion", "city", "village"]))
def test_one_more_vote_for_never_harms(rights, level):
    before = double(rights)
    after = double([*rights, (level, Value.FOR)])
    assert after.carried or not before.carried


@given(
    RIGHTS,
    st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)]),
    st.booleans(),
    st.sampled_from(list(Base)),
)
def test_it_is_carried_exactly_when_every_single_majority_is(rights, share, strict, base):
    majority = Majority(share, strict=strict, base=base, article="5.9")
    result = double(rights, among_all=majority, within_level=majority)
    alone = [result_of(count(v for of, v in rights if of == level), majority).carried for level in result.levels]
    assert result.carried == (result.overall.carried and all(alone))
    assert bool(result.against_it) == (not all(alone))


@given(RIGHTS)
def test_a_strict_share_is_never_easier_than_the_same_share_that_is_not(rights):
    loose = Majority(Fraction(1, 2), strict=False, base=Base.PRESENT, article="5.9")
    assert double(rights, within_level=loose).carried or not double(rights, within_level=HALF).carried
