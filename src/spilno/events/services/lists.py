"""Acts on a list that the holders of an event keep: whom a programme admits is registered, whom it lets go leaves."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from spilno.accounts.models import User
from spilno.events.models import Event, Registration
from spilno.events.queries.registration import door_of, over
from spilno.events.rules.life import why_not_change
from spilno.events.rules.registration import why_not_register
from spilno.events.services.registration import Applicant, new_code, new_token
from spilno.events.services.waiting import locked, move
from spilno.journal.services import record
from spilno.statute.rules.refusal import refuse

State = Registration.State
AT_ONCE = 500


@transaction.atomic
def keep_by_list(event: Event, *, by: User | None) -> Event:
    """Let people come to an event by the list of its holders only: nobody registers himself. Raises RuleBroken when it is over."""
    event = locked(event)
    refuse(why_not_change(event.state))
    if not event.by_list:
        event.by_list = True
        event.save(update_fields=["by_list"])
        record("event.kept_by_list", event, by=by)
    return event


@transaction.atomic
def enter_list(event: Event, people: Sequence[Applicant], *, by: User | None) -> int:
    """Register people of a list in one act, without a letter each; returns how many are new. Who is registered stays as he is.

    Places are given in the order of the list. Raises RuleBroken when nobody is registered for the event any more.
    """
    event = locked(event)
    refuse(why_not_register(door_of(event), now=timezone.now(), by_owner=True))
    rows = event.registrations.exclude(state=State.WITHDRAWN).order_by()
    known = set(rows.values_list("person", flat=True))
    addresses = set(rows.values_list("email", flat=True)) - {""}
    last = event.registrations.aggregate(last=Max("queue"))["last"] or 0
    new: list[Registration] = []
    for each in people:
        if each.person is None or each.person.pk in known:
            continue
        email = "" if each.email.lower() in addresses else each.email.lower()
        row = Registration(
            event=event, person=each.person, family_name=each.family_name, given_name=each.given_name, patronymic=each.patronymic,
            post=each.post, organisation=each.organisation, council=each.council, email=email, language=each.language,
            state=State.WAITING, queue=last + len(new) + 1, code=new_code(), token=new_token(), by=by.pk if by else None,
        )  # fmt: skip
        row.fold_name()
        known.add(each.person.pk)
        addresses.add(email)
        new.append(row)
    if new:
        Registration.objects.bulk_create(new, batch_size=AT_ONCE)
        record("event.list_entered", event, by=by, facts={"people": len(new)})
        move(event, by=by, besides={row.pk for row in new})
    return len(new)


@transaction.atomic
def leave_list(events: Sequence[Event], people: Collection[int], *, by: User | None) -> int:
    """Take people (by number) off the lists of events that are not over, without a letter each; their places go to the next."""
    left = 0
    for each in events:
        event = locked(each)
        if over(event):
            continue
        rows = event.registrations.filter(person__in=list(people)).exclude(state=State.WITHDRAWN)
        count = rows.update(state=State.WITHDRAWN, ended_at=timezone.now())
        if count:
            record("event.list_left", event, by=by, facts={"people": count})
            move(event, by=by)
            left += count
    return left
