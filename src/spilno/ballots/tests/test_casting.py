"""Who may cast and when sheets agree."""

from hypothesis import given
from hypothesis import strategies as st

from spilno.ballots.rules.casting import Right, why_not_cast
from spilno.ballots.rules.closing import why_not_close
from spilno.ballots.rules.sheets import Sheet, difference, why_not_count, why_not_sheet

MINE = Right("Липова міська рада", holder=7, present=True, recused=False, cast="")


def why(votes, right=MINE, **given):
    facts = {"holder": 7, "is_open": True, "by_hand": False, "secret": False, **given}
    refusal = why_not_cast(votes, rights={1: right}, **facts)
    return refusal.code if refusal else None


def test_who_holds_a_right_may_use_it():
    assert why({1: "for"}) is None


def test_each_obstacle_has_its_sentence():
    assert why({1: "for"}, is_open=False) == "vote_closed"
    assert why({1: "for"}, by_hand=True) == "vote_by_hand"
    assert why({1: "for"}, secret=True) == "vote_is_secret"
    assert why({}) == "nothing_chosen"
    assert why({2: "for"}) == "not_your_right"
    assert why({1: "for"}, holder=8) == "not_your_right"
    assert why({1: "yes"}) == "unknown_value"
    assert why({1: "for"}, Right("Липова", 7, present=False, recused=False, cast="")) == "not_present"
    assert why({1: "for"}, Right("Липова", 7, present=True, recused=True, cast="")) == "recused"
    assert why({1: "for"}, Right("Липова", 7, present=True, recused=False, cast="against")) == "vote_is_final"


def test_the_same_vote_again_is_no_obstacle():
    assert why({1: "for"}, Right("Липова", 7, present=True, recused=False, cast="for")) is None


values = st.sampled_from(["for", "against", "abstained"])


@given(values, values)
def test_a_vote_can_be_repeated_and_never_changed(first, second):
    voted = Right("Липова", 7, present=True, recused=False, cast=first)
    assert (why({1: second}, voted) is None) == (first == second)


sheets = st.builds(Sheet, st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))


@given(sheets, sheets)
def test_sheets_make_a_result_exactly_when_they_do_not_differ(first, second):
    assert (why_not_count([first, second]) is None) == (difference(first, second) == {})
    assert difference(first, second).keys() == difference(second, first).keys()


@given(sheets, st.integers(0, 200))
def test_a_sheet_holds_at_most_one_hand_for_each_member(sheet, may_vote):
    refusal = why_not_sheet(sheet, may_vote=may_vote, is_open=True)
    assert (refusal is None) == (sheet.total <= may_vote)


def test_one_sheet_is_not_enough_and_a_third_must_agree_too():
    one, other = Sheet(3, 1, 0), Sheet(2, 2, 0)
    assert why_not_count([]).facts["have"] == 0
    assert why_not_count([one]).code == "sheets_missing"
    assert why_not_count([one, one, other]).code == "sheets_differ"


def test_rolls_that_differ_in_one_member_differ_though_totals_agree():
    first = Sheet(1, 1, 0, ((1, "for"), (2, "against")))
    second = Sheet(1, 1, 0, ((1, "against"), (2, "for")))
    assert difference(first, second) == {"roll": 2}


def test_a_sheet_is_entered_only_for_a_show_of_hands_that_goes_on():
    assert why_not_sheet(Sheet(1, 0, 0), may_vote=5, is_open=False).code == "vote_closed"


def test_a_question_is_closed_once():
    assert why_not_close(state="open") is None
    assert why_not_close(state="closed").code == why_not_close(state="cancelled").code == "vote_not_open"
