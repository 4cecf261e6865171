"""Who answers a nomination: the person who is nominated, and nobody else here."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from spilno.meetings.access.meetings import meeting_to_see
from spilno.meetings.models import Nomination
from spilno.people.access import own_person


def own_nomination(user: Any, pk: int) -> Nomination:
    """Return a nomination to the person who is nominated, at a meeting that the person may see; 404 otherwise."""
    nomination = get_object_or_404(Nomination.objects.select_related("item__meeting__body", "person"), pk=pk)
    person = own_person(user)
    if person is None or nomination.person_id != person.pk:
        raise Http404
    meeting_to_see(user, nomination.item.meeting_id)
    return nomination
