"""Elections: what a count tells, round by round, and the two simple counts: plurality with run-off, approval."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from spilno.ballots.rules.choices import NOBODY, chosen_on
from spilno.ballots.rules.majority import Counts, Step
from spilno.statute.rules.refusal import gettext_noop


@dataclass(frozen=True, slots=True)
class Standing:
    """How one candidate stands in a round: votes, and what happened: elected, goes_on, run_off, excluded, not_elected."""

    candidate: int
    votes: Fraction
    fate: str


@dataclass(frozen=True, slots=True)
class Round:
    """A round that explains itself. `idle` are votes that stand with nobody: exhausted in STV, against all elsewhere.

    In the steps the facts `who` and `among` are numbers of candidates, to be filled with names.
    """

    number: int
    standings: tuple[Standing, ...]
    idle: Fraction
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Lot:
    """A tie that the lot decided: in which round, among whom, whom it fell on, and for what: a seat or exclusion."""

    round: int
    among: tuple[int, ...]
    fell_on: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """An election counted. `needed`: votes for a seat (the quota in STV); `elected` in the order of election."""

    kind: str
    seats: int
    needed: Fraction
    elected: tuple[int, ...]
    rounds: tuple[Round, ...]
    run_off: tuple[int, ...] = ()
    lots: tuple[Lot, ...] = field(default=())


class LotNeeded(Exception):  # noqa: N818 -- it is no mistake: the count stops until the lot is drawn
    """A tie that only the lot decides, and none was drawn."""

    def __init__(self, among: Sequence[int]) -> None:
        """Keep the candidates that are tied."""
        super().__init__(among)
        self.among = tuple(among)


def drawn(among: Iterable[int], *, lot: Sequence[int]) -> int:
    """Return whom the lot falls on: of those tied, who stands first in the order that was drawn.

    Raises LotNeeded when no lot was drawn.

    Source: Rules of voting: a tie that nothing else decides is decided by lot.
    """
    tied = sorted(among)
    order = {number: place for place, number in enumerate(lot)}
    if any(number not in order for number in tied):
        raise LotNeeded(tied)
    return min(tied, key=lambda number: order[number])


def counts_of(choices: Iterable[str], *, present: int, absent: int, recused: int) -> Counts:
    """Count ballots as the kinds of majority see them: for any candidate, against all, abstained. `present` less recused.

    Source: Statute: the base of each majority.
    """
    cast = Counter(choice if choice in NOBODY else "for" for choice in choices)
    return Counts(
        votes_for=cast["for"],
        votes_against=cast["against"],
        votes_abstained=cast["abstained"],
        not_voted=present - cast.total(),
        absent=absent,
        recused=recused,
    )


def count_plurality(choices: Iterable[str], *, candidates: Sequence[int], needed: int, again: bool = True) -> Outcome:
    """Count one seat: elected is who alone has most votes and no fewer than `needed`, the majority of the statute.

    When nobody is, the two with most votes go to a run-off; who is tied with the second goes too, and when several are
    tied at the head, only they go. `again=False`: this is the run-off already, no other follows.

    Source: Statute: the article named in the majority; Rules of voting: run-off between the two with most votes.
    """
    listed = list(choices)
    votes = _votes(listed, candidates, kind="plurality")
    ahead = _most(votes)
    won = ahead[0] if len(ahead) == 1 and votes[ahead[0]] >= needed else None
    to_run_off = _to_run_off(votes) if won is None and again else ()
    fates = {number: "run_off" if number in to_run_off else "not_elected" for number in candidates}
    if won is not None:
        fates[won] = "elected"
        steps: tuple[Step, ...] = (_elected_by(won, votes[won], needed),)
    elif to_run_off:
        steps = (
            Step(gettext_noop("nobody has %(needed)d votes"), {"needed": needed}),
            Step(gettext_noop("to the run-off go: %(among)s"), {"among": to_run_off}, so=True),
        )
    else:
        steps = (
            Step(gettext_noop("nobody has %(needed)d votes"), {"needed": needed}),
            Step(gettext_noop("nobody is elected"), {}, so=True),
        )
    return Outcome(
        kind="plurality",
        seats=1,
        needed=Fraction(needed),
        elected=(won,) if won is not None else (),
        rounds=(_one_round(votes, fates, listed, steps),),
        run_off=to_run_off,
    )


def count_approval(
    choices: Iterable[str], *, candidates: Sequence[int], seats: int, needed: int, lot: Sequence[int] = ()
) -> Outcome:
    """Count several seats: each ballot approves as many as it likes; most votes win, none with fewer than `needed`.

    A tie over the last seats is decided by lot. Seats may stay empty.

    Source: Statute: the article named in the majority; Rules of voting: a tie that nothing else decides is decided by lot.
    """
    listed = list(choices)
    votes = _votes(listed, candidates, kind="approval")
    elected: list[int] = []
    lots: list[Lot] = []
    steps: list[Step] = []
    while len(elected) < seats:
        left = {number: count for number, count in votes.items() if number not in elected and count >= needed}
        if not left:
            break
        ahead = _most(left)
        tied = len(ahead) > seats - len(elected)
        won = drawn(ahead, lot=lot) if tied else ahead[0]
        if tied:
            lots.append(Lot(1, tuple(ahead), won))
            steps.append(
                Step(gettext_noop("tied: %(among)s; the lot fell on %(who)s"), {"among": tuple(ahead), "who": won})
            )
        elected.append(won)
        steps.append(_elected_by(won, votes[won], needed))
    if len(elected) < seats:
        empty = seats - len(elected)
        steps.append(Step(gettext_noop("nobody else has %(needed)d votes; seats left empty: %(empty)d"), {"needed": needed, "empty": empty}, so=True))  # fmt: skip
    fates = {number: "elected" if number in elected else "not_elected" for number in candidates}
    return Outcome(
        kind="approval",
        seats=seats,
        needed=Fraction(needed),
        elected=tuple(elected),
        rounds=(_one_round(votes, fates, listed, tuple(steps)),),
        lots=tuple(lots),
    )


def _elected_by(who: int, votes: int, needed: int) -> Step:
    return Step(
        gettext_noop("%(who)s: %(votes)d votes, needed %(needed)d: elected"),
        {"who": who, "votes": votes, "needed": needed},
        so=True,
    )


def _votes(choices: Sequence[str], candidates: Sequence[int], *, kind: str) -> dict[int, int]:
    counted = Counter(number for choice in choices for number in chosen_on(choice, kind=kind))
    return {number: counted[number] for number in sorted(candidates)}


def _most(votes: dict[int, int]) -> list[int]:
    most = max(votes.values(), default=0)
    return [number for number, count in votes.items() if count == most]


def _to_run_off(votes: dict[int, int]) -> tuple[int, ...]:
    """Return who goes to a run-off; nobody when it would be the only candidate again, or nobody has a vote."""
    voted = {number: count for number, count in votes.items() if count}
    ahead = _most(voted) if voted else []
    if len(ahead) == 1:
        ahead += _most({number: count for number, count in voted.items() if number != ahead[0]} or {})
    return tuple(sorted(ahead)) if len(ahead) > 1 else ()


def _one_round(votes: dict[int, int], fates: dict[int, str], choices: Sequence[str], steps: tuple[Step, ...]) -> Round:
    return Round(
        number=1,
        standings=tuple(Standing(number, Fraction(count), fates[number]) for number, count in votes.items()),
        idle=Fraction(sum(1 for choice in choices if choice == "against")),
        steps=steps,
    )
