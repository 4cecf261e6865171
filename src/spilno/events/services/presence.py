"""Acts of attendance: check in, mark, take a paper list or a platform's list, keep the list as a document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.documents.models import Document
from spilno.documents.services import freeze
from spilno.events.models import Attendance, AttendanceTerms, Event, Registration, Session
from spilno.events.rules.presence import (
    Matched,
    PressFacts,
    why_no_session,
    why_not_check_in,
    why_not_mark,
    why_not_share,
)
from spilno.journal.services import record, take_turn
from spilno.statute.rules.refusal import Refusal, RuleBroken, refuse

State = Attendance.State
Way = Attendance.Way


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What came of a check-in: the mark that stands, and whether it is new. The second of one person is «already», a success."""

    mark: Attendance
    new: bool


@dataclass(frozen=True, slots=True)
class Press:
    """A press as a phone kept it: its own number, whom it means, when it happened."""

    number: str
    code: str = ""
    registration: int | None = None
    at: datetime | None = None
    way: str = Way.QR


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a press that a phone had kept: the mark, or why it was refused."""

    press: Press
    checked: CheckedIn | None = None
    refusal: Refusal | None = None


def _meant(session: Session, press: Press) -> Registration | None:
    rows = Registration.objects.select_related("event")
    if press.code:
        return rows.filter(code__iexact="".join(press.code.replace("-", " ").split())).first()
    return rows.filter(pk=press.registration, event=session.event_id).first() if press.registration else None


def _facts(session: Session, found: Registration | None, at: datetime) -> PressFacts:
    return PressFacts(
        name=found.full_name if found else "",
        registration=found.state if found else "",
        same_event=found is not None and found.event_id == session.event_id,
        other_event=found.event.title if found else "",
        event=session.event.state,
        counted=session.counted and session.kind != Session.Kind.BREAK,
        day=timezone.localdate(session.starts_at),
        at_day=timezone.localdate(at),
    )


@transaction.atomic
def check_in(session: Session, press: Press, *, by: User) -> CheckedIn:
    """Mark that a person is here, by his code or by name. A second press changes nothing and says since when he is here.

    Who was marked absent or excused and came nevertheless is here. Raises RuleBroken: an unknown code, one of another
    event, no place, a session of another day.
    """
    take_turn()  # two registrars scan one ticket: the second is told that the first did
    found = _meant(session, press)
    told = Attendance.objects.filter(session=session, registration=found, press=press.number[:40]).first()
    if told is not None and told.state == State.ATTENDED:
        return CheckedIn(told, new=False)  # the answer was lost on the way; what changed since does not undo the press
    at = press.at or timezone.now()
    refuse(why_not_check_in(_facts(session, found, at)))
    assert found is not None  # noqa: S101 - the rule has refused a code that nobody has
    standing = Attendance.objects.filter(session=session, registration=found).first()
    if standing is not None and standing.state == State.ATTENDED:
        return CheckedIn(standing, new=False)
    mark = standing or Attendance(session=session, registration=found)
    mark.state, mark.way, mark.at, mark.reason = State.ATTENDED, Way(press.way), at, ""
    mark.press, mark.by = press.number[:40], by.pk
    mark.save()
    facts = {"session": session.pk, "registration": found.pk, "way": str(press.way), "at": at}
    record("attendance.checked_in", session.event, by=by, facts=facts)
    return CheckedIn(mark, new=True)


def settle(presses: Sequence[tuple[Session | None, Press]], *, by: User) -> list[Settled]:
    """Take presses that a phone had kept, each by itself: one that is refused does not hold up the others.

    The same press told twice counts once: the second answer is «already».
    """
    done: list[Settled] = []
    for session, press in presses:
        try:
            if session is None:
                refuse(why_no_session())
            assert session is not None  # noqa: S101 - refused above
            done.append(Settled(press, checked=check_in(session, press, by=by)))
        except RuleBroken as broken:
            done.append(Settled(press, refusal=broken.refusal))
    return done


@transaction.atomic
def mark(
    session: Session, registration: Registration, *, state: str, reason: str = "", way: str = Way.NAME, by: User
) -> None:
    """Put one mark into the list of a session, or take it out (an empty state).

    Raises RuleBroken: no place, no reason for one excused, nobody is absent before the session has begun.
    """
    _mark_all(session, {registration.pk: (state, reason)}, way=way, by=by)


@transaction.atomic
def take_paper_list(session: Session, marks: Mapping[int, tuple[str, str]], *, by: User) -> int:
    """Put a whole paper list in, by number of the registration: state and reason; returns how many marks changed.

    All or nothing: a mark that cannot stand stops the whole list.
    """
    return _mark_all(session, marks, way=Way.PAPER, by=by)


def _mark_all(session: Session, marks: Mapping[int, tuple[str, str]], *, way: str, by: User) -> int:
    take_turn()
    rows = Registration.objects.filter(event=session.event_id).in_bulk(list(marks))
    standing = {each.registration_id: each for each in session.attendances.filter(registration__in=marks)}
    begun = session.starts_at <= timezone.now()
    changed = {"attended": 0, "absent": 0, "excused": 0, "cleared": 0}
    for number, (state, reason) in marks.items():
        was = standing.get(number)
        if (was.state if was else "", was.reason if was else "") == (state, reason.strip()):
            continue
        if not state:
            if was is not None:
                was.delete()
                changed["cleared"] += 1
            continue
        row = rows.get(number)
        refuse(why_not_mark(state=str(State(state)), reason=reason, registration=row.state if row else "", begun=begun))
        values = {
            "state": state,
            "way": way,
            "at": timezone.now(),
            "reason": reason.strip()[:300],
            "by": by.pk,
            "press": "",
        }
        if was is not None and was.state == state:
            values["at"] = was.at
        Attendance.objects.update_or_create(session=session, registration_id=number, defaults=values)
        changed[state] += 1
    total = sum(changed.values())
    if total:
        record("attendance.marked", session.event, by=by, facts={"session": session.pk, "way": str(way), **changed})
    return total


@transaction.atomic
def take_platform_list(session: Session, rows: Sequence[Matched], *, by: User) -> int:
    """Mark as here all whom a platform's list names, in one act; returns how many are new."""
    take_turn()
    numbers = [row.number for row in rows if row.verdict == "taken" and row.number is not None]
    standing = {each.registration_id: each for each in session.attendances.filter(registration__in=numbers)}
    new = 0
    for number in numbers:
        was = standing.get(number)
        if was is not None and was.state == State.ATTENDED:
            continue
        defaults = {"state": State.ATTENDED, "way": Way.ONLINE, "at": session.starts_at, "reason": "", "by": by.pk}
        Attendance.objects.update_or_create(session=session, registration_id=number, defaults=defaults)
        new += 1
    facts = {"session": session.pk, "lines": len(rows), "new": new}
    record("attendance.list_taken", session.event, by=by, facts=facts)
    return new


@transaction.atomic
def set_share(event: Event, percent: int, *, by: User) -> AttendanceTerms:
    """Set which share of the counted sessions must be attended for a certificate."""
    refuse(why_not_share(percent))
    terms, _new = AttendanceTerms.objects.update_or_create(event=event, defaults={"percent": percent})
    record("attendance.share_set", event, by=by, facts={"percent": percent})
    return terms


@transaction.atomic
def keep_list(event: Event, content: bytes, *, title: str, by: Any) -> Document:
    """Keep the attendance list as it is now, as a document of the event; a later one replaces it."""
    before = Document.objects.filter(
        object_type=event._meta.label_lower, object_id=str(event.pk), kind=Document.Kind.ATTENDANCE, replaced_by=None
    ).first()
    return freeze(
        kind=Document.Kind.ATTENDANCE,
        format=Document.Format.PDF,
        content=content,
        number="",
        date=timezone.localdate(),
        title=title,
        about=event,
        public=False,
        by=by,
        replaces=before,
    )
