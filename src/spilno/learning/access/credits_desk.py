"""What the ledger shows on a desk: the official's own year, and how many claims wait for the personnel service."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from spilno.learning.access.ledger import claims_that_wait
from spilno.learning.access.personnel import personnel_of
from spilno.learning.models import CreditRow
from spilno.learning.queries.ledger import YearOfLedger, ledger_of, proposals_for
from spilno.people.access import own_person


@dataclass(frozen=True, slots=True)
class CreditsOnDesk:
    """The year of the account's own ledger (None: nothing to show), certificates to claim, claims that wait for it."""

    year: YearOfLedger | None
    asked: list[CreditRow]
    proposals: int
    waiting: int

    def __bool__(self) -> bool:
        """Tell whether there is anything to show."""
        return bool(self.year or self.waiting)

    @property
    def are_due(self) -> bool:
        """Whether the owner of the desk still has credits to get this year."""
        return self.year is not None and self.year.bound and not self.year.standing.met


def credits_on_desk(user: Any) -> CreditsOnDesk:
    """Return what the desk of an account shows of credits."""
    person = own_person(user)
    year = ledger_of(person, timezone.localdate())[0] if person else None
    if year is not None and not (year.bound or year.rows):
        year = None
    waiting = claims_that_wait(user).count() if personnel_of(user) else 0
    return CreditsOnDesk(
        year,
        [row for row in year.rows if row.state == CreditRow.State.ASKED] if year else [],
        len(proposals_for(person)) if person and year else 0,
        waiting,
    )
