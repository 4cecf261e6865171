"""Acts of the session: registration, opening, items, recess, closing."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.ballots.models import Question
from spilno.journal.services import record
from spilno.meetings.live import scene_of, touch
from spilno.meetings.models import Issue, Item, Meeting, Put, Recess, Speech
from spilno.meetings.queries.attendance import day_of, presence
from spilno.meetings.queries.hall import number_of
from spilno.meetings.rules.closing import left_to_consider, why_not_close_meeting
from spilno.meetings.rules.opening import why_not_declare_not_held, why_not_open_meeting, why_not_open_registration
from spilno.meetings.rules.session import (
    FINISHED,
    why_not_finish_item,
    why_not_postpone_item,
    why_not_recess,
    why_not_resume,
    why_not_take_item,
    why_not_withdraw_item,
    why_stale,
)
from spilno.meetings.rules.speakers import limit_seconds
from spilno.meetings.services.minutes import draw_up
from spilno.statute.queries import in_force_on
from spilno.statute.rules.provisions import Provisions
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def open_registration(meeting: Meeting, *, by: User) -> Meeting:
    """Begin to register delegates on the day of the meeting.

    Raises RuleBroken when the meeting is not convened, or its day has not come.
    """
    meeting = lock(meeting)
    refuse(why_not_open_registration(state=meeting.state, starts_at=_kyiv(meeting.starts_at), now=_kyiv_now()))
    meeting.state = Meeting.State.REGISTRATION
    meeting.save(update_fields=["state"])
    record("meeting.registration_opened", meeting, by=by, ground=str(meeting.convened_by_act))
    touch(meeting)
    return meeting


@transaction.atomic
def open_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """Open the meeting; its quorum is kept as it was at this moment.

    Raises RuleBroken before the hour of convening, without a chair and a secretary, or without a quorum.
    """
    meeting = lock(meeting)
    present, provisions = presence(meeting), provisions_of_day(meeting)
    refuse(
        why_not_open_meeting(
            state=meeting.state,
            starts_at=_kyiv(meeting.starts_at),
            now=_kyiv_now(),
            chair_named=meeting.chair_id is not None,
            secretary_named=meeting.secretary_id is not None,
            presence=present,
            provisions=provisions,
        )
    )
    meeting.state = Meeting.State.OPEN
    meeting.opened_at = timezone.now()
    meeting.entitled_at_opening = present.entitled
    meeting.present_at_opening = present.present
    meeting.save(update_fields=["state", "opened_at", "entitled_at_opening", "present_at_opening"])
    record(
        "meeting.opened",
        meeting,
        by=by,
        ground=f"Статут, п. {provisions.quorum.ground.article}",
        facts={
            "entitled": present.entitled,
            "present": present.present,
            "needed": provisions.quorum.needed(present.entitled),
        },
    )
    touch(meeting)
    return meeting


@transaction.atomic
def declare_not_held(meeting: Meeting, *, by: User) -> Meeting:
    """Declare that the meeting was not held: its hour has come and there is no quorum.

    Raises RuleBroken before the hour, or when there is a quorum.
    """
    meeting = lock(meeting)
    present, provisions = presence(meeting), provisions_of_day(meeting)
    refuse(
        why_not_declare_not_held(
            state=meeting.state,
            starts_at=_kyiv(meeting.starts_at),
            now=_kyiv_now(),
            presence=present,
            provisions=provisions,
        )
    )
    now = timezone.now()
    meeting.state = Meeting.State.NOT_HELD
    meeting.closed_at = now
    meeting.entitled_at_opening = present.entitled
    meeting.present_at_opening = present.present
    meeting.save(update_fields=["state", "closed_at", "entitled_at_opening", "present_at_opening"])
    meeting.attendance.filter(left_at__isnull=True).update(left_at=now)
    _give_issues_back(Issue.objects.filter(considerations__meeting=meeting).values_list("pk", flat=True))
    record(
        "meeting.not_held",
        meeting,
        by=by,
        ground=f"Статут, п. {provisions.quorum.ground.article}",
        facts={
            "entitled": present.entitled,
            "present": present.present,
            "needed": provisions.quorum.needed(present.entitled),
        },
    )
    touch(meeting)
    return meeting


@transaction.atomic
def take_item(item: Item, *, by: User, seen: str = "") -> Item:
    """Take up an item: it is under discussion, and its rapporteur, when there is one, waits for the floor.

    Raises RuleBroken when another item is not finished, or this one is. `seen` is the scene that the page showed.
    """
    meeting, item = lock_item(item)
    refuse(why_stale(seen=seen, now=scene_of(meeting)))
    other = meeting.current_item if meeting.current_item_id != item.pk else None
    refuse(
        why_not_take_item(
            meeting_state=meeting.state,
            item_state=item.state,
            has_parts=item.children.exists(),
            under_discussion=number_of(other) if other is not None and other.state not in FINISHED else "",
        )
    )
    now = timezone.now()
    if other is not None:
        end_speeches(other, at=now)
    item.state = Item.State.HEARD
    item.started_at = item.started_at or now
    item.ended_at = None
    item.end_note = ""
    item.save(update_fields=["state", "started_at", "ended_at", "end_note"])
    meeting.current_item = item
    meeting.save(update_fields=["current_item"])
    if not item.speeches.filter(kind=Speech.Kind.REPORT, withdrawn_at__isnull=True).exists():
        _expect_report(item, at=now, provisions=provisions_of_day(meeting))
    record("item.taken", item, by=by, facts={"meeting": meeting.number, "item": number_of(item)})
    touch(meeting)
    return item


@transaction.atomic
def finish_item(item: Item, *, by: User) -> Item:
    """End the consideration of an item that has an outcome; nobody speaks on it any more.

    Raises RuleBroken when it has no outcome. The outcome itself comes from a vote, a note, a postponement or a removal.
    """
    meeting, item = lock_item(item)
    refuse(
        why_not_finish_item(
            meeting_state=meeting.state,
            item_state=item.state,
            under_discussion=meeting.current_item_id == item.pk,
        )
    )
    now = timezone.now()
    end_speeches(item, at=now)
    item.ended_at = item.ended_at or now
    item.save(update_fields=["ended_at"])
    _leave_item(meeting, item)
    record("item.finished", item, by=by, facts={"meeting": meeting.number, "outcome": item.state})
    touch(meeting)
    return item


@transaction.atomic
def postpone_item(item: Item, *, reason: str, by: User, seen: str = "") -> Item:
    """Postpone an item to another meeting, with the reason; the issue behind it waits for an agenda again.

    Raises RuleBroken when the item is finished, is being voted on, or the reason is missing.
    """
    meeting, item = lock_item(item)
    refuse(why_stale(seen=seen, now=scene_of(meeting)))
    refuse(why_not_postpone_item(meeting_state=meeting.state, item_state=item.state, reason=reason))
    return _end_without_decision(meeting, item, Item.State.POSTPONED, reason=reason, act="item.postponed", by=by)


@transaction.atomic
def withdraw_item(item: Item, *, reason: str, by: User, seen: str = "") -> Item:
    """Take an item off the agenda, with the reason.

    Raises RuleBroken when it is finished or voted on, or is under discussion without a procedural vote of the meeting.
    """
    meeting, item = lock_item(item)
    refuse(why_stale(seen=seen, now=scene_of(meeting)))
    refuse(
        why_not_withdraw_item(
            meeting_state=meeting.state,
            item_state=item.state,
            reason=reason,
            procedure_carried=procedure_carried(item),
        )
    )
    return _end_without_decision(meeting, item, Item.State.WITHDRAWN, reason=reason, act="item.withdrawn", by=by)


@transaction.atomic
def recess(meeting: Meeting, *, until: datetime, by: User, seen: str = "") -> Recess:
    """Announce a recess with its planned end; the clock of whoever speaks stands.

    Raises RuleBroken outside a session, while a vote runs, or when the end is not later than now.
    """
    meeting = lock(meeting)
    refuse(why_stale(seen=seen, now=scene_of(meeting)))
    now = timezone.now()
    refuse(why_not_recess(meeting_state=meeting.state, voting=voting_goes_on(meeting), until=until, now=now))
    meeting.state = Meeting.State.RECESS
    meeting.save(update_fields=["state"])
    break_ = Recess.objects.create(meeting=meeting, began_at=now, until=until)
    on = Speech.objects.filter(item__meeting=meeting, begun_at__isnull=False, ended_at__isnull=True)
    on.filter(paused_at__isnull=True).update(paused_at=now)
    record("meeting.recess", meeting, by=by, facts={"until": until.isoformat()})
    touch(meeting)
    return break_


@transaction.atomic
def resume(meeting: Meeting, *, by: User) -> Meeting:
    """Go on after a recess. The quorum is checked again at the next vote.

    Raises RuleBroken when there is no recess.
    """
    meeting = lock(meeting)
    refuse(why_not_resume(meeting_state=meeting.state))
    meeting.state = Meeting.State.OPEN
    meeting.save(update_fields=["state"])
    meeting.recesses.filter(ended_at__isnull=True).update(ended_at=timezone.now())
    present = presence(meeting)
    record("meeting.resumed", meeting, by=by, facts={"entitled": present.entitled, "present": present.present})
    touch(meeting)
    return meeting


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: User, seen: str = "") -> Meeting:
    """Close the meeting: those present leave, speeches end, and the minutes are drawn up in the same act.

    Raises RuleBroken with an open vote, or while items are left without an outcome.
    """
    meeting = lock(meeting)
    refuse(why_stale(seen=seen, now=scene_of(meeting)))
    refuse(
        why_not_close_meeting(
            meeting_state=meeting.state, voting=voting_goes_on(meeting), not_considered=not_considered(meeting)
        )
    )
    now, present = timezone.now(), presence(meeting)
    for item in meeting.items.filter(speeches__ended_at__isnull=True).distinct():
        end_speeches(item, at=now)
    meeting.attendance.filter(left_at__isnull=True).update(left_at=now)
    meeting.state = Meeting.State.CLOSED
    meeting.closed_at = now
    meeting.current_item = None
    meeting.save(update_fields=["state", "closed_at", "current_item"])
    votes = Put.objects.filter(item__meeting=meeting).count()  # so that none can be left out of the archive unseen
    facts = {"entitled": present.entitled, "present": present.present, "votes": votes}
    record("meeting.closed", meeting, by=by, facts=facts)
    draw_up(meeting, by=by)
    touch(meeting)
    return meeting


def lock(meeting: Meeting) -> Meeting:
    """Return the meeting under its lock: one act at a time, whoever presses."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("body", "current_item").get(pk=meeting.pk)


def lock_item(item: Item) -> tuple[Meeting, Item]:
    """Return an item and its meeting under the meeting's lock."""
    meeting = lock(item.meeting)
    return meeting, Item.objects.select_related("issue", "rapporteur").get(pk=item.pk)


def provisions_of_day(meeting: Meeting) -> Provisions:
    """Return the statute in force on the day of the meeting."""
    return in_force_on(day_of(meeting))


def voting_goes_on(meeting: Meeting) -> bool:
    """Tell whether any vote of the meeting is open."""
    return Put.objects.filter(item__meeting=meeting, question__state=Question.State.OPEN).exists()


def procedure_carried(item: Item) -> bool:
    """Tell whether the meeting carried a procedural vote on this item."""
    return item.puts.filter(purpose=Put.Purpose.PROCEDURE, question__carried=True).exists()


def not_considered(meeting: Meeting) -> int:
    """Count items of the agenda without an outcome, as they are numbered: parts belong to theirs."""
    rows = meeting.items.values_list("pk", "parent", "state")
    return left_to_consider((pk, parent, state in Item.FINISHED) for pk, parent, state in rows)


def end_speeches(item: Item, *, at: datetime) -> None:
    """End the speech that goes on, and withdraw requests that were not reached."""
    item.speeches.filter(begun_at__isnull=False, ended_at__isnull=True).update(ended_at=at)
    item.speeches.filter(begun_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=at)


def in_minutes(minutes: int) -> datetime:
    """Return the moment that many minutes from now, for the planned end of a recess."""
    return timezone.now() + timedelta(minutes=minutes)


def _expect_report(item: Item, *, at: datetime, provisions: Provisions) -> None:
    """Put the rapporteur first into the queue: a report is one only when the floor was given."""
    name = str(item.rapporteur) if item.rapporteur is not None else item.rapporteur_name
    if not name:
        return
    Speech.objects.create(
        item=item,
        kind=Speech.Kind.REPORT,
        person=item.rapporteur,
        name=name,
        post=item.rapporteur_post,
        asked_at=at,
        limit_seconds=limit_seconds(Speech.Kind.REPORT, provisions=provisions),
        summary=item.heard,
    )


def _end_without_decision(meeting: Meeting, item: Item, state: Item.State, *, reason: str, act: str, by: User) -> Item:
    now = timezone.now()
    end_speeches(item, at=now)
    item.state = state
    item.ended_at = now
    item.end_note = reason.strip()[:300]
    item.save(update_fields=["state", "ended_at", "end_note"])
    _leave_item(meeting, item)
    if item.issue_id is not None:
        _give_issues_back([item.issue_id])
    record(act, item, by=by, ground=item.end_note, facts={"meeting": meeting.number, "item": number_of(item)})
    touch(meeting)
    return item


def _give_issues_back(issues: Iterable[int]) -> None:
    # an issue that was not decided waits for another agenda
    Issue.objects.filter(pk__in=issues, state=Issue.State.ON_AGENDA).update(state=Issue.State.ACCEPTED)


def _leave_item(meeting: Meeting, item: Item) -> None:
    if meeting.current_item_id == item.pk:
        meeting.current_item = None
        meeting.save(update_fields=["current_item"])


def _kyiv(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment is not None else None


def _kyiv_now() -> datetime:
    return timezone.localtime()
