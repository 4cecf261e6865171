"""Double majority: the same question must be carried among all, and within each level of councils."""

from collections.abc import Mapping
from dataclasses import dataclass

from spilno.ballots.rules.majority import Counts, Majority, Result, Step, result_of
from spilno.statute.rules.provisions import Base
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
        return self.overall.carried and not self.against_it

    @property
    def against_it(self) -> tuple[str, ...]:
        """Return the levels within which it is not carried.

        Source: Statute: the article named in the majority within a level.
        """
        return tuple(code for code, result in self.levels.items() if not result.carried)


def double_result(overall: Result, by_level: Mapping[str, Counts], *, within_level: Majority) -> DoubleResult:
    """Reckon the majority within each level beside the one among all; `by_level` are counts by the code of the level.

    A level without any member is not asked; a level whose members are all absent has not agreed. Members that are no
    councils (the empty code) have no level and count among all only.

    Source: Statute: the article named in each majority.
    """
    asked = {code: counts for code, counts in by_level.items() if code and counts.entitled}
    return DoubleResult(overall, {code: result_of(counts, within_level) for code, counts in asked.items()})


def level_bar_in_words(majority: Majority) -> Step:
    """Say what is asked within each level; the fact `share` is to be filled with the share in words.

    Source: Statute: the article named in the majority within a level.
    """
    sentences = {
        Base.MEMBERS: gettext_noop("within each level of councils: %(share)s of all its members"),
        Base.PRESENT: gettext_noop("within each level of councils: %(share)s of its members present"),
        Base.CAST: gettext_noop("within each level of councils: %(share)s of its votes cast"),
    }
    return Step(sentences[majority.base], {})


def double_in_words(result: DoubleResult) -> Step:
    """Say what follows from both majorities; the fact `levels` is to be filled with the names of `against_it`.

    Source: Statute: the article named in each majority.
    """
    if result.carried:
        return Step(gettext_noop("carried, also within each level of councils"), {}, so=True)
    if result.overall.carried:
        return Step(gettext_noop("not carried: no majority within the levels: %(levels)s"), {}, so=True)
    return Step(gettext_noop("not carried"), {}, so=True)
