"""How far a plan is fulfilled: counted from undertakings and from activities, never typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from spilno.undertakings.rules.control import is_overdue


@dataclass(frozen=True, slots=True)
class Line:
    """A line that binds: its area, side, kind, target, and how its undertaking stands."""

    measure: int
    area: int
    party: int
    kind: str
    target: int
    state: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Act:
    """An activity counted in an area: `source` tells which one it is, `done` that it took place."""

    source: tuple[str, str]
    area: int
    measure: int | None
    done: bool
    people: int = 0
    councils: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """Lines by how they stand, and activities that took place with those who took part. Dropped lines are not among `planned`."""

    done: int = 0
    reported: int = 0
    late: int = 0
    running: int = 0
    dropped: int = 0
    acts: int = 0
    ahead: int = 0
    people: int = 0
    councils: int = 0

    @property
    def planned(self) -> int:
        """Return how many lines bind and were not dropped.

        Source: memorandum, «Plan and fulfilment»: fulfilment is counted from what was done.
        """
        return self.done + self.reported + self.late + self.running


STANDINGS = ("done", "reported", "late", "running", "dropped")


def standing_of(line: Line, day: date) -> str:
    """Return how a line stands on a day: done, reported, late, running, dropped; the last day itself is not late.

    Source: Rules of control of decisions: the last day is included; a report that waits is not overdue.
    """
    if is_overdue(state=line.state, due_on=line.due_on, day=day):
        return "late"
    return {"accepted": "done", "dropped": "dropped", "reported": "reported"}.get(line.state, "running")


def done_of(line: Line, acts: Iterable[Act]) -> int:
    """Return how much of its target a line has: activities that took place and point at it, each counted once.

    Work of another kind has no activities: it is done wholly when its report is accepted.

    Source: memorandum, «Plan and fulfilment»: fulfilment is counted from what was done.
    """
    counted = len({act.source for act in acts if act.done and act.measure == line.measure})
    return line.target if not counted and line.kind == "other" and line.state == "accepted" else counted


def totals_of(lines: Iterable[Line], acts: Iterable[Act], day: date) -> Totals:
    """Count lines by how they stand and activities with their people and councils; an activity in two areas counts once.

    Source: memorandum, «Plan and fulfilment»: fulfilment is counted from what was done.
    """
    stands = [standing_of(line, day) for line in lines]
    once = {act.source: act for act in acts}
    held = [act for act in once.values() if act.done]
    return Totals(
        done=stands.count("done"),
        reported=stands.count("reported"),
        late=stands.count("late"),
        running=stands.count("running"),
        dropped=stands.count("dropped"),
        acts=len(held),
        ahead=len(once) - len(held),
        people=sum(act.people for act in held),
        councils=sum(act.councils for act in held),
    )


@dataclass(frozen=True, slots=True)
class Trip:
    """The way of a line from its first report to acceptance; `due_on` is its term as it stands, extended ones included."""

    due_on: date | None
    reported_on: date | None = None
    accepted_on: date | None = None
    returned: int = 0

    @property
    def days(self) -> int | None:
        """Return days from the first report to acceptance; 0: on the same day, None: not accepted yet.

        Source: memorandum, «Plan and fulfilment»: one side reports, the other accepts or returns.
        """
        if self.reported_on is None or self.accepted_on is None:
            return None
        return (self.accepted_on - self.reported_on).days

    @property
    def in_time(self) -> bool:
        """Tell whether it was first reported on its last day or before.

        Source: Rules of control of decisions: the last day is included.
        """
        return self.reported_on is not None and (self.due_on is None or self.reported_on <= self.due_on)


@dataclass(frozen=True, slots=True)
class Rounds:
    """Reports of a year: lines of which one was given, in time, accepted; reports returned; days to acceptance (None: none yet)."""

    reported: int = 0
    in_time: int = 0
    accepted: int = 0
    returned: int = 0
    usual_days: int | None = None
    most_days: int | None = None


def rounds_of(trips: Iterable[Trip]) -> Rounds:
    """Count how lines went from report to acceptance; `usual_days` is the median, half a day counts as a day.

    Source: memorandum, «Plan and fulfilment»: one side reports, the other accepts or returns.
    """
    gone = [trip for trip in trips if trip.reported_on is not None]
    days = [trip.days for trip in gone if trip.days is not None]
    return Rounds(
        reported=len(gone),
        in_time=sum(trip.in_time for trip in gone),
        accepted=len(days),
        returned=sum(trip.returned for trip in gone),
        usual_days=int(median(days) + 0.5) if days else None,
        most_days=max(days, default=None),
    )
