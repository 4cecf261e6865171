"""How far an open vote has come: counted when the chair is about to close it."""

from dataclasses import dataclass
from datetime import datetime

from spilno.ballots.models import Question
from spilno.ballots.queries.box import box_of
from spilno.ballots.queries.sheets import beside_phones
from spilno.meetings.models import Put


@dataclass(frozen=True, slots=True)
class Turnout:
    """How far an open vote has come: who may vote in it and is here, how many of them have not voted, seconds left."""

    method: str
    present: int
    waiting: int
    time_left: int


def turnout_of(put: Put, now: datetime) -> Turnout:
    """Count who may still vote on a question: present when it was put, without an interest, not gone since.

    Whom the counting commission counted beside phones is not waited for.
    """
    here = put.item.meeting.attendance.filter(left_at__isnull=True).values("membership_id")
    able = put.question.electors.filter(present=True, recused=False, membership__in=here)
    present = able.count()
    if put.question.method == Question.Method.SECRET:
        box = box_of(put.question)
        waiting = max(present - box.ballots - box.handed, 0)
    else:
        added = beside_phones(put.question)
        waiting = max(able.filter(vote__isnull=True).count() - (added.total if added else 0), 0)
    ends = put.question.closes_at
    return Turnout(
        method=put.question.method,
        present=present,
        waiting=waiting,
        time_left=max(int((ends - now).total_seconds()), 0) if ends else 0,
    )
