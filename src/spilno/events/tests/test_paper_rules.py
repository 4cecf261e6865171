"""When papers are called for, submitted, changed and withdrawn: by example and by property."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.events.rules.papers import (
    CallFacts,
    PaperFacts,
    is_late,
    why_incomplete,
    why_not_call,
    why_not_change,
    why_not_file,
    why_not_submit,
    why_not_withdraw,
)

OPENS = datetime(2026, 8, 1, 9, tzinfo=UTC)
DEADLINE = datetime(2026, 9, 1, 18, tzinfo=UTC)
CALL = CallFacts(OPENS, DEADLINE, abstract_limit=100, sections=2)
DRAFT = PaperFacts("draft")
STATES = st.sampled_from(["draft", "submitted", "accepted", "rejected", "withdrawn"])
MOMENTS = st.datetimes(datetime(2026, 7, 1), datetime(2026, 10, 1), timezones=st.just(UTC))


def code(refusal):
    return refusal and refusal.code


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - timedelta(seconds=1), "call_not_open"),
        (OPENS, None),
        (DEADLINE, None),
        (DEADLINE + timedelta(microseconds=999_999), None),
        (DEADLINE + timedelta(seconds=1), "deadline_passed"),
    ],
)
def test_a_paper_is_taken_from_the_opening_to_the_very_second_of_the_deadline(now, expected):
    assert code(why_not_submit(DRAFT, CALL, now)) == expected


def test_the_refusal_names_the_moment_and_keeps_the_draft():
    refusal = why_not_submit(DRAFT, CALL, DEADLINE + timedelta(seconds=7))
    assert refusal.facts == {"deadline": "01.09.2026, 18:00:00", "now": "01.09.2026, 18:00:07"}
    assert refusal.kept == "Your draft is kept with everything in it."


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (PaperFacts("draft"), None),
        (PaperFacts("draft", has_title=False), "no_title"),
        (PaperFacts("draft", authors=0), "no_author"),
        (PaperFacts("draft", abstract=0), "no_abstract"),
        (PaperFacts("draft", has_section=False), "no_section"),
        (PaperFacts("draft", abstract=100), None),
        (PaperFacts("draft", abstract=101), "abstract_too_long"),
    ],
)
def test_what_a_paper_must_have(paper, expected):
    assert code(why_incomplete(paper, CALL)) == expected


def test_without_sections_none_is_asked():
    assert why_incomplete(PaperFacts("draft", has_section=False), CallFacts(OPENS, DEADLINE)) is None


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, None),
        ({"kind": "seminar"}, "not_a_conference"),
        ({"over": True}, "event_over"),
        ({"deadline": OPENS}, "call_closes_first"),
        ({"deadline": None}, "call_closes_first"),
        ({"starts_at": DEADLINE}, None),
        ({"starts_at": DEADLINE - timedelta(seconds=1)}, "deadline_after_beginning"),
        ({"starts_at": None}, None),
    ],
)
def test_who_may_call_and_until_when(changed, expected):
    facts = {"kind": "conference", "over": False, "opens_at": OPENS, "deadline": DEADLINE}
    facts["starts_at"] = DEADLINE + timedelta(days=30)
    assert code(why_not_call(**{**facts, **changed})) == expected


@given(state=STATES, now=MOMENTS)
def test_after_the_deadline_nothing_submitted_changes_and_every_draft_does(state, now):
    allowed = why_not_change(state, CALL, now) is None
    assert allowed == (state == "draft" or (state == "submitted" and not is_late(now, DEADLINE)))


@given(state=STATES, now=MOMENTS, over=st.booleans())
def test_what_may_be_submitted_is_a_draft_in_time_of_a_conference_to_come(state, now, over):
    call = CallFacts(OPENS, DEADLINE, over=over)
    allowed = why_not_submit(PaperFacts(state), call, now) is None
    assert allowed == (state == "draft" and not over and now >= OPENS and not is_late(now, DEADLINE))


@given(length=st.integers(1, 5000), limit=st.integers(200, 3000))
def test_the_refusal_tells_by_how_much_an_abstract_is_too_long(length, limit):
    refusal = why_incomplete(PaperFacts("draft", abstract=length), CallFacts(OPENS, DEADLINE, abstract_limit=limit))
    assert (refusal.facts["over"] if refusal else 0) == max(0, length - limit)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("draft", None),
        ("submitted", None),
        ("accepted", None),
        ("rejected", "paper_rejected"),
        ("withdrawn", "withdrawn_already"),
    ],
)
def test_who_may_withdraw(state, expected):
    assert code(why_not_withdraw(state, CALL)) == expected
    assert why_not_withdraw(state, CallFacts(OPENS, DEADLINE, over=True)) is not None


def test_only_pdf_and_docx_are_papers():
    assert why_not_file("application/pdf") is None
    assert code(why_not_file("image/png")) == code(why_not_file(None)) == "paper_file_kind"
