"""What the hall shows: agenda with numbers, who is here, who speaks. Constant numbers of queries."""

from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from spilno.ballots.models import Question
from spilno.ballots.queries import turnout
from spilno.meetings.models import Attendance, Decision, Item, Meeting, Minutes, Recess, Recusal, Speech
from spilno.meetings.queries.attendance import day_of, roll_order
from spilno.meetings.queries.floor import Clock, SpeakingTime, SpokenSum, by_side, goes_on, speaking_time, timed
from spilno.meetings.queries.meetings import agenda_of, in_tree_order
from spilno.meetings.queries.scenes import scenes_of
from spilno.meetings.rules.closing import left_to_consider
from spilno.meetings.rules.quorum import Presence, has_quorum, quorum_needed, why_no_quorum
from spilno.meetings.rules.speakers import queue_order, with_floor
from spilno.meetings.rules.speaking_time import spoken_seconds
from spilno.members.queries import voting_members
from spilno.statute.queries import in_force_on
from spilno.statute.rules.provisions import Provisions
from spilno.statute.rules.refusal import Refusal
from spilno.ui.words import in_language

_NAMES = tuple(f"organisation__{field}" for field in ("place_uk", "place_en", "name_uk", "name_en"))


def numbered_agenda(meeting: Meeting, *, provisions: Provisions) -> list[Item]:
    """Return the agenda in its order, each item with its `number` and what the screens tell of it.

    `voted` is the last closed vote on it; `asks` the kind of matter of the statute, None when the statute does not know it;
    `qualified` the share when it is more than a half.
    """
    items = agenda_of(meeting)
    for item in items:
        closed = [put.question for put in item.asked if put.question.state == Question.State.CLOSED]
        item.voted = closed[-1] if closed else None
        item.asks = provisions.matters.get(item.matter)
        item.qualified = item.asks.majority.share if item.asks and item.asks.majority.share > Fraction(1, 2) else None
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


@dataclass
class Hall:
    """A meeting as its screens show it now."""

    meeting: Meeting
    provisions: Provisions
    agenda: list[Item]
    speeches: list[Speech]
    recess: Recess | None = None
    now: datetime = field(default_factory=timezone.now)

    @property
    def current(self) -> Item | None:
        """Return the item under discussion, with its number."""
        return next((item for item in self.agenda if item.pk == self.meeting.current_item_id), None)

    @cached_property
    def tiles(self) -> list[Tile]:
        """Return all members with a deciding vote in the order of the roll; asked of the database when shown."""
        rows = self.meeting.attendance.filter(left_at__isnull=True).values_list("membership_id", "mode", "proxy_id")
        here = {membership: (mode, proxy) for membership, mode, proxy in rows}
        members = roll_order(voting_members(day_of(self.meeting)))
        return [
            Tile(
                name=in_language(place, place_en) or in_language(name, name_en),
                here=pk in here,
                remote=pk in here and here[pk][0] == Attendance.Mode.REMOTE,
                by_proxy=pk in here and here[pk][1] is not None,
            )
            for pk, place, place_en, name, name_en in members.values_list("pk", *_NAMES)
        ]

    @cached_property
    def _counted(self) -> tuple[Presence, int, int]:
        """Count members with a deciding vote, those of them here, by video link and by proxy; two queries, for any number."""
        entitled = voting_members(day_of(self.meeting))
        here = self.meeting.attendance.filter(left_at__isnull=True, membership__in=entitled.order_by().values("pk"))
        own = Q(proxy__isnull=True)
        counted = here.aggregate(
            present=Count("pk"),
            remote=Count("pk", filter=own & Q(mode=Attendance.Mode.REMOTE)),
            by_proxy=Count("pk", filter=~own),
        )
        return Presence(entitled=entitled.count(), present=counted["present"]), counted["remote"], counted["by_proxy"]

    @property
    def presence(self) -> Presence:
        """Count members with a deciding vote, and those of them here."""
        return self._counted[0]

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
        """Count members whose own representative is in the hall."""
        return self.presence.present - self.remote - self.by_proxy

    @property
    def remote(self) -> int:
        """Count members whose own representative takes part by video link."""
        return self._counted[1]

    @property
    def by_proxy(self) -> int:
        """Count members whose vote a representative of another one carries."""
        return self._counted[2]

    @property
    def absent(self) -> int:
        """Count members that are not here."""
        return self.presence.entitled - self.presence.present

    @property
    def speaking(self) -> Speech | None:
        """Return the speech that goes on; of two the point of order, which interrupts."""
        return with_floor([one for one in self.speeches if goes_on(one)])

    @property
    def interrupted(self) -> Speech | None:
        """Return the speech whose clock stands while a point of order is heard."""
        return next((one for one in self.speeches if goes_on(one) and one.paused_at and one != self.speaking), None)

    @property
    def sides(self) -> list[SpokenSum]:
        """Return how long was spoken for and against on the item; none while nobody took a side."""
        return by_side(self.speeches, self.now)

    @property
    def clock(self) -> "Clock | None":
        """Return the clock of the speech that goes on."""
        speech = self.speaking
        if speech is None or speech.begun_at is None:
            return None
        passed = spoken_seconds(timed(speech), now=self.now)
        return Clock(limit=speech.limit_seconds, passed=passed, stands=speech.paused_at is not None)

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
    def vote_clock(self) -> "Clock | None":
        """Return the clock of the vote that goes on, when an end was planned; the chair closes it."""
        item = self.current
        open_ones = [put.question for put in item.asked if put.question.state == Question.State.OPEN] if item else []
        if not open_ones or open_ones[0].closes_at is None:
            return None
        question = open_ones[0]
        return Clock(
            limit=int((question.closes_at - question.opened_at).total_seconds()),
            passed=int((self.now - question.opened_at).total_seconds()),
        )

    @cached_property
    def mark(self) -> str:
        """Return what changes whenever this screen has something new to show."""
        open_ones = [
            put.question_id for item in self.agenda for put in item.asked if put.question.state == Question.State.OPEN
        ]
        return f"{self.meeting.version}.{sum(turnout(open_ones).values()) if open_ones else 0}"

    @property
    def voting(self) -> bool:
        """Tell whether any vote is open."""
        return any(put.question.state == Question.State.OPEN for item in self.agenda for put in item.asked)

    @property
    def not_considered(self) -> int:
        """Count items without an outcome as they are numbered: parts belong to theirs."""
        return left_to_consider((item.pk, item.parent_id, item.state in Item.FINISHED) for item in self.agenda)

    @property
    def report(self) -> Speech | None:
        """Return the report on the item: held, going on, or waiting for the floor."""
        return next((one for one in self.speeches if one.kind == Speech.Kind.REPORT and one.withdrawn_at is None), None)

    @property
    def debate(self) -> list[Speech]:
        """Return speeches of the debate that were begun."""
        return [one for one in self.said if one.kind != Speech.Kind.REPORT]

    @property
    def to_note(self) -> Speech | None:
        """Return the speech whose summary is typed now: the one that goes on, or the last one."""
        return self.speaking or (self.said[-1] if self.said else None)

    @cached_property
    def speaking_time(self) -> SpeakingTime:
        """Return how long was spoken in the meeting, by level of council and by speaker; one query, when shown."""
        return speaking_time(self.meeting, self.now)

    @property
    def stage(self) -> str:
        """Tell where the item is: report, debate, vote, done; empty when none is under discussion."""
        item = self.current
        if item is None:
            return ""
        if item.state in Item.FINISHED:
            return "done"
        if item.state == Item.State.VOTING or any(put.question.state == Question.State.OPEN for put in item.asked):
            return "vote"
        first = self.speaking or (self.report if not self.said else None)
        return "report" if first is not None and first.kind == Speech.Kind.REPORT else "debate"

    @property
    def queue_minutes(self) -> int:
        """Return about how many minutes those who wait will take."""
        return sum(one.limit_seconds for one in self.queue) // 60

    @property
    def shows_result(self) -> bool:
        """Tell whether the wall shows the result of the last vote on the item: until somebody speaks again."""
        item = self.current
        return item is not None and item.voted is not None and (item.state in Item.FINISHED or self.speaking is None)

    @property
    def missing(self) -> int:
        """Return how many members are missing to the quorum."""
        return max(-self.reserve, 0)

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
        """Count items with an outcome; one with parts has it when all its parts have."""
        return self.to_consider - self.not_considered

    @property
    def to_consider(self) -> int:
        """Count items as they are numbered: parts belong to theirs."""
        return sum(item.parent_id is None for item in self.agenda)


def hall_of(meeting: Meeting) -> Hall:
    """Gather what the screens of a meeting show, in a constant number of queries."""
    day = day_of(meeting)
    provisions = in_force_on(day)
    return Hall(
        meeting=meeting,
        provisions=provisions,
        agenda=numbered_agenda(meeting, provisions=provisions),
        speeches=list(
            Speech.objects.filter(item=meeting.current_item_id).select_related("membership__organisation", "person")
            if meeting.current_item_id
            else Speech.objects.none()
        ),
        recess=meeting.recesses.filter(ended_at__isnull=True).first()
        if meeting.state == Meeting.State.RECESS
        else None,
    )


def mark_of(pk: int) -> str:
    """Return what changes whenever a screen has something new to show; empty for a draft or no meeting at all."""
    scene = scenes_of([pk]).get(pk)
    return scene.mark if scene is not None else ""


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
        put_off=Count("pk", filter=Q(state__in=[Item.State.POSTPONED, Item.State.WITHDRAWN])),
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


def record_is_open(meeting: Meeting) -> bool:
    """Tell whether the record of speeches may still be mended: the minutes are not laid open."""
    return not Minutes.objects.filter(meeting=meeting).exclude(state=Minutes.State.DRAFT).exists()


def own_requests(hall: Hall, person: Any) -> list[Speech]:
    """Return what a person has asked for on the item: speeches going on and waiting, with `place_in_queue`."""
    if person is None:
        return []
    for place, speech in enumerate(hall.queue, start=1):
        speech.place_in_queue = place
    mine = [hall.speaking] if hall.speaking is not None else []
    return [one for one in [*mine, *hall.queue] if one.person_id == person.pk]


def recusals_of(item: Item | None, memberships: list[int]) -> list[Recusal]:
    """Return interests declared on an item for these members."""
    if item is None or not memberships:
        return []
    return list(item.recusals.filter(membership__in=memberships).select_related("membership__organisation"))
