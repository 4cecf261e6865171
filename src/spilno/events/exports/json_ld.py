"""An event as schema.org tells it, for search engines."""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from spilno.events.models import Event, Owner

SCHEMA = "https://schema.org"
MODES = {
    Event.Format.IN_PERSON: "OfflineEventAttendanceMode",
    Event.Format.ONLINE: "OnlineEventAttendanceMode",
    Event.Format.MIXED: "MixedEventAttendanceMode",
}
LEARNING = {Event.Kind.TRAINING, Event.Kind.SEMINAR}
# a data block never runs; these letters could end it or begin a comment
ESCAPED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def schema_of(event: Event, owners: Iterable[Owner], speakers: Iterable[str]) -> dict[str, Any]:
    """Return the facts of schema.org about a public event that has its time. The link of the video room is not among them."""
    assert event.starts_at is not None  # noqa: S101 - asked of events that were announced
    address = settings.SITE_URL + reverse("events:event", args=[event.pk])
    told: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "EducationEvent" if event.kind in LEARNING else "Event",
        "name": event.title,
        "url": address,
        "startDate": timezone.localtime(event.starts_at).isoformat(),
        "eventStatus": f"{SCHEMA}/{'EventCancelled' if event.state == Event.State.CANCELLED else 'EventScheduled'}",
        "eventAttendanceMode": f"{SCHEMA}/{MODES[Event.Format(event.format)]}",
        "location": _locations(event, address),
        "organizer": [_organisation(owner) for owner in owners],
        "isAccessibleForFree": True,
        "inLanguage": "uk",
    }
    if event.ends_at is not None:
        told["endDate"] = timezone.localtime(event.ends_at).isoformat()
    if event.summary_uk:
        told["description"] = event.summary_uk
    if event.places:
        told["maximumAttendeeCapacity"] = event.places
    if event.series is not None:
        told["superEvent"] = {"@type": "EventSeries", "name": event.series.title}
    performers = [{"@type": "Person", "name": name} for name in dict.fromkeys(speakers)]
    if performers:
        told["performer"] = performers
    return told


def _locations(event: Event, address: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if event.place:
        place: dict[str, Any] = {"@type": "Place", "name": event.venue or event.place}
        if event.address or event.territory is not None:
            street = {"streetAddress": event.address} if event.address else {}
            region = {"addressLocality": event.territory.full_name} if event.territory is not None else {}
            place["address"] = {"@type": "PostalAddress", "addressCountry": "UA", **street, **region}
        found.append(place)
    if event.format != Event.Format.IN_PERSON:
        found.append({"@type": "VirtualLocation", "url": address})
    return found


def _organisation(owner: Owner) -> dict[str, Any]:
    organisation = owner.organisation
    told = {"@type": "Organization", "name": organisation.name}
    if organisation.website:
        told["url"] = organisation.website
    return told


def as_block(told: dict[str, Any]) -> SafeString:
    """Return the facts as text that stands safely inside a data block of a page."""
    return mark_safe(json.dumps(told, ensure_ascii=False).translate(ESCAPED))
