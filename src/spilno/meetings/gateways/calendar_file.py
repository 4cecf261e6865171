"""A meeting as a calendar file that mail programs understand: one lasting UID, a SEQUENCE that grows with each change."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from spilno.meetings.models import Meeting


def calendar_file(meeting: Meeting, *, title: str, ends: datetime, now: datetime) -> bytes:
    """Return the file: METHOD PUBLISH, or CANCEL when the meeting is cancelled. The meeting must have its time."""
    cancelled = meeting.state == Meeting.State.CANCELLED
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Spilno//Meetings//UK")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}")
    event.add("sequence", meeting.calendar_sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))  # type: ignore[union-attr]
    event.add("dtend", ends.astimezone(UTC))
    event.add("summary", title)
    event.add("location", ", ".join(part for part in (meeting.settlement, meeting.place) if part))
    event.add("url", settings.SITE_URL + reverse("meetings:meeting", args=[meeting.pk]))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
