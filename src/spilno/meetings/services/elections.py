"""Acts of an election: prepare it, nominate, write down consent and withdrawal; seats are given when the vote is closed."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from spilno.accounts.models import User
from spilno.ballots.queries import election_of
from spilno.bodies.models import Seat
from spilno.journal.services import record
from spilno.meetings.live import touch
from spilno.meetings.models import Effect, Election, Item, Nomination, Put
from spilno.meetings.queries.elections import text_of_decision, was_put
from spilno.meetings.rules.elections import why_not_change_nomination, why_not_nominate, why_not_prepare_election
from spilno.meetings.services.hall import lock_item
from spilno.people.models import Person
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def prepare_election(item: Item, *, kind: str, seats: Sequence[Seat], ends: date | None = None, by: User) -> Election:
    """Say which seats the item fills and how votes are counted; until it is put to the vote it may be changed.

    Raises RuleBroken when the ballot paper stands already, or something is missing.
    """
    meeting, item = lock_item(item)
    refuse(why_not_prepare_election(item_state=item.state, put=was_put(item), kind=kind, seats=len(seats)))
    election, _ = Election.objects.update_or_create(item=item, defaults={"kind": kind, "ends": ends})
    election.seats.set(seats)
    record("election.prepared", item, by=by, facts={"kind": kind, "seats": [seat.pk for seat in seats]})
    touch(meeting)
    return election


@transaction.atomic
def nominate(item: Item, person: Person, *, nominated_by: str, consents: bool = False, by: User) -> Nomination:
    """Nominate a person on an item; `consents`: the person said so already. Raises RuleBroken when it cannot be done."""
    meeting, item = lock_item(item)
    refuse(
        why_not_nominate(
            item_state=item.state,
            put=was_put(item),
            already=item.nominations.filter(person=person).exists(),
            nominated=item.nominations.count(),
            by_whom=nominated_by,
        )
    )
    last = item.nominations.aggregate(last=Max("order"))["last"] or 0
    row = Nomination.objects.create(
        item=item,
        person=person,
        order=last + 1,
        nominated_by=nominated_by.strip()[:300],
        consented_at=timezone.now() if consents else None,
    )
    record("candidate.nominated", item, by=by, facts={"person": person.pk, "number": row.order, "consents": consents})
    touch(meeting)
    return row


@transaction.atomic
def give_consent(nomination: Nomination, *, by: User) -> Nomination:
    """Write down that a candidate agrees to stand, also after having withdrawn."""
    meeting, item = lock_item(nomination.item)
    refuse(why_not_change_nomination(item_state=item.state, put=was_put(item)))
    nomination.consented_at, nomination.withdrawn_at = timezone.now(), None
    nomination.save(update_fields=["consented_at", "withdrawn_at"])
    record("candidate.consented", item, by=by, facts={"person": nomination.person_id})
    touch(meeting)
    return nomination


@transaction.atomic
def withdraw_candidate(nomination: Nomination, *, by: User) -> Nomination:
    """Write down that a candidate withdraws: the name is not on the ballot paper, the nomination stays in the minutes."""
    meeting, item = lock_item(nomination.item)
    refuse(why_not_change_nomination(item_state=item.state, put=was_put(item)))
    nomination.withdrawn_at = timezone.now()
    nomination.save(update_fields=["withdrawn_at"])
    record("candidate.withdrew", item, by=by, facts={"person": nomination.person_id})
    touch(meeting)
    return nomination


def give_seats(put: Put) -> str:
    """Prepare what the decision changes: each person elected gets a seat, in the order of election. Inside the closing.

    Returns the text of the decision.
    """
    election = put.item.election
    elected = election_of(put.question).elected
    people = {row.number: row.person for row in put.question.candidates.select_related("person")}
    seated = [(people[number], seat) for number, seat in zip(elected, election.seats.all(), strict=False)]
    for person, seat in seated:
        Effect.objects.create(item=put.item, kind=Effect.Kind.ELECT, seat=seat, person=person, ends=election.ends)
    return text_of_decision([(person, seat.title_uk) for person, seat in seated if person is not None])
