"""The agenda in preparation: its tree, what may be put on it, what is overdue."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from spilno.meetings.models import Item, Meeting
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.rules.agenda import Node
from spilno.statute.queries import in_force_on
from spilno.statute.rules.provisions import Matter
from spilno.undertakings.models import Undertaking
from spilno.undertakings.queries import overdue_on

OVERDUE, UNDERTAKING = "meetings.overdue", "undertakings.undertaking"


def tree_of(meeting: Meeting) -> list[Node]:
    """Return the agenda as places in a tree, for rules."""
    return [Node(*row) for row in meeting.items.values_list("pk", "parent_id", "order")]


def matters_of(meeting: Meeting) -> list[Matter]:
    """Return the kinds of matters that the statute in force on the day of the meeting knows."""
    return list(in_force_on(day_of(meeting)).matters.values())


def overdue_item(meeting: Meeting) -> Item | None:
    """Return the item «Про виконання рішень»; None when nothing is overdue or it was removed."""
    return meeting.items.filter(source_type=OVERDUE).first()


def overdue_not_listed(meeting: Meeting, day: date) -> "QuerySet[Undertaking]":
    """Return overdue undertakings, whatever they came from, that do not stand on this agenda yet.

    One that was reported is not overdue: the report waits for an answer. Those of memoranda that are not public stay between
    their parties: an agenda is read by everyone.
    """
    listed = meeting.items.filter(source_type=UNDERTAKING).values_list("source_id", flat=True)
    return overdue_on(day).filter(public=True).exclude(pk__in=[int(number) for number in listed])


def overdue_since_drafted(meeting: Meeting, day: date) -> "QuerySet[Undertaking]":
    """Return those of them whose term ended after the meeting was drafted: convening adds them, and nothing taken off."""
    return overdue_not_listed(meeting, day).filter(due_on__gte=timezone.localdate(meeting.created_at))


def with_reported(items: list[Item]) -> list[Item]:
    """Give each item that was put as overdue its `reported`: the undertaking that meanwhile was reported or ended, or None; one query."""
    put = {int(item.source_id) for item in items if item.source_type == UNDERTAKING}
    found = Undertaking.objects.filter(pk__in=put).exclude(state=Undertaking.State.OPEN).in_bulk()
    for item in items:
        item.reported = found.get(int(item.source_id)) if item.source_type == UNDERTAKING else None  # type: ignore[attr-defined]
    return items
