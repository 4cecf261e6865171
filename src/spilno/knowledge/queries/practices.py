"""The register of practices, and where each came from and went to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from spilno.events.models import Event
from spilno.events.queries.registration import own_people
from spilno.knowledge.models import Adoption, Practice, Revision
from spilno.meetings.models import Meeting, VisitStop
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.territories.queries import raions_among
from spilno.territories.rules.codes import RAION_LENGTH
from spilno.ui.words import in_language

MOST_OFFERED = 100  # councils in one choice
MOST_HOSTS = 20  # lines of the table
COUNTS = {
    "adopted": Count("adoptions"),
    "works": Count("adoptions", filter=Q(adoptions__state=Adoption.State.WORKS)),
    "dropped": Count("adoptions", filter=Q(adoptions__state=Adoption.State.DROPPED)),
}


def published() -> "QuerySet[Practice]":
    """Return published practices, the newest first."""
    return Practice.objects.filter(state=Practice.State.PUBLISHED).select_related("organisation")


def written_at(event: Event) -> int:
    """Return how many practices seen on a study visit were written down; drafts do not count."""
    return Practice.objects.filter(seen_at_event=event).exclude(state=Practice.State.DRAFT).count()


def with_counts(rows: "QuerySet[Practice]") -> "QuerySet[Practice]":
    """Add to each practice how many councils adopted it, in how many it works, how many gave it up."""
    return rows.annotate(**COUNTS).order_by("-published_on", "-number")


def sought(rows: "QuerySet[Practice]", given: Mapping[str, str]) -> "QuerySet[Practice]":
    """Narrow a list of practices by words, topic, raion, council, meeting and event where it was seen (numbers)."""
    for word in given.get("q", "").split():
        said = re.escape(word)  # a regular expression, because LIKE of SQLite knows no capital letters but Latin ones
        rows = rows.filter(
            Q(title__iregex=said)
            | Q(problem__iregex=said)
            | Q(solution__iregex=said)
            | Q(result__iregex=said)
            | Q(organisation__name_uk__iregex=said)
        )
    if given.get("topic") in Practice.Topic.values:
        rows = rows.filter(topic=given["topic"])
    if given.get("raion"):
        rows = rows.filter(organisation__territory__code__startswith=given["raion"][:RAION_LENGTH])
    for name, column in (("council", "organisation"), ("meeting", "seen_at_meeting"), ("event", "seen_at_event")):
        number = given.get(name, "")
        if number:
            rows = rows.filter(**{column: int(number)}) if number.isdecimal() and len(number) < 12 else rows.none()
    return rows


@dataclass(frozen=True, slots=True)
class Choices:
    """What the register can be narrowed to: only what occurs in it."""

    topics: list[tuple[str, Any]]
    raions: list[tuple[str, str]]
    councils: list[tuple[str, str]]
    meetings: list[tuple[str, str]]
    events: list[tuple[str, str]]


def choices() -> Choices:
    """Return what occurs among published practices; six queries. Of more than a hundred councils a name is typed, none is offered."""
    rows = Practice.objects.filter(state=Practice.State.PUBLISHED).order_by()
    topics = set(rows.values_list("topic", flat=True))
    codes = {
        code[:RAION_LENGTH] for code in rows.values_list("organisation__territory__code", flat=True).distinct() if code
    }
    councils = Organisation.objects.filter(pk__in=rows.values("organisation")).order_by("sort_key")
    meetings = Meeting.objects.filter(pk__in=rows.values("seen_at_meeting")).order_by("-number")
    return Choices(
        topics=[(code, word) for code, word in Practice.Topic.choices if code in topics],
        raions=[(raion.code[:RAION_LENGTH], str(raion)) for raion in raions_among(codes)],
        councils=[(str(council.pk), council.name) for council in councils] if councils.count() <= MOST_OFFERED else [],
        meetings=[
            (str(pk), f"№ {number}, {place}")
            for pk, number, place in meetings.values_list("pk", "number", "settlement")
        ],
        events=[(str(event.pk), event.title) for event in Event.objects.filter(pk__in=rows.values("seen_at_event"))],
    )


def by_host() -> list[dict[str, Any]]:
    """Count published practices and their adoptions for the twenty councils from which most was taken over; one query."""
    return list(
        Practice.objects.filter(state=Practice.State.PUBLISHED)
        .order_by()
        .values("organisation", "organisation__name_uk", "organisation__name_en")
        .annotate(practices=Count("pk", distinct=True), **COUNTS)
        .order_by("-adopted", "organisation__name_uk")[:MOST_HOSTS]
    )


@dataclass(slots=True)
class Node:
    """A practice in a tree of lineage, with those taken over from it."""

    number: int
    title: str
    council: str
    here: bool
    children: list["Node"] = field(default_factory=list)


def lineage(practice: Practice) -> Node | None:
    """Return the tree in which a practice stands, from the first one; None when it has neither forebears nor offspring.

    Only public practices are in it, besides the one that is shown. One query.
    """
    rows = {
        row["pk"]: row
        for row in Practice.objects.filter(
            Q(state__in=[Practice.State.PUBLISHED, Practice.State.RETIRED]) | Q(pk=practice.pk)
        )
        .filter(Q(adopted_from__isnull=False) | Q(grew_from_here__isnull=False))
        .order_by("number")
        .values("pk", "number", "title", "adopted_from", "organisation__name_uk", "organisation__name_en")
        .distinct()
    }
    top, seen = practice.pk, {practice.pk}
    while top in rows and rows[top]["adopted_from"] in rows and rows[top]["adopted_from"] not in seen:
        top = rows[top]["adopted_from"]
        seen.add(top)
    nodes = {
        pk: Node(
            row["number"],
            row["title"],
            in_language(row["organisation__name_uk"], row["organisation__name_en"]),
            here=pk == practice.pk,
        )
        for pk, row in rows.items()
    }
    for pk, row in rows.items():
        if row["adopted_from"] in nodes and pk != top:
            nodes[row["adopted_from"]].children.append(nodes[pk])
    tree = nodes.get(top)
    return tree if tree is not None and (tree.children or top != practice.pk) else None


def came_from() -> dict[int, int]:
    """Return for each practice that was taken over the one it was taken from."""
    rows = Practice.objects.filter(adopted_from__isnull=False).order_by().values_list("pk", "adopted_from")
    return {pk: source for pk, source in rows if source is not None}


def revisions_of(practice: Practice) -> list[Revision]:
    """Return what the card said before, the last version first."""
    return list(practice.revisions.all())


def to_review() -> list[Practice]:
    """Return cards that wait for a review, the oldest first."""
    rows = Practice.objects.filter(state=Practice.State.REVIEW).select_related("organisation")
    return list(rows.order_by("updated_at", "number"))


def due_for_review(day: date | None = None) -> list[Practice]:
    """Return published cards whose next review has come."""
    day = day or timezone.localdate()
    rows = Practice.objects.filter(state=Practice.State.PUBLISHED, review_due_on__lte=day)
    return list(rows.select_related("organisation").order_by(F("review_due_on"), "number"))


def contact_of(practice: Practice, day: date) -> Person | None:
    """Return the person to ask, as long as he holds an office in the council or represents it; None afterwards."""
    person = practice.contact
    return person if person is not None and person in own_people(practice.organisation, day) else None


def stop_of(meeting: Meeting, pk: str) -> VisitStop | None:
    """Return a stop of a meeting by the number that an address gave; None when there is none."""
    return meeting.stops.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 12 else None
