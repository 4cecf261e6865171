"""How far a plan is fulfilled: counted from undertakings and from activities, never typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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
