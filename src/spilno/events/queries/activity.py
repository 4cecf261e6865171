"""Events as memoranda, reports and search see them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from spilno.events.models import Attendance, Event, Registration
from spilno.events.queries.events import day_begins
from spilno.memoranda.queries import ActivityFact
from spilno.territories.rules.codes import search_key

KINDS = {Event.Kind.MEETING: "meeting"}


def activity_facts(ids: Iterable[str]) -> dict[str, ActivityFact]:
    """Return facts of events by number; drafts and those without a day are absent. Three queries for any number of events.

    People are those who attended at least one session; of an outreach event, those it has reached.
    """
    rows = Event.objects.filter(pk__in=list(ids), starts_at__isnull=False).exclude(state=Event.State.DRAFT)
    events = {event.pk: event for event in rows.select_related("territory__parent")}
    here = Registration.objects.filter(
        event__in=events, pk__in=Attendance.objects.filter(state="attended").values("registration")
    )
    counts: dict[int, Mapping[str, Any]] = {
        row["event"]: row
        for row in here.order_by()
        .values("event")
        .annotate(
            people=Count("pk"), councils=Count("organisation", filter=Q(organisation__kind="council"), distinct=True)
        )
    }
    return {str(pk): _fact(event, counts.get(pk, {})) for pk, event in events.items()}


def _fact(event: Event, counts: Mapping[str, Any]) -> ActivityFact:
    assert event.day is not None  # noqa: S101 - rows without a day were left out
    return ActivityFact(
        title=event.title,
        day=event.day,
        url=_address(event),
        kind=KINDS.get(Event.Kind(event.kind), "event"),
        done=event.state == Event.State.HELD,
        people=max(counts.get("people", 0), event.people_reached or 0),
        councils=counts.get("councils", 0),
        raion=_raion(event),
    )


def _address(event: Event) -> str:
    return reverse("events:event", args=[event.pk])


def _raion(event: Event) -> str:
    unit = event.territory
    while unit is not None and unit.category != "P":
        unit = unit.parent
    return unit.code if unit is not None else ""


def found_numbers(text: str) -> list[str]:
    """Return numbers of public events by words of their titles or a day (YYYY-MM-DD), the latest first; at most fifty."""
    rows = Event.objects.filter(starts_at__isnull=False).exclude(state__in=[Event.State.DRAFT, Event.State.CANCELLED])
    day = _day(text.strip())
    if day is not None:
        rows = rows.filter(starts_at__gte=day_begins(day), starts_at__lt=day_begins(day + timedelta(days=1)))
    else:
        for word in search_key(text).split():
            rows = rows.filter(search_key__contains=word)
    return [str(pk) for pk in rows.order_by("-starts_at").values_list("pk", flat=True)[:50]]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
