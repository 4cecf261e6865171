"""The calendar as a feed that calendar programmes read (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from spilno.portal.queries.calendar import Entry

REFRESH = timedelta(hours=6)


def feed(entries: Iterable[Entry], *, name: str) -> bytes:
    """Write entries as a calendar: hours in UTC, whole days as days, marks that stay the same at every reading."""
    calendar = Calendar()
    calendar.add("prodid", "-//Spilno//Calendar//UK")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    host = urlsplit(settings.SITE_URL).hostname or "spilno"
    for entry in entries:
        calendar.add_component(_event(entry, host))
    return calendar.to_ical()


def _event(entry: Entry, host: str) -> Event:
    occasion, event = entry.occasion, Event()
    event.add("uid", f"{occasion.uid}@{host}")
    event.add("dtstamp", timezone.now().astimezone(UTC))
    if isinstance(occasion.starts, datetime):
        event.add("dtstart", occasion.starts.astimezone(UTC))
        if isinstance(occasion.ends, datetime):
            event.add("dtend", occasion.ends.astimezone(UTC))
    else:
        event.add("dtstart", occasion.starts)
        event.add("dtend", occasion.starts + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    event.add("summary", occasion.title)
    if occasion.place:
        event.add("location", occasion.place)
    if occasion.note:
        event.add("description", occasion.note)
    if occasion.url:
        event.add("url", urljoin(f"{settings.SITE_URL}/", occasion.url))
    return event
