"""Who may take a meeting away as one file: everybody, once it is over; its journal lines, those who read the journal."""

from typing import Any

from django.http import Http404

from spilno.journal.access import may_read_lines
from spilno.meetings.access.meetings import meeting_to_see
from spilno.meetings.models import Meeting


def is_archived(meeting: Meeting) -> bool:
    """Tell whether a meeting can be taken away: it was held with Spilno and is closed."""
    return meeting.state == Meeting.State.CLOSED and not meeting.by_hand


def meeting_to_take(user: Any, pk: int, *, whole: bool = False) -> Meeting:
    """Return a meeting that is closed; 404 otherwise. `whole`: only to those who read lines of the journal."""
    meeting = meeting_to_see(user, pk)
    if not is_archived(meeting) or (whole and not may_read_lines(user)):
        raise Http404
    return meeting
