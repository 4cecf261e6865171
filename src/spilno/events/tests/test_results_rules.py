"""Rules of what is kept of an event afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.events.rules.results import (
    LEAST_REPLIES,
    MOST_QUESTIONS,
    MOST_RECOMMENDATIONS,
    SURVEY_DAYS,
    may_show_answers,
    why_not_add_material,
    why_not_ask,
    why_not_recommend,
    why_not_reply,
    why_not_send_to_issues,
    why_not_take_back,
)

END = datetime(2026, 10, 1, 16, 0, tzinfo=UTC)


def code(refusal):
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("state", "has_file", "link", "said"),
    [
        ("held", True, "", None),
        ("announced", False, "https://example.org/a.pdf", None),
        ("held", True, "https://example.org/a.pdf", "file_or_link"),
        ("held", False, "  ", "file_or_link"),
        ("cancelled", True, "", "cancelled"),
    ],
)
def test_a_material_is_one_file_or_one_link(state, has_file, link, said):
    assert code(why_not_add_material(state=state, has_file=has_file, link=link)) == said


def test_an_event_that_is_not_announced_recommends_nothing():
    assert code(why_not_recommend(state="draft", text="Просити", already=0)) == "not_announced"
    assert code(why_not_recommend(state="cancelled", text="Просити", already=0)) == "not_announced"
    assert code(why_not_recommend(state="held", text=" \n", already=0)) == "nothing_said"
    assert code(why_not_recommend(state="held", text="Просити", already=MOST_RECOMMENDATIONS)) == "too_many"
    assert why_not_recommend(state="held", text="Просити", already=MOST_RECOMMENDATIONS - 1) is None


@given(st.integers(0, 10), st.integers(0, 10), st.integers(-100, 100))
def test_recommendations_go_to_the_register_once_and_after_the_event(chosen, sent, minutes):
    why = why_not_send_to_issues(chosen=chosen, sent_already=sent, ends_at=END, now=END + timedelta(minutes=minutes))
    assert (why is None) == (chosen > 0 and sent == 0 and minutes >= 0)


def test_an_event_without_an_end_sends_nothing():
    assert code(why_not_send_to_issues(chosen=1, sent_already=0, ends_at=None, now=END)) == "not_over"


def test_what_stands_in_the_register_is_not_taken_back():
    assert code(why_not_take_back(sent=True)) == "stands_in_register"
    assert why_not_take_back(sent=False) is None


@pytest.mark.parametrize(
    ("replies", "questions", "text", "said"),
    [
        (0, 0, "Чи було корисно?", None),
        (1, 0, "Чи було корисно?", "answered_already"),
        (0, 0, " ", "nothing_asked"),
        (0, MOST_QUESTIONS, "Чи було корисно?", "enough_asked"),
        (0, MOST_QUESTIONS - 1, "Чи було корисно?", None),
    ],
)
def test_everybody_is_asked_the_same(replies, questions, text, said):
    assert code(why_not_ask(replies=replies, questions=questions, text=text)) == said


@given(st.booleans(), st.booleans(), st.integers(-5, SURVEY_DAYS + 5), st.integers(0, 3))
def test_one_answers_once_who_had_a_place_in_thirty_days(has_place, replied, days, questions):
    now = END + timedelta(days=days)
    why = why_not_reply(has_place=has_place, replied=replied, ends_at=END, now=now, questions=questions)
    assert (why is None) == (has_place and not replied and 0 <= days <= SURVEY_DAYS and questions > 0)


def test_the_last_moment_of_answers_is_thirty_days_after_the_end():
    last = END + timedelta(days=SURVEY_DAYS)
    facts = {"has_place": True, "replied": False, "ends_at": END, "questions": 1}
    assert why_not_reply(**facts, now=last) is None
    assert code(why_not_reply(**facts, now=last + timedelta(seconds=1))) == "too_late"
    assert code(why_not_reply(**{**facts, "ends_at": None}, now=last)) == "too_early"


def test_two_answers_would_tell_who_said_what():
    assert not may_show_answers(LEAST_REPLIES - 1)
    assert may_show_answers(LEAST_REPLIES)
