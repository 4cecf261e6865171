"""What the first page tells: all of it counted from the registers, nothing typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q
from django.utils import timezone

from spilno.meetings.models import Decision, Issue, Item, Meeting
from spilno.meetings.queries.meetings import in_tree_order
from spilno.meetings.rules.notice import notice_needed
from spilno.members.queries import voting_members
from spilno.statute.queries import in_force_on
from spilno.statute.rules.adoption import NoEdition
from spilno.statute.rules.days import days_between
from spilno.statute.rules.provisions import Number, Share
from spilno.territories.models import Unit
from spilno.ui.words import in_language
from spilno.undertakings.models import Undertaking

DECISION = "meetings.decision"
SHORT_AGENDA = 3


@dataclass(frozen=True, slots=True)
class Opening:
    """The meeting that the page opens with: its short agenda, and the reckoning of its notice."""

    meeting: Meeting
    day: date
    items: Sequence[Item]
    item_count: int
    convened_on: date | None
    days: int | None
    needed: Number | None


def opening() -> Opening | None:
    """Return the meeting that goes on now, or else the next one convened; None when there is neither."""
    coming = Q(state=Meeting.State.CONVENED, starts_at__date__gte=timezone.localdate())
    found = list(
        Meeting.objects.select_related("body", "host__organisation", "current_item")
        .filter(Q(state__in=Meeting.RUNNING) | coming, starts_at__isnull=False)
        .order_by("starts_at", "pk")
    )
    if not found:
        return None
    meeting = next((each for each in reversed(found) if each.is_running), found[0])
    day = timezone.localdate(meeting.starts_at)
    items = [item for item in in_tree_order(list(meeting.items.all())) if item.depth == 0]
    convened_on = timezone.localdate(meeting.convened_at) if meeting.convened_at else None
    needed = _needed(meeting, convened_on) if convened_on else None
    return Opening(
        meeting=meeting,
        day=day,
        items=items[:SHORT_AGENDA],
        item_count=len(items),
        convened_on=convened_on,
        days=days_between(convened_on, day) if convened_on else None,
        needed=needed,
    )


def _needed(meeting: Meeting, convened_on: date) -> Number | None:
    try:
        return notice_needed(meeting.kind, provisions=in_force_on(convened_on))
    except NoEdition:
        return None


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """How the duties of a decision stand: how many, how many done, the first day that is overdue."""

    total: int
    done: int
    overdue_since: date | None
    next_due: date | None

    @property
    def fulfilled(self) -> bool:
        """Tell whether every duty is done."""
        return self.total > 0 and self.done == self.total


def last_decisions(today: date, count: int = 3) -> list[Decision]:
    """Return the newest decisions, each with `fulfilment` as of the day; two queries, however many."""
    decisions = list(Decision.objects.select_related("meeting", "put__question").order_by("-number")[:count])
    stand = fulfilment_of((decision.pk for decision in decisions), today)
    for decision in decisions:
        decision.fulfilment = stand.get(decision.pk)
    return decisions


def fulfilment_of(decisions: Iterable[int], today: date) -> dict[int, Fulfilment]:
    """Return how the duties of decisions stand on the day; a decision without duties is absent."""
    rows: dict[int, list[Undertaking]] = {}
    for row in Undertaking.objects.filter(source_type=DECISION, source_id__in=[str(pk) for pk in decisions]):
        rows.setdefault(int(row.source_id), []).append(row)
    return {pk: _fulfilment(duties, today) for pk, duties in rows.items()}


def _fulfilment(duties: Sequence[Undertaking], today: date) -> Fulfilment:
    ended = {Undertaking.State.ACCEPTED, Undertaking.State.DROPPED}
    due = sorted(duty.due_on for duty in duties if duty.state not in ended and duty.due_on is not None)
    return Fulfilment(
        total=len(duties),
        done=sum(duty.state in ended for duty in duties),
        overdue_since=due[0] if due and due[0] < today else None,
        next_due=due[0] if due else None,
    )


def ordinary_majority(day: date) -> Share | None:
    """Return the majority that the statute in force asks for ordinary matters; None without a statute."""
    try:
        matter = in_force_on(day).matters.get("ordinary")
    except NoEdition:
        return None
    return matter.majority if matter else None


@dataclass(frozen=True, slots=True)
class Visit:
    """A visiting meeting (its number in the database) at a member's place, numbered in the order of first visits."""

    number: int
    meeting: int
    place: str
    day: date
    unit: int | None
    ahead: bool


def visits() -> list[Visit]:
    """Return hosts of visiting meetings in the order in which they first received one, the coming one marked."""
    held = (
        Meeting.objects.filter(format=Meeting.Format.VISITING, host__isnull=False, starts_at__isnull=False)
        .filter(state__in=[Meeting.State.CONVENED, *Meeting.RUNNING, Meeting.State.CLOSED])
        .order_by("starts_at")
        .values_list("pk", "state", "starts_at", "host__organisation_id", "host__organisation__territory_id", *_NAMES)
    )
    first: dict[int, Visit] = {}
    for pk, state, starts_at, host, unit, *names in held:
        before = first.get(host)
        first[host] = Visit(
            number=before.number if before else len(first) + 1,
            meeting=pk,
            place=_place(*names),
            day=timezone.localdate(starts_at),
            unit=unit,
            ahead=state != Meeting.State.CLOSED,
        )
    return list(first.values())


_NAMES = tuple(f"host__organisation__{column}" for column in ("place_uk", "place_en", "name_uk", "name_en"))


def _place(place_uk: str, place_en: str, name_uk: str, name_en: str) -> str:
    """Name a host as `Organisation.place` does, without its row."""
    return in_language(place_uk, place_en) or in_language(name_uk, name_en)


class Hromada(NamedTuple):
    """A hromada on the map of tiles: its number, place, raion, name."""

    pk: int
    x: int
    y: int
    raion: int | None
    name: str


def hromadas() -> list[Hromada]:
    """Return hromadas that have a place on the map of tiles."""
    drawn = Unit.objects.filter(category=Unit.Category.HROMADA, tile_x__isnull=False, ended__isnull=True)
    return [
        Hromada(pk, x or 0, y or 0, raion, in_language(name))
        for pk, x, y, raion, name in drawn.values_list("pk", "tile_x", "tile_y", "parent_id", "name")
    ]


@dataclass(frozen=True, slots=True)
class Year:
    """A year in figures, counted from the registers today."""

    year: int
    meetings: int
    hosts: list[str]
    decisions: int
    done: int
    in_time: int
    overdue: int
    issues: int
    issues_decided: int
    councils: int
    members: int


def year_in_figures(today: date) -> Year:
    """Count the year of the day: meetings held, decisions and how their duties stand, issues raised, members."""
    year = today.year
    held = Meeting.objects.filter(state=Meeting.State.CLOSED, starts_at__year=year)
    hosts = list(held.order_by("starts_at").values_list("format", "host", *_NAMES))
    opened = Undertaking.objects.filter(opened_on__year=year).order_by().values("state")
    counted = opened.annotate(all=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)))
    duties = {row["state"]: row for row in counted}
    going = [duties[state] for state in (Undertaking.State.OPEN, Undertaking.State.REPORTED) if state in duties]
    overdue = sum(row["late"] for row in going)
    raised = Issue.objects.filter(raised_at__year=year).exclude(state=Issue.State.DRAFT)
    issues = list(raised.order_by().values_list("state", "raised_by"))
    return Year(
        year=year,
        meetings=len(hosts),
        hosts=[_place(*names) for form, host, *names in hosts if form == Meeting.Format.VISITING and host],
        decisions=Decision.objects.filter(decided_on__year=year).count(),
        done=duties[Undertaking.State.ACCEPTED]["all"] if Undertaking.State.ACCEPTED in duties else 0,
        in_time=sum(row["all"] for row in going) - overdue,
        overdue=overdue,
        issues=len(issues),
        issues_decided=sum(state == Issue.State.DECIDED for state, _by in issues),
        councils=len({by for _state, by in issues}),
        members=_members(today),
    )


def _members(day: date) -> int:
    try:
        return voting_members(day).count()
    except NoEdition:
        return 0


@dataclass(frozen=True, slots=True)
class Path:
    """One issue from its raising to what came of it."""

    issue: Issue
    item: Item
    meeting: Meeting
    place: int
    decision: Decision
    duties: Sequence[Undertaking]
    fulfilment: Fulfilment | None


# of the decision and of what stands behind it, what a path tells: the six rows have some hundred columns
_TOLD = (
    "number",
    "decided_on",
    *(f"item__{column}" for column in ("parent", "order")),
    *(f"item__issue__{column}" for column in ("title", "raised_at")),
    *(f"item__issue__raised_by__{column}" for column in ("name_uk", "name_en")),
    "meeting__starts_at",
    *(f"put__question__{column}" for column in ("votes_for", "present")),
)


def last_path(today: date) -> Path | None:
    """Return the path of the issue decided last as of the day; None when no issue was decided yet."""
    # the number first: the database would otherwise sort all decisions with everything that is joined to them
    last = Decision.objects.filter(item__issue__state=Issue.State.DECIDED).order_by("-number").values("pk")[:1]
    decision = (
        Decision.objects.filter(pk__in=last)
        .select_related("item__issue__raised_by", "meeting", "put__question")
        .only(*_TOLD)
        .order_by()
        .first()
    )
    if decision is None:
        return None
    duties = list(
        Undertaking.objects.filter(source_type=DECISION, source_id=str(decision.pk)).select_related(
            "organisation", "body"
        )
    )
    siblings = decision.meeting.items.filter(parent=decision.item.parent_id, order__lte=decision.item.order).count()
    return Path(
        issue=decision.item.issue,
        item=decision.item,
        meeting=decision.meeting,
        place=siblings,
        decision=decision,
        duties=duties,
        fulfilment=_fulfilment(duties, today) if duties else None,
    )
