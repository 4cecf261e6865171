"""A put question as pages show it: counts, reckoning in words, rounds of an election, the roll where it is public."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from spilno.ballots import queries as ballots
from spilno.ballots.models import Question
from spilno.ballots.queries import RollLine, Words
from spilno.ballots.queries.box import box_of
from spilno.ballots.queries.levels import double_of, level_in_words, within_level_of
from spilno.ballots.rules.levels import DoubleResult
from spilno.ballots.rules.majority import Result
from spilno.meetings.models import Put
from spilno.meetings.queries.elections import Board, RoundShown, board_of, rounds_of
from spilno.statute.rules.provisions import Base


@dataclass(frozen=True, slots=True)
class LevelShown:
    """A level of councils in a double majority: its name, and the result within it."""

    name: str
    result: Result


@dataclass(frozen=True)
class Outcome:
    """A put question as pages show it: counts, reckoning in words, the roll where it is public."""

    put: Put

    @property
    def question(self) -> Question:
        """Return the question."""
        return self.put.question

    @cached_property
    def result(self) -> Result:
        """Return the result as it stands."""
        return ballots.result_of(self.question)

    @cached_property
    def counts(self) -> Any:
        """Return the counts as they stand."""
        return self.result.counts

    @cached_property
    def words(self) -> Words:
        """Return the reckoning in words."""
        return ballots.derivation(self.result, within=within_level_of(self.question), double=self.double)

    @cached_property
    def double(self) -> DoubleResult | None:
        """Return what came of it within each level of councils; None when a single majority decides."""
        return double_of(self.question, self.result)

    @property
    def levels(self) -> list[LevelShown]:
        """Return the lines of the table of levels; none when a single majority decides."""
        double = self.double
        return (
            [LevelShown(level_in_words(code, one.counts.entitled), one) for code, one in double.levels.items()]
            if double
            else []
        )

    @cached_property
    def voted(self) -> int:
        """Count rights that have voted: the turnout, without how."""
        if self.question.method == Question.Method.SECRET and self.question.state == Question.State.OPEN:
            return box_of(self.question).ballots
        return self.counts.votes_for + self.counts.votes_against + self.counts.votes_abstained

    @property
    def may_vote(self) -> int:
        """Count rights that may vote on it: present when it was put, without an interest."""
        return self.question.present - self.question.recused

    @property
    def waiting(self) -> int:
        """Count rights that may vote and have not."""
        return self.may_vote - self.voted

    @property
    def needed(self) -> int | None:
        """Return where the bar stands; while voting goes on, votes cast have no bar yet."""
        if self.question.state == Question.State.OPEN and self.question.base == Base.CAST:
            return None
        return self.result.needed

    @cached_property
    def roll(self) -> list[RollLine]:
        """Return the roll-call, when votes are published by name."""
        return ballots.public_roll(self.question)

    @property
    def name(self) -> str:
        """Return a name for charts, unlike others on the page."""
        return f"put-{self.put.pk}"

    @cached_property
    def rounds(self) -> list[RoundShown]:
        """Return the rounds of an election that is closed; none of anything else."""
        return rounds_of(self.question)

    @cached_property
    def board(self) -> Board:
        """Return all counts of an election as the wall shows them, on one screen."""
        return board_of(self.rounds)

    @property
    def seats_nobody(self) -> bool:
        """Tell whether candidates have enough for a seat in an election that was not carried: nobody is elected."""
        return not self.question.carried and any(bar.fate == "enough" for one in self.rounds for bar in one.bars)

    @property
    def leads_to_run_off(self) -> bool:
        """Tell whether nobody had enough votes for the seat, and a run-off decides."""
        return any(bar.fate == "run_off" for one in self.rounds for bar in one.bars)
