"""Acts of drafting: prepare a meeting, change its plan, its programme of visits."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.meetings.live import touch
from spilno.meetings.models import Demand, Meeting, VisitStop
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.queries.planning import general_meeting, members_on
from spilno.meetings.rules.agenda import why_stale
from spilno.meetings.rules.demand import Demanded, why_not_demanded
from spilno.meetings.rules.notice import (
    EXTRAORDINARY,
    NOT_CHANGED,
    number_taken,
    why_format_forbidden,
    why_host_wrong,
    why_not_draft,
)
from spilno.meetings.services.agenda import take_overdue
from spilno.members.models import Membership
from spilno.organisations.rules.councils import settlement_of
from spilno.statute.queries import in_force_on
from spilno.statute.rules.refusal import RuleBroken, refuse

FIELDS = (
    "number",
    "kind",
    "format",
    "also_online",
    "starts_at",
    "ends_at_planned",
    "place",
    "settlement",
    "online_link",
    "host",
    "chair",
    "chair_post",
    "secretary",
    "secretary_post",
    "convened_by_act",
    "note",
)


@transaction.atomic
def draft_meeting(values: Mapping[str, Any], *, by: User) -> Meeting:
    """Prepare a meeting: its plan, and on its agenda what is overdue.

    Raises RuleBroken when the statute does not allow the format, an extraordinary meeting was not demanded by enough, the
    host is not a member, or the number is taken.
    """
    _check(values)
    meeting = Meeting(body=general_meeting(), **{name: values[name] for name in FIELDS if name in values})
    _save(meeting)
    _keep_demand(meeting, values)
    record(
        "meeting.drafted",
        meeting,
        by=by,
        facts={"number": meeting.number, "kind": meeting.kind, "format": meeting.format},
    )
    take_overdue(meeting, by=by)
    return Meeting.objects.get(pk=meeting.pk)


@transaction.atomic
def change_plan(meeting: Meeting, values: Mapping[str, Any], *, seen: int | None = None, by: User) -> Meeting:
    """Change the plan of a meeting that is not convened yet.

    Raises RuleBroken as `draft_meeting` does, or when the page was stale or the meeting is convened.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if seen is not None:
        refuse(why_stale(seen, meeting.version, title=NOT_CHANGED))
    refuse(why_not_draft(meeting.state))
    _check(values)
    for name in FIELDS:
        if name in values:
            setattr(meeting, name, values[name])
    _save(meeting)
    _keep_demand(meeting, values)
    touch(meeting)
    record("meeting.plan_changed", meeting, by=by, facts={"number": meeting.number})
    return meeting


@transaction.atomic
def add_stop(meeting: Meeting, values: Mapping[str, Any], *, by: User) -> VisitStop:
    """Add a stop to the programme of visits, also after the convocation: the programme is not the agenda."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    stop = VisitStop.objects.create(meeting=meeting, **values)
    touch(meeting)
    record("meeting.stop_added", meeting, by=by, facts={"stop": stop.pk})
    return stop


@transaction.atomic
def change_stop(stop: VisitStop, values: Mapping[str, Any], *, by: User) -> VisitStop:
    """Change a stop of the programme of visits; practice cards written there stay with it. Without a change nothing happens."""
    meeting = Meeting.objects.select_for_update().get(pk=stop.meeting_id)
    stop = VisitStop.objects.get(pk=stop.pk)
    changed = [name for name in values if getattr(stop, name) != values[name]]
    if not changed:
        return stop
    for name in changed:
        setattr(stop, name, values[name])
    stop.save(update_fields=changed)
    touch(meeting)
    record("meeting.stop_changed", meeting, by=by, facts={"stop": stop.pk, "fields": sorted(changed)})
    return stop


@transaction.atomic
def remove_stop(stop: VisitStop, *, by: User) -> None:
    """Take a stop off the programme of visits."""
    meeting = Meeting.objects.select_for_update().get(pk=stop.meeting_id)
    touch(meeting)
    record("meeting.stop_removed", meeting, by=by, facts={"stop": stop.pk})
    stop.delete()


@transaction.atomic
def write_safety_notice(meeting: Meeting, text: str, *, by: User) -> Meeting:
    """Write what visitors must know of alarms, shelters, what to bring; also after the convocation. An empty text takes it away."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.safety_notice != text.strip():
        meeting.safety_notice = text.strip()
        meeting.save(update_fields=["safety_notice"])
        touch(meeting)
        digest = hashlib.sha256(meeting.safety_notice.encode()).hexdigest()
        record("meeting.safety_notice", meeting, by=by, facts={"sha256": digest})
    return meeting


@transaction.atomic
def name_host(meeting: Meeting, host: Membership, *, place: str, ground: str, by: User) -> Meeting:
    """Make a drafted meeting a visiting one at a member's place, by the act named in `ground`.

    Raises RuleBroken when it is convened already, the host is not a member on its day, or the statute knows no visiting meetings.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    refuse(why_not_draft(meeting.state))
    _check_host({"starts_at": meeting.starts_at, "format": Meeting.Format.VISITING, "host": host})
    meeting.format, meeting.host, meeting.place = Meeting.Format.VISITING, host, place[:300]
    meeting.settlement = settlement_of(host.organisation.level, host.organisation.place_uk)
    meeting.save(update_fields=["format", "host", "place", "settlement"])
    touch(meeting)
    record("meeting.host_named", meeting, by=by, ground=ground, facts={"host": host.pk})
    return meeting


def _day(values: Mapping[str, Any]) -> date:
    starts = values.get("starts_at")
    return timezone.localdate(starts) if starts else timezone.localdate()


def _check(values: Mapping[str, Any]) -> None:
    _check_host(values)
    if values["kind"] == EXTRAORDINARY:
        refuse(why_not_demanded(demanded(values), provisions=in_force_on(_day(values))))


def _check_host(values: Mapping[str, Any]) -> None:
    day = _day(values)
    provisions = in_force_on(day)
    refuse(why_format_forbidden(values["format"], provisions=provisions))
    host = values.get("host")
    is_member = host is not None and members_on(day).filter(pk=host.pk).exists()
    refuse(why_host_wrong(values["format"], has_host=host is not None, is_member=is_member, provisions=provisions))


def demanded(values: Mapping[str, Any]) -> Demanded | None:
    """Return the demand that was entered; None when none was."""
    if not values.get("demand_code"):
        return None
    return Demanded(values["demand_code"], values.get("demand_count") or 0, values.get("demand_of") or 0)


def _keep_demand(meeting: Meeting, values: Mapping[str, Any]) -> None:
    demand = demanded(values)
    if meeting.kind != EXTRAORDINARY or demand is None:
        Demand.objects.filter(meeting=meeting).delete()
        return
    Demand.objects.update_or_create(
        meeting=meeting,
        defaults={
            "code": demand.code,
            "count": demand.count,
            "of": demand.of,
            "document": values.get("demand_document") or "",
            "demanded_on": values.get("demanded_on") or day_of(meeting),
        },
    )


def _save(meeting: Meeting) -> None:
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as error:
        raise RuleBroken(number_taken(meeting.number)) from error
