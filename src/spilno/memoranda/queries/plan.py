"""Reads of plans: what fulfils which area and measure."""

from datetime import date

from django.db.models import Model, QuerySet

from spilno.memoranda.models import Contribution, MemorandumArea
from spilno.memoranda.queries.register import in_force_on


def agreed_on(agreed_area: MemorandumArea, day: date) -> bool:
    """Tell whether the memorandum of an area was in force on a day."""
    return in_force_on(day).filter(pk=agreed_area.memorandum_id).exists()


def contributions_of(source: Model) -> "QuerySet[Contribution]":
    """Return what an object fulfils: areas and measures, with their memoranda."""
    return Contribution.objects.filter(source_type=source._meta.label_lower, source_id=str(source.pk)).select_related(
        "agreed_area__memorandum", "agreed_area__area", "measure"
    )
