"""Double majority: among all and within each level of councils."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from spilno.ballots.rules.levels import double_in_words, double_result
from spilno.ballots.rules.majority import Majority, Value
from spilno.statute.rules.provisions import Base

HALF = Majority(Fraction(1, 2), strict=True, base=Base.PRESENT, article="5.8")
THIRD = Majority(Fraction(1, 3), strict=False, base=Base.MEMBERS, article="5.9")
RIGHTS = st.lists(st.tuples(st.sampled_from(["raion", "city", "village"]), st.sampled_from(list(Value))))


def votes(level, for_, against):
    return [(level, Value.FOR)] * for_ + [(level, Value.AGAINST)] * against


def test_many_villages_do_not_outvote_the_cities():
    result = double_result(
        [*votes("village", 9, 0), *votes("city", 1, 3)], among_all=HALF, within_level=HALF
    )  # fmt: skip
    assert result.overall.carried
    assert result.against_it == ("city",)
    assert not result.carried
    assert [step.sentence for step in double_in_words(result)] == [
        "%(level)s: for %(votes)d, needed %(needed)d: not carried",
        "%(level)s: for %(votes)d, needed %(needed)d: carried",
    ]


def test_within_a_level_another_share_may_be_asked():
    cast = [*votes("village", 9, 0), *votes("city", 2, 4)]
    assert double_result(cast, among_all=HALF, within_level=THIRD).carried
    assert not double_result(cast, among_all=HALF, within_level=HALF).carried


def test_a_tie_within_a_level_is_lost():
    cast = [*votes("village", 9, 0), *votes("city", 2, 2)]
    assert double_result(cast, among_all=HALF, within_level=HALF).against_it == ("city",)


def test_a_level_that_is_absent_has_not_agreed():
    cast = [*votes("village", 9, 0), ("city", Value.ABSENT)]
    assert not double_result(cast, among_all=HALF, within_level=HALF).carried


@given(RIGHTS)
def test_it_is_never_easier_than_the_single_majority(rights):
    result = double_result(rights, among_all=HALF, within_level=HALF)
    assert not result.carried or result.overall.carried
    assert sum(within.counts.entitled for within in result.levels.values()) == result.overall.counts.entitled


@given(RIGHTS, st.sampled_from(["raion", "city", "village"]))
def test_one_more_vote_for_never_harms(rights, level):
    before = double_result(rights, among_all=HALF, within_level=HALF)
    after = double_result([*rights, (level, Value.FOR)], among_all=HALF, within_level=HALF)
    assert after.carried or not before.carried
