"""What follows from the statute for the next meeting: the earliest day, the quorum, the votes that each matter needs."""

from dataclasses import dataclass
from datetime import date

from spilno.statute.rules.days import earliest_meeting
from spilno.statute.rules.provisions import Base, Demand, Matter, Provisions


@dataclass(frozen=True, slots=True)
class Bar:
    """Votes that a kind of matter needs when all members are present, and when just a quorum is.

    Of the votes cast (`base` is «cast») the count holds when everybody present votes for or against.
    """

    matter: Matter
    at_full: int
    at_quorum: int


@dataclass(frozen=True, slots=True)
class DemandBar:
    """How many members may demand an extraordinary meeting; of other bodies the number of seats decides."""

    demand: Demand
    needed: int


@dataclass(frozen=True, slots=True)
class Following:
    """What follows for `members` with a deciding vote, were the meeting convened on `day`."""

    day: date
    members: int
    quorum: int
    earliest: date
    earliest_extraordinary: date
    bars: list[Bar]
    demand: DemandBar | None


def following(provisions: Provisions, *, members: int, day: date) -> Following:
    """Reckon what the statute asks of the next meeting; of 62 members the quorum is 32.

    Source: Statute, chapter 5: 5.2 (notice), 5.3 (quorum), 5.7 to 5.10 (majorities), 5.11 (demands).
    """
    quorum = provisions.quorum.needed(members)
    demand = provisions.demands.get("members")
    return Following(
        day=day,
        members=members,
        quorum=quorum,
        earliest=earliest_meeting(day, notice_days=provisions.notice_days.value),
        earliest_extraordinary=earliest_meeting(day, notice_days=provisions.extraordinary_notice_days.value),
        bars=[_bar(matter, members=members, quorum=quorum) for matter in provisions.matters.values()],
        demand=DemandBar(demand, demand.share.needed(members)) if demand is not None else None,
    )


def _bar(matter: Matter, *, members: int, quorum: int) -> Bar:
    of_all = matter.majority.base == Base.MEMBERS
    return Bar(
        matter=matter,
        at_full=matter.majority.needed(members),
        at_quorum=matter.majority.needed(members if of_all else quorum),
    )


def next_yearly_day(day: date, month_day: int) -> date:
    """Return the next day of the year named as month * 100 + day, today included.

    Source: Statute 6.3 (dues), 2.4 (number of members).
    """
    month, number = divmod(month_day, 100)
    for year in (day.year, day.year + 1):
        found = _in_year(year, month, number)
        if found >= day:
            return found
    message = "a year has no such day"
    raise ValueError(message)


def _in_year(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:  # 29 February
        return date(year, month, 28)
