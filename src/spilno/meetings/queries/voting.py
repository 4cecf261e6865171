"""What is being voted, what came out: for the console, the phone and the wall."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import ngettext

from spilno.ballots import queries as ballots
from spilno.ballots.models import Elector, HandSheet, Question
from spilno.ballots.queries import Frozen, Words
from spilno.ballots.queries.box import Box, box_of, handed_rights
from spilno.ballots.queries.sheets import names_needed, numbers_on_paper, sheet_of
from spilno.ballots.rules.casting import Entitled, Running
from spilno.ballots.rules.majority import Counts, Majority, result_of
from spilno.ballots.rules.sheets import asks_for_sheets, difference, why_no_sheets, why_not_count
from spilno.meetings.models import Election, Item, Meeting, Put
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.queries.counting import counters_of
from spilno.meetings.queries.elections import FINAL, election_on, paper_to_put, run_off_of
from spilno.meetings.queries.outcome import Outcome
from spilno.meetings.queries.outcomes import drafted_text
from spilno.meetings.queries.rights import entitled_on, presence_on
from spilno.meetings.queries.seats import Seat, seat_of
from spilno.meetings.rules.putting import Putting, is_noted_without_vote, matter_of, why_not_put
from spilno.meetings.rules.quorum import Presence, quorum_needed
from spilno.people.access import own_person
from spilno.statute.queries import in_force_on
from spilno.statute.rules.provisions import Provisions, Share
from spilno.statute.rules.refusal import Refusal


def open_put(meeting: Meeting) -> Put | None:
    """Return what is being voted in the meeting now."""
    rows = Put.objects.filter(item__meeting=meeting, question__state=Question.State.OPEN)
    return rows.select_related("question", "item").first()


def putting_of(item: Item, *, purpose: str, method: str, text: str, rights: list[Entitled]) -> Putting:
    """Gather what the rule about putting must know."""
    meeting = item.meeting
    running = open_put(meeting)
    put = list(
        item.puts.exclude(question__state=Question.State.CANCELLED)
        .order_by("pk")
        .values_list("purpose", "text", "question__carried")
    )
    amendments = [said.strip() for kind, said, carried in put if kind == Put.Purpose.AMENDMENT and carried]
    return Putting(
        meeting_state=meeting.state,
        item_state=item.state,
        under_discussion=meeting.current_item_id == item.pk,
        purpose=purpose,
        method=method,
        text=text,
        matter=item.matter,
        presence=presence_on(rights),
        already=frozenset((kind, said.strip()) for kind, said, _carried in put),
        amendment=amendments[-1] if amendments else "",
        unamended=frozenset(
            {item.draft_decision, *(said for kind, said, _carried in put if kind == Put.Purpose.BASIS)}
        ),
        voting_on=running.item.title if running else "",
        election=election_on(item) is not None and purpose in FINAL,
        counters=counters_of(item),
    )


def gone_of(put: Put, rights: Mapping[int, Frozen]) -> dict[int, str]:
    """Return, of these rights, those whose delegate was present when the question was put and has left: name by number."""
    members = {right.membership: number for number, right in rights.items() if right.present and right.membership}
    here = put.item.meeting.attendance.filter(left_at__isnull=True).order_by()
    if len(members) <= ballots.MANY:
        here = here.filter(membership__in=members)
    for membership in here.values_list("membership_id", flat=True):
        members.pop(membership, None)
    return {number: rights[number].name for number in members.values()}


def recorded_in_words(count: int, at: str) -> str:
    """Say that votes were recorded, at a time of the clock."""
    return ngettext("The vote was recorded at %(at)s.", "%(count)d votes were recorded at %(at)s.", count) % {
        "at": at,
        "count": count,
    }


def _majority(share: Share) -> Majority:
    return Majority(share.share, share.strict, share.base, share.ground.article)


def _purposes() -> list[tuple[str, Any]]:
    """Return as what a text is put: as a whole first, it is what makes the decision; a run-off has a button of its own."""
    order = [Put.Purpose.WHOLE, Put.Purpose.PROCEDURE, Put.Purpose.BASIS, Put.Purpose.AMENDMENT]
    return [(one.value, one.label) for one in order]


@dataclass
class Voting:
    """All that the hall needs to know of voting on an item, for one person (or for nobody: the wall)."""

    meeting: Meeting
    item: Item | None
    user: Any = None
    may_run: bool = False
    may_count: Callable[[], bool] = bool  # asked only where a sheet may be entered
    purposes: list[tuple[str, Any]] = field(default_factory=_purposes)
    methods: list[tuple[str, Any]] = field(default_factory=lambda: list(Question.Method.choices))

    @cached_property
    def person_id(self) -> int | None:
        """Return the number of the person behind the account."""
        person = own_person(self.user)
        return person.pk if person is not None else None

    @cached_property
    def running(self) -> Outcome | None:
        """Return what is being voted now, in the whole meeting."""
        put = open_put(self.meeting)
        return Outcome(put) if put else None

    @cached_property
    def results(self) -> list[Outcome]:
        """Return closed votes on the item, the first one first."""
        if self.item is None:
            return []
        puts = self.item.puts.filter(question__state=Question.State.CLOSED).select_related("question", "item")
        return [Outcome(put) for put in puts]

    @property
    def last(self) -> Outcome | None:
        """Return the last closed vote on the item."""
        return self.results[-1] if self.results else None

    @cached_property
    def provisions(self) -> Provisions:
        """Return the statute on the day of the meeting."""
        return in_force_on(day_of(self.meeting))

    @cached_property
    def rights_now(self) -> list[Entitled]:
        """Return all rights as they stand now."""
        return entitled_on(self.item) if self.item is not None else []

    @property
    def presence(self) -> Presence:
        """Count rights that can be used now."""
        return presence_on(self.rights_now)

    @property
    def quorum_needed(self) -> int:
        """Return how many must be present."""
        return quorum_needed(self.presence, provisions=self.provisions)

    @cached_property
    def _putting(self) -> Putting | None:
        if self.item is None:
            return None
        text = drafted_text(self.item)
        return putting_of(self.item, purpose="whole", method=self.method, text=text, rights=self.rights_now)

    @cached_property
    def method(self) -> str:
        """Return the method that the console proposes: a secret ballot where the statute asks for it, else a roll-call."""
        matter = self.provisions.matters.get(self.item.matter) if self.item is not None else None
        return str(Question.Method.SECRET if matter is not None and matter.secret else Question.Method.ROLL_CALL)

    @property
    def why_not_put(self) -> Refusal | None:
        """Say why the item cannot be put as a whole now: the sentence under the button."""
        return why_not_put(self._putting, provisions=self.provisions) if self._putting else None

    @property
    def why_not_by_hand(self) -> Refusal | None:
        """Say that nobody is entered to count hands; None when two are, or when another thing stands in the way."""
        if self._putting is None:
            return None
        why = why_not_put(replace(self._putting, method=Question.Method.BY_HAND), provisions=self.provisions)
        return why if why and why.code == "no_counting_commission" else None

    @property
    def ahead(self) -> Words | None:
        """Say the bar of the coming vote in words: so many of those present."""
        putting = self._putting
        matter = self.provisions.matters.get(matter_of(putting)) if putting else None
        if matter is None:
            return None
        share = matter.majority
        recused = sum(1 for right in self.rights_now if right.recused)
        counts = Counts(
            not_voted=self.presence.present - recused,
            absent=self.presence.entitled - self.presence.present,
            recused=recused,
        )
        within = matter.within_level
        return ballots.derivation(
            result_of(counts, _majority(share)), within=_majority(within) if within is not None else None
        )

    @property
    def article(self) -> str:
        """Return the article of the majority of the coming vote."""
        putting = self._putting
        matter = self.provisions.matters.get(matter_of(putting)) if putting else None
        return matter.majority.ground.article if matter else ""

    @cached_property
    def my_rights(self) -> list[Elector]:
        """Return the rights that the person carries on the question being voted."""
        if self.running is None or self.person_id is None:
            return []
        return ballots.rights_of(self.running.question, self.person_id)

    @cached_property
    def _waiting(self) -> list[Elector]:
        named = {right.pk for right in self.on_paper}
        return [r for r in self.my_rights if not hasattr(r, "vote") and not r.recused and r.pk not in named]

    @cached_property
    def on_paper(self) -> list[Elector]:
        """Return the person's rights whose votes the counting commission has entered in a sheet."""
        if self.running is None or not self.my_rights:
            return []
        named = numbers_on_paper(self.running.question)
        return [right for right in self.my_rights if right.pk in named and not hasattr(right, "vote")]

    @cached_property
    def to_cast(self) -> list[Elector]:
        """Return the person's rights that have not voted yet and may: their council has not left the hall."""
        if not self._waiting:
            return []
        here = set(self.meeting.attendance.filter(left_at__isnull=True).values_list("membership_id", flat=True))
        return [right for right in self._waiting if right.membership_id in here]

    @property
    def secret_rights(self) -> list[Elector]:
        """Return the rights that the person may use in a secret vote; who took a paper keeps it when he leaves."""
        return [right for right in self.my_rights if not right.recused and right not in self.handed]

    @cached_property
    def handed(self) -> list[Elector]:
        """Return the person's rights for which a ballot of the secret vote was given out on paper."""
        if self.running is None or self.running.question.method != Question.Method.SECRET or not self.my_rights:
            return []
        given = handed_rights(self.running.question)
        return [right for right in self.my_rights if right.pk in given]

    @property
    def lost(self) -> list[Elector]:
        """Return the person's rights that could have voted, had their council not left."""
        return [right for right in self._waiting if right not in self.to_cast]

    @property
    def cast(self) -> list[Elector]:
        """Return the person's rights that have voted."""
        return [right for right in self.my_rights if hasattr(right, "vote")]

    @cached_property
    def my_last(self) -> list[Elector]:
        """Return how the person's rights voted on the last closed question of the item."""
        if self.last is None or self.person_id is None:
            return []
        return [e for e in ballots.rights_of(self.last.question, self.person_id) if hasattr(e, "vote")]

    @cached_property
    def election(self) -> Election | None:
        """Return the election that is held on the item."""
        return election_on(self.item) if self.item is not None else None

    @cached_property
    def run_off(self) -> tuple[int, ...]:
        """Return the numbers of candidates that go to a run-off."""
        return run_off_of(self.item) if self.item is not None else ()

    @cached_property
    def standing(self) -> tuple[Running, ...]:
        """Return who stands on the ballot paper that is to be put."""
        paper = paper_to_put(self.item, purpose="run_off" if self.run_off else "whole") if self.item else None
        return paper.candidates if paper else ()

    @property
    def may_note(self) -> bool:
        """Tell whether the item may be taken note of without a vote."""
        return self.item is not None and is_noted_without_vote(self.item.matter)

    @cached_property
    def sheets(self) -> list[HandSheet]:
        """Return the sheets entered for the question being voted."""
        return list(self.running.question.sheets.order_by("at")) if self.running else []

    @property
    def my_sheet(self) -> HandSheet | None:
        """Return the person's own sheet."""
        number = getattr(self.user, "pk", None)
        return next((sheet for sheet in self.sheets if sheet.entered_by == number), None)

    @property
    def why_not_close(self) -> Refusal | None:
        """Say why a vote in which hands are counted cannot be closed yet."""
        if self.running is None:
            return None
        by_hand, handed = self.running.question.method == Question.Method.BY_HAND, self.box.handed
        if not asks_for_sheets(by_hand=by_hand, entered=len(self.sheets), handed=handed):
            return None
        return why_not_count([sheet_of(sheet) for sheet in self.sheets])

    @cached_property
    def why_no_sheets(self) -> Refusal | None:
        """Say that nobody is entered who could count hands or paper in the vote that goes on; None when two may."""
        if self.running is None:
            return None
        return why_no_sheets(counters=counters_of(self.running.put.item), sheets=len(self.sheets))

    @cached_property
    def box(self) -> Box:
        """Return how full the box of the secret vote is that goes on; empty for every other."""
        secret = self.running is not None and self.running.question.method == Question.Method.SECRET
        return box_of(self.running.question) if self.running is not None and secret else Box(0, 0)

    @property
    def by_roll_only(self) -> bool:
        """Tell whether sheets of what is being voted name each member."""
        return self.running is not None and names_needed(self.running.question)

    @property
    def roll_differences(self) -> list[tuple[str, str, str]]:
        """Return whom the first two sheets name differently: the member, the vote on the first, on the second."""
        if len(self.sheets) < 2 or self.running is None:
            return []
        first, second = (dict(sheet_of(sheet).roll) for sheet in self.sheets[:2])
        other = [number for number in first.keys() | second.keys() if first.get(number) != second.get(number)]
        names = ballots.names_of(self.running.question)
        said = {
            number: [ballots.value_in_words(roll.get(number, "not_voted"), names) for roll in (first, second)]
            for number in other
        }
        return [(one.member_name, *said[one.pk]) for one in self.running.question.electors.filter(pk__in=other)]

    @property
    def pile_differences(self) -> list[tuple[str, int, int]]:
        """Return which paper ballots the first two sheets count differently: what they say, how many on each."""
        if len(self.sheets) < 2 or self.running is None:
            return []
        first, second = (dict(sheet_of(sheet).pile) for sheet in self.sheets[:2])
        names = ballots.names_of(self.running.question)
        return [
            (ballots.value_in_words(choice, names), first.get(choice, 0), second.get(choice, 0))
            for choice in sorted(first.keys() | second.keys())
            if first.get(choice) != second.get(choice)
        ]

    @property
    def differences(self) -> dict[str, int]:
        """Return by how much the first two sheets differ."""
        if len(self.sheets) < 2:
            return {}
        first, second = (sheet_of(sheet) for sheet in self.sheets[:2])
        return difference(first, second)

    @property
    def seats(self) -> list[Seat]:
        """Return the tiles of the wall for what is being voted, or for the last vote on the item.

        Names and values stand together only in a closed roll-call; before that, and in an open vote, a tile tells only
        that it has voted.
        """
        shown = self.running or self.last
        if shown is None:
            return []
        closed = self.running is None
        by_name = closed and (
            shown.question.method == Question.Method.ROLL_CALL or ballots.names_are_public(shown.question)
        )
        beside = shown.question.sheets.filter(roll={}).exclude(votes_for=0, votes_against=0, votes_abstained=0)
        hands = closed and beside.exists()  # counted beside phones: whose they were nobody knows
        nameless = hands or shown.question.method in {Question.Method.BY_HAND, Question.Method.SECRET}
        return [seat_of(line, by_name=by_name, nameless=nameless) for line in ballots.roll_of(shown.question)]


def voting_of(
    item: Item | None,
    user: Any = None,
    *,
    meeting: Meeting | None = None,
    may_run: bool = False,
    may_count: Callable[[], bool] = bool,
) -> Voting:
    """Return what the hall needs of voting on an item, for a person; nothing is asked of the database until shown.

    Without an item (nothing is under discussion) give the meeting.
    """
    whose = meeting or (item.meeting if item is not None else None)
    if whose is None:
        message = "voting_of() needs an item or a meeting"
        raise ValueError(message)
    if item is not None:
        item.meeting = whose
    return Voting(meeting=whose, item=item, user=user, may_run=may_run, may_count=may_count)
