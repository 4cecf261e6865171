"""What the hall sees while the meeting runs: a version that grows with every act."""

from django.db.models import F

from spilno.meetings.models import Meeting


def touch(meeting: Meeting) -> None:
    """Tell the hall that something changed; called inside the transaction of the act."""
    Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1)
    meeting.version += 1
