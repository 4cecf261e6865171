"""The list at the door: every member, who represents it, who is here, who carries whose vote."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from spilno.meetings.models import Attendance, Meeting, Proxy
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.queries.planning import members_on
from spilno.meetings.rules.proxies import Carried, Span
from spilno.meetings.rules.registration import Arrival, has_deciding_vote
from spilno.members.models import Mandate, Membership
from spilno.members.queries import mandates_on
from spilno.people.models import Person
from spilno.statute.queries import in_force_on


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: a member, its representative and substitutes on the day, its presence now, its proxy."""

    membership: Membership
    deciding: bool
    representative: Mandate | None
    substitutes: tuple[Mandate, ...]
    here: Attendance | None
    was_here: bool
    given: Proxy | None
    carries: tuple[Proxy, ...]

    @property
    def by_proxy(self) -> bool:
        """Tell whether the member is present through another one only."""
        return self.here is not None and self.here.proxy_id is not None

    @property
    def words(self) -> str:
        """All names in the line, for search."""
        people = [mandate.person for mandate in (self.representative, *self.substitutes) if mandate is not None]
        return " ".join([self.membership.organisation.name_uk, *(person.full_name for person in people)]).casefold()


def roll_of(meeting: Meeting) -> list[Row]:
    """Return the whole list in the order of councils' names; four queries, however many members."""
    day = day_of(meeting)
    provisions = in_force_on(day)
    mandates: dict[int, list[Mandate]] = {}
    for mandate in mandates_on(day):
        mandates.setdefault(mandate.membership_id, []).append(mandate)
    here, was_here = _presence(meeting)
    proxies = list(valid_proxies(meeting))
    given = {proxy.giver_id: proxy for proxy in proxies}
    rows = []
    for member in members_on(day):
        own = mandates.get(member.pk, [])
        rows.append(
            Row(
                membership=member,
                deciding=has_deciding_vote(member.standing, member.kind, provisions=provisions),  # type: ignore[attr-defined]
                representative=next((m for m in own if m.kind == Mandate.Kind.REPRESENTATIVE), None),
                substitutes=tuple(m for m in own if m.kind == Mandate.Kind.SUBSTITUTE),
                here=here.get(member.pk),
                was_here=member.pk in was_here,
                given=given.get(member.pk),
                carries=tuple(proxy for proxy in proxies if proxy.holder_id == member.pk),
            )
        )
    return rows


def _presence(meeting: Meeting) -> tuple[dict[int, Attendance], set[int]]:
    here: dict[int, Attendance] = {}
    was: set[int] = set()
    for row in meeting.attendance.select_related("person", "proxy__holder__organisation"):
        if row.left_at is None:
            here[row.membership_id] = row
        else:
            was.add(row.membership_id)
    return here, was


def valid_proxies(meeting: Meeting) -> Iterable[Proxy]:
    """Return proxies that were not withdrawn and did not lapse."""
    return meeting.proxies.filter(withdrawn_at__isnull=True).select_related(
        "giver__organisation", "holder__organisation", "holder_person"
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """Members on the list: all, with a deciding vote; and of them here in the hall, remote, by proxy, not here."""

    members: int
    deciding: int
    here: int
    hall: int
    remote: int
    by_proxy: int
    consultative: int

    @property
    def away(self) -> int:
        """Members with a deciding vote that are not here."""
        return self.deciding - self.here


def counts_of(rows: list[Row]) -> Counts:
    """Count the list; those with a consultative voice stand apart."""
    deciding = [row for row in rows if row.deciding]
    present = [row.here for row in deciding if row.here is not None]
    own = [row for row in present if row.proxy_id is None]
    return Counts(
        members=len(rows),
        deciding=len(deciding),
        here=len(present),
        hall=sum(row.mode == Attendance.Mode.HALL for row in own),
        remote=sum(row.mode == Attendance.Mode.REMOTE for row in own),
        by_proxy=len(present) - len(own),
        consultative=sum(row.here is not None and not row.deciding for row in rows),
    )


def found_in(rows: list[Row], words: str, *, only_away: bool) -> list[Row]:
    """Narrow the list down: each word stands somewhere in the line; apostrophes and case do not matter."""
    asked = [_plain(word) for word in words.split()]
    return [
        row
        for row in rows
        if all(word in _plain(row.words) for word in asked) and not (only_away and row.here is not None)
    ]


def _plain(text: str) -> str:
    return text.casefold().translate(dict.fromkeys(map(ord, "'’ʼ`‘"), None))


def mandate_state(membership: Membership, person: Person, day: date) -> str:
    """Tell whether the person may represent the member on the day: valid, expired, ahead, or none."""
    mandates = list(Mandate.objects.filter(membership=membership, person=person))
    if any(m.starts <= day and (m.ends is None or m.ends >= day) for m in mandates):
        return "valid"
    if any(m.ends is not None and m.ends < day for m in mandates):
        return "expired"
    return "ahead" if mandates else "none"


def arrival_of(meeting: Meeting, membership: Membership, person: Person, *, mode: str) -> Arrival:
    """Gather what the rules ask when someone comes to be registered."""
    day = day_of(meeting)
    standing = members_on(day).filter(pk=membership.pk).values_list("standing", flat=True).first() or ""
    here = meeting.attendance.filter(membership=membership, left_at__isnull=True, proxy__isnull=True).first()
    elsewhere = (
        meeting.attendance.filter(person=person, left_at__isnull=True, proxy__isnull=True)
        .exclude(membership=membership)
        .select_related("membership__organisation")
        .first()
    )
    return Arrival(
        meeting_state=meeting.state,
        format=meeting.format,
        also_online=meeting.also_online,
        standing=standing,
        mandate=mandate_state(membership, person, day),
        mode=mode,
        here_since=f"{timezone.localtime(here.arrived_at):%H:%M}" if here else "",
        person_is_here_for=elsewhere.membership.organisation.name_uk if elsewhere else "",
    )


def accepted_proxies(meeting: Meeting) -> tuple[Carried, ...]:
    """Return proxies that hold, as rules ask for them."""
    return tuple(
        Carried(proxy.giver_id, proxy.holder_id, Span(proxy.item_from, proxy.item_to))
        for proxy in meeting.proxies.filter(withdrawn_at__isnull=True)
    )
