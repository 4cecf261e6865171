"""Attendance as pages, lists and certificates need it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from spilno.credentials.queries import keys_of_valid
from spilno.events.models import Attendance, Event, Registration, Series, Session, Speaker
from spilno.events.queries.events import day_begins
from spilno.events.rules.presence import WHOLE, Known, hours_of, why_not_certificate, why_not_issue_yet
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.statute.rules.refusal import Refusal
from spilno.territories.rules.codes import search_key, sort_key

State = Attendance.State
LISTED = (Registration.State.CONFIRMED, Registration.State.WAITING, Registration.State.ASKED)
NOT_SHOWN = ("answers", "search_key", "token", "phone", "refused_because")  # what no list at the door needs


@dataclass(frozen=True, slots=True)
class Row:
    """One who stands in the list of a session, and what is marked; `mark` None: nothing yet."""

    registration: Registration
    mark: Attendance | None

    @property
    def has_place(self) -> bool:
        """Tell whether he has a place."""
        return self.registration.state == Registration.State.CONFIRMED

    @property
    def where(self) -> str:
        """Name the organisation from which he comes; empty when none is known."""
        return organisation_of(self.registration)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of a session were here, absent, excused, and have a place."""

    attended: int
    absent: int
    excused: int
    places: int

    @property
    def open(self) -> int:
        """Return of how many nothing is marked yet."""
        return max(0, self.places - self.attended - self.absent - self.excused)


def organisation_of(registration: Registration) -> str:
    """Name the organisation from which one comes."""
    return registration.organisation.name if registration.organisation else registration.organisation_name


def counted_sessions(event: Event) -> "QuerySet[Session]":
    """Return the sessions at which attendance is taken, in order."""
    return event.sessions.filter(counted=True).exclude(kind=Session.Kind.BREAK)


def session_now(sessions: Iterable[Session], now: datetime) -> Session | None:
    """Return the session at which people come in now: the first that has not ended, else the last one; None: there is none."""
    rows = list(sessions)
    return next((session for session in rows if session.ends_at > now), rows[-1] if rows else None)


@dataclass(frozen=True, slots=True)
class Entry:
    """One of the list at the door, as light as a list of thousands needs it: who, whence, the code of the ticket, his state."""

    pk: int
    name: str
    where: str
    code: str
    state: str


def door_list(event_id: int, *, places: bool = False) -> list[Entry]:
    """Return the list at the door by name, those who wait too (`places`: only who has a place); three queries."""
    states = LISTED[:1] if places else LISTED
    rows = Registration.objects.filter(event=event_id, state__in=states).order_by()
    names = rows.values_list(
        "pk", "family_name", "given_name", "patronymic", "organisation", "organisation_name", "code", "state"
    )
    councils = Organisation.objects.in_bulk(set(rows.exclude(organisation=None).values_list("organisation", flat=True)))
    named = {pk: council.name for pk, council in councils.items()}
    entries = [
        Entry(pk, " ".join(filter(None, (family, given, patronymic))), named.get(council) or typed, code, state)
        for pk, family, given, patronymic, council, typed, code, state in names
    ]
    return sorted(entries, key=lambda one: (sort_key(one.name), one.pk))


def found_at_door(entries: list[Entry], q: str) -> list[Entry]:
    """Return those whose name, organisation or code holds every word that was typed."""
    words = search_key(q).split()
    return [one for one in entries if all(word in search_key(f"{one.name} {one.where} {one.code}") for word in words)]


def rows_of(session: Session, entries: Sequence[Entry]) -> list[Row]:
    """Return some of the list with what is marked at a session, in the same order; two queries."""
    numbers = [entry.pk for entry in entries]
    rows = Registration.objects.select_related("organisation").defer(*NOT_SHOWN).in_bulk(numbers)
    marks = {mark.registration_id: mark for mark in session.attendances.filter(registration__in=numbers)}
    return [Row(rows[number], marks.get(number)) for number in numbers if number in rows]


def here_since(session: Session) -> dict[int, datetime]:
    """Return since when each who has come is here, by the number of his registration; one query."""
    came = session.attendances.filter(state=State.ATTENDED)
    return dict(came.values_list("registration", "at"))


def mark_of_here(session: Session, registration: Registration) -> Attendance | None:
    """Return the mark that one is here; None when he has not come yet."""
    return session.attendances.filter(registration=registration, state=State.ATTENDED).first()


def counts_of(session: Session) -> Counts:
    """Count the marks of a session; two queries."""
    marks = session.attendances.aggregate(
        attended=Count("pk", filter=Q(state=State.ATTENDED)),
        absent=Count("pk", filter=Q(state=State.ABSENT)),
        excused=Count("pk", filter=Q(state=State.EXCUSED)),
    )
    places = Registration.objects.filter(event=session.event_id, state=Registration.State.CONFIRMED).count()
    return Counts(**marks, places=places)


def marks_at(sessions: Collection[int], *, people: Collection[int] | None = None) -> dict[tuple[int, int], str]:
    """Return what is marked at sessions (by number), as (person, session) → state; one query. Those without a person are absent.

    `people`: of them alone.
    """
    rows = Attendance.objects.filter(session__in=sessions, registration__person__isnull=False).order_by()
    if people is not None:
        rows = rows.filter(registration__person__in=people)
    return {
        (person, session): state
        for person, session, state in rows.values_list("registration__person", "session", "state")
    }


@dataclass(frozen=True, slots=True)
class Taken:
    """How many took part in an event, and of how many councils."""

    people: int
    councils: int


def taken_part(event: Event) -> Taken:
    """Count the people who attended at least one session, and their councils; one query."""
    here = Registration.objects.filter(event=event, attendances__state=State.ATTENDED)
    counts = here.aggregate(
        people=Count("pk", distinct=True),
        councils=Count("organisation", filter=Q(organisation__kind="council"), distinct=True),
    )
    return Taken(**counts)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of the attendance sheet: who, and the mark of each counted session in order (None: nothing)."""

    registration: Registration
    marks: list[Attendance | None]


def places_by_name(event: Event) -> list[int]:
    """Return the numbers of those who have a place, by name; one query, however long the list is."""
    rows = event.registrations.filter(state=Registration.State.CONFIRMED).order_by()
    names = rows.values_list("pk", "family_name", "given_name", "patronymic")
    return [pk for pk, *_name in sorted(names, key=lambda row: (sort_key(" ".join(filter(None, row[1:]))), row[0]))]


def sheet(event: Event, *, only: Sequence[int] | None = None) -> tuple[list[Session], list[SheetLine]]:
    """Return the attendance of a whole event: its counted sessions, and a line for each who has a place; three queries.

    `only`: the numbers of those who are wanted, as a page of the list shows them.
    """
    sessions = list(counted_sessions(event))
    made = Attendance.objects.filter(session__event=event)
    rows = event.registrations.filter(state=Registration.State.CONFIRMED).select_related("organisation", "person")
    rows = rows.defer(*NOT_SHOWN)
    if only is not None:
        made, rows = made.filter(registration__in=only), rows.filter(pk__in=only)
    marks: dict[tuple[int, int], Attendance] = {(mark.registration_id, mark.session_id): mark for mark in made}
    lines = [SheetLine(row, [marks.get((row.pk, session.pk)) for session in sessions]) for row in rows]
    return sessions, sorted(lines, key=lambda line: sort_key(line.registration.full_name))


def words_of(name: str) -> frozenset[str]:
    """Return the words of a name, folded: apostrophes, capitals and the order do not matter."""
    return frozenset(word for word in search_key(name).replace(",", " ").split() if word)


def known_to(event: Event) -> list[Known]:
    """Return everybody registered, as the reading of a platform's list wants them."""
    rows = event.registrations.exclude(state=Registration.State.WITHDRAWN)
    return [Known(row.pk, words_of(row.full_name), row.email.casefold(), row.state) for row in rows]


# Certificates


@dataclass(slots=True)
class Candidate:
    """One who may get a certificate: why not (None: he does), hours, whether he holds one already."""

    key: str
    name: str
    where: str
    attended: int = 0
    counted: int = 0
    hours: Decimal | None = None
    why_not: Refusal | None = None
    already: bool = False
    person: Person | None = None
    registration: Registration | None = None
    speaker: Speaker | None = None
    held: list[Decimal | None] = field(default_factory=list)
    email: str = ""  # where nobody of the register stands behind the name
    what: tuple[str, str] | None = None  # for what exactly, in both languages; None: as the whole batch

    @property
    def gets(self) -> bool:
        """Tell whether a certificate is issued to him now."""
        return self.why_not is None and not self.already


def percent_of(event: Event) -> int:
    """Return which share of the sessions must be attended; in a joint series all of them."""
    if joint_series(event) is not None:
        return WHOLE
    terms = getattr(event, "attendance_terms", None)
    return terms.percent if terms is not None else WHOLE


def joint_series(event: Event) -> Series | None:
    """Return the series whose events are one course; None when the event stands alone."""
    return event.series if event.series is not None and event.series.joint else None


def course_of(event: Event) -> list[Event]:
    """Return the events for which one certificate is given: those of a joint series without cancelled ones, or the event itself."""
    series = joint_series(event)
    if series is None:
        return [event]
    return list(series.events.exclude(state=Event.State.CANCELLED).order_by("series_position", "starts_at"))


def key_of(registration: Registration) -> str:
    """Tell one person from another over the events of a course: by the person, else by the address, else by the row."""
    if registration.person_id:
        return f"person:{registration.person_id}"
    return f"address:{registration.email.casefold()}"[:80] if registration.email else f"registration:{registration.pk}"


def why_not_yet(event: Event) -> Refusal | None:
    """Say why no certificate of attendance or of speaking is issued now: of a joint series, by the last part of all its events."""
    ends = Session.objects.filter(event__in=course_of(event)).aggregate(last=Max("ends_at"))["last"]
    return why_not_issue_yet(ends=ends and timezone.localtime(ends), now=timezone.localtime())


def attendees(event: Event) -> list[Candidate]:
    """Return all who have a place, by name, with what they attended and why they get no certificate; five queries."""
    course = course_of(event)
    about = joint_series(event) or event
    sessions = {
        session.pk: session
        for session in Session.objects.filter(event__in=course, counted=True).exclude(kind=Session.Kind.BREAK)
    }
    held = keys_of_valid(about, "attendance")
    found: dict[str, Candidate] = {}
    excused: dict[str, int] = defaultdict(int)
    rows = Registration.objects.filter(event__in=course, state=Registration.State.CONFIRMED)
    for row in rows.select_related("organisation", "person").order_by("event__starts_at", "pk"):
        candidate = found.setdefault(key_of(row), Candidate(key_of(row), row.full_name, organisation_of(row)))
        candidate.registration, candidate.person = row, row.person
    marks = Attendance.objects.filter(session__in=sessions, registration__event__in=course).select_related(
        "registration"
    )
    for mark in marks:
        key = key_of(mark.registration)
        if key in found and mark.state == State.ATTENDED:
            found[key].attended += 1
            found[key].held.append(sessions[mark.session_id].hours)
        elif key in found and mark.state == State.EXCUSED:
            excused[key] += 1
    for candidate in found.values():
        candidate.counted = len(sessions)
        candidate.hours = hours_of(candidate.held)
        candidate.already = candidate.key in held
        candidate.why_not = why_not_certificate(
            counted=len(sessions),
            attended=candidate.attended,
            excused=excused[candidate.key],
            percent=percent_of(event),
        )
    return sorted(found.values(), key=lambda each: sort_key(each.name))


def speakers(event: Event) -> list[Candidate]:
    """Return all who speak at the event, each once, by name; moderators and experts too. Two queries."""
    held = keys_of_valid(event, "speaker")
    found: dict[str, Candidate] = {}
    rows = Speaker.objects.filter(session__event=event).select_related("person", "organisation", "session")
    for row in rows.order_by("session__starts_at", "position"):
        key = f"person:{row.person_id}" if row.person_id else f"name:{search_key(row.name_uk)}"[:80]
        where = row.organisation.name if row.organisation else ""
        candidate = found.setdefault(key, Candidate(key, row.name_uk, where, person=row.person, speaker=row))
        candidate.already = key in held
    return sorted(found.values(), key=lambda each: sort_key(each.name))


# For the ledger of a person


@dataclass(frozen=True, slots=True)
class Attended:
    """A session that a person attended: what, when, how long, at which event and who held it."""

    event_id: int
    event: str
    session_id: int
    session: str
    day: date
    hours: Decimal | None
    way: str


def attended(person: Person, first: date, last: date) -> list[Attended]:
    """Return the counted sessions that the person attended on days from first to last, both included, with academic hours."""
    marks = Attendance.objects.filter(
        registration__person=person,
        state=State.ATTENDED,
        session__counted=True,
        session__starts_at__gte=day_begins(first),
    ).select_related("session__event")
    return [
        Attended(
            event_id=mark.session.event_id,
            event=mark.session.event.title,
            session_id=mark.session_id,
            session=mark.session.title,
            day=day,
            hours=mark.session.hours,
            way=mark.way,
        )
        for mark in marks.order_by("session__starts_at", "pk")
        if (day := timezone.localdate(mark.session.starts_at)) <= last
    ]
