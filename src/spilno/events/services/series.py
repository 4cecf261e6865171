"""Acts on series: start one, put events in it, set their order, let one leave."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from spilno.accounts.models import User
from spilno.events.models import Event, Series
from spilno.journal.services import record


@transaction.atomic
def start_series(event: Event, *, title_uk: str, title_en: str = "", joint: bool = False, by: User | None) -> Series:
    """Start a series with this event as its first."""
    series = Series.objects.create(title_uk=title_uk, title_en=title_en, joint=joint)
    record("series.started", series, by=by, facts={"joint": joint})
    join_series(event, series, by=by)
    return series


@transaction.atomic
def join_series(event: Event, series: Series, *, by: User | None) -> Event:
    """Put an event at the end of a series; it leaves the one in which it stood."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    last = series.events.exclude(pk=event.pk).aggregate(last=Max("series_position"))["last"] or 0
    event.series, event.series_position = series, last + 1
    event.save(update_fields=["series", "series_position"])
    record("event.joined_series", event, by=by, facts={"series": series.pk, "position": event.series_position})
    return event


@transaction.atomic
def leave_series(event: Event, *, by: User | None) -> Event:
    """Take an event out of its series; the others close up."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    series, event.series, event.series_position = event.series, None, 0
    event.save(update_fields=["series", "series_position"])
    if series is not None:
        _number(list(series.events.order_by("series_position", "pk")))
        record("event.left_series", event, by=by, facts={"series": series.pk})
    return event


@transaction.atomic
def order_series(series: Series, order: Sequence[int], *, by: User | None) -> None:
    """Set the order of a series by numbers of events; those not named keep theirs after them."""
    rows = {event.pk: event for event in series.events.select_for_update().order_by("series_position", "pk")}
    named = [rows.pop(pk) for pk in dict.fromkeys(order) if pk in rows]
    _number([*named, *rows.values()])
    record("series.ordered", series, by=by, facts={"events": [event.pk for event in named]})


def _number(events: Sequence[Event]) -> None:
    for position, event in enumerate(events, 1):
        if event.series_position != position:
            event.series_position = position
            event.save(update_fields=["series_position"])
