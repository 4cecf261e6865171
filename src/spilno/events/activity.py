"""What the menu, the calendar and the search show of joint events."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spilno.events.models import Event
from spilno.events.queries.events import events_between
from spilno.ui.registry import Activity, Found, Link, Occasion, SearchSource, register


def occasions(first: date, last: date) -> Iterable[Occasion]:
    """Return events that begin between two days, both included."""
    for event in events_between(first, last):
        if event.starts_at is None:
            continue
        yield Occasion(
            uid=f"event-{event.pk}",
            title=event.title,
            starts=event.starts_at,
            ends=event.ends_at,
            place=event.place,
            url=reverse("events:event", args=[event.pk]),
            note=gettext("Cancelled") if event.state == Event.State.CANCELLED else str(event.get_kind_display()),
        )


def _found(event: Event) -> Found | None:
    if event.state == Event.State.DRAFT:
        return None
    return Found(
        title=event.title,
        text=" ".join(
            [
                str(event.get_kind_display()),
                event.summary_uk,
                event.place,
                *(str(owner.organisation) for owner in event.owners.all()),
                *(session.title_uk for session in event.sessions.all()),
            ]
        ),
        url=reverse("events:event", args=[event.pk]),
        day=event.day,
        note=str(event.get_kind_display()),
    )


register(
    Activity(
        name="events",
        menu=(Link(_("Events"), "events:events", 25),),
        footer=(Link(_("Joint events"), "events:events", 40, "openness"),),
        calendar=occasions,
        search=(
            SearchSource(
                "event",
                _("Joint events"),
                Event,
                lambda: Event.objects.prefetch_related("owners__organisation", "sessions"),
                _found,
            ),
        ),
    )
)
