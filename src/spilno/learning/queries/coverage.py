"""Coverage: who has done what is due, by council, raion, category and competence; counted by the database."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Case, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models import Count as Rows
from django.urls import reverse
from django.utils.translation import gettext

from spilno.learning.models import Competence, Enrolment, YearStanding
from spilno.learning.rules.coverage import Count, sum_of, told_to_all
from spilno.organisations.models import Organisation
from spilno.people.models import Office
from spilno.territories.models import Unit
from spilno.territories.rules.codes import sort_key
from spilno.ui.charts import Tile
from spilno.ui.words import in_language

SOON = timedelta(days=90)
COMPETENCE_YEARS = 3  # what was learned in this year and the two before it
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked: a year, and a category of offices or a raion, when narrowed."""

    year: int
    category: str = ""
    raion: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Officials of one category in one council."""

    organisation: int
    category: str
    count: Count


@dataclass(frozen=True, slots=True)
class Place:
    """A council or administration: its short name, its hromada and raion on the map."""

    pk: int
    name: str
    unit: int | None
    raion: int | None
    raion_name: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table; `told` False: too few people, so the numbers are not shown to the reader."""

    key: str
    name: str
    count: Count
    told: bool = True
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the page shows of a year."""

    wanted: Wanted
    total: Line
    councils: list[Line]
    raions: list[Line]
    categories: list[Line]
    tiles: list[Tile]


def groups_of(year: int, today: date, organisations: Collection[int] | None = None) -> list[Group]:
    """Count officials of a year by council and category; one query over the index, and one for newcomers of the year before."""
    rows = YearStanding.objects.filter(due_on__isnull=False)
    if organisations is not None:
        rows = rows.filter(organisation__in=organisations)
    found: dict[tuple[int, str], Count] = defaultdict(Count)
    of_year = rows.filter(year=year).order_by().values_list("organisation_id", "category")
    for organisation, category, bound, met, soon in of_year.annotate(
        bound=Rows("*"), done=_number(Q(met=True)), soon=_number(_soon(today))
    ):
        found[organisation, category] += Count(bound, met, soon)
    if year == today.year:
        late = rows.filter(_soon(today), year=year - 1).order_by().values_list("organisation_id", "category")
        for organisation, category, soon in late.annotate(soon=Rows("*")):
            found[organisation, category] += Count(soon=soon)
    return [Group(organisation, category, count) for (organisation, category), count in found.items()]


def _number(condition: Q) -> Sum:
    return Sum(Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField()))


def _soon(today: date) -> Q:
    return Q(met=False, due_on__gte=today, due_on__lte=today + SOON)


def places_of(organisations: Collection[int] | None = None) -> dict[int, Place]:
    """Return councils and administrations by number, with their raions; one query, and one for names of raions."""
    rows = Organisation.objects.filter(kind__in=[Organisation.Kind.COUNCIL, Organisation.Kind.STATE]).order_by()
    if organisations is not None:
        rows = rows.filter(pk__in=organisations)
    names = {
        pk: in_language(name) for pk, name in Unit.objects.filter(category="P").order_by().values_list("pk", "name")
    }
    found = {}
    for pk, uk, en, place_uk, place_en, level, unit, category, parent in rows.values_list(
        "pk",
        "name_uk",
        "name_en",
        "place_uk",
        "place_en",
        "level",
        "territory",
        "territory__category",
        "territory__parent",
    ):
        raion = unit if category == "P" else parent if parent in names else None
        of_hromada = level not in {Organisation.Level.RAION, Organisation.Level.REGION, ""}
        name = in_language(place_uk, place_en) if of_hromada and place_uk else in_language(uk, en)
        found[pk] = Place(pk, name, unit, raion, names.get(raion or 0, ""))
    return found


def coverage(wanted: Wanted, today: date, *, exact: bool, own: Collection[int] = ()) -> Coverage:
    """Gather what the page shows; as many queries whatever the number of councils and people.

    `exact` tells also of few people; otherwise only of `own` organisations, those for which the reader speaks.
    """
    everyone = groups_of(wanted.year, today)
    places = places_of({group.organisation for group in everyone})
    in_raion = [each for each in everyone if wanted.raion in {None, places[each.organisation].raion}]
    shown = [each for each in in_raion if wanted.category in {"", each.category}]
    councils = _together((each.organisation, each.count) for each in shown)
    wholes = _together((each.organisation, each.count) for each in in_raion)
    told = set(councils) if exact else _told_in_raions(councils, wholes, places) | set(own)
    raions = _together((places[each.organisation].raion or 0, each.count) for each in shown)
    categories = _together((each.category, each.count) for each in shown)
    total = sum_of(each.count for each in shown)
    names = {each.raion or 0: each.raion_name or gettext("outside raions") for each in places.values()}
    return Coverage(
        wanted=wanted,
        total=Line("all", gettext("all"), total, told=exact or bool(told_to_all({"all": total.bound}))),
        councils=_ordered(
            _council(places[pk], count, told=pk in told, seen=exact or pk in own) for pk, count in councils.items()
        ),
        raions=_ordered(
            Line(str(pk or ""), names[pk], count, pk in _told(raions, exact=exact)) for pk, count in raions.items()
        ),
        categories=_ordered(
            Line(code, str(Office.Category(code).label), count, code in _told(categories, exact=exact))
            for code, count in categories.items()
        ),
        tiles=_tiles(councils, told, places),
    )


def _together(pairs: Iterable[tuple[K, Count]]) -> dict[K, Count]:
    found: dict[K, Count] = defaultdict(Count)
    for key, count in pairs:
        found[key] += count
    return dict(found)


def _ordered(lines: Iterable[Line]) -> list[Line]:
    """Put the least share first; those that are not told stand last by name, so that their place tells nothing."""

    def place(line: Line) -> tuple[bool, int, int, str]:
        percent = line.count.percent
        return (
            (False, -1 if percent is None else percent, -line.count.bound, sort_key(line.name))
            if line.told
            else (True, 0, 0, sort_key(line.name))
        )

    return sorted(lines, key=place)


def _told(counts: Mapping[K, Count], *, exact: bool) -> Collection[K]:
    return counts.keys() if exact else told_to_all({key: count.bound for key, count in counts.items()})


def _told_in_raions(
    councils: Mapping[int, Count], wholes: Mapping[int, Count], places: Mapping[int, Place]
) -> set[int]:
    """Return the councils of which all are told: within each raion, whose sum stands on the page too."""
    of_raion: dict[int | None, dict[int, int]] = defaultdict(dict)
    for pk, count in councils.items():
        of_raion[places[pk].raion][pk] = count.bound
    whole = {pk: count.bound for pk, count in wholes.items()}
    return {pk for people in of_raion.values() for pk in told_to_all(people, wholes=whole)}


def _council(place: Place, count: Count, *, told: bool, seen: bool) -> Line:
    url = reverse("learning:staff", args=[place.pk]) if seen else ""
    return Line(str(place.pk), place.name, count, told, place.raion_name, url)


def _tiles(councils: Mapping[int, Count], told: Collection[int], places: Mapping[int, Place]) -> list[Tile]:
    """Return the map: every hromada of the regions where somebody is counted; dashed, where nobody is or too few are."""
    of_unit = {places[pk].unit: pk for pk in councils if places[pk].unit}
    units = Unit.objects.filter(tile_x__isnull=False).order_by()
    rows = list(units.values_list("pk", "tile_x", "tile_y", "parent__code", "tile_name", "name"))
    if not any(row[0] in of_unit for row in rows):
        return []
    tiles = []
    for pk, x, y, raion, short, name in rows:
        council = of_unit.get(pk)
        count = councils[council] if council in told and council is not None else Count()
        value = "" if count.percent is None else f"{count.percent}\u00a0%"
        tiles.append(Tile(x, y, raion or "", in_language(short or name), value or "—", count.step))
    return tiles


def trend(wanted: Wanted, *, exact: bool) -> list[Line]:
    """Return the share of each year in which something was recognised, the earliest first; one query."""
    rows = YearStanding.objects.filter(due_on__isnull=False)
    if wanted.category:
        rows = rows.filter(category=wanted.category)
    if wanted.raion is not None:
        rows = rows.filter(_in_raion(wanted.raion))
    found = []
    for year, bound, met in (
        rows.order_by("year").values_list("year").annotate(bound=Rows("*"), done=_number(Q(met=True)))
    ):
        if year == wanted.year or 100 * met >= bound:  # of earlier years only a few documents are known
            found.append(Line(str(year), str(year), Count(bound, met), exact or bool(told_to_all({year: bound}))))
    return found


def _in_raion(raion: int) -> Q:
    lies = Q(territory=raion) | Q(territory__parent=raion)
    return Q(organisation__in=Organisation.objects.filter(lies).order_by().values("pk"))


def by_competence(wanted: Wanted, today: date, *, exact: bool) -> list[Line]:
    """Return how many officials learned each competence in a completed programme, in the year and the two before it.

    `met` are those who learned it, of all from whom learning is due. Two queries.
    """
    rows = YearStanding.objects.filter(year=wanted.year, due_on__isnull=False)
    if wanted.category:
        rows = rows.filter(category=wanted.category)
    if wanted.raion is not None:
        rows = rows.filter(_in_raion(wanted.raion))
    bound = rows.count()
    first, last = date(wanted.year - COMPETENCE_YEARS + 1, 1, 1), min(date(wanted.year, 12, 31), today)
    learned = Enrolment.objects.filter(
        state=Enrolment.State.COMPLETED, completed_on__range=(first, last), person__in=rows.order_by().values("person")
    )
    people = dict(
        learned.order_by()
        .values_list("edition__version__outcomes__competence")
        .annotate(people=Rows("person", distinct=True))
        .filter(edition__version__outcomes__competence__isnull=False)
    )
    lines = {each.pk: (each, Count(bound, people.get(each.pk, 0))) for each in Competence.objects.filter(active=True)}
    told = exact or bool(told_to_all({"all": bound}))
    ordered = sorted(lines.values(), key=lambda pair: (pair[1].met, pair[0].code))
    return [Line(each.code, in_language(each.name_uk, each.name_en), count, told) for each, count in ordered]


def who_is_due(
    today: date, *, within: timedelta = SOON, organisations: Collection[int] | None = None
) -> "QuerySet[YearStanding]":
    """Return standings that are not met and due within so many days, the earliest day first, with people and councils."""
    rows = YearStanding.objects.filter(met=False, due_on__gte=today, due_on__lte=today + within)
    if organisations is not None:
        rows = rows.filter(organisation__in=organisations)
    return rows.select_related("person", "organisation").order_by(
        "due_on", "organisation__sort_key", "person__sort_key"
    )
