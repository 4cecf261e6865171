"""The place of a person in the hall: whom a delegate represents, who may speak, how the votes carried were cast."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from spilno.ballots.models import Elector, HandSheet, Question
from spilno.meetings.models import Attendance, Guest, Meeting
from spilno.meetings.queries.attendance import day_of
from spilno.members.models import Mandate, Membership
from spilno.members.queries import mandates_on
from spilno.people.access import own_person
from spilno.people.models import name_in_minutes
from spilno.statute.queries import in_force_on


@dataclass(frozen=True, slots=True)
class Place:
    """The place of an account at a meeting.

    `member_of`: memberships that the person represents by mandate or carries now; `rows`: presence now, by proxy too;
    `left`: was here and left; `guest`: invited with a consultative voice; `anyone`: a delegate who is here, whoever it is.
    """

    person: Any = None
    member_of: tuple[Membership, ...] = ()
    rows: tuple[Attendance, ...] = ()
    left: bool = False
    guest: Guest | None = None
    anyone: bool = False

    @property
    def here(self) -> bool:
        """Tell whether the person is registered and present now."""
        return bool(self.rows) or self.anyone

    @property
    def own(self) -> Attendance | None:
        """Return the presence in which the person represents the own council, not one carried by proxy."""
        return next((row for row in self.rows if row.proxy_id is None), self.rows[0] if self.rows else None)


ANY_DELEGATE = Place(anyone=True)


def place_of(user: Any, meeting: Meeting) -> Place:
    """Return the place of an account at a meeting; an empty one for a stranger and for nobody."""
    person = own_person(user)
    if person is None:
        return Place()
    rows = list(
        meeting.attendance.filter(person=person)
        .select_related("membership__organisation", "proxy")
        .order_by(F("proxy_id").asc(nulls_first=True), "arrived_at")
    )
    now = tuple(row for row in rows if row.left_at is None)
    mandates: list[Mandate] = list(mandates_on(day_of(meeting)).filter(person=person))
    members = {row.membership_id: row.membership for row in now}
    members.update({mandate.membership_id: mandate.membership for mandate in mandates})
    return Place(
        person=person,
        member_of=tuple(members.values()),
        rows=now,
        left=bool(rows) and not now,
        guest=meeting.guests.filter(person=person).first(),
    )


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone here who may speak: `code` names the row of presence or of the guest, empty for a name in no list."""

    code: str
    name: str
    post: str
    person: Any = None
    membership: Membership | None = None
    consultative: bool = False

    def __str__(self) -> str:
        """Tell who it is in a list: Галина КАЛИНА, Краснокутська селищна рада."""
        return f"{self.name}, {self.post}" if self.post else self.name


def voices_of(meeting: Meeting) -> list[Voice]:
    """Return all who may speak now: representatives present (each person once) and guests; three queries."""
    deciding = in_force_on(day_of(meeting)).voting.deciding
    found: dict[int, Voice] = {}
    rows = meeting.attendance.filter(left_at__isnull=True).select_related("membership__organisation", "person")
    for row in sorted(rows, key=lambda row: (row.proxy_id is not None, row.person.family_name)):
        found.setdefault(row.person_id, voice_of(row, consultative=row.membership.kind not in deciding))
    guests = [
        Voice(f"g{guest.pk}", guest.name, guest.post, person=guest.person, consultative=True)
        for guest in meeting.guests.select_related("person")
    ]
    return [*found.values(), *guests]


def voice_choices(meeting: Meeting) -> list[tuple[str, str]]:
    """Return code and words of all who may speak now, in the order of `voices_of`: plain values, there may be thousands."""
    rows = meeting.attendance.filter(left_at__isnull=True).values_list(
        "pk",
        "proxy_id",
        "person__family_name",
        "person__given_name",
        "person_id",
        "membership__organisation__name_uk",
    )
    found: dict[int, tuple[str, str]] = {}
    for pk, _, family, given, person, post in sorted(rows, key=lambda row: (row[1] is not None, row[2])):
        found.setdefault(person, (f"a{pk}", f"{name_in_minutes(person, given, family)}, {post}"))
    guests = (Voice(f"g{guest.pk}", guest.name, guest.post) for guest in meeting.guests.all())
    return [*found.values(), *((guest.code, str(guest)) for guest in guests)]


def voice_of(row: Attendance, *, consultative: bool) -> Voice:
    """Return the voice of a representative who is present."""
    return Voice(
        code=f"a{row.pk}",
        name=str(row.person),
        post=row.membership.organisation.name_uk,
        person=row.person,
        membership=row.membership,
        consultative=consultative,
    )


def voice_at(place: Place, meeting: Meeting) -> Voice:
    """Return the voice of the delegate whose place it is; the council is the one represented by mandate."""
    row = place.own
    deciding = in_force_on(day_of(meeting)).voting.deciding
    if row is not None:
        return voice_of(row, consultative=row.membership.kind not in deciding)
    member = place.member_of[0] if place.member_of else None
    return Voice(
        code="",
        name=str(place.person),
        post=member.organisation.name_uk if member is not None else "",
        person=place.person,
        membership=member,
    )


def votes_of(place: Place, meeting: Meeting) -> list[Elector]:
    """Return the rights that the person carried in closed votes of this meeting, with how each was used; one query.

    `hands`: beside phones hands were counted without names, so who has no vote may be among them.
    """
    if place.person is None:
        return []
    counted = Q(votes_for__gt=0) | Q(votes_against__gt=0) | Q(votes_abstained__gt=0)
    sheets = HandSheet.objects.filter(counted, question=OuterRef("question"), roll={}, pile={})
    return list(
        Elector.objects.filter(
            question__put__item__meeting=meeting, question__state=Question.State.CLOSED, holder=place.person
        )
        .annotate(hands=Exists(sheets))
        .select_related("question__put__item", "vote")
        .order_by("-question__closed_at", "order", "pk")
    )
