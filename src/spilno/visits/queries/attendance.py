"""Proof of attendance of a visiting meeting: who was there, as whom, for how many hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q
from django.utils import timezone

from spilno.meetings.models import Attendance, Guest, Meeting
from spilno.meetings.queries.attendance import day_of
from spilno.members.models import Mandate
from spilno.members.queries import mandates_on
from spilno.people.models import Person
from spilno.visits.rules.presence import AS, Stay, hours_of


@dataclass(frozen=True, slots=True)
class Attended:
    """Somebody's proven presence at a visiting meeting.

    `as_whom` is representative, substitute, proxy or guest; `hours` are of the clock, to the hundredth. Of a guest only the
    coming is kept, so he has the hours until the end. The visits count for those who went with a group.
    """

    person: Person
    meeting: Meeting
    day: date
    as_whom: str
    council: str
    hours: Decimal


def attended(person: Person, first: date, last: date) -> list[Attended]:
    """Return visiting meetings which the person attended between two days, both included, in order of time."""
    held = (
        Meeting.objects.prefetch_related("stops")
        .filter(
            format=Meeting.Format.VISITING,
            state=Meeting.State.CLOSED,
            starts_at__date__gte=first,
            starts_at__date__lte=last,
        )
        .filter(Q(attendance__person=person) | Q(guests__person=person, guests__arrived_at__isnull=False))
    )
    held = held.distinct().order_by("starts_at")
    return [row for meeting in held for row in present_at(meeting, people=[person.pk])]


def present_at(meeting: Meeting, *, people: Iterable[int] | None = None) -> list[Attended]:
    """Return who was at a closed visiting meeting, each person once, by family name; four queries.

    One who came by a mandate and also carried a proxy was there as a representative. A meeting not closed proves nothing yet.
    """
    if meeting.format != Meeting.Format.VISITING or meeting.state != Meeting.State.CLOSED or meeting.closed_at is None:
        return []
    rows = Attendance.objects.filter(meeting=meeting).select_related("person", "membership__organisation")
    guests = Guest.objects.filter(meeting=meeting, person__isnull=False, arrived_at__isnull=False).select_related(
        "person"
    )
    if people is not None:
        wanted = list(people)
        rows, guests = rows.filter(person__in=wanted), guests.filter(person__in=wanted)
    substitutes = set(
        mandates_on(day_of(meeting))
        .filter(kind=Mandate.Kind.SUBSTITUTE)
        .order_by()
        .values_list("membership_id", "person_id")
    )
    came = [
        _Came(
            row.person,
            "proxy" if row.proxy_id else "substitute" if (row.membership_id, row.person_id) in substitutes else AS[0],
            row.membership.organisation.name_uk,
            Stay(row.arrived_at, row.left_at),
        )
        for row in rows
    ] + [
        _Came(guest.person, "guest", guest.post, Stay(guest.arrived_at, None))
        for guest in guests
        if guest.person is not None and guest.arrived_at is not None
    ]
    with_group = set(meeting.visit_places.values_list("person_id", flat=True))
    by_person: dict[int, list[_Came]] = {}
    for each in sorted(came, key=lambda each: (each.person.family_name, each.person.given_name, AS.index(each.whom))):
        by_person.setdefault(each.person.pk, []).append(each)
    return [
        Attended(
            person=times[0].person,
            meeting=meeting,
            day=day_of(meeting),
            as_whom=times[0].whom,
            council=times[0].council,
            hours=_hours([each.stay for each in times], meeting, visited=pk in with_group),
        )
        for pk, times in by_person.items()
    ]


@dataclass(frozen=True, slots=True)
class _Came:
    """One time that somebody was there: as whom (the first of `AS` counts), for which council."""

    person: Person
    whom: str
    council: str
    stay: Stay


def _hours(stays: list[Stay], meeting: Meeting, *, visited: bool) -> Decimal:
    began = meeting.opened_at or meeting.starts_at or timezone.now()
    ended = meeting.closed_at or began
    stops = [stop.ends_at or stop.starts_at for stop in meeting.stops.all()] if visited else []
    until = max([ended, *(stop for stop in stops if stop - began < timedelta(days=2))])
    seconds = hours_of(stays, began=began, ended=ended, programme_until=until)
    return (Decimal(seconds) / 3600).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
