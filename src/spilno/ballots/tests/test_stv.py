"""The single transferable vote: published and hand-checked counts, and what holds for every count."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.ballots.rules.elections import LotNeeded
from spilno.ballots.rules.stv import count_stv, droop_quota

FOUR = (1, 2, 3, 4)
ORDERS = st.lists(st.sampled_from(FOUR), unique=True, min_size=1).map(lambda ranked: ">".join(map(str, ranked)))
BALLOTS = st.lists(st.one_of(ORDERS, st.sampled_from(["against", "abstained"])), max_size=30)


def stv(*votes, candidates, seats, lot=()):
    listed = [choice for choice, count in votes for _ in range(count)]
    return count_stv(listed, candidates=candidates, seats=seats, lot=lot)


def standing(outcome, number):
    """Votes of all candidates in a round, those with nobody last."""
    found = outcome.rounds[number - 1]
    return [each.votes for each in found.standings] + [found.idle]


@pytest.mark.parametrize(
    ("votes", "seats", "quota"), [(20, 3, 6), (100, 1, 51), (99, 1, 50), (5000, 4, 1001), (1000, 2, 334), (0, 2, 1)]
)
def test_the_quota_is_the_least_that_no_more_than_the_seats_can_have(votes, seats, quota):
    assert droop_quota(votes, seats) == quota


def test_the_guests_choose_their_food():
    """The example that encyclopaedias give: 20 guests, 3 dishes of 5; chocolate, oranges and strawberries are chosen."""
    oranges, pears, chocolate, strawberries, sweets = 1, 2, 3, 4, 5
    outcome = stv(
        ("1", 4), ("2>1", 2), ("3>4", 8), ("3>5", 4), ("4", 1), ("5", 1), candidates=(1, 2, 3, 4, 5), seats=3
    )  # fmt: skip
    assert outcome.needed == 6
    assert outcome.elected == (chocolate, oranges, strawberries)
    assert standing(outcome, 1) == [4, 2, 12, 1, 1, 0]
    assert standing(outcome, 2) == [4, 2, 6, 5, 3, 0]  # six surplus votes: each of the twelve ballots goes on at 1/2
    assert standing(outcome, 3) == [6, 0, 6, 5, 3, 0]
    assert standing(outcome, 4) == [6, 0, 6, 5, 0, 3]
    assert [each.fate for each in outcome.rounds[-1].standings][pears - 1] == "excluded"
    assert sweets not in outcome.elected


def test_a_surplus_is_made_of_all_ballots_those_received_too():
    """Hand-checked: 2 seats, 30 ballots, quota 11. The third gets 7/18 of the first pile and passes on from all of it."""
    outcome = stv(("1>2>3", 18), ("2>3", 5), ("3", 4), ("4>2", 3), candidates=FOUR, seats=2)
    assert outcome.needed == 11
    assert standing(outcome, 1) == [18, 5, 4, 3, 0]
    assert standing(outcome, 2) == [11, 12, 4, 3, 0]  # 18 ballots at 7/18
    assert outcome.elected == (1, 2)


def test_what_was_received_goes_on_at_its_own_value():
    """Hand-checked: 3 seats, 40 ballots, quota 11; the second's surplus of 7/4 goes on from new and old ballots alike."""
    outcome = stv(
        ("1>2>3", 15), ("1>4", 5), ("2>3", 6), ("3", 8), ("4", 5), ("4>3", 1), candidates=FOUR, seats=3
    )  # fmt: skip
    share = Fraction(9, 20)
    assert standing(outcome, 2) == [11, 6 + 15 * share, 8, 6 + 5 * share, 0]
    assert standing(outcome, 2)[1] == Fraction(51, 4)
    surplus = Fraction(51, 4) - 11
    assert standing(outcome, 3)[1:4] == [11, 8 + surplus, 6 + 5 * share]
    assert outcome.elected == (1, 2, 3)


def test_who_has_no_further_preference_is_counted_with_nobody():
    outcome = stv(("1", 8), ("2", 2), ("3", 1), candidates=(1, 2, 3), seats=2)
    assert standing(outcome, 2) == [4, 2, 1, 4]
    assert outcome.elected == (1, 2)


def test_a_tie_looks_back_before_it_asks_the_lot():
    """Second and fourth are tied with 3 after the fifth is excluded; before that the fourth had fewer."""
    outcome = stv(("1", 6), ("2", 3), ("3", 5), ("4", 2), ("5>4", 1), candidates=(1, 2, 3, 4, 5), seats=1)
    assert outcome.lots == ()
    assert {each.candidate: each.fate for each in outcome.rounds[2].standings}[4] == "excluded"


def test_a_tie_from_the_beginning_is_decided_by_lot():
    tie = [("1", 3), ("2", 1), ("3", 1)]
    with pytest.raises(LotNeeded) as stopped:
        stv(*tie, candidates=(1, 2, 3), seats=2)
    assert stopped.value.among == (2, 3)
    outcome = stv(*tie, candidates=(1, 2, 3), seats=2, lot=(3, 1, 2))
    assert [(lot.among, lot.fell_on) for lot in outcome.lots] == [((2, 3), 3)]
    assert outcome.elected == (1, 2)  # the lot fell on the third, who is excluded


def test_without_a_ballot_nobody_is_elected():
    assert stv(("abstained", 3), ("against", 1), candidates=(1, 2), seats=1).elected == ()


@given(BALLOTS, st.integers(1, 4), st.permutations(FOUR))
def test_votes_are_neither_lost_nor_made(ballots, seats, lot):
    outcome = count_stv(ballots, candidates=FOUR, seats=seats, lot=lot)
    valid = sum(1 for choice in ballots if choice not in {"against", "abstained"})
    for each in outcome.rounds:
        assert sum(one.votes for one in each.standings) + each.idle == valid


@given(BALLOTS, st.integers(1, 4), st.permutations(FOUR))
def test_all_seats_are_filled_once_somebody_voted(ballots, seats, lot):
    outcome = count_stv(ballots, candidates=FOUR, seats=seats, lot=lot)
    voted = any(choice not in {"against", "abstained"} for choice in ballots)
    assert len(set(outcome.elected)) == len(outcome.elected) == (seats if voted else 0)


@given(BALLOTS, st.integers(1, 4), st.permutations(FOUR), st.randoms())
def test_the_order_of_ballots_does_not_matter(ballots, seats, lot, chance):
    mixed = list(ballots)
    chance.shuffle(mixed)
    assert count_stv(ballots, candidates=FOUR, seats=seats, lot=lot) == count_stv(
        mixed, candidates=FOUR, seats=seats, lot=lot
    )


@given(BALLOTS, st.integers(1, 3), st.permutations(FOUR))
def test_who_has_the_quota_of_first_preferences_is_elected(ballots, seats, lot):
    outcome = count_stv(ballots, candidates=FOUR, seats=seats, lot=lot)
    for number in FOUR:
        first = sum(1 for choice in ballots if choice.split(">")[0] == str(number))
        if first >= outcome.needed:
            assert number in outcome.elected


@given(st.lists(ORDERS, min_size=1, max_size=30), st.integers(1, 4), st.permutations(FOUR))
def test_a_majority_of_seats_follows_a_majority_that_votes_together(ballots, seats, lot):
    """A group of whole quotas that ranks the same two first gets as many seats, up to two."""
    together = [*ballots, *["1>2"] * len(ballots) * 3]
    outcome = count_stv(together, candidates=FOUR, seats=seats, lot=lot)
    sure = min(2, int(len(ballots) * 3 // outcome.needed), seats)
    assert len({1, 2} & set(outcome.elected)) >= sure
