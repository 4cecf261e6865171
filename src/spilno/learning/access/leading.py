"""What waits for those who lead editions: applications to decide on, works to mark, learning to begin and to end."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from spilno.learning.access.editions import led_q
from spilno.learning.models import Edition, Enrolment
from spilno.learning.queries.editions import register
from spilno.learning.queries.progress import to_mark_in

LIVE = (Edition.State.DRAFT, Edition.State.ANNOUNCED, Edition.State.LEARNING)


@dataclass(frozen=True, slots=True)
class Led:
    """An edition that somebody leads: applications to decide on, works to mark, whether its first or its last day has come."""

    edition: Edition
    applied: int
    to_mark: int
    begins: bool
    ends: bool


def led_on_desk(user: Any) -> list[Led]:
    """Return the editions that the account leads by its office and that are not over; as many queries whatever their number."""
    applied = Count("enrolments", filter=Q(enrolments__state=Enrolment.State.APPLIED))
    rows = list(register().filter(led_q(user), state__in=LIVE).annotate(applied=applied).order_by("starts_on", "pk"))
    waiting, today = to_mark_in([row.pk for row in rows]) if rows else {}, timezone.localdate()
    return [
        Led(
            edition=row,
            applied=row.applied,
            to_mark=waiting.get(row.pk, 0),
            begins=row.state == Edition.State.ANNOUNCED and row.starts_on <= today,
            ends=row.state == Edition.State.LEARNING and row.ends_on <= today,
        )
        for row in rows
    ]
