"""The session: its opening, items, interests, recesses and closing."""

from datetime import timedelta

from django.utils import timezone
from tests.cast import make_member

from spilno.journal.models import Entry
from spilno.meetings.live import scene_of
from spilno.meetings.models import Issue, Item, Meeting, Recess, Recusal
from spilno.meetings.queries.hall import hall_of
from spilno.meetings.services import hall, interests
from spilno.meetings.tests.session_of_two import acts, add_item, ask, come, refused, reported

# Opening


def test_the_quorum_is_kept_as_it_was_at_the_opening(session):
    session.refresh_from_db()
    assert (session.state, session.entitled_at_opening, session.present_at_opening) == ("open", 2, 2)
    assert session.opened_at is not None
    entry = Entry.objects.get(act="meeting.opened")
    assert entry.facts == {"entitled": 2, "present": 2, "needed": 2}
    assert "5.3" in entry.ground


def test_without_a_quorum_nothing_is_opened_and_nothing_written(meeting, cast):
    come(meeting, cast.lypova, cast.delegate_person)
    hall.open_registration(meeting, by=cast.secretary)
    before = acts()
    with refused("no_quorum"):
        hall.open_meeting(meeting, by=cast.chair)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.opened_at) == ("registration", None)
    assert acts() == before


def test_a_meeting_does_not_open_before_its_hour(meeting, cast):
    Meeting.objects.update(starts_at=timezone.now() + timedelta(minutes=30))
    hall.open_registration(meeting, by=cast.secretary)
    with refused("before_time"):
        hall.open_meeting(meeting, by=cast.chair)


def test_without_a_quorum_the_meeting_is_declared_not_held_and_issues_wait_again(meeting, cast):
    come(meeting, cast.lypova, cast.delegate_person)
    issue = Issue.objects.create(number=1, title="Вода", topic="utilities", raised_by=cast.stepova, state="on_agenda")
    add_item(meeting, issue=issue)
    hall.open_registration(meeting, by=cast.secretary)
    hall.declare_not_held(meeting, by=cast.chair)
    meeting.refresh_from_db()
    issue.refresh_from_db()
    assert meeting.state == "not_held"
    assert issue.state == Issue.State.ACCEPTED
    assert not meeting.attendance.filter(left_at__isnull=True).exists()
    assert acts()[-1] == "meeting.not_held"


def test_with_a_quorum_it_is_not_declared_not_held(session, cast):
    with refused("not_before_opening"):
        hall.declare_not_held(session, by=cast.chair)


# Items


def test_taking_an_item_up_puts_its_rapporteur_first_into_the_queue(item, cast):
    hall.take_item(item, by=cast.chair)
    speech = item.speeches.get()
    assert (speech.kind, speech.name, speech.post, speech.limit_seconds) == (
        "report",
        "Олена ВЕРБА",
        "міська голова",
        600,
    )
    assert speech.begun_at is None
    item.meeting.refresh_from_db()
    assert item.meeting.current_item == item
    assert acts()[-1] == "item.taken"


def test_an_item_without_a_rapporteur_begins_with_silence(second, cast):
    hall.take_item(second, by=cast.chair)
    assert not second.speeches.exists()


def test_another_item_waits_until_the_first_is_finished(item, second, cast):
    hall.take_item(item, by=cast.chair)
    with refused("another_item"):
        hall.take_item(second, by=cast.chair)
    hall.postpone_item(item, reason="бракує висновку", by=cast.chair)
    hall.take_item(second, by=cast.chair)
    second.refresh_from_db()
    assert second.state == "heard"


def test_the_chair_may_change_the_order(second, cast):
    hall.take_item(second, by=cast.chair)
    second.meeting.refresh_from_db()
    assert second.meeting.current_item == second


def test_an_item_without_an_outcome_is_not_finished(item, cast):
    hall.take_item(item, by=cast.chair)
    with refused("no_outcome"):
        hall.finish_item(item, by=cast.chair)


def test_a_finished_item_leaves_the_table_and_its_queue(item, cast):
    hall.take_item(item, by=cast.chair)
    waiting = ask(item, cast)
    Item.objects.filter(pk=item.pk).update(state="decided")
    hall.finish_item(item, by=cast.chair)
    item.meeting.refresh_from_db()
    waiting.refresh_from_db()
    assert item.meeting.current_item is None
    with refused("item_left"):  # the second secretary is told, and the journal has one line
        hall.finish_item(item, by=cast.chair)
    assert Entry.objects.filter(act="item.finished").count() == 1
    assert waiting.withdrawn_at is not None
    report = item.speeches.get(kind="report")
    assert (report.begun_at, report.withdrawn_at is not None) == (None, True)


def test_a_postponed_item_keeps_the_reason_and_gives_its_issue_back(item, cast):
    issue = Issue.objects.create(number=1, title="Вода", topic="utilities", raised_by=cast.stepova, state="on_agenda")
    Item.objects.filter(pk=item.pk).update(issue=issue)
    hall.take_item(item, by=cast.chair)
    hall.postpone_item(item, reason="  бракує висновку ", by=cast.chair)
    item.refresh_from_db()
    issue.refresh_from_db()
    assert (item.state, item.end_note, issue.state) == ("postponed", "бракує висновку", "accepted")
    assert Entry.objects.get(act="item.postponed").ground == "бракує висновку"


def test_the_reason_of_a_removal_is_asked_for(second, cast):
    with refused("no_reason"):
        hall.withdraw_item(second, reason="", by=cast.chair)
    second.refresh_from_db()
    assert second.state == "waiting"
    hall.withdraw_item(second, reason="на прохання автора", by=cast.chair)
    second.refresh_from_db()
    assert second.state == "withdrawn"


def test_an_item_under_discussion_is_not_taken_off_by_the_chair_alone(item, cast):
    hall.take_item(item, by=cast.chair)
    with refused("no_procedural_vote"):
        hall.withdraw_item(item, reason="на прохання автора", by=cast.chair)


def test_a_stale_page_does_not_act(item, second, cast):
    seen = scene_of(item.meeting)
    hall.take_item(item, by=cast.chair, seen=seen)
    hall.postpone_item(item, reason="бракує висновку", by=cast.chair)
    hall.take_item(second, by=cast.chair)
    with refused("stale"):
        hall.close_meeting(second.meeting, by=cast.secretary, seen=seen)
    with refused("stale"):
        hall.take_item(item, by=cast.secretary, seen=seen)


# Interest


def test_an_interest_is_kept_once_and_can_be_taken_back(item, cast):
    hall.take_item(item, by=cast.chair)
    recusal = interests.declare_interest(item, cast.lypova, reason="засновник підприємства", by=cast.delegate)
    with refused("already_declared"):
        interests.declare_interest(item, cast.lypova, reason="засновник підприємства", by=cast.secretary)
    interests.retract_interest(recusal, by=cast.secretary)
    assert not Recusal.objects.exists()
    assert acts()[-2:] == ["interest.declared", "interest.retracted"]


def test_a_council_that_is_no_member_declares_nothing(item, cast):
    hall.take_item(item, by=cast.chair)
    guest = make_member(cast.stepova, kind="associate")
    with refused("no_vote"):
        interests.declare_interest(item, guest, reason="засновник підприємства", by=cast.secretary)


# Recess and closing


def test_a_recess_has_a_planned_end_and_stops_the_clock_of_the_speech(item, cast):
    hall.take_item(item, by=cast.chair)
    reported(item, cast)
    until = hall.in_minutes(15)
    hall.recess(item.meeting, until=until, by=cast.chair)
    item.meeting.refresh_from_db()
    assert item.meeting.state == "recess"
    assert Recess.objects.get().until == until
    speech = item.speeches.get()
    assert (speech.ended_at, speech.paused_at is not None) == (None, True)
    hall.resume(item.meeting, by=cast.chair)
    item.meeting.refresh_from_db()
    assert item.meeting.state == "open"
    assert Recess.objects.get().ended_at is not None
    with refused("no_recess"):
        hall.resume(item.meeting, by=cast.chair)


def test_a_meeting_with_items_ahead_is_not_closed(session, cast):
    with refused("items_left") as broken:
        hall.close_meeting(session, by=cast.chair)
    assert broken.value.refusal.facts == {"items": 2}
    session.refresh_from_db()
    assert session.state == "open"


def test_closing_ends_presence(session, item, second, cast):
    for one in (item, second):
        hall.postpone_item(one, reason="бракує часу", by=cast.chair)
    hall.close_meeting(session, by=cast.chair)
    session.refresh_from_db()
    assert (session.state, session.current_item) == ("closed", None)
    assert session.closed_at is not None
    assert not session.attendance.filter(left_at__isnull=True).exists()
    with refused("closed"):
        hall.close_meeting(session, by=cast.chair)


def test_an_item_of_parts_is_counted_by_its_parts(session, item, second, cast):
    part = Item.objects.create(meeting=session, parent=second, order=1, title="Про мости")
    with refused("item_of_parts"):
        hall.take_item(second, by=cast.chair)
    hall.take_item(part, by=cast.chair)
    shown = hall_of(Meeting.objects.get(pk=session.pk))
    assert [(one.number, one.has_parts) for one in shown.agenda] == [("1", False), ("2", True), ("2.1", False)]
    assert shown.not_considered == 2
