"""Who is present now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When
from django.utils import timezone

from spilno.meetings.models import Attendance, Meeting
from spilno.meetings.rules.proxies import Span
from spilno.meetings.rules.quorum import Presence, has_quorum, quorum_needed
from spilno.members.queries import voting_members
from spilno.organisations.models import Organisation
from spilno.statute.queries import in_force_on

LEVELS = [str(level) for level in Organisation.Level]
Row = TypeVar("Row", bound=Model)


def roll_order(rows: "QuerySet[Row]", *, council: str = "organisation", then: Sequence[str] = ()) -> "QuerySet[Row]":
    """Put members, or rows about them, into the order of the roll: by level, then by name.

    `council` is the way from a row to the organisation; rows of one member stand by `then`.
    """
    ranks = [When(**{f"{council}__level": level}, then=Value(rank)) for rank, level in enumerate(LEVELS)]
    rank = Case(*ranks, default=Value(len(LEVELS)), output_field=IntegerField())
    return rows.annotate(rank=rank).order_by("rank", f"{council}__sort_key", *then)


def in_the_hall(meeting: Meeting) -> Q:
    """Say which rows are of those in the hall: now, or to the very end of a meeting that is over."""
    now = Q(left_at__isnull=True)
    return now | Q(left_at=meeting.closed_at) if meeting.closed_at else now


def present_now(meeting: Meeting) -> "QuerySet[Attendance]":
    """Return the rows of members present now, one for each, those with a consultative voice too.

    A member whose proxy is limited to other items than the one under discussion is not present, nor one whose vote is
    carried by a member that has lost its own since.
    """
    carried = Q(proxy__isnull=True) | Q(proxy__holder__in=voting_members(day_of(meeting)))
    rows = meeting.attendance.filter(carried, in_the_hall(meeting)).select_related(
        "membership__organisation", "person", "proxy"
    )
    outside = _proxies_outside(meeting)
    return rows.exclude(proxy__in=outside) if outside else rows


def presence(meeting: Meeting) -> Presence:
    """Count members with a deciding vote on the day of the meeting, and those of them present now."""
    entitled = voting_members(day_of(meeting))
    return Presence(
        entitled=entitled.count(),
        present=present_now(meeting).filter(membership__in=entitled).count(),
    )


@dataclass(frozen=True, slots=True)
class Quorum:
    """The reckoning of the quorum as a page states it."""

    present: int
    entitled: int
    needed: int
    enough: bool


def quorum_of(meeting: Meeting) -> Quorum | None:
    """Return the quorum now while the meeting runs, as it was at the opening afterwards; None before registration."""
    if meeting.is_running:
        counted = presence(meeting)
    elif meeting.entitled_at_opening is not None and meeting.present_at_opening is not None:
        counted = Presence(entitled=meeting.entitled_at_opening, present=meeting.present_at_opening)
    else:
        return None
    provisions = in_force_on(day_of(meeting))
    return Quorum(
        present=counted.present,
        entitled=counted.entitled,
        needed=quorum_needed(counted, provisions=provisions),
        enough=has_quorum(counted, provisions=provisions),
    )


def day_of(meeting: Meeting) -> date:
    """Return the day of the meeting in Kyiv; today for a draft without a day."""
    return timezone.localdate(meeting.starts_at) if meeting.starts_at else timezone.localdate()


def _proxies_outside(meeting: Meeting) -> list[int]:
    """Return proxies that hold, but not at the item under discussion; asks for its number only when one is limited."""
    limited = meeting.proxies.filter(withdrawn_at__isnull=True).exclude(item_from__isnull=True, item_to__isnull=True)
    rows = list(limited.values_list("pk", "item_from", "item_to"))
    if not rows or meeting.current_item_id is None:
        return []
    number = _top_number(meeting, meeting.current_item_id)
    return [pk for pk, first, last in rows if not Span(first, last).covers(number)]


def _top_number(meeting: Meeting, item: int) -> int | None:
    """Return the place at the top of the agenda of the item, or of the item that it is a part of."""
    rows = {pk: (parent, order) for pk, parent, order in meeting.items.values_list("pk", "parent", "order")}
    while item in rows and rows[item][0] is not None:
        item = rows[item][0]
    top = sorted((order, pk) for pk, (parent, order) in rows.items() if parent is None)
    return next((place for place, (_, pk) in enumerate(top, start=1) if pk == item), None)
