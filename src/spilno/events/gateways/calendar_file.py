"""Events as calendar files: one lasting UID each, a SEQUENCE that grows with every change; and sessions from such a file."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Component
from icalendar import Event as Entry

from spilno.events.models import Event
from spilno.events.rules.programme import MOST_IMPORTED

YEARS = set(range(1990, 2101))  # a session in another year is a slip, and the database keeps no moment of year 1
MOST_BYTES = 2_000_000  # ten times what so many entries take; a file that means harm keeps the reader busy for minutes
MOST_PARTS = 10 * MOST_IMPORTED  # an entry has alarms, a file has time zones


def uid_of(event: Event) -> str:
    """Return what never changes of an event in calendars."""
    return f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}"


def calendar_file(events: Iterable[Event], *, now: datetime, name: str = "", links: bool = False) -> bytes:
    """Return a file with events that have a time. METHOD is CANCEL when it tells of one cancelled event only.

    `links`: the link of the video room stands in it; only for those who have a place.
    """
    rows = [event for event in events if event.starts_at is not None]
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Spilno//Events//UK")
    only_cancelled = len(rows) == 1 and rows[0].state == Event.State.CANCELLED and not name
    calendar.add("method", "CANCEL" if only_cancelled else "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
    for event in rows:
        calendar.add_component(_entry(event, now=now, links=links))
    return bytes(calendar.to_ical())


def told_by(content: bytes) -> str:
    """Return the digest of what a calendar file tells: without the moment at which it was made."""
    lines = (line for line in content.splitlines() if not line.startswith(b"DTSTAMP"))
    return hashlib.sha256(b"\n".join(lines)).hexdigest()[:32]


def _entry(event: Event, *, now: datetime, links: bool) -> Entry:
    assert event.starts_at is not None  # noqa: S101 - rows without a time were left out
    link = event.online_link if links else ""
    entry = Entry()
    entry.add("uid", uid_of(event))
    entry.add("sequence", event.calendar_sequence)
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("dtstart", event.starts_at.astimezone(UTC))
    entry.add("dtend", (event.ends_at or event.starts_at).astimezone(UTC))
    entry.add("summary", event.title)
    if event.place or link:
        entry.add("location", event.place or link)
    if link:
        entry.add("description", link)
    entry.add("url", settings.SITE_URL + reverse("events:event", args=[event.pk]))
    entry.add("status", "CANCELLED" if event.state == Event.State.CANCELLED else "CONFIRMED")
    return entry


@dataclass(frozen=True, slots=True)
class Taken:
    """An entry of somebody's calendar as a session: times are aware."""

    title: str
    starts: datetime
    ends: datetime
    place: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a calendar file held. `count` is counted before the file is understood, so that a huge one costs nothing."""

    readable: bool
    count: int
    without_times: int
    taken: tuple[Taken, ...]


def read_sessions(content: bytes) -> Reading:
    """Read the entries of a calendar file as sessions, in the order of their times; times without a zone are those of Kyiv."""
    count = content.upper().count(b"BEGIN:VEVENT")
    if count > MOST_IMPORTED:
        return Reading(readable=True, count=count, without_times=0, taken=())
    if len(content) > MOST_BYTES or content.upper().count(b"BEGIN:") > MOST_PARTS:
        return Reading(readable=False, count=0, without_times=0, taken=())
    try:
        entries = list(Calendar.from_ical(content).walk("VEVENT"))
    except (ValueError, IndexError, KeyError, UnicodeDecodeError):
        return Reading(readable=False, count=0, without_times=0, taken=())
    found = [_taken(entry) for entry in entries]
    known = [each for each in found if each is not None]
    return Reading(
        readable=True,
        count=len(entries),
        without_times=len(found) - len(known),
        taken=tuple(sorted(known, key=lambda each: (each.starts, each.ends, each.title))),
    )


def _taken(entry: Component) -> Taken | None:
    try:
        starts, ends = _moment(_said(entry, "dtstart")), _moment(_said(entry, "dtend"))
        lasts = _said(entry, "duration")
        if starts is not None and ends is None and isinstance(lasts, timedelta):
            ends = starts + lasts
    except (ValueError, OverflowError):  # a day that does not exist, a duration past the end of time
        return None
    if starts is None or ends is None or ends <= starts or not {starts.year, ends.year} <= YEARS:
        return None
    return Taken(_words(entry, "summary")[:300] or "—", starts, ends, _words(entry, "location")[:200])


def _said(entry: Component, name: str) -> object:
    """Return what stands under a name; None when nothing does, or it stands twice. Raises ValueError when it is broken."""
    return getattr(entry.get(name), "dt", None)


def _moment(value: object) -> datetime | None:
    if not isinstance(value, datetime):
        return None
    return value if timezone.is_aware(value) else timezone.make_aware(value)


def _words(entry: Component, name: str) -> str:
    value = entry.get(name, "")
    said = str(value[0] if isinstance(value, list) else value)  # a list where it stands twice
    return " ".join(said.replace("\0", "").split())
