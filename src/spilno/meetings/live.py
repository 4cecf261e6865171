"""What the hall sees while the meeting runs: a version that grows with every act."""

from django.db.models import F

from spilno.meetings.models import Meeting


def touch(meeting: Meeting) -> None:
    """Tell the hall that something changed; called inside the transaction of the act."""
    Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1)
    meeting.version += 1


def scene_of(meeting: Meeting) -> str:
    """Name what the buttons of the console mean now: the state of the meeting and the item under discussion."""
    item = meeting.current_item
    return f"{meeting.state}.{item.pk}.{item.state}" if item is not None else meeting.state
