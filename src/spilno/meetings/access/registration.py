"""Who keeps the list at the door, and who registers himself."""

from typing import Any

from django.http import Http404

from spilno.meetings.access.meetings import may_register, meeting_to_see
from spilno.meetings.models import CheckInCode, Meeting
from spilno.meetings.queries.attendance import day_of
from spilno.members.models import Membership
from spilno.members.queries import mandates_on
from spilno.people.access import own_person


def meeting_to_register(user: Any, pk: int) -> Meeting:
    """Return a meeting to registrars and the secretariat; 404 otherwise, also for one recorded by hand."""
    if not may_register(user):
        raise Http404
    meeting = meeting_to_see(user, pk)
    if meeting.by_hand:
        raise Http404
    return meeting


def memberships_of(user: Any, meeting: Meeting) -> list[Membership]:
    """Return the members that the person represents, or may stand in for, on the day of the meeting."""
    person = own_person(user)
    if person is None:
        return []
    return [mandate.membership for mandate in mandates_on(day_of(meeting)).filter(person=person)]


def own_meeting(user: Any, pk: int) -> tuple[Meeting, list[Membership]]:
    """Return a meeting and the person's own members; 404 to whoever represents nobody there."""
    meeting = meeting_to_see(user, pk)
    members = memberships_of(user, meeting)
    if not members:
        raise Http404
    return meeting, members


def at_the_door(user: Any, code: CheckInCode) -> bool:
    """Tell whether the person keeps the list at the door and holds somebody else's card, not his own."""
    if not may_register(user):
        return False
    own = own_person(user)
    return own is None or own.pk != code.person_id
