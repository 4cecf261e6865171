"""The waiting list: every freed place goes to the next one in the same transaction, and he is told."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.events.gateways.registration_letters import own_pages, subject_of, words_of
from spilno.events.models import Event, Registration
from spilno.events.queries.registration import (
    door_of,
    due_to_move,
    offer_of,
    places_of,
    taken_at,
    waiting_of,
)
from spilno.events.rules.places import who_gets_places, why_not_shares, why_not_so_many_places
from spilno.events.rules.registration import why_not_register, why_wrong_term
from spilno.journal.services import record
from spilno.notices.services import Addressee, post_notice
from spilno.statute.rules.refusal import refuse

AT_ONCE = 1000  # rows that one query names
ADDRESS = (
    "language",
    "family_name",
    "given_name",
    "patronymic",
    "email",
    "token",
)  # what a letter needs of a registration
TERMS = (
    "places", "places_per_council", "councils_first_until", "needs_approval", "registration_opens_at",
    "registration_closes_at", "needs_registration",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Terms:
    """How people register: places and shares of councils, approval by the organisers, the term. None: without a limit.

    `free`: nobody registers, people just come and are written in at the door.
    """

    places: int | None = None
    per_council: int | None = None
    until: datetime | None = None
    approval: bool = False
    opens: datetime | None = None
    closes: datetime | None = None
    free: bool = False


def locked(event: Event) -> Event:
    """Return the event under lock: whoever gives or frees its places acts one after another."""
    return Event.objects.select_for_update().get(pk=event.pk)


@transaction.atomic
def move_waiting_list(event: Event, *, by: User | None = None) -> int:
    """Give places that are free now to those who wait; returns to how many. They get letters.

    Called in the transaction of every act that may have freed a place.
    """
    moved = move(locked(event), by=by)
    return len(moved)


def move(event: Event, *, by: User | None, besides: Collection[int] = ()) -> set[int]:
    """Give free places of an event that is locked already; returns the numbers of the registrations that got one.

    `besides` are those who came only now: they get a place as the others do, but no letter that the list has moved.
    """
    now = timezone.now()
    if why_not_register(door_of(event), now=now, by_owner=True) is not None:
        return set()
    queues = _queues_that_get(event, now)
    if not queues:
        return set()
    pks: list[int] = []
    for start in range(0, len(queues), AT_ONCE):
        part = queues[start : start + AT_ONCE]
        rows = Registration.objects.filter(event=event, queue__in=part, state=Registration.State.WAITING)
        pks += rows.order_by("queue").values_list("pk", flat=True)
        rows.update(state=Registration.State.CONFIRMED, confirmed_at=now)
    waited = [pk for pk in pks if pk not in besides]
    if waited:
        _tell_moved(event, waited, now, by)
    return set(pks)


def _queues_that_get(event: Event, now: datetime) -> list[int]:
    offer = offer_of(event, now)
    taken = taken_at(event, offer)
    left = None if offer.places is None else offer.places - taken.places
    if left is not None and left <= 0:
        return []
    waiting = waiting_of(event, first=None if offer.councils_first else left)
    return who_gets_places(waiting, offer=offer, taken=taken)


def _tell_moved(event: Event, pks: list[int], now: datetime, by: User | None) -> None:
    rows: list[Registration] = []
    for start in range(0, len(pks), AT_ONCE):
        part = Registration.objects.filter(pk__in=pks[start : start + AT_ONCE])
        part.update(moved_at=now)
        rows += part.only("event", *ADDRESS).order_by("queue")
    record("event.list_moved", event, by=by, facts={"moved": len(rows), "registrations": pks})
    tell("moved", event, rows, by=by)


def tell(
    kind: str,
    event: Event,
    rows: Iterable[Registration],
    *,
    by: User | None,
    official: bool = True,
    subject: str = "",
    **facts: Any,
) -> int:
    """Post a letter to each of the registrations, in his language, with the link to his own page; returns to how many.

    One whose address is unknown stays in the proof as such. Raises RuleBroken when there is nothing to say.
    """
    told = 0
    by_language: dict[str, list[Registration]] = {}
    for row in rows:
        by_language.setdefault(row.language, []).append(row)
    for language, group in by_language.items():
        pages = own_pages(language)
        post_notice(
            kind="event",
            subject=subject or subject_of(kind, event, language, facts),
            text=words_of(kind, event, language, facts),
            to=[
                Addressee(row.full_name, row.email, "events.registration", str(row.pk), link=f"{pages}{row.token}/")
                for row in group
            ],
            about=event,
            official=official,
            by=by,
        )
        told += len(group)
    return told


@transaction.atomic
def change_terms(event: Event, terms: Terms, *, by: User | None) -> Event:
    """Set how people register and what places they get; the waiting list moves at once.

    Who asked for approval before it was given up still waits for the decision. Raises RuleBroken when fewer places are
    offered than were given, the shares cannot be so, or registration would close before it opens.
    """
    event = locked(event)
    refuse(why_not_shares(places=terms.places, per_council=terms.per_council, has_until=terms.until is not None))
    refuse(why_not_so_many_places(places=terms.places, taken=places_of(event).taken))
    refuse(
        why_wrong_term(
            opens=terms.opens,
            closes=terms.closes,
            ends=event.ends_at,
            councils_until=terms.until,
            starts=event.starts_at,
        )
    )
    before = _terms_of(event)
    event.places, event.places_per_council, event.councils_first_until = terms.places, terms.per_council, terms.until
    event.needs_approval, event.needs_registration = terms.approval, not terms.free
    event.registration_opens_at, event.registration_closes_at = terms.opens, terms.closes
    event.save(update_fields=TERMS)
    record("event.terms_changed", event, by=by, facts={"before": before, "after": _terms_of(event)})
    move(event, by=by)
    return event


def _terms_of(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in TERMS}


def move_due(now: datetime | None = None) -> int:
    """Move the lists of events whose round of councils has ended; returns how many people got a place."""
    return sum(move_waiting_list(event) for event in due_to_move(now or timezone.now()))
