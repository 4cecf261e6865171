"""Events as memoranda, reports and search see them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse_lazy
from django.utils import timezone

from spilno.events.models import Attendance, Event, Registration
from spilno.events.queries.events import day_begins
from spilno.memoranda.queries import ActivityFact
from spilno.territories.models import Unit
from spilno.territories.rules.codes import search_key
from spilno.ui.words import in_language

KINDS = {Event.Kind.MEETING: "meeting"}


def activity_facts(ids: Iterable[str]) -> dict[str, ActivityFact]:
    """Return facts of events by number; drafts and those without a day are absent. Three queries for any number of events.

    People are those who attended at least one session; of an outreach event, those it has reached.
    """
    rows = Event.objects.filter(pk__in=list(ids), starts_at__isnull=False).exclude(state=Event.State.DRAFT).order_by()
    events = {told["pk"]: told for told in rows.values(*_TOLD)}
    here = Registration.objects.filter(
        event__in=events, pk__in=Attendance.objects.filter(state="attended").values("registration")
    )
    councils = Count("organisation", filter=Q(organisation__kind="council"), distinct=True)
    came = here.order_by().values("event").annotate(people=Count("pk"), councils=councils)
    counts = {row.pop("event"): row for row in came}
    return {str(pk): _fact(told, counts.get(pk, {})) for pk, told in events.items()}


# plain values: a page of figures counts thousands of events and prints few
_UNITS = ("territory__", "territory__parent__", "territory__parent__parent__")
_TOLD = (
    *("pk", "kind", "state", "title_uk", "title_en", "starts_at", "people_reached"),
    *(f"{unit}{column}" for unit in _UNITS for column in ("category", "code")),
)


def _fact(told: Mapping[str, Any], counts: Mapping[str, Any]) -> ActivityFact:
    return ActivityFact(
        title=in_language(told["title_uk"], told["title_en"]),
        day=timezone.localdate(told["starts_at"]),
        url=reverse_lazy("events:event", args=[told["pk"]]),
        kind=KINDS.get(Event.Kind(told["kind"]), "event"),
        done=told["state"] == Event.State.HELD,
        people=max(counts.get("people", 0), told["people_reached"] or 0),
        councils=counts.get("councils", 0),
        raion=next((told[f"{unit}code"] for unit in _UNITS if told[f"{unit}category"] == Unit.Category.RAION), ""),
    )


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
