"""Who may see, prepare and run a meeting."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from spilno.accounts.access import may, rights_on
from spilno.accounts.models import Right
from spilno.meetings.models import Decision, Item, Meeting
from spilno.people.access import own_person


def _person_id(user: Any) -> int | None:
    person = own_person(user)
    return person.pk if person is not None else None


def may_prepare(user: Any) -> bool:
    """Tell whether the person prepares meetings and answers issues: the secretariat."""
    return may(user, Right.SECRETARIAT)


def require_preparer(user: Any) -> None:
    """Raise 404 unless the person prepares meetings."""
    if not may_prepare(user):
        raise Http404


def may_register(user: Any) -> bool:
    """Tell whether the person keeps the list at the door: registrars and the secretariat."""
    return may(user, Right.REGISTRAR, Right.SECRETARIAT)


def meeting_to_see(user: Any, pk: int) -> Meeting:
    """Return a meeting that everyone may see, or a draft to those who prepare it; 404 otherwise."""
    meeting = get_object_or_404(
        Meeting.objects.select_related("body", "host__organisation", "chair", "secretary"), pk=pk
    )
    if meeting.state == Meeting.State.DRAFT and not (
        may(user, Right.SECRETARIAT, Right.CHAIR, Right.AUDIT)
        or _person_id(user) in {meeting.chair_id, meeting.secretary_id} - {None}
    ):
        raise Http404
    return meeting


def meeting_to_prepare(user: Any, pk: int) -> Meeting:
    """Return a meeting to the secretariat; 404 otherwise, also for one recorded by hand: nothing is prepared in it."""
    meeting = _of_secretariat(user, pk)
    if meeting.by_hand:
        raise Http404
    return meeting


def meeting_to_record(user: Any, pk: int) -> Meeting:
    """Return a meeting recorded by hand to the secretariat; 404 otherwise."""
    meeting = _of_secretariat(user, pk)
    if not meeting.by_hand:
        raise Http404
    return meeting


def decision_to_record(user: Any, pk: int, number: int) -> Decision:
    """Return a decision recorded by hand to the secretariat; 404 otherwise."""
    meeting = meeting_to_record(user, pk)
    return get_object_or_404(Decision.objects.select_related("meeting", "item"), meeting=meeting, number=number)


def _of_secretariat(user: Any, pk: int) -> Meeting:
    require_preparer(user)
    return meeting_to_see(user, pk)


def may_run(user: Any, meeting: Meeting) -> bool:
    """Tell whether the person runs this meeting: presides over it, keeps its minutes, or is of the secretariat.

    Nobody runs a meeting recorded by hand: it was held before.
    """
    if meeting.by_hand:
        return False
    if rights_on(user) & {Right.SECRETARIAT.value, Right.CHAIR.value}:
        return True
    return _person_id(user) in {meeting.chair_id, meeting.secretary_id} - {None}


def meeting_to_run(user: Any, pk: int) -> Meeting:
    """Return a meeting to those who run it; 404 otherwise."""
    meeting = meeting_to_see(user, pk)
    if not may_run(user, meeting):
        raise Http404
    return meeting


def item_to_prepare(user: Any, pk: int, item: int) -> Item:
    """Return an item of a meeting to the secretariat; 404 otherwise."""
    meeting = meeting_to_prepare(user, pk)
    return get_object_or_404(Item.objects.select_related("meeting", "parent", "issue"), pk=item, meeting=meeting)


def may_read_item_files(user: Any, object_id: str, kind: str) -> bool:
    """Tell whether files of an item may be read: by everyone once the meeting is convened."""
    return Item.objects.filter(pk=object_id).exclude(meeting__state=Meeting.State.DRAFT).exists()
