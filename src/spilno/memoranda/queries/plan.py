"""Reads of plans: what fulfils which area and measure, who stands in a memorandum on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from spilno.memoranda.models import Contribution, Measure, Memorandum, MemorandumArea, Party
from spilno.memoranda.queries.activities import ActivityFact, activity_facts
from spilno.memoranda.queries.register import areas_open_for, in_force_on, stands_q
from spilno.undertakings.models import Undertaking
from spilno.undertakings.queries import Origin


def agreed_on(agreed_area: MemorandumArea, day: date) -> bool:
    """Tell whether the memorandum of an area was in force on a day."""
    return in_force_on(day).filter(pk=agreed_area.memorandum_id).exists()


def standing_parties(memorandum: Memorandum, day: date) -> "QuerySet[Party]":
    """Return parties that had not withdrawn before a day, with their organisations, in the order of the text."""
    return memorandum.parties.filter(stands_q(day)).select_related("organisation")


def duties_of_others(day: date) -> "QuerySet[Measure, int]":
    """Return the undertakings of plans in which our association is no party on a day: its secretariat has no part in them."""
    ours = Party.objects.filter(stands_q(day), organisation__ours=True)
    planned = Measure.objects.filter(undertaking__isnull=False)
    return planned.exclude(agreed_area__memorandum__in=ours.values("memorandum")).values_list("undertaking", flat=True)


def contributions_of(source: Model) -> list[Contribution]:
    """Return what an object fulfils: areas and measures, with their memoranda; most objects fulfil none."""
    rows = Contribution.objects.filter(source_type=source._meta.label_lower, source_id=str(source.pk))
    if not rows.exists():
        return []
    return list(rows.select_related("agreed_area__memorandum", "agreed_area__area", "measure__undertaking"))


def counted_for(memorandum: Memorandum) -> list[tuple[Contribution, ActivityFact]]:
    """Return what is counted for a memorandum with what its app tells of it, the latest first."""
    rows = Contribution.objects.filter(agreed_area__memorandum=memorandum).select_related(
        "agreed_area__area", "measure"
    )
    found = list(rows.order_by("-day", "-pk"))
    facts = activity_facts((row.source_type, row.source_id) for row in found)
    return [(row, facts[key]) for row in found if (key := (row.source_type, row.source_id)) in facts]


Open = tuple[Memorandum, list[tuple[MemorandumArea, list[Measure]]]]


def open_to_point_at(organisation_ids: Iterable[int], day: date) -> list[Open]:
    """Return memoranda in force on a day with their areas and the measures that bind, of that year and the one before; two queries."""
    areas = list(areas_open_for(organisation_ids, day))
    measures: dict[int, list[Measure]] = {}
    rows = Measure.objects.filter(
        agreed_area__in=[area.pk for area in areas], year__in=[day.year - 1, day.year], undertaking__isnull=False
    )
    for measure in rows.exclude(undertaking__state=Undertaking.State.DROPPED).order_by("-year", "due_on", "pk"):
        measures.setdefault(measure.agreed_area_id, []).append(measure)
    found: dict[int, Open] = {}
    for area in areas:
        memorandum: Any = area.memorandum
        found.setdefault(memorandum.pk, (memorandum, []))[1].append((area, measures.get(area.pk, [])))
    return list(found.values())


def origins(measures: Iterable[str]) -> dict[str, Origin]:
    """Tell undertakings of which plans they are."""
    rows = Measure.objects.filter(pk__in=list(measures)).values_list("pk", "year", "agreed_area__memorandum__number")
    said = gettext("Plan of %(year)d, memorandum no. %(number)d")
    return {
        str(pk): Origin(said % {"year": year, "number": number}, reverse("memoranda:plan", args=[number, year]))
        for pk, year, number in rows
    }
