"""The public register: rows with filters, the map, one member's page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet

from spilno.journal.queries import kept
from spilno.members.models import Mandate, Membership, MembershipStep
from spilno.members.queries.standing import mandates_on, representatives_on, standing_on, voting_members
from spilno.members.rules.following import Following, following, next_yearly_day
from spilno.members.rules.search import folded
from spilno.organisations.models import Organisation, Succession
from spilno.statute.queries import in_force_on
from spilno.statute.rules.adoption import NoEdition
from spilno.statute.rules.provisions import Provisions
from spilno.territories.models import Unit
from spilno.ui.words import in_language


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader asks for; empty means: whatever it is. `state` «member» is all who are members today."""

    text: str = ""
    level: str = ""
    raion: int | None = None
    state: str = "member"


class Line(NamedTuple):
    """A membership as the register counts, sorts and draws it; `unit` and `raion` are numbers of the codifier."""

    membership: int
    standing: str | None
    level: str
    sort_key: str
    unit: int | None
    raion: int | None


class Raion(NamedTuple):
    """A raion where members lie, named in the language of the reader; `region` is the number of the oblast."""

    pk: int
    name: str
    region: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the register in full: the membership, its standing on the day, raion, representative."""

    membership: Membership
    standing: str
    raion: Raion | None
    representative: Mandate | None


def raion_of(organisation: Organisation) -> Unit | None:
    """Return the raion where a council lies, its own for a raion council; None for the oblast and where it is unknown."""
    unit = organisation.territory
    while unit is not None and unit.category not in {Unit.Category.RAION, Unit.Category.REGION}:
        unit = unit.parent
    return unit if unit is not None and unit.category == Unit.Category.RAION else None


def lines_on(day: date) -> list[Line]:
    """Return all memberships as lines, in the order of levels and of the Ukrainian alphabet; one query of plain values.

    Whole rows are asked only for the lines that a page shows: see `rows_of`.
    """
    found = standing_on(day).order_by().values_list("pk", "standing", *_LINE)  # type: ignore[misc] # standing is annotated
    lines = [
        Line(pk, standing, level, key, unit, _raion_in(unit, category, above, its, top if tops == RAION else None))
        for pk, standing, level, key, unit, category, above, its, top, tops in found
    ]
    order = {level: place for place, level in enumerate(Organisation.Level.values)}
    return sorted(lines, key=lambda line: (order.get(line.level, len(order)), line.sort_key, line.membership))


RAION = Unit.Category.RAION.value
_TERRITORY = "organisation__territory"
_LINE = (
    "organisation__level",
    "organisation__sort_key",
    f"{_TERRITORY}_id",
    f"{_TERRITORY}__category",
    f"{_TERRITORY}__parent_id",
    f"{_TERRITORY}__parent__category",
    f"{_TERRITORY}__parent__parent_id",
    f"{_TERRITORY}__parent__parent__category",
)


def _raion_in(unit: int | None, category: str, above: int | None, its: str, top: int | None) -> int | None:
    """Return the raion among a unit, the one above it and the raion above that: `raion_of` without the rows."""
    if category == RAION:
        return unit
    return above if its == RAION else top


def members_of(lines: Iterable[Line]) -> list[Line]:
    """Return the lines of those who are members on the day."""
    return [line for line in lines if line.standing in Membership.MEMBERS]


def narrowed(lines: Iterable[Line], wanted: Filter) -> list[Line]:
    """Return the lines that the reader asks for; one query when names are searched, otherwise none."""
    states = Membership.MEMBERS if wanted.state == "member" else (wanted.state,)
    named = _named(folded(wanted.text)) if wanted.text else None
    return [
        line
        for line in lines
        if line.standing in states
        and (not wanted.level or line.level == wanted.level)
        and (not wanted.raion or line.raion == wanted.raion)
        and (named is None or line.membership in named)
    ]


def _named(needle: str) -> set[int]:
    """Return memberships whose council has this in its name, its place or its ЄДРПОУ."""
    names = Membership.objects.order_by().values_list(
        "pk", *(f"organisation__{column}" for column in ("name_uk", "name_en", "place_uk", "edrpou"))
    )
    return {pk for pk, *words in names if needle in folded(" ".join(words))}


def rows_of(lines: Sequence[Line], day: date, raions: Mapping[int, Raion]) -> list[Row]:
    """Return lines in full, in their order; two queries, however many."""
    numbers = [line.membership for line in lines]
    found = Membership.objects.select_related("organisation").order_by().in_bulk(numbers)
    mandates = representatives_on(day, numbers, of_whom=False)
    return [
        Row(
            found[line.membership],
            line.standing or "",
            raions.get(line.raion or 0),
            mandates.get(line.membership),
        )
        for line in lines
    ]


def register_on(day: date, wanted: Filter) -> list[Row]:
    """Return the rows of the register as of a day, all of them; the same number of queries, however many."""
    lines = narrowed(lines_on(day), wanted)
    return rows_of(lines, day, raions_of(lines))


def raions_of(lines: Iterable[Line]) -> dict[int, Raion]:
    """Return by number the raions where councils lie, in the order of names; one query."""
    numbers = {line.raion for line in lines if line.raion is not None}
    found = Unit.objects.filter(pk__in=numbers).order_by("sort_key", "name").values_list("pk", "name", "parent_id")
    return {pk: Raion(pk, in_language(name), region) for pk, name, region in found}


def codes_of(lines: Iterable[Line]) -> dict[int, str]:
    """Return the codes of КАТОТТГ of the units where councils sit, by number of the unit; one query."""
    numbers = {line.unit for line in lines if line.unit is not None}
    return dict(Unit.objects.filter(pk__in=numbers).order_by().values_list("pk", "code"))


def counts_by_level(lines: Iterable[Line]) -> dict[str, int]:
    """Return how many lines there are of each level, in the order of levels; other kinds under an empty key."""
    counted = Counter(line.level for line in lines)
    return {level: counted[level] for level in [*Organisation.Level.values, ""] if counted[level]}


class Place(NamedTuple):
    """A hromada on the map: where, in which raion, its name, and the number of the membership (None: not a member)."""

    x: int
    y: int
    raion: int | None
    name: str
    membership: int | None


def raions_on(day: date) -> dict[int, Raion]:
    """Return by number the raions where councils of the register lie on the day."""
    return raions_of(kept(lines_on, day))


def places_on(day: date) -> list[Place]:
    """Return the hromadas of the regions where members lie, those that have a place on the map of tiles; three queries."""
    members = members_of(kept(lines_on, day))
    raions = raions_of(members)
    units = list(
        Unit.objects.filter(
            category=Unit.Category.HROMADA,
            tile_x__isnull=False,
            ended__isnull=True,
            parent__parent__in={raion.region for raion in raions.values()},
        )
        .order_by()
        .values_list("pk", "tile_x", "tile_y", "parent_id", "name")
    )
    drawn = {unit[0] for unit in units}
    by_unit = {line.unit: line.membership for line in members if line.unit in drawn}
    councils = Organisation.objects.filter(memberships__in=by_unit.values()).order_by()
    short = {unit: council.place for council in councils if (unit := council.territory_id) is not None}
    return [
        Place(x or 0, y or 0, raion, short.get(pk) or in_language(name), by_unit.get(pk))
        for pk, x, y, raion, name in units
    ]


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
    except NoEdition:
        return None
    return FollowingCard(
        following=following(provisions, members=voting_members(day).count(), day=day),
        provisions=provisions,
        dues_due=next_yearly_day(day, provisions.dues_due.value),
        report_due=next_yearly_day(day, provisions.members_report.value),
        members=standing_on(day).filter(standing__in=Membership.MEMBERS).count(),  # type: ignore[misc]
    )
