"""Who may read, keep, object to and sign minutes."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from spilno.accounts.access import may
from spilno.accounts.models import Right
from spilno.meetings.access.meetings import may_run, meeting_to_run, meeting_to_see
from spilno.meetings.models import Meeting, Minutes, Objection
from spilno.meetings.queries.minutes import attended_by, item_numbers, minutes_of
from spilno.people.access import own_person


def minutes_to_see(user: Any, pk: int) -> tuple[Meeting, Minutes | None]:
    """Return a meeting and its minutes; the minutes are None when there are none, or only a draft for others to write.

    404 for a meeting recorded by hand: its minutes are a scanned file on its page.
    """
    meeting = meeting_to_see(user, pk)
    if meeting.by_hand:  # its minutes are a scanned file beside it
        raise Http404
    minutes = minutes_of(meeting)
    if minutes is not None and minutes.state == Minutes.State.DRAFT and not may_read_draft(user, meeting):
        return meeting, None
    return meeting, minutes


def minutes_to_read(user: Any, pk: int) -> Minutes:
    """Return minutes that the person may read; 404 otherwise."""
    _meeting, minutes = minutes_to_see(user, pk)
    if minutes is None:
        raise Http404
    return minutes


def item_to_extract(user: Any, pk: int, number: str) -> Minutes:
    """Return the minutes when the person may read them and the agenda has such a number; 404 otherwise."""
    minutes = minutes_to_read(user, pk)
    if number not in item_numbers(minutes.meeting).values():
        raise Http404
    return minutes


def minutes_to_keep(user: Any, pk: int) -> Minutes:
    """Return minutes to those who run the meeting; 404 otherwise."""
    minutes = minutes_of(meeting_to_run(user, pk))
    if minutes is None:
        raise Http404
    return minutes


def objection_to_answer(user: Any, pk: int) -> Objection:
    """Return an objection to those who run the meeting; 404 otherwise."""
    objection = get_object_or_404(Objection.objects.select_related("minutes__meeting", "item"), pk=pk)
    if not may_run(user, objection.minutes.meeting):
        raise Http404
    return objection


def may_read_draft(user: Any, meeting: Meeting) -> bool:
    """Tell whether the person reads the minutes before they are laid open."""
    return may_run(user, meeting) or may(user, Right.AUDIT)


def may_sign(user: Any, meeting: Meeting, role: str) -> bool:
    """Tell whether the person brings this signature: his own, or as the secretariat that keeps papers for both."""
    person = own_person(user)
    signer = meeting.chair_id if role == "chair" else meeting.secretary_id
    return may(user, Right.SECRETARIAT) or (person is not None and signer == person.pk)


def attended(user: Any, meeting: Meeting) -> bool:
    """Tell whether the person represented a member at the meeting."""
    person = own_person(user)
    return person is not None and attended_by(meeting, person) is not None
