"""Single transferable vote: Droop quota, surpluses by the weighted inclusive Gregory method, fractions exact."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from spilno.ballots.rules.choices import chosen_on
from spilno.ballots.rules.elections import Lot, Outcome, Round, Standing, drawn
from spilno.ballots.rules.majority import Step
from spilno.statute.rules.refusal import gettext_noop


def droop_quota(votes: int, seats: int) -> int:
    """Return the votes that make a seat sure: no more candidates than seats can have them.

    Source: The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rule 46: the votes divided by
    the seats and one, fractions dropped, and one.
    """
    return votes // (seats + 1) + 1


@dataclass(slots=True)
class _Parcel:
    """Ballots of the same order that lie with the same candidate; together they are worth `value`."""

    ranked: tuple[int, ...]
    value: Fraction


@dataclass(slots=True)
class _Table:
    """The table on which ballots lie while they are counted."""

    seats: int
    quota: Fraction
    lot: Sequence[int]
    piles: dict[int, list[_Parcel]]
    hopeful: set[int]
    idle: Fraction = Fraction(0)
    elected: list[int] = field(default_factory=list)
    moved: set[int] = field(default_factory=set)  # elected whose surplus was passed on
    excluded: set[int] = field(default_factory=set)
    rounds: list[Round] = field(default_factory=list)
    lots: list[Lot] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def votes(self, number: int) -> Fraction:
        return sum((parcel.value for parcel in self.piles[number]), Fraction(0))

    def give(self, parcels: Iterable[_Parcel]) -> None:
        """Lay parcels with the first candidate in their order who is still in the count, or with nobody."""
        for parcel in parcels:
            heir = next((number for number in parcel.ranked if number in self.hopeful), None)
            if heir is None:
                self.idle += parcel.value
            else:
                self.piles[heir].append(parcel)

    def decide(self, tied: Iterable[int], *, highest: bool) -> int:
        """Return whom of those equal now it falls on: by the latest round in which they differed, else by lot."""
        left = sorted(tied)
        for earlier in reversed(self.rounds):
            if len(left) == 1:
                break
            stood = {standing.candidate: standing.votes for standing in earlier.standings}
            edge = (max if highest else min)(stood[number] for number in left)
            left = [number for number in left if stood[number] == edge]
        if len(left) == 1:
            return left[0]
        fell_on = drawn(left, lot=self.lot)
        self.lots.append(Lot(len(self.rounds) + 1, tuple(left), fell_on))
        self.steps.append(
            Step(gettext_noop("tied: %(among)s; the lot fell on %(who)s"), {"among": tuple(left), "who": fell_on})
        )
        return fell_on

    def of_edge(self, numbers: Iterable[int], *, highest: bool) -> int:
        """Return who has most votes (or fewest) of these."""
        listed = list(numbers)
        edge = (max if highest else min)(self.votes(number) for number in listed)
        return self.decide([number for number in listed if self.votes(number) == edge], highest=highest)

    def fate(self, number: int) -> str:
        if number in self.elected:
            return "elected"
        if number in self.excluded:
            return "excluded"
        return "goes_on" if len(self.elected) < self.seats else "not_elected"


def count_stv(choices: Iterable[str], *, candidates: Sequence[int], seats: int, lot: Sequence[int] = ()) -> Outcome:
    """Count several seats by the single transferable vote; against all and abstained take no part.

    Each round elects who has the quota; then the largest surplus is passed on, each ballot of it at its value times
    surplus over votes; without a surplus the last is excluded and all his ballots go on at their value. When as many are
    left as there are seats, they are elected. The order of ballots does not matter.

    Source: The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52 (weighted
    inclusive Gregory method), with exact fractions instead of five decimal places.
    """
    ballots = [ranked for ranked in (chosen_on(choice, kind="stv") for choice in choices) if ranked]
    quota = Fraction(droop_quota(len(ballots), seats))
    table = _Table(seats, quota, lot, {number: [] for number in sorted(candidates)}, set(candidates))
    table.give(_Parcel(ranked, Fraction(count)) for ranked, count in Counter(ballots).items())
    if ballots:
        _run(table)
    return Outcome(
        kind="stv",
        seats=seats,
        needed=quota,
        elected=tuple(table.elected),
        rounds=tuple(table.rounds),
        lots=tuple(table.lots),
    )


def _run(table: _Table) -> None:
    while True:
        _elect(table)
        _keep_round(table)
        if len(table.elected) == table.seats or not table.hopeful:
            return
        _pass_on(table)


def _elect(table: _Table) -> None:
    """Elect all who have the quota, those with most votes first; or all who are left when they are no more than seats."""
    while reached := [number for number in table.hopeful if table.votes(number) >= table.quota]:
        won = table.of_edge(reached, highest=True)
        table.steps.append(
            Step(
                gettext_noop("%(who)s has %(votes)s votes, the quota is %(quota)s: elected"),
                {"who": won, "votes": table.votes(won), "quota": table.quota},
                so=True,
            )
        )
        table.hopeful.remove(won)
        table.elected.append(won)
    free = table.seats - len(table.elected)
    if 0 < len(table.hopeful) <= free:
        for won in sorted(table.hopeful, key=lambda number: (-table.votes(number), number)):
            table.steps.append(
                Step(
                    gettext_noop("as many are left as there are seats: %(who)s is elected with %(votes)s votes"),
                    {"who": won, "votes": table.votes(won)},
                    so=True,
                )
            )
            table.elected.append(won)
        table.hopeful.clear()


def _keep_round(table: _Table) -> None:
    standings = tuple(Standing(number, table.votes(number), table.fate(number)) for number in table.piles)
    table.rounds.append(Round(len(table.rounds) + 1, standings, table.idle, tuple(table.steps)))
    table.steps.clear()


def _pass_on(table: _Table) -> None:
    """Do what the next round begins with: pass on the largest surplus, or exclude the last."""
    over = [number for number in table.elected if number not in table.moved and table.votes(number) > table.quota]
    if not over:
        last = table.of_edge(table.hopeful, highest=False)
        table.steps.append(
            Step(
                gettext_noop("%(who)s has fewest votes, %(votes)s, and is excluded; these ballots go on"),
                {"who": last, "votes": table.votes(last)},
            )
        )
        table.hopeful.remove(last)
        table.excluded.add(last)
        parcels, table.piles[last] = table.piles[last], []
        table.give(parcels)
        return
    rich = table.of_edge(over, highest=True)
    votes = table.votes(rich)
    share = (votes - table.quota) / votes
    table.steps.append(
        Step(
            gettext_noop("the surplus of %(who)s, %(surplus)s votes, is passed on: each ballot goes on at %(share)s"),
            {"who": rich, "surplus": votes - table.quota, "share": share},
        )
    )
    parcels = table.piles[rich]
    table.piles[rich] = [_Parcel(parcel.ranked, parcel.value * (1 - share)) for parcel in parcels]
    table.moved.add(rich)
    table.give(_Parcel(parcel.ranked, parcel.value * share) for parcel in parcels)
