"""Who may come into the hall: the wall is for everyone, the console for those who run it, the floor for those present."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from spilno.meetings.access.meetings import may_run, meeting_to_see
from spilno.meetings.models import Item, Meeting, Recusal, Speech
from spilno.meetings.queries.places import Place, place_of
from spilno.members.models import Membership
from spilno.people.access import own_person


def item_to_run(user: Any, pk: int) -> Item:
    """Return an item to those who run its meeting; 404 otherwise."""
    item = get_object_or_404(Item.objects.select_related("meeting"), pk=pk)
    if not may_run(user, item.meeting):
        raise Http404
    return item


def speech_to_run(user: Any, pk: int) -> Speech:
    """Return a speech or a request for the floor to those who run its meeting; 404 otherwise."""
    speech = get_object_or_404(Speech.objects.select_related("item__meeting"), pk=pk)
    if not may_run(user, speech.item.meeting):
        raise Http404
    return speech


def speech_to_withdraw(user: Any, pk: int) -> Speech:
    """Return a request for the floor to those who run the meeting, and to the one who asked; 404 otherwise."""
    speech = get_object_or_404(Speech.objects.select_related("item__meeting"), pk=pk)
    person = own_person(user)
    if not may_run(user, speech.item.meeting) and (person is None or speech.person_id != person.pk):
        raise Http404
    return speech


def recusal_to_run(user: Any, pk: int) -> Recusal:
    """Return a declared interest to those who run the meeting; 404 otherwise."""
    recusal = get_object_or_404(Recusal.objects.select_related("item__meeting", "membership"), pk=pk)
    if not may_run(user, recusal.item.meeting):
        raise Http404
    return recusal


def item_of_delegate(user: Any, pk: int) -> tuple[Item, Place]:
    """Return an item and the delegate's place at its meeting; 404 to whoever represents nobody there.

    A delegate who left, or who has not registered, gets his place as it is: the act then says why not.
    """
    item = get_object_or_404(Item.objects.select_related("meeting"), pk=pk)
    meeting = item.meeting
    if meeting.state == Meeting.State.DRAFT:
        raise Http404
    place = place_of(user, meeting)
    if not place.member_of:
        raise Http404
    return item, place


def meeting_on_the_wall(pk: int) -> Meeting:
    """Return a meeting that the wall may show to everyone; 404 for a draft and for a number that does not exist."""
    meeting = meeting_to_see(None, pk)
    if meeting.state == Meeting.State.DRAFT:
        raise Http404
    return meeting


def carried_membership(place: Place, number: int | None) -> Membership:
    """Return the member whose vote the delegate carries: the one named, or the own council; 404 for another's."""
    rows = {row.membership_id: row.membership for row in place.rows}
    if number is None and place.own is not None:
        return place.own.membership
    if number not in rows:
        raise Http404
    return rows[number]
