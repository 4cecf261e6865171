"""Rules of the session: opening, items, speakers, closing; by example and by property."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import spilno.statute
from spilno.meetings.rules.closing import left_to_consider, why_not_close_meeting
from spilno.meetings.rules.opening import (
    one_hand,
    registration_from,
    why_not_declare_not_held,
    why_not_open_meeting,
    why_not_open_registration,
)
from spilno.meetings.rules.quorum import Presence, has_quorum
from spilno.meetings.rules.session import (
    FINISHED,
    why_not_declare_interest,
    why_not_finish_item,
    why_not_in_session,
    why_not_postpone_item,
    why_not_recess,
    why_not_resume,
    why_not_retract_interest,
    why_not_take_item,
    why_not_withdraw_item,
    why_stale,
)
from spilno.meetings.rules.speakers import (
    limit_seconds,
    queue_order,
    why_not_as_delegate,
    why_not_ask_for_floor,
    why_not_give_floor,
    why_not_note_speech,
    why_not_while_speaking,
    why_not_withdraw_request,
)
from spilno.statute.rules.edition_file import read_edition

MODEL = read_edition((Path(spilno.statute.__file__).parent / "editions" / "model.toml").read_text(encoding="utf-8"))
KYIV = ZoneInfo("Europe/Kyiv")
STARTS = datetime(2026, 11, 27, 10, 0, tzinfo=KYIV)
MEETING_STATES = ["draft", "convened", "registration", "open", "recess", "closed", "not_held", "cancelled"]
ITEM_STATES = ["waiting", "heard", "voting", *sorted(FINISHED)]
meeting_states = st.sampled_from(MEETING_STATES)
item_states = st.sampled_from(ITEM_STATES)
presences = st.integers(0, 400).flatmap(lambda n: st.builds(Presence, entitled=st.just(n), present=st.integers(0, n)))
moments = st.integers(-72 * 60, 72 * 60).map(lambda minutes: STARTS + timedelta(minutes=minutes))


def code(refusal):
    return refusal.code if refusal is not None else None


def opening(**facts):
    facts = {
        "state": "registration",
        "starts_at": STARTS,
        "now": STARTS,
        "chair_named": True,
        "secretary_named": True,
        "presence": Presence(entitled=62, present=32),
        "provisions": MODEL,
        **facts,
    }
    return why_not_open_meeting(**facts)


# Registration


@pytest.mark.parametrize(
    ("state", "now", "expected"),
    [
        ("convened", STARTS.replace(hour=0), None),
        ("convened", STARTS - timedelta(hours=12), None),
        ("convened", STARTS - timedelta(hours=12, seconds=1), "registration_too_early"),
        ("convened", STARTS + timedelta(hours=3), None),
        ("registration", STARTS, "registration_goes_on"),
        ("draft", STARTS, "not_convened"),
        ("closed", STARTS, "not_convened"),
    ],
)
def test_registration_opens_on_the_day_of_a_convened_meeting(state, now, expected):
    assert code(why_not_open_registration(state=state, starts_at=STARTS, now=now)) == expected


def test_before_an_early_meeting_registration_opens_twelve_hours_ahead():
    early = STARTS.replace(hour=8)
    assert registration_from(early) == early - timedelta(hours=12)
    assert registration_from(STARTS.replace(hour=14)) == STARTS.replace(hour=0)


@given(now=moments)
def test_once_registration_may_open_it_may_open_later_too(now):
    if why_not_open_registration(state="convened", starts_at=STARTS, now=now) is None:
        later = now + timedelta(hours=1)
        assert why_not_open_registration(state="convened", starts_at=STARTS, now=later) is None


# Opening


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"presence": Presence(62, 31)}, "no_quorum"),
        ({"presence": Presence(0, 0)}, "no_quorum"),
        ({"now": STARTS - timedelta(seconds=1)}, "before_time"),
        ({"chair_named": False}, "nobody_presides"),
        ({"secretary_named": False}, "nobody_presides"),
        ({"state": "convened"}, "no_registration"),
        ({"state": "open"}, "already_open"),
        ({"state": "recess"}, "already_open"),
        ({"state": "closed"}, "no_registration"),
    ],
)
def test_a_meeting_opens_at_its_hour_with_a_quorum_a_chair_and_a_secretary(facts, expected):
    assert code(opening(**facts)) == expected


@given(state=meeting_states, now=moments, presence=presences)
def test_a_meeting_that_may_open_is_never_declared_not_held(state, now, presence):
    opens = opening(state=state, now=now, presence=presence) is None
    not_held = (
        why_not_declare_not_held(state=state, starts_at=STARTS, now=now, presence=presence, provisions=MODEL) is None
    )
    assert not (opens and not_held)
    if not_held:
        assert not has_quorum(presence, provisions=MODEL)
        assert now >= STARTS


@given(presence=presences)
def test_one_more_member_never_keeps_a_meeting_from_opening(presence):
    if opening(presence=presence) is None and presence.present < presence.entitled:
        assert opening(presence=Presence(presence.entitled, presence.present + 1)) is None


def test_nothing_is_declared_not_held_before_its_hour():
    facts = {"presence": Presence(62, 3), "provisions": MODEL, "starts_at": STARTS}
    early = why_not_declare_not_held(state="registration", now=STARTS - timedelta(minutes=1), **facts)
    assert code(early) == "before_time"
    assert why_not_declare_not_held(state="convened", now=STARTS, **facts) is None
    assert code(why_not_declare_not_held(state="open", now=STARTS, **facts)) == "not_before_opening"
    facts["presence"] = Presence(62, 32)
    assert code(why_not_declare_not_held(state="registration", now=STARTS, **facts)) == "there_is_a_quorum"


# Items


@given(meeting_state=meeting_states, item_state=item_states, other=st.sampled_from(["", "3"]), parts=st.booleans())
def test_an_item_is_taken_up_only_in_session_and_only_one_at_a_time(meeting_state, item_state, other, parts):
    refusal = why_not_take_item(
        meeting_state=meeting_state, item_state=item_state, has_parts=parts, under_discussion=other
    )
    if refusal is None:
        assert meeting_state == "open"
        assert not other
        assert not parts
        assert item_state in {"waiting", "postponed"}


def test_the_number_of_the_unfinished_item_is_said():
    refusal = why_not_take_item(meeting_state="open", item_state="waiting", has_parts=False, under_discussion="3.1")
    assert refusal is not None
    assert refusal.code == "another_item"
    assert refusal.facts["number"] == "3.1"


@pytest.mark.parametrize(
    ("item_state", "expected"),
    [("heard", "already_taken"), ("voting", "already_taken"), ("decided", "item_finished"), ("postponed", None)],
)
def test_a_finished_item_is_not_opened_twice_but_a_postponed_one_may_return(item_state, expected):
    refusal = why_not_take_item(meeting_state="open", item_state=item_state, has_parts=False, under_discussion="")
    assert code(refusal) == expected


def test_an_item_of_parts_is_considered_by_its_parts():
    refusal = why_not_take_item(meeting_state="open", item_state="waiting", has_parts=True, under_discussion="")
    assert code(refusal) == "item_of_parts"


@pytest.mark.parametrize(
    ("state", "expected"),
    [("open", None), ("recess", "recess"), ("closed", "closed"), ("registration", "not_open"), ("draft", "not_open")],
)
def test_items_are_considered_only_in_session(state, expected):
    refusal = why_not_in_session(state, title="The recess was not announced")
    assert code(refusal) == expected
    assert refusal is None or refusal.title == "The recess was not announced"


@given(item_state=item_states)
def test_an_item_ends_exactly_when_it_has_an_outcome(item_state):
    refusal = why_not_finish_item(meeting_state="open", item_state=item_state)
    assert (refusal is None) == (item_state in FINISHED)


@pytest.mark.parametrize(
    ("item_state", "reason", "expected"),
    [
        ("waiting", "бракує висновку", None),
        ("heard", "бракує висновку", None),
        ("heard", "   ", "no_reason"),
        ("voting", "бракує висновку", "voting"),
        ("decided", "бракує висновку", "item_finished"),
    ],
)
def test_an_item_is_postponed_with_a_reason_and_not_in_the_middle_of_a_vote(item_state, reason, expected):
    assert code(why_not_postpone_item(meeting_state="open", item_state=item_state, reason=reason)) == expected


@given(meeting_state=meeting_states, item_state=item_states, carried=st.booleans())
def test_what_may_be_taken_off_the_agenda_may_also_be_postponed(meeting_state, item_state, carried):
    facts = {"meeting_state": meeting_state, "item_state": item_state, "reason": "на прохання автора"}
    if why_not_withdraw_item(**facts, procedure_carried=carried) is None:
        assert why_not_postpone_item(**facts) is None


def test_an_item_under_discussion_is_taken_off_only_by_a_procedural_vote():
    facts = {"meeting_state": "open", "item_state": "heard", "reason": "на прохання автора"}
    assert code(why_not_withdraw_item(**facts, procedure_carried=False)) == "no_procedural_vote"
    assert why_not_withdraw_item(**facts, procedure_carried=True) is None
    assert why_not_withdraw_item(**{**facts, "item_state": "waiting"}, procedure_carried=False) is None
    assert code(why_not_withdraw_item(**{**facts, "reason": ""}, procedure_carried=True)) == "no_reason"


# Interest


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"item_state": "waiting"}, None),
        ({"item_state": "voting"}, "voting"),
        ({"item_state": "decided"}, "item_finished"),
        ({"is_member": False}, "no_vote"),
        ({"already": True}, "already_declared"),
        ({"reason": ""}, "no_reason"),
        ({"meeting_state": "closed"}, "not_running"),
    ],
)
def test_an_interest_is_declared_before_the_vote(facts, expected):
    facts = {
        "meeting_state": "open",
        "item_state": "heard",
        "is_member": True,
        "already": False,
        "reason": "засновник підприємства",
        **facts,
    }
    assert code(why_not_declare_interest(**facts)) == expected


@given(item_state=item_states)
def test_an_interest_is_taken_back_exactly_while_one_could_be_declared(item_state):
    declared = why_not_declare_interest(
        meeting_state="open", item_state=item_state, is_member=True, already=False, reason="засновник"
    )
    assert (declared is None) == (why_not_retract_interest(item_state=item_state) is None)


# Recess, closing, stale pages


def test_a_recess_needs_an_end_and_no_open_vote():
    later = STARTS + timedelta(minutes=15)
    assert why_not_recess(meeting_state="open", voting=False, until=later, now=STARTS) is None
    assert code(why_not_recess(meeting_state="open", voting=True, until=later, now=STARTS)) == "voting"
    assert code(why_not_recess(meeting_state="open", voting=False, until=STARTS, now=STARTS)) == "no_end_of_recess"
    assert code(why_not_recess(meeting_state="open", voting=False, until=None, now=STARTS)) == "no_end_of_recess"
    assert code(why_not_recess(meeting_state="recess", voting=False, until=later, now=STARTS)) == "recess"


@given(state=meeting_states)
def test_only_a_recess_is_resumed(state):
    assert (why_not_resume(meeting_state=state) is None) == (state == "recess")


@given(state=meeting_states, voting=st.booleans(), left=st.integers(0, 50))
def test_a_meeting_closes_only_with_nothing_open(state, voting, left):
    refusal = why_not_close_meeting(meeting_state=state, voting=voting, not_considered=left)
    assert (refusal is None) == (state == "open" and not voting and left == 0)


def test_an_item_is_left_until_its_last_part_has_an_outcome():
    agenda = [(1, None, True), (2, None, False), (3, 2, True), (4, 2, False), (5, 4, False), (6, None, False)]
    assert left_to_consider(agenda) == 2
    assert left_to_consider([*agenda[:4], (5, 4, True), agenda[5]]) == 1
    assert left_to_consider([]) == 0


@given(outcomes=st.lists(st.tuples(st.booleans(), st.lists(st.booleans(), max_size=4)), max_size=8))
def test_no_more_items_are_left_than_the_agenda_numbers(outcomes):
    agenda, number = [], 0
    for own, parts in outcomes:
        number += 1
        top = number
        agenda.append((top, None, own))
        for part in parts:
            number += 1
            agenda.append((number, top, part))
    left = sum(not (all(parts) if parts else own) for own, parts in outcomes)
    assert left_to_consider(agenda) == left <= len(outcomes)


def test_the_chair_is_told_how_many_items_are_left():
    refusal = why_not_close_meeting(meeting_state="open", voting=False, not_considered=4)
    assert refusal is not None
    assert (refusal.code, refusal.facts["items"]) == ("items_left", 4)
    assert code(why_not_close_meeting(meeting_state="open", voting=True, not_considered=4)) == "voting"


@given(seen=st.text(max_size=20), now=st.text(max_size=20))
def test_a_page_is_stale_exactly_when_the_scene_changed(seen, now):
    assert (why_stale(seen=seen, now=now) is None) == (not seen or seen == now)


# Speakers


@dataclass
class Asked:
    kind: str
    order: int


asked = st.lists(
    st.builds(Asked, kind=st.sampled_from(["debate", "question", "order", "reply"]), order=st.integers(1, 99)),
    unique_by=lambda one: one.order,
)


@given(asked)
def test_points_of_order_go_first_and_nobody_is_lost(requests):
    queue = queue_order(requests)
    assert sorted(one.order for one in queue) == sorted(one.order for one in requests)
    kinds = [one.kind == "order" for one in queue]
    assert kinds == sorted(kinds, reverse=True)


@given(asked)
def test_among_equals_who_asked_first_speaks_first(requests):
    for kind in ("order", "debate"):
        orders = [one.order for one in queue_order(requests) if one.kind == kind]
        assert orders == sorted(orders)


def test_a_report_has_ten_minutes_and_all_else_five():
    assert limit_seconds("report", provisions=MODEL) == 600
    assert {limit_seconds(kind, provisions=MODEL) for kind in ("debate", "question", "order", "reply")} == {300}
    assert Fraction(limit_seconds("report", provisions=MODEL), limit_seconds("debate", provisions=MODEL)) == 2


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"item_state": "voting"}, None),
        ({"item_state": "waiting"}, "not_discussed"),
        ({"item_state": "decided"}, "not_discussed"),
        ({"may_speak": False}, "not_present"),
        ({"already_waiting": True}, "already_waiting"),
        ({"meeting_state": "recess"}, "recess"),
    ],
)
def test_the_floor_is_asked_for_by_those_present_on_the_item_discussed(facts, expected):
    facts = {"meeting_state": "open", "item_state": "heard", "may_speak": True, "already_waiting": False, **facts}
    assert code(why_not_ask_for_floor(**facts)) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"speaking": "Галина КАЛИНА"}, "somebody_speaks"),
        ({"voting": True}, "voting"),
        ({"item_state": "voting"}, "voting"),
        ({"item_state": "decided"}, "not_discussed"),
        ({"waiting": False}, "not_waiting"),
        ({"meeting_state": "recess"}, "recess"),
    ],
)
def test_one_speaks_at_a_time_and_nobody_during_a_vote(facts, expected):
    facts = {
        "meeting_state": "open",
        "item_state": "heard",
        "waiting": True,
        "speaking": "",
        "voting": False,
        **facts,
    }
    assert code(why_not_give_floor(**facts)) == expected


@given(meeting_state=meeting_states, item_state=item_states)
def test_who_may_be_given_the_floor_could_have_asked_for_it(meeting_state, item_state):
    given_ = why_not_give_floor(
        meeting_state=meeting_state, item_state=item_state, waiting=True, speaking="", voting=False
    )
    if given_ is None:
        assert (
            why_not_ask_for_floor(
                meeting_state=meeting_state, item_state=item_state, may_speak=True, already_waiting=False
            )
            is None
        )


@given(st.booleans())
def test_the_clock_and_the_queue_obey_only_what_goes_on(state):
    assert (why_not_while_speaking(speaking=state) is None) == state
    assert (why_not_withdraw_request(waiting=state) is None) == state


@given(here=st.booleans(), left=st.booleans())
def test_only_who_is_here_acts_as_a_delegate(here, left):
    refusal = why_not_as_delegate(here=here, left=left)
    assert (refusal is None) == here
    if refusal is not None:
        assert refusal.code == ("left" if left else "not_registered")


@given(begun=st.booleans(), laid=st.booleans(), changed=st.booleans())
def test_a_summary_is_saved_when_nothing_stands_against_it(begun, laid, changed):
    refusal = why_not_note_speech(begun=begun, minutes_laid_open=laid, changed_meanwhile=changed)
    assert (refusal is None) == (begun and not laid and not changed)


@given(chair=st.none() | st.integers(1, 3), secretary=st.none() | st.integers(1, 3))
def test_one_hand_is_warned_of_only_when_both_are_named_and_the_same(chair, secretary):
    warned = one_hand(chair=chair, secretary=secretary) is not None
    assert warned == (chair is not None and secretary is not None and chair == secretary)
