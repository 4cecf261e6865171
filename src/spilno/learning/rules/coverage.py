"""How many of those from whom learning is due have done it: shares, steps of the map, and what is not told of few."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

LEAST_TOLD = 5  # of fewer people nothing is told to all: everybody in a council knows who they are
STEPS = (40, 60, 80, 95)  # a share of so many percent begins the next step of the map
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Count:
    """People from whom learning is due (`bound`), those who have done it (`met`), those due soon who have not (`soon`)."""

    bound: int = 0
    met: int = 0
    soon: int = 0

    def __add__(self, other: "Count") -> "Count":
        """Count two groups together."""
        return Count(self.bound + other.bound, self.met + other.met, self.soon + other.soon)

    @property
    def lacking(self) -> int:
        """Tell how many have not done what is due.

        Source: docs/adr/0013-learning.md (coverage is counted from standings).
        """
        return self.bound - self.met

    @property
    def percent(self) -> int | None:
        """Return the share of those who have; rounded down, so that 100 means all. None: from nobody anything is due.

        Source: docs/adr/0013-learning.md (coverage is counted from standings).
        """
        return self.met * 100 // self.bound if self.bound else None

    @property
    def step(self) -> str:
        """Return the step of the map, "1" to "5"; "none": nobody is counted.

        Source: docs/adr/0013-learning.md (coverage is counted from standings).
        """
        percent = self.percent
        return "none" if percent is None else str(1 + sum(percent >= bound for bound in STEPS))


def sum_of(counts: Iterable[Count]) -> Count:
    """Count groups together.

    Source: docs/adr/0013-learning.md (coverage is a sum of standings).
    """
    return sum(counts, Count())


def told_to_all(people: Mapping[K, int], *, wholes: Mapping[K, int] | None = None) -> frozenset[K]:
    """Return the groups of one whole whose numbers may be told to everyone.

    A group of one to four people is not told. If those that are not told were together fewer than five, subtraction from
    the whole would tell them: then the next smallest is not told either. `wholes` is how many there are in each group
    without the narrowing that was asked for: where the rest is one to four people, the group is not told.

    Source: Закон України «Про захист персональних даних» № 2297-VI, ст. 6 (no more is shown of people than the purpose needs).
    """
    rest = {key: (wholes or people).get(key, count) - count for key, count in people.items()}
    hidden = {key for key, count in people.items() if 0 < count < LEAST_TOLD or 0 < rest[key] < LEAST_TOLD}
    others = sorted(
        (key for key in people if key not in hidden and people[key]), key=lambda key: (people[key], str(key))
    )
    while others and 0 < sum(people[key] for key in hidden) < LEAST_TOLD:
        hidden.add(others.pop(0))
    return frozenset(people.keys() - hidden)
