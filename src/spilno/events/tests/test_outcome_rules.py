"""What each kind of event leaves behind before it is closed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.events.models import Event
from spilno.events.rules.outcomes import (
    MISSING,
    REQUIRED,
    WORDS,
    Outcome,
    missing_outcomes,
    required_outcomes,
    why_not_close,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
counts = st.integers(0, 3)
outcomes = st.builds(Outcome, counts, counts, counts, counts, st.none() | counts, counts)


def closing(kind, **left):
    refusal = why_not_close(state="announced", kind=kind, outcome=Outcome(**left), ends_at=NOW, now=NOW)
    return refusal.code if refusal else None


def test_every_kind_of_the_memorandum_has_its_outcome():
    assert set(REQUIRED) == set(Event.Kind.values)
    assert all(what in WORDS and what in MISSING for needed in REQUIRED.values() for what in needed)


@pytest.mark.parametrize(
    ("kind", "enough"),
    [
        ("training", {"attended": 1}),
        ("seminar", {"attended": 1, "materials": 1}),
        ("round_table", {"recommendations": 1}),
        ("conference", {"collections": 1}),
        ("forum", {"recommendations": 1}),
        ("meeting", {"recommendations": 1}),
        ("outreach", {"reached": 1}),
        ("outreach", {"materials": 1}),
        ("study_visit", {"practices": 1}),
    ],
)
def test_a_kind_is_closed_with_its_own_outcome_and_not_without(kind, enough):
    assert closing(kind, **enough) is None
    for name in enough:
        assert closing(kind, **{**enough, name: 0}) is not None


def test_a_seminar_without_materials_says_so():
    assert closing("seminar", attended=30) == "no_materials"


def test_nobody_reached_is_no_outcome():
    assert closing("outreach", reached=0) == "no_reached"


def test_an_event_is_closed_after_it_ended_and_once():
    everything = Outcome(1, 1, 1, 1, 1, 1)
    early = why_not_close(
        state="announced", kind="training", outcome=everything, ends_at=NOW + timedelta(seconds=1), now=NOW
    )
    assert early is not None
    assert early.code == "not_over"
    again = why_not_close(state="held", kind="training", outcome=everything, ends_at=NOW, now=NOW)
    assert again is not None
    assert again.code == "not_announced"


@given(st.sampled_from(sorted(REQUIRED)), outcomes)
def test_the_refusal_and_the_list_never_disagree(kind, outcome):
    refusal = why_not_close(state="announced", kind=kind, outcome=outcome, ends_at=NOW, now=NOW)
    assert (refusal is None) == (missing_outcomes(kind, outcome) == ())


@given(st.sampled_from(sorted(REQUIRED)), outcomes)
def test_more_outcome_never_harms(kind, outcome):
    more = Outcome(
        outcome.attended + 1, outcome.materials + 1, outcome.recommendations + 1, outcome.collections + 1,
        (outcome.reached or 0) + 1, outcome.practices + 1,
    )  # fmt: skip
    assert set(missing_outcomes(kind, more)) <= set(missing_outcomes(kind, outcome)) <= set(required_outcomes(kind))
    assert missing_outcomes(kind, more) == ()
