"""The register of decisions, and the path of each: issue, agenda, vote, decision, undertaking, report."""

import re
from datetime import date

from django.db.models import CharField as Text
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Cast

from spilno.bodies.models import Body
from spilno.meetings.models import Decision, Effect, Put
from spilno.meetings.queries.years import years_of
from spilno.members.queries import voting_members
from spilno.statute.queries import in_force_on
from spilno.undertakings.models import Undertaking

SOURCE = Decision._meta.label_lower


def decisions() -> "QuerySet[Decision]":
    """Return all decisions with what their lines show, the last one first."""
    changes = Effect.objects.filter(kind=Effect.Kind.CHANGE, done_at__isnull=False).select_related("decision")
    return Decision.objects.select_related(
        "meeting__body", "meeting", "put__question", "body", "cancelled_by"
    ).prefetch_related(Prefetch("touched_by", changes, to_attr="changes"))


def _undertakings() -> "QuerySet[Undertaking]":
    return Undertaking.objects.filter(source_type=SOURCE, source_id=Cast(OuterRef("pk"), Text()))


def register(
    *, text: str = "", year: int | None = None, matter: str = "", control: str = "", today: date
) -> "QuerySet[Decision]":
    """Return decisions by words or number, year, matter, and how their undertakings stand.

    `control`: running (something is being done), overdue, done (all is done), none (binds nobody).
    """
    rows = decisions()
    if text:
        words = Q(title__iregex=re.escape(text)) | Q(text__iregex=re.escape(text))
        if text.isdecimal() and len(text) < 9:
            words |= Q(number=int(text))
        rows = rows.filter(words)
    if year:
        rows = rows.filter(decided_on__year=year)
    if matter:
        rows = rows.filter(matter=matter)
    live = _undertakings().filter(state__in=[Undertaking.State.OPEN, Undertaking.State.REPORTED])
    if control == "running":
        rows = rows.filter(Exists(live))
    elif control == "overdue":
        rows = rows.filter(Exists(_undertakings().filter(state=Undertaking.State.OPEN, due_on__lt=today)))
    elif control == "done":
        rows = rows.filter(Exists(_undertakings()), ~Exists(live))
    elif control == "none":
        rows = rows.filter(~Exists(_undertakings()))
    return rows


def years() -> list[int]:
    """Return years with decisions, the last one first."""
    return years_of(Decision.objects.order_by(), "decided_on")


def matters() -> list[str]:
    """Return codes of matters that were decided."""
    return sorted(Decision.objects.order_by().values_list("matter", flat=True).distinct())


def votes_asked(matter: str, day: date) -> int:
    """Return how many votes a kind of matter needs when all members of the day are here; 0: the statute knows no such kind."""
    kind = in_force_on(day).matters.get(matter)
    return kind.majority.needed(voting_members(day).count()) if kind is not None else 0


def control_of(rows: list[Decision], *, today: date) -> None:
    """Give each decision `undertaken`, `overdue` and `done`: counts of its undertakings, in one query for all."""
    counted = {
        row["source_id"]: row
        for row in Undertaking.objects.filter(source_type=SOURCE, source_id__in=[str(row.pk) for row in rows])
        .values("source_id")
        .annotate(
            undertaken=Count("pk"),
            overdue=Count("pk", filter=Q(state=Undertaking.State.OPEN, due_on__lt=today)),
            done=Count("pk", filter=Q(state__in=[Undertaking.State.ACCEPTED, Undertaking.State.DROPPED])),
        )
    }
    for row in rows:
        counts = counted.get(str(row.pk), {})
        row.undertaken, row.overdue = counts.get("undertaken", 0), counts.get("overdue", 0)
        row.done = counts.get("done", 0)


def undertakings_of(decision: Decision) -> list[Undertaking]:
    """Return what the decision binds to, the nearest term first."""
    rows = Undertaking.objects.filter(source_type=SOURCE, source_id=str(decision.pk))
    return list(rows.select_related("organisation", "body", "person").prefetch_related("reports"))


def decision_by_number(number: int) -> Decision | None:
    """Return a decision of the General Meeting by its number in the register."""
    return (
        decisions()
        .select_related("item__issue__raised_by", "item", "document")
        .filter(number=number, body__kind=Body.Kind.GENERAL_MEETING)
        .first()
    )


def effects_of(decision: Decision) -> list[Effect]:
    """Return what the decision changed by itself, undertakings aside: they have their own list."""
    rows = decision.effects.exclude(kind=Effect.Kind.UNDERTAKING)
    if not rows.exists():  # of most decisions: what an effect may touch are seven wide tables
        return []
    return list(
        rows.select_related("membership__organisation", "seat__body", "person", "dues_table", "edition", "target")
    )


def earlier_puts(decision: Decision) -> list[Put]:
    """Return closed votes on the item before the one that decided."""
    puts = decision.item.puts.filter(question__state="closed").select_related("question", "item")
    return [put for put in puts if put.pk != decision.put_id]
