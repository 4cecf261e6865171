"""Elections: plurality with run-off and approval, by example and by property."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.ballots.rules.choices import Paper, choice_of, chosen_on, is_known
from spilno.ballots.rules.elections import LotNeeded, count_approval, count_plurality, counts_of

THREE = (1, 2, 3)
LOTS = st.permutations(THREE)
ONE = st.sampled_from(["1", "2", "3", "against", "abstained"])
SOME = st.sampled_from(["1", "2", "3", "1,2", "1,3", "2,3", "1,2,3", "against", "abstained"])


def plurality(*votes, needed=6, **more):
    listed = [choice for choice, count in votes for _ in range(count)]
    return count_plurality(listed, candidates=THREE, needed=needed, **more)


def approval(*votes, seats=2, needed=3, **more):
    listed = [choice for choice, count in votes for _ in range(count)]
    return count_approval(listed, candidates=THREE, seats=seats, needed=needed, **more)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("motion", ["for", "against", "abstained"], ["1", "FOR", "", "for "]),
        ("plurality", ["1", "3", "against", "abstained"], ["for", "4", "0", "01", "1,2", "1>2", ""]),
        ("approval", ["1", "1,3", "1,2,3", "against"], ["3,1", "1,1", "1,4", "1>2", "for", "1,", ",1"]),
        ("stv", ["2", "3>1", "3>1>2", "abstained"], ["3>3", "3>4", "1,2", "for", ">1", "1>", "1>>2"]),
    ],
)
def test_a_ballot_has_one_spelling_and_names_only_who_stands_on_the_paper(kind, good, bad):
    paper = Paper(kind, THREE)
    assert all(is_known(choice, paper=paper) for choice in good)
    assert not any(is_known(choice, paper=paper) for choice in bad)


@given(st.sampled_from(["approval", "stv"]), st.lists(st.sampled_from(range(1, 61)), unique=True, min_size=1))
def test_what_is_chosen_is_written_and_read_back(kind, ranked):
    written = choice_of(ranked, kind=kind)
    assert is_known(written, paper=Paper(kind, tuple(range(1, 61))))
    assert chosen_on(written, kind=kind) == tuple(ranked if kind == "stv" else sorted(ranked))


def test_elected_is_who_has_the_majority_that_the_statute_asks():
    outcome = plurality(("1", 6), ("2", 3), ("3", 1), ("against", 1))
    assert outcome.elected == (1,)
    assert outcome.run_off == ()
    assert outcome.rounds[0].idle == 1


def test_without_it_the_two_with_most_votes_go_to_a_run_off():
    outcome = plurality(("1", 5), ("2", 4), ("3", 2))
    assert (outcome.elected, outcome.run_off) == ((), (1, 2))
    assert [standing.fate for standing in outcome.rounds[0].standings] == ["run_off", "run_off", "not_elected"]


def test_who_is_tied_with_the_second_goes_too():
    assert plurality(("1", 5), ("2", 3), ("3", 3)).run_off == (1, 2, 3)


def test_two_tied_at_the_head_go_alone():
    assert plurality(("1", 4), ("2", 4), ("3", 3)).run_off == (1, 2)


def test_after_a_run_off_no_other_follows():
    assert plurality(("1", 5), ("2", 5), again=False).run_off == ()


def test_a_single_candidate_without_the_majority_goes_to_no_run_off():
    outcome = plurality(("1", 5), ("against", 4))
    assert (outcome.elected, outcome.run_off) == ((), ())


def test_a_tie_at_the_head_elects_nobody_even_above_a_low_bar():
    assert plurality(("1", 4), ("2", 4), needed=3).elected == ()


@given(st.lists(ONE), st.integers(1, 8), st.randoms())
def test_the_order_of_ballots_does_not_matter(ballots, needed, chance):
    mixed = list(ballots)
    chance.shuffle(mixed)
    assert count_plurality(ballots, candidates=THREE, needed=needed) == count_plurality(
        mixed, candidates=THREE, needed=needed
    )


@given(st.lists(ONE), st.integers(1, 8))
def test_each_ballot_lies_with_one_candidate_or_with_nobody(ballots, needed):
    only = count_plurality(ballots, candidates=THREE, needed=needed).rounds[0]
    assert sum(standing.votes for standing in only.standings) + only.idle == len(ballots) - ballots.count("abstained")


@given(st.lists(ONE), st.integers(1, 8))
def test_one_more_vote_never_harms_the_winner(ballots, needed):
    for won in count_plurality(ballots, candidates=THREE, needed=needed).elected:
        assert count_plurality([*ballots, str(won)], candidates=THREE, needed=needed).elected == (won,)


@given(st.lists(ONE), st.integers(1, 8))
def test_who_is_elected_and_who_goes_to_a_run_off_never_both(ballots, needed):
    outcome = count_plurality(ballots, candidates=THREE, needed=needed)
    assert not (outcome.elected and outcome.run_off)
    assert len(outcome.run_off) != 1


def test_most_approved_take_the_seats():
    outcome = approval(("1,2", 4), ("2,3", 2), ("1", 1))
    assert outcome.elected == (2, 1)  # six and five


def test_nobody_is_seated_below_the_majority():
    outcome = approval(("1", 3), ("2", 2), ("3", 2))
    assert outcome.elected == (1,)
    assert outcome.lots == ()


def test_a_tie_over_the_last_seat_waits_for_the_lot():
    tie = (("1", 4), ("2", 3), ("3", 3))
    with pytest.raises(LotNeeded) as stopped:
        approval(*tie)
    assert stopped.value.among == (2, 3)
    outcome = approval(*tie, lot=(3, 2, 1))
    assert outcome.elected == (1, 3)
    assert [(lot.among, lot.fell_on) for lot in outcome.lots] == [((2, 3), 3)]


def test_a_tie_within_the_seats_needs_no_lot():
    assert set(approval(("1,2", 4)).elected) == {1, 2}


@given(st.lists(SOME), st.integers(1, 3), st.integers(1, 5), LOTS)
def test_never_more_elected_than_seats_and_none_below_the_majority(ballots, seats, needed, lot):
    outcome = count_approval(ballots, candidates=THREE, seats=seats, needed=needed, lot=lot)
    votes = {standing.candidate: standing.votes for standing in outcome.rounds[0].standings}
    assert len(set(outcome.elected)) == len(outcome.elected) <= seats
    assert all(votes[number] >= needed for number in outcome.elected)
    reached = [number for number in THREE if votes[number] >= needed]
    assert len(outcome.elected) == min(seats, len(reached))
    lost = [votes[number] for number in reached if number not in outcome.elected]
    assert not lost or max(lost) <= min(votes[number] for number in outcome.elected)


@given(st.lists(SOME), st.integers(1, 3), st.integers(1, 5), LOTS)
def test_one_more_approval_never_harms_who_is_elected(ballots, seats, needed, lot):
    first = count_approval(ballots, candidates=THREE, seats=seats, needed=needed, lot=lot)
    for won in first.elected:
        more = count_approval([*ballots, str(won)], candidates=THREE, seats=seats, needed=needed, lot=lot)
        assert won in more.elected


@given(st.lists(SOME, max_size=9), st.integers(0, 3), st.integers(0, 2))
def test_every_right_is_counted_once(ballots, late, absent):
    counts = counts_of(ballots, present=len(ballots) + late, absent=absent, recused=1)
    assert counts.entitled == len(ballots) + late + absent + 1
    assert counts.not_voted == late
    assert counts.votes_for == len(ballots) - ballots.count("against") - ballots.count("abstained")


def test_votes_are_whole_numbers_said_as_fractions():
    assert plurality(("1", 6)).needed == Fraction(6)
