"""What the hall shows: agenda with numbers, who is here, who speaks. Constant numbers of queries."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Q
from django.utils import timezone

from spilno.ballots.models import Question
from spilno.meetings.models import Attendance, Decision, Item, Meeting, Minutes, Recess, Speech
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.queries.meetings import agenda_of, in_tree_order
from spilno.meetings.rules.quorum import Presence, has_quorum, quorum_needed, why_no_quorum
from spilno.meetings.rules.speakers import queue_order
from spilno.members.models import Membership
from spilno.members.queries import voting_members
from spilno.statute.queries import in_force_on
from spilno.statute.rules.provisions import Provisions
from spilno.statute.rules.refusal import Refusal


def numbered_agenda(meeting: Meeting) -> list[Item]:
    """Return the agenda in its order; each item has `number`, `depth`, `has_parts` and `voted`, its last closed vote."""
    items = agenda_of(meeting)
    with_parts = {item.parent_id for item in items}
    for item in items:
        item.has_parts = item.pk in with_parts
        closed = [put.question for put in item.asked if put.question.state == Question.State.CLOSED]
        item.voted = closed[-1] if closed else None
    return items


def number_of(item: Item) -> str:
    """Return the number of an item as the agenda has it: 3 or 3.1."""
    siblings = in_tree_order(list(Item.objects.filter(meeting=item.meeting_id)))
    return next((str(one.number) for one in siblings if one.pk == item.pk), "")


@dataclass(frozen=True, slots=True)
class Tile:
    """One member on the wall: one tile is one council."""

    name: str
    here: bool
    remote: bool = False
    by_proxy: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that runs down: seconds of the limit, and how many have passed since it began."""

    limit: int
    passed: int

    @property
    def left(self) -> int:
        """Return seconds that are left; negative when the limit is exceeded."""
        return self.limit - self.passed

    @property
    def shown(self) -> str:
        """Write what is left as the clock does: 1:47, or −0:12 when the limit is exceeded."""
        minutes, seconds = divmod(abs(self.left), 60)
        return f"{'−' if self.left < 0 else ''}{minutes}:{seconds:02d}"

    @property
    def is_over(self) -> bool:
        """Tell whether the limit is exceeded."""
        return self.left < 0

    @property
    def minutes_passed(self) -> int:
        """Return whole minutes that have passed."""
        return self.passed // 60

    @property
    def limit_minutes(self) -> int:
        """Return the limit in whole minutes."""
        return self.limit // 60

    @property
    def tiles(self) -> list[tuple[int, bool]]:
        """Return ten tiles of the limit: where each stands, and whether its time has passed."""
        return [(1 + 16 * place, self.passed * 10 >= self.limit * (place + 1)) for place in range(10)]


@dataclass
class Hall:
    """A meeting as its screens show it now."""

    meeting: Meeting
    provisions: Provisions
    agenda: list[Item]
    tiles: list[Tile]
    speeches: list[Speech]
    recess: Recess | None = None
    now: datetime = field(default_factory=timezone.now)

    @property
    def current(self) -> Item | None:
        """Return the item under discussion, with its number."""
        return next((item for item in self.agenda if item.pk == self.meeting.current_item_id), None)

    @cached_property
    def presence(self) -> Presence:
        """Count members with a deciding vote, and those of them here."""
        return Presence(entitled=len(self.tiles), present=sum(tile.here for tile in self.tiles))

    @property
    def needed(self) -> int:
        """Return how many members make a quorum."""
        return quorum_needed(self.presence, provisions=self.provisions)

    @property
    def has_quorum(self) -> bool:
        """Tell whether there is a quorum now."""
        return has_quorum(self.presence, provisions=self.provisions)

    @property
    def no_quorum(self) -> Refusal | None:
        """Say that there is no quorum; None when there is."""
        return why_no_quorum(self.presence, provisions=self.provisions)

    @property
    def reserve(self) -> int:
        """Return how many members above the quorum are here; negative: how many are missing."""
        return self.presence.present - self.needed

    @property
    def in_the_hall(self) -> int:
        """Count members represented in the hall."""
        return sum(tile.here and not tile.remote for tile in self.tiles)

    @property
    def remote(self) -> int:
        """Count members represented by video link."""
        return sum(tile.remote for tile in self.tiles)

    @property
    def absent(self) -> int:
        """Count members that are not here."""
        return self.presence.entitled - self.presence.present

    @property
    def speaking(self) -> Speech | None:
        """Return the speech that goes on."""
        return next((one for one in self.speeches if one.begun_at is not None and one.ended_at is None), None)

    @property
    def clock(self) -> "Clock | None":
        """Return the clock of the speech that goes on."""
        speech = self.speaking
        if speech is None or speech.begun_at is None:
            return None
        return Clock(limit=speech.limit_seconds, passed=int((self.now - speech.begun_at).total_seconds()))

    @property
    def recess_clock(self) -> "Clock | None":
        """Return the clock of the recess, to its planned end."""
        if self.recess is None:
            return None
        return Clock(
            limit=int((self.recess.until - self.recess.began_at).total_seconds()),
            passed=int((self.now - self.recess.began_at).total_seconds()),
        )

    @property
    def voting(self) -> bool:
        """Tell whether any vote is open."""
        return any(put.question.state == Question.State.OPEN for item in self.agenda for put in item.asked)

    @property
    def not_considered(self) -> int:
        """Count items without an outcome."""
        return self.to_consider - self.finished

    @property
    def queue(self) -> list[Speech]:
        """Return requests that wait, in the order in which the floor is given."""
        return queue_order(one for one in self.speeches if one.begun_at is None and one.withdrawn_at is None)

    @property
    def said(self) -> list[Speech]:
        """Return speeches that were begun, in the order in which they were held."""
        return sorted(
            (one for one in self.speeches if one.begun_at is not None), key=lambda one: one.begun_at or self.now
        )

    @property
    def finished(self) -> int:
        """Count items with an outcome."""
        return sum(not item.has_parts and item.state in Item.FINISHED for item in self.agenda)

    @property
    def to_consider(self) -> int:
        """Count items that are considered by themselves."""
        return sum(not item.has_parts for item in self.agenda)

    @property
    def bar(self) -> list[tuple[int, bool]]:
        """Return a tile for each member, those present first: where it stands in the bar, and whether it is filled."""
        return [(1 + 12 * place, place < self.presence.present) for place in range(self.presence.entitled)]

    @property
    def bar_width(self) -> int:
        """Return the width of the bar, in its own units."""
        return max(12 * self.presence.entitled, 12)

    @property
    def quorum_mark(self) -> int:
        """Return where in the bar the quorum is reached."""
        return 12 * self.needed - 1


def hall_of(meeting: Meeting) -> Hall:
    """Gather what the screens of a meeting show, in a constant number of queries."""
    day = day_of(meeting)
    rows = {
        row.membership_id: row
        for row in meeting.attendance.filter(left_at__isnull=True).only("membership", "mode", "proxy")
    }
    return Hall(
        meeting=meeting,
        provisions=in_force_on(day),
        agenda=numbered_agenda(meeting),
        tiles=[
            Tile(
                name=_tile_name(member),
                here=member.pk in rows,
                remote=member.pk in rows and rows[member.pk].mode == Attendance.Mode.REMOTE,
                by_proxy=member.pk in rows and rows[member.pk].proxy_id is not None,
            )
            for member in voting_members(day).order_by("organisation__place_uk", "organisation__name_uk")
        ],
        speeches=list(
            Speech.objects.filter(item=meeting.current_item_id).select_related("membership__organisation", "person")
            if meeting.current_item_id
            else Speech.objects.none()
        ),
        recess=meeting.recesses.filter(ended_at__isnull=True).first()
        if meeting.state == Meeting.State.RECESS
        else None,
    )


def _tile_name(member: Membership) -> str:
    return member.organisation.place_uk or member.organisation.name_uk


def version_of(pk: int) -> tuple[int, str] | None:
    """Return the version and the state of a meeting, for screens that ask whether anything changed; one query."""
    return Meeting.objects.filter(pk=pk).values_list("version", "state").first()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a closed meeting brought, in counts."""

    decisions: list[Decision]
    counts: dict[str, int]
    minutes: Minutes | None


def outcome_of(meeting: Meeting) -> Outcome:
    """Return decisions, counts of items by outcome, and the minutes of a meeting."""
    counts = meeting.items.filter(children__isnull=True).aggregate(
        decided=Count("pk", filter=Q(state=Item.State.DECIDED)),
        noted=Count("pk", filter=Q(state=Item.State.NOTED)),
        rejected=Count("pk", filter=Q(state=Item.State.REJECTED)),
        postponed=Count("pk", filter=Q(state=Item.State.POSTPONED)),
        withdrawn=Count("pk", filter=Q(state=Item.State.WITHDRAWN)),
    )
    return Outcome(
        decisions=list(meeting.decisions.order_by("number")),
        counts=counts,
        minutes=Minutes.objects.filter(meeting=meeting).first(),
    )


def speeches_of(item: Item) -> list[Speech]:
    """Return speeches that were begun on an item, in the order in which they were held."""
    return list(
        item.speeches.filter(begun_at__isnull=False).select_related("membership__organisation").order_by("begun_at")
    )
