"""The plan of a year and how far it is fulfilled, gathered in as many queries whatever their size."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from spilno.memoranda.models import Contribution, Measure, Memorandum, MemorandumArea, Party, PlanConsent
from spilno.memoranda.queries.activities import ActivityFact, activity_facts
from spilno.memoranda.queries.plan import standing_parties
from spilno.memoranda.rules.fulfilment import (
    Act,
    Line,
    Rounds,
    Totals,
    Trip,
    done_of,
    rounds_of,
    standing_of,
    totals_of,
)
from spilno.memoranda.rules.plan import PlanLine, is_agreed, plan_hash
from spilno.undertakings.models import Report


def measures_of(memorandum: Memorandum, year: int) -> "QuerySet[Measure]":
    """Return the lines of a year with areas, sides, persons and undertakings, in the order of areas and terms."""
    return Measure.objects.filter(agreed_area__memorandum=memorandum, year=year).select_related(
        "agreed_area__area", "party__organisation", "person", "undertaking"
    )


def line_of(measure: Measure) -> PlanLine | None:
    """Return a line as it would be when all confirm what is proposed; None when it would be, or was, withdrawn."""
    change: dict[str, Any] = measure.proposed
    if measure.withdrawn_on is not None or change.get("withdrawn"):
        return None
    return PlanLine(
        measure=measure.pk,
        area=measure.agreed_area_id,
        kind=measure.kind,
        what=measure.what,
        party=measure.party_id,
        person=change.get("person", measure.person_id),
        due_on=date.fromisoformat(change["due_on"]) if "due_on" in change else measure.due_on,
        target=change.get("target", measure.target),
    )


@dataclass(frozen=True, slots=True)
class Consent:
    """A party that stands, and when and by whom it confirmed exactly this plan; None: not yet."""

    party: Party
    given: PlanConsent | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a year: its lines, its hash, who confirmed it."""

    memorandum: Memorandum
    year: int
    measures: list[Measure]
    sha256: str
    consents: list[Consent]
    agreed: bool
    lines: int


def plan_of(memorandum: Memorandum, year: int, day: date) -> Plan:
    """Return the plan of a year with who confirmed it; three queries."""
    measures = list(measures_of(memorandum, year))
    lines = [line for measure in measures if (line := line_of(measure)) is not None]
    sha256 = plan_hash(memorandum.number, year, lines)
    given = {row.party_id: row for row in memorandum.plan_consents.filter(year=year, sha256=sha256)}
    consents = [Consent(party, given.get(party.pk)) for party in standing_parties(memorandum, day)]
    agreed = is_agreed({one.party.pk for one in consents}, set(given), lines=len(lines))
    return Plan(memorandum, year, measures, sha256, consents, agreed, len(lines))


@dataclass(frozen=True, slots=True)
class Awaited:
    """The plan of a year that waits for a party; `confirmed` tells whether another party confirmed it already."""

    memorandum: Memorandum
    year: int
    confirmed: bool


def open_plans(memoranda: "QuerySet[Memorandum]", organisations: Collection[int], day: date) -> list[Awaited]:
    """Return plans of memoranda with something that binds nobody yet and that a party of these organisations did not confirm.

    Four queries whatever their number; a plan that another side confirmed stands first.
    """
    waiting = ~Q(proposed={}) | Q(undertaking__isnull=True, withdrawn_on__isnull=True)
    keys = set(
        Measure.objects.filter(waiting, agreed_area__memorandum__in=memoranda)
        .order_by()
        .values_list("agreed_area__memorandum", "year")
        .distinct()
    )
    numbers = {memorandum for memorandum, _ in keys}
    lines: dict[tuple[int, int], list[PlanLine]] = {key: [] for key in keys}
    for measure in Measure.objects.filter(agreed_area__memorandum__in=numbers).select_related("agreed_area"):
        line = line_of(measure)
        if line is not None and (key := (measure.agreed_area.memorandum_id, measure.year)) in lines:
            lines[key].append(line)
    given = set(PlanConsent.objects.filter(memorandum__in=numbers).values_list("memorandum", "year", "sha256", "party"))
    found = []
    for row in Memorandum.objects.filter(pk__in=numbers).prefetch_related("parties"):
        standing = [one for one in row.parties.all() if one.withdrew_on is None or one.withdrew_on >= day]
        for year in sorted(year for memorandum, year in keys if memorandum == row.pk):
            sha256 = plan_hash(row.number, year, lines[row.pk, year])
            said = {one.pk: (row.pk, year, sha256, one.pk) in given for one in standing}
            if any(one.organisation_id in organisations and not said[one.pk] for one in standing):
                found.append(Awaited(row, year, any(said.values())))
    return sorted(found, key=lambda one: (not one.confirmed, one.memorandum.number, one.year))


def next_year(memorandum: Memorandum, day: date) -> int | None:
    """Return the year after that of the day when the memorandum will still be in force in it; None otherwise."""
    first = date(day.year + 1, 1, 1)
    ends = [one for one in (memorandum.ends_on, memorandum.ended_on) if one is not None]
    return first.year if memorandum.signed_on is not None and all(one >= first for one in ends) else None


def years_of(memorandum: Memorandum) -> list[int]:
    """Return years with a plan or with activities, the latest first; two queries."""
    planned = Measure.objects.filter(agreed_area__memorandum=memorandum).values_list("year", flat=True)
    done = Contribution.objects.filter(agreed_area__memorandum=memorandum).values_list("day__year", flat=True)
    return sorted({*planned.order_by().distinct(), *done.order_by().distinct()}, reverse=True)


@dataclass(frozen=True, slots=True)
class Done:
    """An activity that fulfils an area, with what its app tells of it; `measure` None: the area only."""

    row: Contribution
    fact: ActivityFact


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A line that binds and how it stands; `words` are those of its last report and of the answer."""

    measure: Measure
    standing: str
    done: int
    acts: list[Done]
    report: Report | None
    trip: Trip

    @property
    def name(self) -> str:
        """Return a name for its chart, unlike others of the page."""
        return f"line-{self.measure.pk}"

    @property
    def by_report(self) -> bool:
        """Tell whether the line was accepted by its report though fewer activities point at it than were planned."""
        return self.standing == "done" and self.done < self.measure.target

    @property
    def ahead(self) -> int:
        """Return how much of the target is still missing."""
        return max(0, self.measure.target - self.done)

    @property
    def late(self) -> int:
        """Return the missing part when the term has passed."""
        return self.ahead if self.standing == "late" else 0

    @property
    def to_come(self) -> int:
        """Return the missing part while the term runs."""
        return 0 if self.standing == "late" else self.ahead


@dataclass(frozen=True, slots=True)
class Section:
    """An area, or a side, with its lines, activities and counts."""

    title: Any
    lines: list[MeasureLine]
    acts: list[Done]
    totals: Totals


@dataclass(frozen=True, slots=True)
class YearReport:
    """What was planned and done in a year, by area and by side."""

    memorandum: Memorandum
    year: int
    day: date
    areas: list[Section]
    sides: list[Section]
    totals: Totals
    rounds: Rounds
    missed: list[MeasureLine] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Tell whether nothing was planned and nothing was done."""
        return not any(section.lines or section.acts for section in self.areas)


def report_of(memorandum: Memorandum, year: int, day: date) -> YearReport:
    """Gather the report of a year as it stands on a day; as many queries whatever its size.

    Activities are those of the year, and later ones that fulfil a line of its plan.
    """
    measures = [one for one in measures_of(memorandum, year) if one.undertaking_id is not None]
    rows = list(
        Contribution.objects.filter(agreed_area__memorandum=memorandum).filter(
            Q(day__year=year, measure__isnull=True) | Q(day__year=year, measure__year=year) | Q(measure__year=year)
        )
    )
    facts = activity_facts((row.source_type, row.source_id) for row in rows)
    acts = [Done(row, facts[key]) for row in rows if (key := (row.source_type, row.source_id)) in facts]
    reports = _reports(measures)
    lines = [_measure_line(one, acts, reports, day) for one in measures]
    areas = [
        _section(
            area,
            [line for line in lines if line.measure.agreed_area_id == area.pk],
            [act for act in acts if act.row.agreed_area_id == area.pk],
            day,
        )
        for area in _areas(memorandum, {act.row.agreed_area_id for act in acts}, measures)
    ]
    sides = [_side(party, lines, day) for party in memorandum.parties.select_related("organisation")]
    return YearReport(
        memorandum=memorandum,
        year=year,
        day=day,
        areas=areas,
        sides=sides,
        totals=totals_of([line_for_rules(line.measure) for line in lines], [act_of(act) for act in acts], day),
        rounds=rounds_of(line.trip for line in lines),
        missed=[line for line in lines if line.standing in {"late", "dropped"}],
    )


def _areas(memorandum: Memorandum, used: set[int], measures: Iterable[Measure]) -> list[MemorandumArea]:
    """Return the areas that stand, and dropped ones in which something was planned or done."""
    used = used | {measure.agreed_area_id for measure in measures}
    rows = memorandum.agreed_areas.select_related("area").order_by("position", "pk")
    return [row for row in rows if row.dropped_on is None or row.pk in used]


def _reports(measures: Iterable[Measure]) -> dict[int, list[Report]]:
    """Return reports by undertaking in the order in which they were given; one query."""
    found: dict[int, list[Report]] = {}
    for report in Report.objects.filter(undertaking__in=[one.undertaking_id for one in measures]).order_by("at", "pk"):
        found.setdefault(report.undertaking_id, []).append(report)
    return found


def _trip(measure: Measure, reports: list[Report]) -> Trip:
    undertaking: Any = measure.undertaking
    return Trip(
        due_on=undertaking.due_on,
        reported_on=timezone.localdate(reports[0].at) if reports else None,
        accepted_on=undertaking.ended_on if undertaking.state == undertaking.State.ACCEPTED else None,
        returned=sum(report.accepted is False for report in reports),
    )


def line_for_rules(measure: Measure) -> Line:
    """Return a line that binds as the rules count it; its undertaking is fetched."""
    undertaking: Any = measure.undertaking
    return Line(
        measure=measure.pk,
        area=measure.agreed_area_id,
        party=measure.party_id,
        kind=measure.kind,
        target=measure.target,
        state=undertaking.state,
        due_on=undertaking.due_on,
    )


def act_of(done: Done) -> Act:
    """Return an activity as the rules count it."""
    row, fact = done.row, done.fact
    return Act(
        source=(row.source_type, row.source_id),
        area=row.agreed_area_id,
        measure=row.measure_id,
        done=fact.done,
        people=fact.people,
        councils=fact.councils,
    )


def _measure_line(measure: Measure, acts: list[Done], reports: dict[int, list[Report]], day: date) -> MeasureLine:
    own = [act for act in acts if act.row.measure_id == measure.pk]
    line = line_for_rules(measure)
    given = reports.get(measure.undertaking_id or 0, [])
    return MeasureLine(
        measure=measure,
        standing=standing_of(line, day),
        done=done_of(line, [act_of(act) for act in own]),
        acts=own,
        report=given[-1] if given else None,
        trip=_trip(measure, given),
    )


def _section(title: Any, lines: list[MeasureLine], acts: list[Done], day: date) -> Section:
    totals = totals_of([line_for_rules(line.measure) for line in lines], [act_of(act) for act in acts], day)
    return Section(title, lines, acts, totals)


def _side(party: Party, lines: list[MeasureLine], day: date) -> Section:
    own = [line for line in lines if line.measure.party_id == party.pk]
    return _section(party, own, [act for line in own for act in line.acts], day)
