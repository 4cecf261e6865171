"""People who come without registration: written into the list and checked in by one press."""

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.events.models import Event, Registration, Session
from spilno.events.queries.registration import places_of, standing
from spilno.events.rules.presence import why_not_write_in
from spilno.events.services.presence import CheckedIn, Press, check_in
from spilno.events.services.registration import Applicant, row_of
from spilno.events.services.waiting import locked
from spilno.journal.services import record
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def write_in(session: Session, applicant: Applicant, *, by: User) -> CheckedIn:
    """Give somebody who came a place and check him in; one who is in the list already is only checked in.

    No letter goes: he is here. Raises RuleBroken when no place is left, or as `check_in` does.
    """
    event = locked(session.event)
    found = _in_the_list(event, applicant)
    if found is None:
        places = places_of(event)
        refuse(why_not_write_in(left=None if event.places is None else event.places - places.taken))
        found = row_of(event, applicant, {}, by=by)
        found.state, found.confirmed_at = Registration.State.CONFIRMED, timezone.now()
        found.save()
        record("registration.written_in", found, by=by, facts={"event": event.pk, "queue": found.queue})
    return check_in(session, Press(number="", registration=found.pk, way="name"), by=by)


def _in_the_list(event: Event, applicant: Applicant) -> Registration | None:
    """Find who came among those registered: by the address, else by the whole name of one who has a place."""
    if applicant.email and (there := standing(event, person=None, email=applicant.email)) is not None:
        if there.state != Registration.State.UNPROVED:
            return there
        there.delete()  # the letter was never answered; its owner is here now
    named = {name: getattr(applicant, name).strip() for name in ("family_name", "given_name", "patronymic")}
    return event.registrations.filter(state=Registration.State.CONFIRMED, **named).first()
