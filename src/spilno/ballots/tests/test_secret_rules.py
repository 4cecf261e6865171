"""Secret ballots: who gets a paper, which ballot is taken, when the box is sealed."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.ballots.rules.blind_signatures import blind, blind_sign, finalize, prepare
from spilno.ballots.rules.casting import Right
from spilno.ballots.rules.choices import LONGEST, is_known, is_well_formed
from spilno.ballots.rules.secret import (
    Ballot,
    is_genuine,
    is_hex,
    seal_of,
    why_not_give_paper,
    why_not_seal,
    why_not_take_ballot,
)
from spilno.ballots.tests.test_blind_signatures import MINE, OTHER

RIGHT = Right("Липова міська рада", holder=7, present=True, recused=False, cast="")


def paper(right=RIGHT, **given):
    facts = {"holder": 7, "is_open": True, "is_secret": True, "given": "", "asked": "a", "fits": True, **given}
    refusal = why_not_give_paper(right, **facts)
    return refusal.code if refusal else None


def taken(choice="for", **given):
    facts = {"is_open": True, "is_secret": True, "genuine": True, "recorded": "", **given}
    refusal = why_not_take_ballot(Ballot("aa", "bb", "cc", choice), **facts)
    return refusal.code if refusal else None


def signed(token=bytes(32), choice="for", key=MINE):
    prepared = prepare(token, prefix=bytes(32))
    blinded, inverse = blind(key.public, prepared, salt=bytes(48), r=11)
    signature = finalize(key.public, prepared, blind_sign(key, blinded), inverse=inverse)
    return Ballot(token.hex(), bytes(32).hex(), signature.hex(), choice)


def test_a_paper_is_given_to_who_holds_the_right():
    assert paper() is None


def test_the_same_paper_is_given_once_more_and_another_is_not():
    assert paper(given="a") is None
    assert paper(given="b") == "paper_given"


def test_each_obstacle_to_a_paper_has_its_sentence():
    assert paper(is_open=False) == "vote_closed"
    assert paper(is_secret=False) == "not_secret"
    assert paper(None) == "not_your_right"
    assert paper(holder=8) == "not_your_right"
    assert paper(Right("Липова", 7, present=False, recused=False, cast="")) == "not_present"
    assert paper(Right("Липова", 7, present=True, recused=True, cast="")) == "recused"
    assert paper(fits=False) == "paper_unreadable"


def test_another_s_right_is_not_told_whether_it_took_its_paper():
    assert paper(holder=8, given="b") == "not_your_right"


def test_a_ballot_is_final_and_the_same_one_again_is_no_obstacle():
    assert taken() is None
    assert taken(recorded="for") is None
    assert taken(recorded="against") == "vote_is_final"


def test_the_answer_that_was_lost_is_given_again_even_after_closing():
    assert taken(recorded="for", is_open=False) is None
    assert taken(is_open=False) == "vote_closed"
    assert taken(recorded="against", is_open=False) == "vote_closed"


def test_each_obstacle_to_a_ballot_has_its_sentence():
    assert taken(is_secret=False) == "not_secret"
    assert taken(genuine=False) == "ballot_forged"
    assert taken("maybe") == "unknown_value"
    assert taken("") == "unknown_value"


@given(st.text(max_size=300))
def test_a_choice_is_one_of_those_offered(choice):
    assert is_known(choice) == (choice in {"for", "against", "abstained"})


@pytest.mark.parametrize("choice", ["for", "3>1>2", "1,4,7", "2=3>1", "none", "a" * LONGEST])
def test_orders_and_approvals_have_the_form_of_a_choice(choice):
    assert is_well_formed(choice)


@pytest.mark.parametrize("choice", ["", "FOR", " for", "for\n", "for against", "за", "a" * (LONGEST + 1), "<b>", ">1"])
def test_what_no_choice_looks_like(choice):
    assert not is_well_formed(choice)


def test_a_ballot_is_genuine_under_its_own_key_only():
    ballot = signed()
    assert is_genuine(ballot, key=MINE.public)
    assert not is_genuine(ballot, key=OTHER.public)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("token", "00" * 31),
        ("token", "AA" * 32),
        ("token", "00" * 32 + "\n"),
        ("token", "zz" * 32),
        ("prefix", "01" * 32),
        ("prefix", ""),
        ("signature", "00" * 256),
        ("signature", ""),
        ("signature", "0" * 511),
    ],
)
def test_a_ballot_of_another_form_is_not_genuine(place, text):
    values = {name: getattr(signed(), name) for name in ("token", "prefix", "signature", "choice")}
    assert not is_genuine(Ballot(**{**values, place: text}), key=MINE.public)


@given(st.binary(min_size=1, max_size=40))
def test_bytes_have_one_spelling(data):
    assert is_hex(data.hex(), size=len(data))
    assert not is_hex(data.hex(), size=len(data) + 1)
    assert not is_hex(data.hex() + " ", size=len(data))


@given(papers=st.integers(0, 2000), ballots=st.integers(0, 2000), forged=st.integers(0, 2))
def test_never_more_ballots_than_papers_and_none_forged(papers, ballots, forged):
    refusal = why_not_seal(papers=papers, ballots=ballots, forged=forged)
    assert (refusal is not None) == (ballots > papers or forged > 0)


def test_the_seal_says_nothing_of_the_order_and_everything_of_the_content():
    ballots = [Ballot(f"{number:064x}", "00", "11", "for") for number in range(4)]
    seals = {seal_of(order) for order in itertools.permutations(ballots)}
    assert len(seals) == 1
    changed = [*ballots[:3], Ballot(ballots[3].token, "00", "11", "against")]
    assert seal_of(changed) not in seals
    assert seal_of(ballots[:3]) not in seals
    assert len(seal_of([])) == 64
