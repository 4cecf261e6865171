"""A memorandum from its first day to today: by area and by year, counted in as many queries whatever their number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from spilno.memoranda.models import Contribution, Measure, Memorandum, MemorandumArea
from spilno.memoranda.queries.activities import activity_facts
from spilno.memoranda.queries.fulfilment import Done, act_of, line_for_rules
from spilno.memoranda.rules.fulfilment import Totals, totals_of


@dataclass(frozen=True, slots=True)
class AreaSum:
    """An agreed area with all that was planned and done in it."""

    row: MemorandumArea
    totals: Totals

    @property
    def name(self) -> str:
        """Return a name for its chart, unlike others of the page."""
        return f"area-{self.row.pk}"


@dataclass(frozen=True, slots=True)
class YearSum:
    """A year of a memorandum; `proposed` is how many lines or changes wait for the parties."""

    year: int
    totals: Totals
    proposed: int


@dataclass(frozen=True, slots=True)
class Overview:
    """All areas and years of a memorandum, and the whole."""

    areas: list[AreaSum]
    years: list[YearSum]
    totals: Totals


def overview_of(memorandum: Memorandum, day: date) -> Overview:
    """Sum up a memorandum as it stands on a day; the latest year first, with this year whether planned or not.

    An area that a later text dropped is left out when nothing was planned or done in it.
    """
    measures = list(
        Measure.objects.filter(agreed_area__memorandum=memorandum).select_related("undertaking").order_by("pk")
    )
    rows = list(Contribution.objects.filter(agreed_area__memorandum=memorandum).select_related("measure"))
    facts = activity_facts((row.source_type, row.source_id) for row in rows)
    acts = [Done(row, facts[key]) for row in rows if (key := (row.source_type, row.source_id)) in facts]
    areas = memorandum.agreed_areas.select_related("area").order_by("position", "pk")
    used = {one.agreed_area_id for one in measures} | {act.row.agreed_area_id for act in acts}
    return Overview(
        areas=[
            AreaSum(
                row,
                _totals(
                    [one for one in measures if one.agreed_area_id == row.pk],
                    [act for act in acts if act.row.agreed_area_id == row.pk],
                    day,
                ),
            )
            for row in areas
            if row.dropped_on is None or row.pk in used
        ],
        years=[
            _year(year, measures, acts, day)
            for year in sorted({day.year, *(one.year for one in measures), *map(_year_of, acts)}, reverse=True)
        ],
        totals=_totals(measures, acts, day),
    )


def _year_of(act: Done) -> int:
    """Return the year to which an activity counts: that of the plan of its line, else its own."""
    return act.row.measure.year if act.row.measure is not None else act.row.day.year


def _year(year: int, measures: list[Measure], acts: list[Done], day: date) -> YearSum:
    own = [one for one in measures if one.year == year]
    waits = sum(bool(one.proposed) or (one.undertaking_id is None and one.withdrawn_on is None) for one in own)
    return YearSum(year, _totals(own, [act for act in acts if _year_of(act) == year], day), waits)


def _totals(measures: Iterable[Measure], acts: Iterable[Done], day: date) -> Totals:
    lines = [line_for_rules(one) for one in measures if one.undertaking_id is not None]
    return totals_of(lines, [act_of(act) for act in acts], day)
