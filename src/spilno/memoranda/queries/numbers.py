"""Cooperation in numbers: partners, areas, activities by raion, the trend over years. Only of public memoranda."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from spilno.memoranda.models import Area, Contribution, Memorandum, Party
from spilno.memoranda.queries.activities import ActivityFact, activity_facts
from spilno.memoranda.queries.countries import country_name
from spilno.memoranda.queries.register import SIGNED, in_force_q, stands_q
from spilno.organisations.models import Organisation
from spilno.territories.models import Unit
from spilno.ui.charts import Tile
from spilno.ui.words import in_language

STEPS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table and of its chart."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year: memoranda signed in it and in force at its end, activities held and people who took part."""

    year: int
    signed: int
    in_force: int
    held: int
    people: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """All figures of cooperation as they stand on a day."""

    in_force: int
    partners: int
    held: int
    people: int
    countries: list[Row]
    kinds: list[Row]
    areas: list[Row]
    raions: list[Row]
    years: list[YearRow]


def cooperation(day: date) -> Numbers:
    """Gather the figures; as many queries whatever the number of memoranda and activities."""
    public = Memorandum.objects.filter(state__in=SIGNED, public=True)
    current = public.filter(in_force_q(day))
    parties = Party.objects.filter(stands_q(day), memorandum__in=current)
    partners = Organisation.objects.filter(pk__in=parties.values("organisation"), ours=False).order_by()
    facts = _held(public)
    once = list(facts.values())
    return Numbers(
        in_force=current.count(),
        partners=partners.count(),
        held=len(once),
        people=sum(fact.people for fact in once),
        countries=_rows(Counter(partners.values_list("country", flat=True)), country_name),
        kinds=_rows(Counter(partners.values_list("kind", flat=True)), lambda kind: str(Organisation.Kind(kind).label)),
        areas=_areas(day),
        raions=_raions(once),
        years=_years(public, once, day),
    )


def _rows(counted: "Counter[str]", word: Callable[[str], str]) -> list[Row]:
    rows = [Row(key, word(key), count) for key, count in counted.items()]
    return sorted(rows, key=lambda row: (-row.count, row.label))


def _held(public: "QuerySet[Memorandum]") -> dict[tuple[str, str], ActivityFact]:
    rows = Contribution.objects.filter(agreed_area__memorandum__in=public).order_by()
    facts = activity_facts(rows.values_list("source_type", "source_id").distinct())
    return {key: fact for key, fact in facts.items() if fact.done}


def _areas(day: date) -> list[Row]:
    mine = Q(uses__memorandum__public=True, uses__dropped_on__isnull=True) & in_force_q(day, "uses__memorandum__")
    rows = Area.objects.annotate(count=Count("uses", filter=mine, distinct=True)).filter(count__gt=0)
    found = [Row(area.code, in_language(area.title_uk, area.title_en), area.count) for area in rows]
    return sorted(found, key=lambda row: (-row.count, row.label))


def _raions(facts: Iterable[ActivityFact]) -> list[Row]:
    counted = Counter(fact.raion for fact in facts)
    names = {
        unit.code: in_language(unit.name) for unit in Unit.objects.filter(code__in=[code for code in counted if code])
    }
    return _rows(counted, lambda code: names.get(code, gettext("online or not told where")))


def _years(public: "QuerySet[Memorandum]", facts: list[ActivityFact], day: date) -> list[YearRow]:
    terms = list(public.values_list("signed_on", "starts_on", "ends_on", "ended_on"))
    days = [signed for signed, *_ in terms if signed is not None] + [fact.day for fact in facts]
    if not days:
        return []
    rows = []
    for year in range(min(days).year, day.year + 1):
        last = min(date(year, 12, 31), day)
        held = [fact for fact in facts if fact.day.year == year]
        rows.append(
            YearRow(
                year=year,
                signed=sum(signed is not None and signed.year == year for signed, *_ in terms),
                in_force=sum(_runs(starts, ends, ended, last) for _, starts, ends, ended in terms),
                held=len(held),
                people=sum(fact.people for fact in held),
            )
        )
    return rows


def _runs(starts: date | None, ends: date | None, ended: date | None, day: date) -> bool:
    return starts is not None and starts <= day and all(last is None or last >= day for last in (ends, ended))


def tiles_of_raions(raions: Iterable[Row]) -> list[Tile]:
    """Return the map of the regions where something was done; one query.

    Every hromada carries the number of activities of its raion, darker where there were more.
    """
    counts = {row.key: row.count for row in raions if row.key}
    most = max(counts.values(), default=0)
    regions = Unit.objects.filter(children__code__in=counts).values("pk")
    units = Unit.objects.filter(tile_x__isnull=False, parent__parent__in=regions).order_by()
    tiles = []
    for x, y, raion, short, name in units.values_list("tile_x", "tile_y", "parent__code", "tile_name", "name"):
        count = counts.get(raion, 0)
        step = str(max(1, -(-count * STEPS // most))) if count else "none"
        tiles.append(Tile(x, y, raion, in_language(short or name), str(count) if count else "", step))
    return tiles
