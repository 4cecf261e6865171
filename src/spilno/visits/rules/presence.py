"""How long somebody was at a visiting meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

AS = ("representative", "substitute", "proxy", "guest")  # what counts first when a person was there as several


@dataclass(frozen=True, slots=True)
class Stay:
    """A time of presence; `left` None: until the end."""

    came: datetime
    left: datetime | None


def hours_of(stays: Iterable[Stay], *, began: datetime, ended: datetime, programme_until: datetime) -> int:
    """Return seconds of presence within the meeting and its visits; times that overlap are counted once.

    Who did not leave before the end of the meeting stays for the visits after it, until `programme_until`. What lies before the
    beginning (registration) is not counted.

    Source: PEERS A3, 3.11: attendance of a visiting meeting is proven; DOMAIN 2.1: experience-exchange events are credited by hours.
    """
    until = max(ended, programme_until)
    spans = sorted(
        (max(stay.came, began), until if stay.left is None or stay.left >= ended else stay.left) for stay in stays
    )
    total, reached = 0, began
    for came, left in spans:
        start = max(came, reached)
        if left > start:
            total += int((left - start).total_seconds())
            reached = left
    return total
