"""Questions that hang on answers; by example and by property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.events.rules.questions import (
    Asked,
    kept_answers,
    shown,
    why_not_ask,
    why_not_drop,
    why_wrong,
    wrong_answers,
)

NIGHT = Asked(1, "yes_no", required=True)
WHICH = Asked(2, "one", required=True, choices=("hotel", "friends"), shown_if=1, shown_value="yes")
NAME = Asked(3, "text", required=True, shown_if=2, shown_value="hotel")
FOOD = Asked(4, "several", choices=("a", "b", "c"))
FORM = [NIGHT, WHICH, NAME, FOOD]


def test_a_question_is_asked_when_the_one_above_was_answered_so():
    assert shown(FORM, {}) == [1, 4]
    assert shown(FORM, {1: "yes"}) == [1, 2, 4]
    assert shown(FORM, {1: "yes", 2: "hotel"}) == [1, 2, 3, 4]


def test_an_answer_under_a_question_that_is_not_asked_asks_nothing():
    assert shown(FORM, {1: "no", 2: "hotel"}) == [1, 4]


def test_a_choice_of_several_shows_when_it_is_among_them():
    diet = Asked(5, "text", shown_if=4, shown_value="b")
    assert shown([FOOD, diet], {4: ["a", "b"]}) == [4, 5]
    assert shown([FOOD, diet], {4: ["a"]}) == [4]


def test_what_was_not_asked_is_neither_required_nor_kept():
    answers = {1: "no", 2: "nonsense", 3: "hidden", 4: []}
    assert wrong_answers(FORM, answers) == {}
    assert kept_answers(FORM, answers) == {1: "no"}


@pytest.mark.parametrize(
    ("question", "answer", "code"),
    [
        (NIGHT, "", "unanswered"),
        (NIGHT, None, "unanswered"),
        (NIGHT, "perhaps", "unknown_choice"),
        (NIGHT, ["yes"], "too_many"),
        (WHICH, "tent", "unknown_choice"),
        (FOOD, ["a", "d"], "unknown_choice"),
        (FOOD, ["a", "a"], "unknown_choice"),
        (Asked(9, "number"), "двадцять", "no_number"),
        (Asked(9, "number"), "²", "no_number"),
        (Asked(9, "text"), "х" * 301, "too_long"),
        (Asked(9, "long"), "х" * 3001, "too_long"),
    ],
)
def test_a_wrong_answer_is_told(question, answer, code):
    assert why_wrong(question, answer).code == code


@pytest.mark.parametrize(
    ("question", "answer"),
    [(NIGHT, "no"), (FOOD, ["c", "a"]), (FOOD, ""), (Asked(9, "number"), "-2,5"), (Asked(9, "long"), "х" * 3000)],
)
def test_a_right_answer_passes(question, answer):
    assert why_wrong(question, answer) is None


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (Asked(9, "one", choices=("a",)), "no_choices"),
        (Asked(9, "text", shown_if=77, shown_value="yes"), "unknown_parent"),
        (Asked(9, "text", shown_if=3, shown_value="yes"), "parent_without_choices"),
        (Asked(9, "text", shown_if=1, shown_value="hotel"), "unknown_value"),
        (Asked(1, "yes_no", shown_if=2, shown_value="hotel"), "circle"),
    ],
)
def test_a_question_that_could_not_be_answered_does_not_stand(question, code):
    others = [each for each in FORM if each.number != question.number]
    assert why_not_ask(question, others=others).code == code


def test_a_good_question_stands():
    assert why_not_ask(Asked(9, "text", shown_if=4, shown_value="b"), others=FORM) is None
    assert why_not_ask(Asked(9, "text"), others=[NIGHT] * 40).code == "too_many_questions"


def test_a_question_with_answers_or_dependants_stays():
    assert why_not_drop(answered=0, depending=0) is None
    assert why_not_drop(answered=3, depending=0).code == "answered"
    assert why_not_drop(answered=0, depending=1).code == "others_depend"


numbers = st.integers(1, 6)
forms = st.lists(
    st.builds(
        Asked,
        numbers,
        kind=st.sampled_from(["text", "yes_no", "several", "one"]),
        required=st.booleans(),
        choices=st.just(("a", "yes")),
        shown_if=st.one_of(st.none(), numbers),
        shown_value=st.sampled_from(["yes", "a"]),
    ),
    unique_by=lambda each: each.number,
    max_size=6,
)
replies = st.dictionaries(
    numbers, st.one_of(st.sampled_from(["", "yes", "a"]), st.lists(st.sampled_from(["a", "yes"])))
)


@given(forms, replies)
def test_any_form_can_be_asked_even_one_in_a_circle(questions, answers):
    asked = shown(questions, answers)
    free = [each.number for each in questions if each.shown_if is None]
    assert set(free) <= set(asked) <= {each.number for each in questions}


@given(forms, replies)
def test_what_is_kept_asks_the_same_questions_again(questions, answers):
    kept = kept_answers(questions, answers)
    assert shown(questions, kept) == shown(questions, answers)
    assert kept_answers(questions, kept) == kept


@given(forms, replies)
def test_only_questions_that_are_asked_are_wrong(questions, answers):
    assert set(wrong_answers(questions, answers)) <= set(shown(questions, answers))
