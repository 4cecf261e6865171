"""The register of issues: search, earlier considerations, what is akin."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from spilno.meetings.models import Decision, Issue, Item, Put
from spilno.meetings.queries.years import years_of
from spilno.meetings.rules.issues import IssueFacts
from spilno.members.models import Membership
from spilno.members.queries import standing_on
from spilno.organisations.models import Organisation
from spilno.territories.models import Unit
from spilno.territories.rules.codes import RAION_LENGTH, sort_key
from spilno.ui.words import in_language

APOSTROPHES = "'’ʼ`‘"
MOST_OFFERED = 100  # territories in a select; of more, the reader types a name


@dataclass(frozen=True, slots=True)
class Sought:
    """What a reader looks for; everything empty finds all."""

    words: str = ""
    topic: str = ""
    territory: int | None = None
    place: str = ""  # words of the name of a territory
    state: str = ""
    year: int | None = None


def search(rows: "QuerySet[Issue]", sought: Sought) -> "QuerySet[Issue]":
    """Narrow a list of issues down. Each word must stand in the title, the text or the council's name; a number is found."""
    for word in sought.words.split()[:8]:
        pattern = like(word)
        matching = Q(title__iregex=pattern) | Q(text__iregex=pattern) | Q(raised_by__name_uk__iregex=pattern)
        if word.lstrip("№#").isdecimal() and len(word) < 9:
            matching |= Q(number=int(word.lstrip("№#")))
        rows = rows.filter(matching)
    if sought.topic:
        rows = rows.filter(topic=sought.topic)
    if sought.territory:
        rows = rows.filter(
            Q(territory=sought.territory)
            | Q(territory__parent=sought.territory)
            | Q(territory__parent__parent=sought.territory)
        )
    for word in sought.place.split()[:4]:
        pattern = like(word)
        rows = rows.filter(
            Q(territory__name__iregex=pattern)
            | Q(territory__parent__name__iregex=pattern)
            | Q(territory__parent__parent__name__iregex=pattern)
        )
    if sought.state:
        rows = rows.filter(state=sought.state)
    if sought.year:
        rows = rows.filter(raised_at__year=sought.year)
    return rows


def like(word: str) -> str:
    """Return a pattern that finds a word in any case and with any apostrophe, in both databases."""
    return re.sub(f"[{APOSTROPHES}]", f"[{APOSTROPHES}]", re.sub(r"([^\w\s])", _escaped, word))


def _escaped(found: re.Match[str]) -> str:
    sign = found.group(1)
    return sign if sign in APOSTROPHES else f"\\{sign}"


def years(rows: "QuerySet[Issue]") -> list[int]:
    """Return years in which these issues were raised, the newest first."""
    return years_of(rows.order_by(), "raised_at")


@dataclass(frozen=True, slots=True)
class Place:
    """A raion or hromada as a select offers it."""

    pk: int
    code: str
    name: str
    is_raion: bool


Groups = list[tuple[str, list[tuple[int, str]]]]
_PLACE = ("pk", "code", "name", "category")


def territory_choices() -> Groups:
    """Return raions and hromadas of the regions in which members lie, as groups for a select."""
    codes = Organisation.objects.filter(memberships__state__in=Membership.OPEN).order_by()
    regions = {code[:4] for code in codes.values_list("territory__code", flat=True).distinct() if code}
    here = Q(pk__in=[])
    for region in regions:
        here |= Q(code__startswith=region)
    units = Unit.objects.filter(here, category__in=[Unit.Category.RAION, Unit.Category.HROMADA], ended__isnull=True)
    return _in_groups(units)


def territories_in_use(rows: "QuerySet[Issue]") -> Groups | None:
    """Return territories of these issues, with the raions they lie in, as groups; None when they are too many to choose from."""
    used = Unit.objects.filter(pk__in=rows.order_by().values("territory"))
    above = Unit.objects.filter(category=Unit.Category.RAION, children__in=used)
    near = Unit.objects.filter(Q(pk__in=used.values("pk")) | Q(pk__in=above.values("pk")))
    groups = _in_groups(near[: MOST_OFFERED + 1])
    return groups if sum(len(places) for _, places in groups) <= MOST_OFFERED else None


def _in_groups(units: "QuerySet[Unit]") -> Groups:
    """Put territories into groups: each raion with itself first and its hromadas by name."""
    groups: dict[str, list[Place]] = {}
    for pk, code, name, category in units.values_list(*_PLACE):
        place = Place(pk, code, name, category == Unit.Category.RAION)
        groups.setdefault(code[:RAION_LENGTH], []).append(place)
    choices: Groups = []
    for places in groups.values():
        places.sort(key=lambda place: (not place.is_raion, sort_key(place.name)))
        title = in_language(places[0].name) if places[0].is_raion else ""
        choices.append((title, [(place.pk, in_language(place.name)) for place in places]))
    return sorted(choices, key=lambda group: sort_key(group[0]))


def considerations_of(issue: Issue) -> "QuerySet[Item]":
    """Return every item at which the issue, or one merged into it, stood, the newest meeting first, with its results."""
    return (
        Item.objects.filter(Q(issue=issue) | Q(issue__merged_into=issue))
        .exclude(meeting__state="draft")
        .select_related("meeting__body", "issue")
        .prefetch_related(
            Prefetch(
                "decisions",
                queryset=Decision.objects.order_by(F("number").asc(nulls_last=True), "pk"),
                to_attr="carried",
            ),
            Prefetch("puts", queryset=Put.objects.select_related("question").order_by("pk"), to_attr="asked"),
        )
        .order_by(F("meeting__starts_at").desc(nulls_last=True), "-pk")
    )


def akin_to(issue: Issue, rows: "QuerySet[Issue]") -> "QuerySet[Issue]":
    """Return other issues on the same topic and territory (its raion too), the newest first, at most ten."""
    if issue.territory_id is None:
        near = Q(territory__isnull=True) | Q(raised_by=issue.raised_by_id)
    else:
        near = Q(territory=issue.territory_id) | Q(territory__parent=issue.territory_id)
        if issue.territory is not None and issue.territory.parent_id:
            near |= Q(territory=issue.territory.parent_id)
    return rows.filter(near, topic=issue.topic).exclude(pk=issue.pk).exclude(state=Issue.State.DRAFT)[:10]


def standing_of(organisation_id: int, day: date | None = None) -> str:
    """Return the standing of a council on a day (today when not given); empty when it never was a member."""
    row = (
        standing_on(day or timezone.localdate())
        .filter(organisation=organisation_id, state__in=Membership.OPEN)
        .values_list("standing", flat=True)
        .first()
    )
    return row or ""


def facts_of(issue: Issue) -> IssueFacts:
    """Gather what the rules ask about an issue."""
    return IssueFacts(state=issue.state, title=issue.title, standing=standing_of(issue.raised_by_id))


def waiting_to_be_placed() -> "QuerySet[Issue]":
    """Return accepted issues that stand on no agenda, the oldest first."""
    return (
        Issue.objects.filter(state=Issue.State.ACCEPTED)
        .select_related("raised_by", "territory")
        .order_by(F("number").asc(nulls_last=True), "pk")
    )


def open_targets(issue: Issue) -> list[Issue]:
    """Return issues into which this one may be merged: alive ones, those on the same topic first."""
    alive = [Issue.State.RAISED, Issue.State.ACCEPTED, Issue.State.ON_AGENDA]
    rows = Issue.objects.filter(state__in=alive).exclude(pk=issue.pk).select_related("raised_by")
    return sorted(
        rows, key=lambda row: (row.topic != issue.topic, row.territory_id != issue.territory_id, -(row.number or 0))
    )
