"""General Meetings as lists and pages show them."""

from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from spilno.documents.models import Attachment
from spilno.meetings.models import Decision, Item, Meeting, Minutes, Put
from spilno.people.models import Person
from spilno.ui.words import ordinal


def name_of(meeting: Meeting) -> str:
    """Return the name of a meeting in the language of the reader: 71-ші Загальні збори, 71st General Meeting."""
    return f"{ordinal(meeting.number)} {meeting.body}"


def public_meetings() -> "QuerySet[Meeting]":
    """Return meetings that everyone may see, newest first, with counts of items and decisions."""
    return (
        Meeting.objects.exclude(state=Meeting.State.DRAFT)
        .select_related("body", "host__organisation")
        .annotate(
            item_count=_counted(Item.objects.filter(parent__isnull=True)),
            decision_count=_counted(Decision.objects.all()),
        )
        .order_by(F("starts_at").desc(nulls_last=True), "-pk")
    )


def _counted(rows: "QuerySet[Any]") -> Coalesce:
    """Count rows of a meeting beside it: a join of items with decisions would multiply them."""
    of_meeting = rows.filter(meeting=OuterRef("pk")).order_by().values("meeting").annotate(n=Count("pk"))
    return Coalesce(Subquery(of_meeting.values("n")), 0)


def past_meetings() -> "QuerySet[Meeting]":
    """Return public meetings that are over: held, not held, cancelled; newest first, those without a day last."""
    return public_meetings().exclude(state__in=[*Meeting.RUNNING, Meeting.State.CONVENED])


def drafts() -> "QuerySet[Meeting]":
    """Return meetings in preparation, for those who prepare them."""
    return Meeting.objects.filter(state=Meeting.State.DRAFT).select_related("body", "host__organisation")


def running_meetings() -> "QuerySet[Meeting]":
    """Return meetings that go on now, registration too."""
    return public_meetings().filter(state__in=Meeting.RUNNING)


def convened_meetings() -> "QuerySet[Meeting]":
    """Return convened meetings, the one that comes first on top."""
    return public_meetings().filter(state=Meeting.State.CONVENED).order_by("starts_at", "pk")


def next_meeting() -> Meeting | None:
    """Return the convened meeting that comes first; None when none is convened."""
    return convened_meetings().first()


def meetings_between(first: date, last: date) -> "QuerySet[Meeting]":
    """Return public meetings whose day lies between two days, both included; the calendar needs no counts."""
    public = Meeting.objects.exclude(state=Meeting.State.DRAFT).select_related("body")
    return public.filter(starts_at__date__gte=first, starts_at__date__lte=last).order_by("starts_at", "pk")


def agenda_of(meeting: Meeting) -> list[Item]:
    """Return all items of a meeting with what their lines show, in the order of the tree, each with `number` and `depth`.

    One query for items and one for each kind of thing they show, however many items there are.
    """
    decided = Prefetch("decisions", queryset=Decision.objects.order_by("number"), to_attr="carried")
    puts = Prefetch("puts", queryset=Put.objects.select_related("question").order_by("pk"), to_attr="asked")
    items = list(meeting.items.select_related("issue__raised_by", "rapporteur").prefetch_related(decided, puts))
    return in_tree_order(items)


def in_tree_order(items: list[Item]) -> list[Item]:
    """Put items into the order in which they are read; each gets its `number` («3.1»), `depth` (from 0) and `has_parts`."""
    by_parent: dict[Any, list[Item]] = {}
    for item in sorted(items, key=lambda item: (item.order, item.pk)):
        by_parent.setdefault(item.parent_id, []).append(item)
    ordered: list[Item] = []

    def walk(parent: int | None, before: str, depth: int) -> None:
        for place, item in enumerate(by_parent.get(parent, []), start=1):
            item.number = f"{before}{place}"
            item.depth = depth
            item.has_parts = item.pk in by_parent
            ordered.append(item)
            walk(item.pk, f"{item.number}.", depth + 1)

    walk(None, "", 0)
    return ordered


def files_of_items(items: list[Item]) -> dict[int, list[Attachment]]:
    """Return attachments by number of item, those of the issue behind it too; one query. Each item gets `files`."""
    issues = {str(item.issue_id): item.pk for item in items if item.issue_id}
    own = Q(object_type="meetings.item", object_id__in=[str(item.pk) for item in items])
    behind = Q(object_type="meetings.issue", object_id__in=list(issues))
    found: dict[int, list[Attachment]] = {}
    for file in Attachment.objects.filter(own | behind).order_by("pk"):
        owner = int(file.object_id) if file.object_type == "meetings.item" else issues[file.object_id]
        found.setdefault(owner, []).append(file)
    for item in items:
        item.files = found.get(item.pk, [])  # type: ignore[attr-defined]
    return found


def duties_of_person(person: Person, day: date) -> list[str]:
    """Return in words the meetings that a person leads or records and that are not over, and minutes that wait for his signature."""
    led = Meeting.objects.filter(Q(chair=person) | Q(secretary=person)).select_related("body")
    over = [Meeting.State.CLOSED, Meeting.State.NOT_HELD, Meeting.State.CANCELLED]
    said = [gettext("meeting no. %(number)d") % {"number": meeting.number} for meeting in led.exclude(state__in=over)]
    waiting = led.filter(state=Meeting.State.CLOSED).filter(
        Q(minutes__isnull=True) | ~Q(minutes__state=Minutes.State.SIGNED)
    )
    return said + [
        gettext("the signature under the minutes of meeting no. %(number)d") % {"number": meeting.number}
        for meeting in waiting
    ]
