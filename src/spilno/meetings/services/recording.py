"""Acts on meetings held before Spilno: record, mend, attach the scanned minutes, enter their decisions."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from spilno.accounts.models import User
from spilno.bodies.models import Body
from spilno.documents.gateways.files import Upload
from spilno.documents.models import Attachment
from spilno.documents.services import attach
from spilno.journal.services import record
from spilno.meetings.models import Decision, Item, Meeting
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.queries.planning import general_meeting
from spilno.meetings.rules.notice import number_taken
from spilno.meetings.rules.recording import KnownVotes, why_not_enter_decision, why_not_record
from spilno.statute.rules.refusal import RuleBroken, refuse

FIELDS = ("number", "kind", "format", "host", "settlement", "place", "note", "source")
DECISION_FIELDS = ("number", "title", "text", "matter", "known_for", "known_against", "known_abstained")


@transaction.atomic
def record_meeting(values: Mapping[str, Any], *, scan: Upload | None = None, by: User | None) -> Meeting:
    """Record a meeting held before: `held_on`, `hour` (None: not known) and `FIELDS`; `scan` is its minutes, for everyone.

    Raises RuleBroken when the day is ahead, no source is named, the number is taken, or the file cannot be kept.
    """
    refuse(why_not_record(values["held_on"], today=timezone.localdate(), source=values["source"]))
    meeting = Meeting(body=general_meeting(), state=Meeting.State.CLOSED)
    _fill(meeting, values)
    record("meeting.recorded", meeting, by=by, ground=meeting.source, facts={"number": meeting.number})
    if scan is not None:
        attach_to_record(meeting, scan, title="", by=by)
    return meeting


@transaction.atomic
def mend_meeting(meeting: Meeting, values: Mapping[str, Any], *, by: User) -> Meeting:
    """Mend the record of a meeting held before; its decisions follow its day.

    Raises RuleBroken as `record_meeting` does.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    refuse(why_not_record(values["held_on"], today=timezone.localdate(), source=values["source"]))
    before = {name: getattr(meeting, name) for name in (*FIELDS, "starts_at")}
    _fill(meeting, values)
    meeting.decisions.update(decided_on=day_of(meeting), decided_at=meeting.starts_at)
    changed = [name for name, old in before.items() if getattr(meeting, name) != old]
    record(
        "meeting.record_mended",
        meeting,
        by=by,
        ground=meeting.source,
        facts={"number": meeting.number, "changed": changed},
    )
    return meeting


def _fill(meeting: Meeting, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(meeting, name, values[name])
    at = datetime.combine(values["held_on"], values.get("hour") or time.min)
    meeting.starts_at = timezone.make_aware(at, timezone.get_current_timezone())
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as error:
        raise RuleBroken(number_taken(meeting.number)) from error


@transaction.atomic
def attach_to_record(meeting: Meeting, file: Upload, *, title: str, by: User | None) -> Attachment:
    """Attach scanned minutes or another paper to the record of a meeting held before; everyone may read it.

    Raises RuleBroken when the file is empty, too large or of an unknown kind.
    """
    attachment = attach(file, about=meeting, title=title, public=True, by=by)
    record("meeting.got_document", meeting, by=by, facts={"sha256": attachment.sha256, "attachment": attachment.pk})
    return attachment


@transaction.atomic
def record_decision(meeting: Meeting, values: Mapping[str, Any], *, by: User | None) -> Decision:
    """Enter a decision of a meeting held before under its number as then. It changes nothing in the registers.

    Raises RuleBroken when the meeting was held in Spilno, the number is taken, or the votes did not carry it.
    """
    _check(meeting, values, itself=None)
    last = meeting.items.aggregate(last=Max("order"))["last"] or 0
    item = Item.objects.create(
        meeting=meeting, order=last + 1, title=values["title"], matter=values["matter"], state=Item.State.DECIDED
    )
    decision = Decision.objects.create(
        body=meeting.body,
        meeting=meeting,
        item=item,
        decided_on=day_of(meeting),
        decided_at=meeting.starts_at or timezone.now(),
        **{name: values.get(name) for name in DECISION_FIELDS},
    )
    record("decision.recorded", decision, by=by, ground=meeting.source, facts=_facts(decision))
    return decision


@transaction.atomic
def mend_decision(decision: Decision, values: Mapping[str, Any], *, by: User) -> Decision:
    """Mend the entry of a decision of earlier years.

    Raises RuleBroken as `record_decision` does.
    """
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    _check(decision.meeting, values, itself=decision)
    changed = [name for name in DECISION_FIELDS if getattr(decision, name) != values.get(name)]
    for name in DECISION_FIELDS:
        setattr(decision, name, values.get(name))
    decision.save()
    Item.objects.filter(pk=decision.item_id).update(title=decision.title, matter=decision.matter)
    record(
        "decision.record_mended",
        decision,
        by=by,
        ground=decision.meeting.source,
        facts={**_facts(decision), "changed": changed},
    )
    return decision


def _check(meeting: Meeting, values: Mapping[str, Any], *, itself: Decision | None) -> None:
    """Lock the row of numbers and ask the rule."""
    Body.objects.select_for_update().get(pk=meeting.body_id)
    same = Decision.objects.filter(body=meeting.body_id, number=values["number"])
    if itself is not None:
        same = same.exclude(pk=itself.pk)
    votes = KnownVotes(values.get("known_for"), values.get("known_against"), values.get("known_abstained"))
    taken_by = same.values_list("meeting__number", flat=True).first()
    refuse(why_not_enter_decision(values["number"], by_hand=meeting.by_hand, taken_by=taken_by, votes=votes))


def _facts(decision: Decision) -> dict[str, Any]:
    return {
        "number": decision.number,
        "for": decision.known_for,
        "against": decision.known_against,
        "abstained": decision.known_abstained,
    }
