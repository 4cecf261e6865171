"""Who is present now."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from spilno.meetings.models import Attendance, Meeting
from spilno.meetings.rules.quorum import Presence
from spilno.members.queries import voting_members


def present_now(meeting: Meeting) -> "QuerySet[Attendance]":
    """Return the rows of members present now, one for each, those with a consultative voice too."""
    return meeting.attendance.filter(left_at__isnull=True).select_related("membership__organisation", "person", "proxy")


def presence(meeting: Meeting) -> Presence:
    """Count members with a deciding vote on the day of the meeting, and those of them present now."""
    entitled = voting_members(day_of(meeting))
    return Presence(
        entitled=entitled.count(),
        present=meeting.attendance.filter(left_at__isnull=True, membership__in=entitled).count(),
    )


def day_of(meeting: Meeting) -> date:
    """Return the day of the meeting in Kyiv; today for a draft without a day."""
    return timezone.localdate(meeting.starts_at) if meeting.starts_at else timezone.localdate()
