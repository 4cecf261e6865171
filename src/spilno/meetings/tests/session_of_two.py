"""A meeting of two councils in session: what tests of the hall share."""

import pytest
from django.utils import timezone

from spilno.journal.models import Entry
from spilno.meetings.models import Attendance, Item
from spilno.meetings.services import speaking
from spilno.statute.rules.refusal import RuleBroken


def come(meeting, membership, person, **fields):
    return Attendance.objects.create(
        meeting=meeting, membership=membership, person=person, arrived_at=timezone.now(), **fields
    )


def add_item(meeting, title="Про воду", **fields):
    return Item.objects.create(meeting=meeting, order=meeting.items.count() + 1, title=title, **fields)


def acts():
    return list(Entry.objects.order_by("number").values_list("act", flat=True))


def refused(code):
    return pytest.raises(RuleBroken, match=f"^{code}$")


def lypova(cast):
    return speaking.Speaker(
        name=str(cast.delegate_person), post="Липова міська рада", person=cast.delegate_person, membership=cast.lypova
    )


def ask(item, cast, **fields):
    return speaking.ask_for_floor(item, speaker=lypova(cast), present=True, by=cast.delegate, **fields)


def reported(item, cast):
    """Give the floor to the rapporteur of an item that was taken up."""
    return speaking.give_floor(item.speeches.get(kind="report"), by=cast.chair)
