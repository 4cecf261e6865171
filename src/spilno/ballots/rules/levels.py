"""Double majority: the same question must be carried among all, and within each level of councils."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spilno.ballots.rules.majority import Majority, Result, Step, Value, count, result_of
from spilno.statute.rules.refusal import gettext_noop


@dataclass(frozen=True, slots=True)
class DoubleResult:
    """A result among all and within each level, by the code of the level in the order in which levels stand."""

    overall: Result
    levels: Mapping[str, Result]

    @property
    def carried(self) -> bool:
        """Tell whether the question is carried among all and within every level.

        Source: Statute: the article named in each majority.
        """
        return self.overall.carried and all(result.carried for result in self.levels.values())

    @property
    def against_it(self) -> tuple[str, ...]:
        """Return the levels within which it is not carried.

        Source: Statute: the article named in the majority within a level.
        """
        return tuple(code for code, result in self.levels.items() if not result.carried)


def double_result(votes: Iterable[tuple[str, Value]], *, among_all: Majority, within_level: Majority) -> DoubleResult:
    """Reckon both majorities from what became of each right, with the level of its council.

    A level without any member is not asked; a level whose members are all absent has not agreed.

    Source: Statute: the article named in each majority.
    """
    by_level: dict[str, list[Value]] = defaultdict(list)
    for level, value in votes:
        by_level[level].append(value)
    every = [value for values in by_level.values() for value in values]
    return DoubleResult(
        overall=result_of(count(every), among_all),
        levels={level: result_of(count(by_level[level]), within_level) for level in sorted(by_level)},
    )


def double_in_words(result: DoubleResult) -> tuple[Step, ...]:
    """Say for each level what came of it; the fact `level` is its code, to be filled with its name.

    Source: Statute: the article named in each majority.
    """
    return tuple(
        Step(
            gettext_noop("%(level)s: for %(votes)d, needed %(needed)d: carried")
            if within.carried
            else gettext_noop("%(level)s: for %(votes)d, needed %(needed)d: not carried"),
            {"level": level, "votes": within.counts.votes_for, "needed": within.needed},
        )
        for level, within in result.levels.items()
    )
