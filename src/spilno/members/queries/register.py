"""The public register: rows with filters, the map, one member's page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from spilno.members.models import Mandate, Membership, MembershipStep
from spilno.members.queries.standing import mandates_on, representatives_on, standing_on, voting_members
from spilno.members.rules.following import Following, following, next_yearly_day
from spilno.members.rules.search import folded
from spilno.organisations.models import Organisation, Succession
from spilno.statute.models import Edition
from spilno.statute.queries import in_force_on
from spilno.statute.rules.provisions import Provisions
from spilno.territories.models import Unit


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader asks for; empty means: whatever it is. `state` «member» is all who are members today."""

    text: str = ""
    level: str = ""
    raion: int | None = None
    state: str = "member"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the register: the membership, its standing on the day, raion, representative."""

    membership: Membership
    standing: str
    raion: Unit | None
    representative: Mandate | None


def raion_of(organisation: Organisation) -> Unit | None:
    """Return the raion where a council lies, its own for a raion council; None for the oblast and where it is unknown."""
    unit = organisation.territory
    while unit is not None and unit.category not in {Unit.Category.RAION, Unit.Category.REGION}:
        unit = unit.parent
    return unit if unit is not None and unit.category == Unit.Category.RAION else None


def register_on(day: date, wanted: Filter) -> list[Row]:
    """Return the rows of the register as of a day, in the order of levels and names; three queries, however many."""
    states = Membership.MEMBERS if wanted.state == "member" else [wanted.state]
    found = standing_on(day).filter(standing__in=states)  # type: ignore[misc] # standing is annotated
    if wanted.level:
        found = found.filter(organisation__level=wanted.level)
    if wanted.raion:
        found = found.filter(
            Q(organisation__territory=wanted.raion)
            | Q(organisation__territory__parent=wanted.raion)
            | Q(organisation__territory__parent__parent=wanted.raion)
        )
    found = found.select_related("organisation__territory__parent__parent")
    needle = folded(wanted.text)
    memberships = [row for row in found if not needle or needle in _haystack(row.organisation)]
    memberships.sort(key=lambda row: (level_order(row.organisation.level), folded(row.organisation.name_uk)))
    mandates = representatives_on(day)
    return [
        Row(row, row.standing, raion_of(row.organisation), mandates.get(row.pk))  # type: ignore[attr-defined]
        for row in memberships
    ]


def level_order(level: str) -> int:
    """Return the place of a level in lists: the oblast first, villages last; others after them."""
    levels = list(Organisation.Level.values)
    return levels.index(level) if level in levels else len(levels)


def _haystack(organisation: Organisation) -> str:
    return folded(f"{organisation.name_uk} {organisation.name_en} {organisation.place_uk} {organisation.edrpou}")


def raions_of_members(day: date) -> list[Unit]:
    """Return raions where members lie, by name."""
    found = standing_on(day).filter(standing__in=Membership.MEMBERS)  # type: ignore[misc]
    raions = {raion_of(row.organisation) for row in found.select_related("organisation__territory__parent__parent")}
    return sorted((raion for raion in raions if raion is not None), key=str)


def counts_by_level(day: date) -> dict[str, int]:
    """Return how many members there are of each level on the day, in the order of levels; other kinds under an empty key."""
    counted = Counter(
        standing_on(day).filter(standing__in=Membership.MEMBERS).values_list("organisation__level", flat=True)  # type: ignore[misc]
    )
    return {level: counted[level] for level in [*Organisation.Level.values, ""] if counted[level]}


@dataclass(frozen=True, slots=True)
class Place:
    """A hromada on the map: the unit, and the membership of its council (None: not a member)."""

    unit: Unit
    membership: Membership | None


def places(rows: Sequence[Row]) -> list[Place]:
    """Return the hromadas of the regions where members lie, those that have a place on the map of tiles."""
    members = {row.membership.organisation.territory_id: row.membership for row in rows}
    units = Unit.objects.filter(
        category=Unit.Category.HROMADA,
        tile_x__isnull=False,
        ended__isnull=True,
        parent__parent__in={row.raion.parent_id for row in rows if row.raion is not None},
    ).select_related("parent")
    return [Place(unit, members.get(unit.pk)) for unit in units]


def founders() -> "QuerySet[Membership]":
    """Return founders with their founding decisions, and with what became of each."""
    return (
        Membership.objects.filter(founder=True)
        .select_related("organisation")
        .prefetch_related(Prefetch("organisation__successions", Succession.objects.select_related("successor")))
        .order_by("council_decided_on", "organisation__sort_key")
    )


def successions_to_follow(day: date) -> "QuerySet[Succession]":
    """Return what became of organisations whose membership still stands open, though the day has come."""
    return Succession.objects.filter(on__lte=day, predecessor__memberships__state__in=Membership.OPEN).select_related(
        "predecessor", "successor"
    )


def lookalikes(organisation: Organisation) -> list[Organisation]:
    """Return other organisations with an open membership and the same ЄДРПОУ or name: perhaps one council twice."""
    others = Organisation.objects.filter(memberships__state__in=Membership.OPEN).exclude(pk=organisation.pk).distinct()
    return [
        other
        for other in others
        if (organisation.edrpou and other.edrpou == organisation.edrpou)
        or folded(other.name_uk) == folded(organisation.name_uk)
    ]


def path_of(membership: Membership) -> "QuerySet[MembershipStep]":
    """Return the steps of a membership, the first one first."""
    return membership.steps.order_by("on", "pk")


def mandates_of(membership: Membership) -> "QuerySet[Mandate]":
    """Return all mandates of a member, the latest first."""
    return membership.mandates.select_related("person").order_by("-starts", "kind", "-pk")


def mandates_ending(start: date, end: date) -> "QuerySet[Mandate]":
    """Return mandates whose last day lies between two days, both included."""
    return Mandate.objects.filter(ends__gte=start, ends__lte=end, membership__state__in=Membership.OPEN).select_related(
        "membership__organisation", "person"
    )


def without_representative(day: date) -> list[Membership]:
    """Return members with a deciding vote and nobody to give it on the day."""
    represented = set(mandates_on(day).filter(kind=Mandate.Kind.REPRESENTATIVE).values_list("membership", flat=True))
    return [row for row in voting_members(day) if row.pk not in represented]


@dataclass(frozen=True, slots=True)
class FollowingCard:
    """What follows from the statute for the members of today."""

    following: Following
    provisions: Provisions
    dues_due: date
    report_due: date
    members: int


def following_on(day: date) -> FollowingCard | None:
    """Count members with a deciding vote and tell what the statute asks of the next meeting; None without a statute."""
    try:
        provisions = in_force_on(day)
    except Edition.DoesNotExist:
        return None
    return FollowingCard(
        following=following(provisions, members=voting_members(day).count(), day=day),
        provisions=provisions,
        dues_due=next_yearly_day(day, provisions.dues_due.value),
        report_due=next_yearly_day(day, provisions.members_report.value),
        members=standing_on(day).filter(standing__in=Membership.MEMBERS).count(),  # type: ignore[misc]
    )
