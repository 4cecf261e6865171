"""The life of minutes: drawn up, laid open, objected to, approved, signed: when each may be done and why not."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.meetings.rules.minutes.life import (
    ApprovalFacts,
    draw_up_until,
    objections_until,
    why_not_approve,
    why_not_draw_up,
    why_not_edit,
    why_not_lay_open,
    why_not_sign,
    why_stale,
)
from spilno.meetings.rules.objections import ObjectionFacts, why_not_answer, why_not_object
from spilno.meetings.tests.minutes_facts import at
from spilno.statute.rules.edition_file import read_edition

KYIV = ZoneInfo("Europe/Kyiv")


@pytest.fixture(scope="module")
def provisions():
    from tests.cast import MODEL

    return read_edition(MODEL.read_text(encoding="utf-8"))


def test_minutes_are_due_five_days_after_the_meeting(provisions):
    assert draw_up_until(date(2026, 11, 27), provisions=provisions) == date(2026, 12, 2)


def test_the_term_for_objections_ends_with_the_end_of_its_fifth_day(provisions):
    until = objections_until(date(2026, 12, 1), provisions=provisions, zone=KYIV)
    assert until == datetime(2026, 12, 7, 0, 0, tzinfo=KYIV)


@given(st.dates(date(2021, 6, 1), date(2099, 1, 1)))
def test_the_term_never_ends_before_it_began(provisions, day):
    assert objections_until(day, provisions=provisions, zone=KYIV).date() > day


@pytest.mark.parametrize("state", ["draft", "convened", "registration", "open", "recess", "cancelled"])
def test_minutes_of_a_meeting_that_is_not_over_are_not_drawn_up(state):
    assert why_not_draw_up(meeting_state=state, drawn_up=False).code == "meeting_not_over"


def test_minutes_are_drawn_up_once():
    assert why_not_draw_up(meeting_state="closed", drawn_up=False) is None
    assert why_not_draw_up(meeting_state="not_held", drawn_up=False) is None
    assert why_not_draw_up(meeting_state="closed", drawn_up=True).code == "drawn_up_already"


@pytest.mark.parametrize("state", ["objections", "approved", "signed"])
def test_the_text_is_written_by_hand_only_in_a_draft(state):
    assert why_not_edit("draft") is None
    assert why_not_edit(state).code == "minutes_laid_open"
    assert why_not_lay_open(state, chair_named=True, secretary_named=True).code == "not_a_draft"


def test_minutes_that_nobody_could_sign_are_not_laid_open():
    assert why_not_lay_open("draft", chair_named=True, secretary_named=True) is None
    assert why_not_lay_open("draft", chair_named=False, secretary_named=True).code == "nobody_to_sign"


def test_a_stale_text_is_refused():
    assert why_stale(seen="a", now="a") is None
    assert why_stale(seen="a", now="b").code == "stale_text"


END = at(0) + timedelta(days=9)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (ApprovalFacts("draft", None, END, 0), "not_laid_open"),
        (ApprovalFacts("objections", END, END - timedelta(seconds=1), 0), "term_goes_on"),
        (ApprovalFacts("objections", END, END, 1), "objection_waits"),
        (ApprovalFacts("approved", END, END, 0), "approved_already"),
    ],
)
def test_minutes_are_not_approved_before_their_time(facts, code):
    assert why_not_approve(facts).code == code


def test_minutes_are_approved_at_the_moment_the_term_ends():
    assert why_not_approve(ApprovalFacts("objections", END, END, 0)) is None


def test_the_last_day_is_named_as_people_count_it():
    refusal = why_not_approve(ApprovalFacts("objections", END, END - timedelta(days=1), 0))
    assert refusal.facts["last"] == "05.12.2026"


@pytest.mark.parametrize("state", ["draft", "objections", "signed"])
def test_minutes_are_signed_when_approved_and_only_then(state):
    assert why_not_sign("approved", may_sign=True) is None
    assert why_not_sign(state, may_sign=True) is not None
    assert why_not_sign("approved", may_sign=False).code == "not_the_signer"


def objection(**changes):
    given_ = {"state": "objections", "until": END, "now": END - timedelta(hours=1), "attended": True,
              "text": "Не так", "article": "5.14", **changes}  # fmt: skip
    return ObjectionFacts(**given_)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"attended": False}, "did_not_attend"),
        ({"state": "draft", "until": None}, "not_laid_open"),
        ({"now": END}, "term_is_over"),
        ({"state": "approved"}, "term_is_over"),
        ({"text": " \n"}, "no_text"),
        ({"text": "х" * 5001}, "too_long"),
    ],
)
def test_who_may_object_and_until_when(changes, code):
    refusal = why_not_object(objection(**changes))
    assert (refusal.code if refusal else None) == code


@given(st.booleans(), st.integers(-100, 100), st.text(max_size=20))
def test_nobody_objects_outside_the_term_or_without_having_attended(attended, hours, text):
    facts = objection(attended=attended, now=END + timedelta(hours=hours), text=text)
    if why_not_object(facts) is None:
        assert attended
        assert hours < 0
        assert text.strip()


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, False),
        ({"waiting": False}, True),
        ({"state": "approved"}, True),
        ({"outcome": "maybe"}, True),
        ({"answer": " "}, True),
        ({"outcome": "accepted"}, True),
        ({"outcome": "accepted", "corrected": True}, False),
    ],
)
def test_an_objection_is_answered_once_with_words_before_approval(changes, refused):
    given_ = {"waiting": True, "state": "objections", "outcome": "declined", "answer": "Ні, бо…",
              "corrected": False, "article": "5.14"}  # fmt: skip
    assert (why_not_answer(**{**given_, **changes}) is not None) == refused


@given(st.booleans(), st.sampled_from(["draft", "objections", "approved"]), st.text(max_size=20), st.booleans())
def test_what_is_accepted_has_changed_the_minutes(waiting, state, answer, corrected):
    facts = {"waiting": waiting, "state": state, "answer": answer, "corrected": corrected, "article": "5.14"}
    accepted, declined = (why_not_answer(outcome=one, **facts) is None for one in ("accepted", "declined"))
    assert accepted == (declined and corrected)
