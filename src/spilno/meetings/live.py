"""What the hall sees while the meeting runs: a version that grows with every act."""

from django.db import connection
from django.db.models import F

from spilno.meetings.models import Meeting

CHANNEL = "spilno_hall"  # of PostgreSQL: between processes; on SQLite the database itself tells that it was written


def touch(meeting: Meeting) -> None:
    """Tell the hall that something changed; called inside the transaction of the act."""
    Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1)
    meeting.version += 1
    _notify(f"{meeting.pk}:{meeting.version}")


def tell_turnout(meeting: Meeting) -> None:
    """Tell the hall that more votes have come: the screens count anew, and nothing else on them changes."""
    _notify(f"{meeting.pk}:votes")


def _notify(said: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, said])


def scene_of(meeting: Meeting) -> str:
    """Name what the buttons of the console mean now: the state of the meeting and the item under discussion."""
    item = meeting.current_item
    return f"{meeting.state}.{item.pk}.{item.state}" if item is not None else meeting.state
