"""When a meeting held before may be recorded, and which of its decisions may be entered."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.meetings.rules.recording import KnownVotes, why_not_enter_decision, why_not_record

TODAY = date(2026, 11, 22)
COUNTS = st.none() | st.integers(0, 500)


def entered(votes=None, **changes):
    facts = {"by_hand": True, "taken_by": None, "votes": votes or KnownVotes(), **changes}
    return why_not_enter_decision(7, **facts)


@given(st.integers(-9000, 9000))
def test_only_what_was_held_is_recorded(days):
    refusal = why_not_record(TODAY + timedelta(days=days), today=TODAY, source="протокол № 64")
    assert (refusal is None) == (days <= 0)
    assert refusal is None or refusal.code == "not_held_yet"


@pytest.mark.parametrize("source", ["", "  "])
def test_a_record_without_a_source_is_not_kept(source):
    assert why_not_record(TODAY, today=TODAY, source=source).code == "no_source"


def test_a_decision_whose_votes_nobody_knows_is_entered():
    assert entered() is None


def test_a_number_of_the_register_is_not_given_twice():
    refusal = entered(taken_by=70)
    assert (refusal.code, refusal.facts["meeting"]) == ("decision_number_taken", 70)


def test_a_meeting_held_here_gets_no_decisions_by_hand():
    assert entered(by_hand=False).code == "held_here"


@pytest.mark.parametrize(
    ("votes", "code"),
    [
        (KnownVotes(40, 2, 1), None),
        (KnownVotes(40), None),
        (KnownVotes(1, 0), None),
        (KnownVotes(0), "was_not_carried"),
        (KnownVotes(20, 20, 0), "was_not_carried"),
        (KnownVotes(None, 3, None), "votes_for_unknown"),
        (KnownVotes(None, None, 0), "votes_for_unknown"),
    ],
)
def test_votes_that_did_not_carry_it_or_are_half_known_are_refused(votes, code):
    refusal = entered(votes)
    assert (refusal.code if refusal else None) == code


@given(COUNTS, COUNTS, COUNTS, st.integers(1, 100))
def test_more_votes_for_never_harm(for_it, against, abstained, more):
    if for_it is not None and entered(KnownVotes(for_it, against, abstained)) is None:
        assert entered(KnownVotes(for_it + more, against, abstained)) is None
