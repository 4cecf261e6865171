"""Who may put, close, cast and count."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from spilno.ballots.models import Elector, Question
from spilno.meetings.access.meetings import meeting_to_run, meeting_to_see
from spilno.meetings.models import Item, Meeting, Officer, Put
from spilno.meetings.queries.places import place_of
from spilno.people.access import own_person
from spilno.people.models import Person


def item_to_run(user: Any, meeting_pk: int, pk: int) -> Item:
    """Return an item of a meeting to those who run the meeting; 404 otherwise."""
    meeting = meeting_to_run(user, meeting_pk)
    return get_object_or_404(meeting.items.select_related("meeting", "parent"), pk=pk)


def put_to_run(user: Any, pk: int) -> Put:
    """Return a put question to those who run its meeting; 404 otherwise."""
    put = _put(pk)
    meeting_to_run(user, put.item.meeting_id)
    return put


def put_to_cast(user: Any, pk: int) -> tuple[Put, Person]:
    """Return a put question and the person who votes, to a delegate of its meeting; 404 otherwise.

    A delegate who left, or came after the question was put, is let in: the act then says why he has no vote on it.
    """
    put = _put(pk)
    person = own_person(user)
    if person is None:
        raise Http404
    carries = put.question.electors.filter(holder=person).exists()
    if not carries and not place_of(user, put.item.meeting).member_of:
        raise Http404
    return put, person


def may_count(user: Any, meeting: Meeting) -> bool:
    """Tell whether the person counts hands at this meeting: whom the meeting elected to the commission, and nobody else."""
    person = own_person(user)
    return person is not None and meeting.officers.filter(role=Officer.Role.COUNTING, person=person).exists()


def put_to_count(user: Any, pk: int, *, secret: bool = False) -> Put:
    """Return a put question to one who counts hands; 404 otherwise. `secret`: only a secret one."""
    put = _put(pk)
    if not may_count(user, meeting_to_see(user, put.item.meeting_id)):
        raise Http404
    if secret and put.question.method != Question.Method.SECRET:
        raise Http404
    return put


def right_to_hand(user: Any, pk: int, elector: int) -> tuple[Put, Elector]:
    """Return a secret question and one of its rights to who gives out ballots on paper; 404 otherwise."""
    put = put_to_count(user, pk, secret=True)
    return put, get_object_or_404(put.question.electors.select_related("membership__organisation"), pk=elector)


def put_with_box(pk: int) -> Put:
    """Return a put question to anyone who brings a ballot: the ballot bears its own proof, and nobody is asked who he is."""
    return _put(pk)


def put_sealed(user: Any, pk: int) -> Put:
    """Return a closed secret vote of a meeting that the person may see, which is everybody; 404 otherwise."""
    put = _put(pk)
    meeting_to_see(user, put.item.meeting_id)
    if put.question.method != Question.Method.SECRET or put.question.state != Question.State.CLOSED:
        raise Http404
    return put


def _put(pk: int) -> Put:
    return get_object_or_404(Put.objects.select_related("question", "item__meeting__body"), pk=pk)
