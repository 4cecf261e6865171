"""Acts of convening: the notice to every member, a change of it, the end of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from spilno.accounts.models import User
from spilno.documents.models import Document
from spilno.documents.queries import documents_of
from spilno.documents.services import freeze
from spilno.journal.services import record
from spilno.meetings.gateways.calendar_file import calendar_file
from spilno.meetings.gateways.letters import called, convocation_pdf, title_of, words_of
from spilno.meetings.live import touch
from spilno.meetings.models import Issue, Meeting
from spilno.meetings.queries.meetings import agenda_of
from spilno.meetings.queries.planning import ends_of, plan_of, to_be_told
from spilno.meetings.rules.agenda import why_stale
from spilno.meetings.rules.convocation import convocation_closing, convocation_opening
from spilno.meetings.rules.notice import (
    NOT_CANCELLED,
    NOT_CHANGED,
    NOT_CONVENED,
    notice_needed,
    why_not_cancel,
    why_not_change,
    why_not_convene,
    why_nothing_to_tell,
)
from spilno.meetings.services.agenda import take_overdue
from spilno.notices.models import Notice
from spilno.notices.services import Addressee, NoticeAttachment, post_notice
from spilno.statute.queries import in_force_on
from spilno.statute.rules.refusal import refuse
from spilno.ui.words import ordinal_uk

CHANGEABLE = ("starts_at", "ends_at_planned", "format", "also_online", "place", "settlement", "online_link", "host")


@transaction.atomic
def convene_meeting(meeting: Meeting, *, seen: int | None = None, by: User) -> Meeting:
    """Convene a meeting and tell every member: text, archival PDF and calendar file, with proof of delivery.

    Raises RuleBroken when the notice comes too late by the statute in force on the day of the meeting, something is not
    settled, or it is convened already.
    """
    meeting = _locked(meeting)
    if seen is not None and meeting.state == Meeting.State.DRAFT:  # of one convened already the plan says so
        refuse(why_stale(seen, meeting.version, title=NOT_CONVENED))
    today = timezone.localdate()
    plan = plan_of(meeting)
    provisions = in_force_on(plan.day or today)
    refuse(why_not_convene(plan, today=today, provisions=provisions))
    take_overdue(meeting, since_drafted=True, by=by)
    needed = notice_needed(meeting.kind, provisions=provisions)
    meeting.state = Meeting.State.CONVENED
    meeting.convened_at = timezone.now()
    meeting.save(update_fields=["state", "convened_at"])
    told = called(meeting, address=_address(meeting))
    text = words_of(
        "convocation",
        meeting,
        {
            "items": agenda_of(meeting),
            "stops": meeting.stops.all(),
            "opening": convocation_opening(told),
            "closing": convocation_closing(told),
        },
    )
    notice = _tell(meeting, Notice.Kind.CONVOCATION, title_of(meeting), text, files=[_frozen(meeting, by)], by=by)
    record(
        "meeting.convened",
        meeting,
        by=by,
        ground=f"Статут, п. {needed.ground.article}",
        facts={
            "number": meeting.number,
            "day": str(plan.day),
            "notice_days": (plan.day - today).days if plan.day else None,
            "needed": needed.value,
            "members": len(to_be_told(meeting)),
            "notice": notice.pk,
        },
    )
    touch(meeting)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting, values: Mapping[str, Any], *, reason: str = "", seen: int | None = None, by: User
) -> Meeting:
    """Change the day, the place or the link of a convened meeting, tell of late items, and tell every member.

    Raises RuleBroken when the new day comes too soon after this notice or without a reason, or there is nothing new to tell.
    """
    meeting = _locked(meeting)
    if seen is not None:
        refuse(why_stale(seen, meeting.version, title=NOT_CHANGED))
    assert meeting.starts_at is not None or meeting.state == Meeting.State.DRAFT  # noqa: S101 - convened ones have a day
    was = timezone.localdate(meeting.starts_at) if meeting.starts_at else timezone.localdate()
    before = {name: getattr(meeting, name) for name in CHANGEABLE}
    for name in CHANGEABLE:
        if name in values:
            setattr(meeting, name, values[name])
    plan = plan_of(meeting)
    today = timezone.localdate()
    refuse(why_not_change(plan, was=was, today=today, provisions=in_force_on(plan.day or today), reason=reason))
    changed = [name for name in CHANGEABLE if before[name] != getattr(meeting, name)]
    late = [item for item in agenda_of(meeting) if item.late]
    refuse(why_nothing_to_tell(changed=bool(changed), late_items=len(late)))
    meeting.calendar_sequence += 1
    meeting.save(update_fields=[*CHANGEABLE, "calendar_sequence"])
    with translation.override("uk"):
        subject = _("Change: %(title)s") % {"title": title_of(meeting)}
        lines = [_line(name, before[name], getattr(meeting, name)) for name in changed]
    text = words_of(
        "change",
        meeting,
        {
            "changes": [line for line in lines if line],
            "reason": reason.strip(),
            "late": late,
            "address": _address(meeting),
        },
    )
    notice = _tell(meeting, Notice.Kind.CHANGE, subject, text, files=[_frozen(meeting, by)], by=by)
    record(
        "meeting.changed",
        meeting,
        by=by,
        facts={"number": meeting.number, "changed": changed, "late_items": len(late), "notice": notice.pk},
    )
    touch(meeting)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, seen: int | None = None, by: User) -> Meeting:
    """Cancel a convened meeting and tell every member why; its issues wait for another agenda.

    Raises RuleBroken when no reason is given, or the meeting has begun or is over.
    """
    meeting = _locked(meeting)
    if seen is not None:
        refuse(why_stale(seen, meeting.version, title=NOT_CANCELLED))
    refuse(why_not_cancel(meeting.state, reason))
    meeting.state = Meeting.State.CANCELLED
    meeting.cancelled_because = reason.strip()[:300]
    meeting.calendar_sequence += 1
    meeting.save(update_fields=["state", "cancelled_because", "calendar_sequence"])
    Issue.objects.filter(considerations__meeting=meeting, state=Issue.State.ON_AGENDA).update(
        state=Issue.State.ACCEPTED
    )
    with translation.override("uk"):
        subject = _("Cancelled: %(title)s") % {"title": title_of(meeting)}
    text = words_of("cancel", meeting, {"reason": meeting.cancelled_because})
    notice = _tell(meeting, Notice.Kind.CHANGE, subject, text, files=[], by=by)
    record("meeting.cancelled", meeting, by=by, facts={"number": meeting.number, "notice": notice.pk})
    touch(meeting)
    return meeting


def _locked(meeting: Meeting) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("body", "chair", "host__organisation")
        .get(pk=meeting.pk)
    )


def _frozen(meeting: Meeting, by: User) -> NoticeAttachment:
    """Freeze the notice as a document of the meeting, in place of an earlier one, and return it as a file to send."""
    items, stops = agenda_of(meeting), list(meeting.stops.all())
    content = convocation_pdf(meeting, items, stops, day=timezone.localdate(), address=_address(meeting))
    earlier = documents_of(meeting).filter(kind=Document.Kind.CONVOCATION, format=Document.Format.PDF).first()
    freeze(
        kind=Document.Kind.CONVOCATION,
        format=Document.Format.PDF,
        content=content,
        number=str(meeting.number),
        date=timezone.localdate(),
        title=title_of(meeting),
        about=meeting,
        public=True,
        by=by,
        replaces=earlier,
    )
    return NoticeAttachment(f"convocation-{meeting.number}.pdf", "application/pdf", content)


def _tell(
    meeting: Meeting, kind: str, subject: str, text: str, *, files: Sequence[NoticeAttachment], by: User
) -> Notice:
    """Tell each member at its official address and its representative at his own, with the calendar file."""
    to: list[Addressee] = []
    for told in to_be_told(meeting):
        council = told.membership.organisation
        to.append(Addressee(council.name_uk, council.email, council._meta.label_lower, str(council.pk)))
        person = told.mandate.person if told.mandate else None
        if person is not None and person.email and person.email.lower() != council.email.lower():
            to.append(Addressee(f"{person}, {council.name_uk}", person.email, person._meta.label_lower, str(person.pk)))
    method = "CANCEL" if meeting.state == Meeting.State.CANCELLED else "PUBLISH"
    calendar = NoticeAttachment(
        f"meeting-{meeting.number}.ics",
        f"text/calendar; method={method}",
        calendar_file(meeting, title=_short_title(meeting), ends=ends_of(meeting), now=timezone.now()),
    )
    return post_notice(kind=kind, subject=subject, text=text, to=to, files=[*files, calendar], about=meeting, by=by)


def _address(meeting: Meeting) -> str:
    return settings.SITE_URL + reverse("meetings:meeting", args=[meeting.pk])


def _short_title(meeting: Meeting) -> str:
    place = f", {meeting.settlement}" if meeting.settlement else ""
    return f"{ordinal_uk(meeting.number)} {meeting.body.name_uk}{place}"


def _line(name: str, before: Any, after: Any) -> str:
    """Say one change in words: «День і час: було …, стало …»."""
    words = {
        "starts_at": _("Day and time"),
        "format": _("Format"),
        "place": _("Place"),
        "settlement": _("Settlement"),
        "online_link": _("Link"),
        "host": _("Host"),
    }
    if name not in words:
        return ""

    def shown(value: Any) -> str:
        if name == "starts_at":
            return date_format(timezone.localtime(value), "DATETIME_FORMAT") if value else "—"
        if name == "format":
            return str(Meeting.Format(value).label)
        return str(value or "—")

    return _("%(what)s: was %(before)s, now %(after)s") % {
        "what": words[name],
        "before": shown(before),
        "after": shown(after),
    }
