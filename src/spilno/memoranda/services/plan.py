"""Acts on fulfilment: an activity is pointed at an area of a memorandum and at a measure of its plan, or no longer."""

from datetime import date

from django.db import transaction
from django.db.models import Model

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.memoranda.models import Contribution, Measure, MemorandumArea
from spilno.memoranda.queries import is_activity
from spilno.memoranda.queries.plan import agreed_on, contributions_of
from spilno.memoranda.rules.pointing import Pointing, why_not_contribute
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def contribute(
    agreed_area: MemorandumArea, *, source: Model, day: date, measure: Measure | None = None, by: User | None
) -> Contribution:
    """Count an activity of a day for an agreed area, and for a measure of its plan where one is named.

    Said again of the same area, it replaces the day and the measure. Raises RuleBroken when the memorandum was not in force on
    the day, the area was dropped, the measure is not of this area, does not bind yet, or belongs to a later year.
    """
    agreed_area = MemorandumArea.objects.select_for_update(of=("self",)).get(pk=agreed_area.pk)
    refuse(
        why_not_contribute(
            Pointing(
                day=day,
                in_force=agreed_on(agreed_area, day),
                area_stands=agreed_area.dropped_on is None or day < agreed_area.dropped_on,
                knows_activity=is_activity(source._meta.label_lower),
                measure_year=measure.year if measure is not None else None,
                measure_of_area=measure is None or measure.agreed_area_id == agreed_area.pk,
                measure_binds=measure is None or measure.undertaking_id is not None,
            )
        )
    )
    found, made = Contribution.objects.get_or_create(
        agreed_area=agreed_area,
        source_type=source._meta.label_lower,
        source_id=str(source.pk),
        defaults={"day": day, "measure": measure, "added_by": by.pk if by is not None else None},
    )
    if not made and (found.day, found.measure_id) == (day, measure.pk if measure is not None else None):
        return found
    if not made:
        found.day, found.measure = day, measure
        found.save(update_fields=["day", "measure"])
    record(
        "memorandum.activity_counted",
        agreed_area.memorandum,
        by=by,
        facts={
            "area": agreed_area.area.code,
            "measure": found.measure_id,
            "activity": f"{found.source_type}:{found.source_id}",
            "day": day,
        },
    )
    return found


@transaction.atomic
def withdraw_contribution(contribution: Contribution, *, by: User | None) -> None:
    """Count an activity no longer for the area; the line in the journal stays."""
    found = Contribution.objects.select_for_update().filter(pk=contribution.pk).first()
    if found is None:
        return
    record(
        "memorandum.activity_uncounted",
        found.agreed_area.memorandum,
        by=by,
        facts={"area": found.agreed_area.area.code, "activity": f"{found.source_type}:{found.source_id}"},
    )
    found.delete()


@transaction.atomic
def withdraw_all_of(source: Model, *, by: User | None) -> int:
    """Count an activity for nothing any more: it was cancelled or taken back; returns for how many areas it had counted."""
    rows = list(contributions_of(source))
    for contribution in rows:
        withdraw_contribution(contribution, by=by)
    return len(rows)
