"""Places of an edition: a freed one goes to the next in the queue in the same transaction, and he is told and registered."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.events.models import Event
from spilno.events.rules.places import who_gets_places
from spilno.events.services.lists import enter_list, leave_list
from spilno.events.services.registration import Applicant
from spilno.journal.services import record
from spilno.learning.models import Edition, Enrolment
from spilno.learning.queries.editions import events_of
from spilno.learning.queries.enrolments import offer_of, round_over, taken_in, waiting_in
from spilno.learning.rules.editions import ANNOUNCED, LEARNING
from spilno.learning.services.letters import tell_learners

State = Enrolment.State
AT_ONCE = 500
SHOWN = ("person__user", "organisation")


def move_queue(edition: Edition, *, by: User | None, besides: Collection[int] = ()) -> set[int]:
    """Give free places of an edition that is locked already; returns the numbers of the enrolments that got one.

    `besides` were decided on only now: they get a place as the others do, but no letter that the queue has moved.
    """
    if edition.state not in {ANNOUNCED, LEARNING}:
        return set()
    now = timezone.now()
    got = who_gets_places(waiting_in(edition), offer=offer_of(edition, now), taken=taken_in(edition))
    if not got:
        return set()
    state = State.LEARNING if edition.state == LEARNING else State.ADMITTED
    for start in range(0, len(got), AT_ONCE):
        edition.enrolments.filter(pk__in=got[start : start + AT_ONCE]).update(state=state, decided_at=now, because="")
    rows = list(edition.enrolments.filter(pk__in=got).select_related(*SHOWN).order_by("pk"))
    register_in_events(edition, rows, by=by)
    moved = [row for row in rows if row.pk not in besides]
    record("edition.places_given", edition, by=by, facts={"given": len(rows), "moved": len(moved)})
    tell_learners("moved", edition, moved, by=by)
    return {row.pk for row in rows}


def register_in_events(
    edition: Edition, rows: Iterable[Enrolment], *, by: User | None, events: Iterable[Event] = ()
) -> None:
    """Register those who have places for the events at which the edition is taught that are still ahead; all of them unless named."""
    people = [applicant_of(row) for row in rows]
    now = timezone.now()
    for event in events or events_of(edition).filter(state=Event.State.ANNOUNCED, ends_at__gt=now):
        enter_list(event, people, by=by)


def applicant_of(row: Enrolment) -> Applicant:
    """Return a learner as events register him."""
    person = row.person
    return Applicant(
        family_name=person.family_name,
        given_name=person.given_name,
        patronymic=person.patronymic,
        email=person.email or (person.user.email if person.user else ""),
        post=row.post,
        organisation=row.organisation,
        person=person,
        council=row.organisation if row.organisation is not None and row.organisation.kind == "council" else None,
        language=person.user.language if person.user else "uk",
    )


def leave_events(edition: Edition, people: Collection[int], *, by: User | None) -> None:
    """Take people (by number) off the lists of the events that are still ahead."""
    leave_list(list(events_of(edition).filter(state=Event.State.ANNOUNCED)), people, by=by)


@transaction.atomic
def _move_one(edition: Edition) -> int:
    found = Edition.objects.select_for_update(of=("self",)).select_related("version").get(pk=edition.pk)
    return len(move_queue(found, by=None))


def move_due(now: datetime | None = None) -> int:
    """Move the queues of editions whose round of councils is over; returns how many people got a place."""
    return sum(_move_one(edition) for edition in round_over(now or timezone.now()))
