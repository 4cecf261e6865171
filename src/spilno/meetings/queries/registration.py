"""The list at the door: every member, who represents it, who is here, who carries whose vote."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from spilno.meetings.models import Attendance, Meeting, Proxy
from spilno.meetings.queries.attendance import day_of, in_the_hall, roll_order
from spilno.meetings.queries.planning import members_on
from spilno.meetings.rules.proxies import Carried, Span, may_carry
from spilno.meetings.rules.registration import Arrival, has_deciding_vote
from spilno.members.models import Mandate, Membership
from spilno.members.queries import mandates_on, voting_members
from spilno.people.models import Person
from spilno.people.queries import holders_on as offices_on
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


def roll_of(meeting: Meeting, only: Collection[int] | None = None) -> list[Row]:
    """Return the list in the order of councils' names, the whole or only these members; four queries, however many."""
    day = day_of(meeting)
    provisions = in_force_on(day)
    members, valid = members_on(day), mandates_on(day)
    present = meeting.attendance.select_related("person", "proxy__holder__organisation")
    if only is not None:
        members, valid = members.filter(pk__in=only), valid.filter(membership__in=only)
        present = present.filter(membership__in=only)
    mandates: dict[int, list[Mandate]] = {}
    for mandate in valid:
        mandates.setdefault(mandate.membership_id, []).append(mandate)
    here, was_here = _presence(present, ended=meeting.closed_at)
    proxies = list(valid_proxies(meeting))
    given = {proxy.giver_id: proxy for proxy in proxies}
    rows = []
    for member in members:
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


def _presence(rows: Iterable[Attendance], *, ended: datetime | None) -> tuple[dict[int, Attendance], set[int]]:
    here: dict[int, Attendance] = {}
    was: set[int] = set()
    for row in rows:
        if row.left_at is None or row.left_at == ended:  # who stayed to the end left with all
            here[row.membership_id] = row
        else:
            was.add(row.membership_id)
    return here, was


def electable_on(day: date) -> "QuerySet[Person]":
    """Return persons whom a meeting on the day may elect to its working bodies.

    Those who represent members, substitutes too, and those who hold an office in the association itself.
    """
    return Person.objects.filter(
        Q(pk__in=mandates_on(day).order_by().values("person"))
        | Q(pk__in=offices_on(day).filter(organisation__ours=True).order_by().values("person"))
    )


def proxy_choices(
    meeting: Meeting, giver: int | None, holder: int | None
) -> dict[str, list[tuple[str, list[tuple[int, str]]]]]:
    """Return givers and holders to be offered, grouped by level; of a giver that is chosen only its lawful holders.

    Who has given its vote away or carries another's gives none; the two that were sent stay on the lists, whatever the
    rule says of them.
    """
    day = day_of(meeting)
    provisions, accepted = in_force_on(day), accepted_proxies(meeting)
    bound = {proxy.giver for proxy in accepted} | {proxy.holder for proxy in accepted}
    members = list(roll_order(voting_members(day)).select_related("organisation"))
    levels = {member.pk: member.organisation.level for member in members}
    of_giver = levels.get(giver, "") if giver is not None else ""
    found: dict[str, dict[str, list[tuple[int, str]]]] = {"giver": {}, "holder": {}}
    for member in members:
        line, word = (member.pk, str(member)), member.organisation.get_level_display()
        if member.pk == giver or member.pk not in bound:
            found["giver"].setdefault(word, []).append(line)
        lawful = may_carry(member.pk, levels[member.pk], giver_level=of_giver, accepted=accepted, provisions=provisions)
        if (lawful and member.pk != giver) or member.pk == holder:
            found["holder"].setdefault(word, []).append(line)
    return {name: list(groups.items()) for name, groups in found.items()}


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


def counts_of(meeting: Meeting) -> Counts:
    """Count the whole list; those with a consultative voice stand apart. Three queries that read numbers only."""
    day = day_of(meeting)
    provisions = in_force_on(day)
    standings = members_on(day).values_list("pk", "standing", "kind")
    decides = {pk: has_deciding_vote(standing, kind, provisions=provisions) for pk, standing, kind in standings}
    now = meeting.attendance.filter(in_the_hall(meeting), membership__in=members_on(day))
    present = list(now.values_list("membership", "mode", "proxy"))
    modes = [(mode, proxy) for member, mode, proxy in present if decides.get(member)]
    own = [mode for mode, proxy in modes if proxy is None]
    return Counts(
        members=len(decides),
        deciding=sum(decides.values()),
        here=len(modes),
        hall=own.count(Attendance.Mode.HALL),
        remote=own.count(Attendance.Mode.REMOTE),
        by_proxy=len(modes) - len(own),
        consultative=len(present) - len(modes),
    )


def sought(meeting: Meeting, words: str = "", *, only_away: bool = False) -> list[int]:
    """Return numbers of members in the order of the list: each word stands in the council's or a person's name.

    Apostrophes and case do not matter.
    """
    day = day_of(meeting)
    names = dict(members_on(day).values_list("pk", "organisation__name_uk"))
    if only_away:
        here = set(meeting.attendance.filter(in_the_hall(meeting)).values_list("membership", flat=True))
        names = {pk: name for pk, name in names.items() if pk not in here}
    asked = [_plain(word) for word in words.split()]
    if asked:
        for pk, *parts in mandates_on(day).values_list(
            "membership", "person__family_name", "person__given_name", "person__patronymic"
        ):
            if pk in names:
                names[pk] = " ".join((names[pk], *parts))
    return [pk for pk, name in names.items() if all(word in _plain(name) for word in asked)]


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
        person_is_here_for=elsewhere.membership.organisation.name if elsewhere else "",
    )


def accepted_proxies(meeting: Meeting) -> tuple[Carried, ...]:
    """Return proxies that hold, as rules ask for them."""
    return tuple(
        Carried(proxy.giver_id, proxy.holder_id, Span(proxy.item_from, proxy.item_to))
        for proxy in meeting.proxies.filter(withdrawn_at__isnull=True)
    )
