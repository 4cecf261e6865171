"""Facts of registration: places given, who waits and why, the person's own registrations, the owners' list."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from spilno.events.models import Event, Question, Registration
from spilno.events.rules.places import Offer, Taken, Waiting, councils_first, why_waiting
from spilno.events.rules.questions import Asked
from spilno.events.rules.registration import Door, is_over, why_not_register
from spilno.members.queries.standing import mandates_on
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.people.queries import holders_on
from spilno.statute.rules.refusal import Refusal
from spilno.territories.rules.codes import search_key

State = Registration.State
LIVE = (State.ASKED, State.CONFIRMED, State.WAITING)  # those who come, may come, or wait


def in_words(moment: datetime | None) -> str:
    """Write a moment as sentences have it, in Kyiv time; empty for none."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT") if moment else ""


def door_of(event: Event) -> Door:
    """Return when and whether one may register for the event."""
    return Door(
        state=event.state,
        needs_registration=event.needs_registration,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        opens_at=event.registration_opens_at,
        closes_at=event.registration_closes_at,
        opens=in_words(event.registration_opens_at),
        closes=in_words(event.registration_closes_at),
        by_list=event.by_list,
    )


def terms_of(event: Event) -> dict[str, Any]:
    """Return how people register now, by the names that the form of it gives them."""
    return {
        "places": event.places,
        "per_council": event.places_per_council,
        "until": event.councils_first_until,
        "approval": event.needs_approval,
        "opens": event.registration_opens_at,
        "closes": event.registration_closes_at,
        "free": not event.needs_registration,
    }


def over(event: Event) -> bool:
    """Tell whether the event has ended now."""
    return is_over(door_of(event), now=timezone.now())


def offer_of(event: Event, now: datetime) -> Offer:
    """Return what places the event offers at the moment."""
    return Offer(
        places=event.places,
        per_council=event.places_per_council,
        councils_first=councils_first(per_council=event.places_per_council, until=event.councils_first_until, now=now),
        until=in_words(event.councils_first_until),
    )


def taken_at(event: Event, offer: Offer) -> Taken:
    """Count the places given; by council only where shares matter now."""
    confirmed = Registration.objects.filter(event=event, state=State.CONFIRMED)
    if not offer.councils_first:
        return Taken(confirmed.count(), {})
    rows = confirmed.order_by().values_list("council").annotate(n=Count("pk"))
    counts = dict(rows)
    return Taken(sum(counts.values()), {council: n for council, n in counts.items() if council is not None})


def waiting_of(event: Event, *, first: int | None = None) -> list[Waiting]:
    """Return those who wait, in order; only the first so many when that is enough."""
    rows = Registration.objects.filter(event=event, state=State.WAITING).order_by("queue")
    return [Waiting(queue, council) for queue, council in rows.values_list("queue", "council")[:first]]


def position_of(registration: Registration) -> int:
    """Return the place on the waiting list, from 1."""
    ahead = Registration.objects.filter(event=registration.event_id, state=State.WAITING, queue__lt=registration.queue)
    return ahead.count() + 1


def why_waits(registration: Registration) -> Refusal | None:
    """Say why the person waits and where he stands; None when he does not wait, or the list is about to move."""
    if registration.state != State.WAITING:
        return None
    event = registration.event
    offer = offer_of(event, timezone.now())
    return why_waiting(
        Waiting(registration.queue, registration.council_id),
        offer=offer,
        taken=taken_at(event, offer),
        position=position_of(registration),
    )


def asked_of(event: Event) -> list[Asked]:
    """Return the questions of the event's form as rules take them."""
    return [asked(question) for question in event.questions.all()]


def asked(question: Question) -> Asked:
    """Return one question as rules take it."""
    return Asked(
        number=question.pk or 0,
        kind=question.kind,
        required=question.required,
        choices=tuple(choice["value"] for choice in question.choices),
        shown_if=question.shown_if_id,
        shown_value=question.shown_value,
    )


def standing(event: Event, *, person: Person | None, email: str) -> Registration | None:
    """Return the registration of a person or an address that is not withdrawn; None when there is none."""
    same = Q(pk__in=[])
    if person is not None:
        same |= Q(person=person)
    if email:
        same |= Q(email=email.lower())
    return event.registrations.filter(same).exclude(state=State.WITHDRAWN).order_by("-person_id", "pk").first()


def modules_to_register(event: Event, *, person: Person | None) -> list[Event]:
    """Return the events for which one form registers, with their questions: the event alone, or those of its joint series.

    Of a series those are left out that are shut now, and those for which the person is registered already. The event whose
    page it is comes first, the others by their time.
    """
    if event.series is None or not event.series.joint:
        return [event]
    modules = open_modules(event.series.events.prefetch_related("questions"))
    if person is not None:
        there = Registration.objects.filter(event__in=modules, person=person).exclude(state=State.WITHDRAWN)
        known = set(there.values_list("event_id", flat=True))
        modules = [module for module in modules if module.pk not in known]
    return sorted(modules, key=lambda module: (module.pk != event.pk, module.starts_at or timezone.now(), module.pk))


def open_modules(events: "QuerySet[Event]") -> list[Event]:
    """Return those of the events for which one may register now, by number."""
    now = timezone.now()
    announced = events.filter(state=Event.State.ANNOUNCED).order_by("pk")
    return [event for event in announced if why_not_register(door_of(event), now=now) is None]


def council_behind(person: Person, day: date) -> Organisation | None:
    """Return the council in which the person holds an office or which he represents on the day; None when there is none."""
    office = holders_on(day).filter(
        person=person, organisation__kind=Organisation.Kind.COUNCIL, organisation__ended__isnull=True
    )
    held = office.first()
    if held is not None:
        return held.organisation
    mandate = mandates_on(day).filter(person=person, membership__organisation__kind=Organisation.Kind.COUNCIL).first()
    return mandate.membership.organisation if mandate is not None else None


def own_people(council: Organisation, day: date) -> list[Person]:
    """Return those who hold an office in the council or represent it on the day, each once, by name."""
    found = {office.person_id: office.person for office in holders_on(day).filter(organisation=council)}
    for mandate in mandates_on(day).filter(membership__organisation=council).select_related("person"):
        found.setdefault(mandate.person_id, mandate.person)
    return sorted(found.values(), key=lambda person: person.sort_key)


@dataclass(frozen=True, slots=True)
class Places:
    """Places of an event in numbers; `free` None: without a limit."""

    offered: int | None
    taken: int
    waiting: int
    asked: int
    councils_first: bool

    @property
    def free(self) -> int | None:
        """How many are left; never less than none."""
        return None if self.offered is None else max(0, self.offered - self.taken)


def places_of(event: Event) -> Places:
    """Count places given, those who wait and those who ask; one query."""
    counts = event.registrations.order_by().aggregate(
        taken=Count("pk", filter=Q(state=State.CONFIRMED)),
        waiting=Count("pk", filter=Q(state=State.WAITING)),
        asked=Count("pk", filter=Q(state=State.ASKED)),
    )
    return Places(offered=event.places, councils_first=offer_of(event, timezone.now()).councils_first, **counts)


@dataclass(frozen=True, slots=True)
class Entrance:
    """What the event's page says of registration to this person."""

    places: Places
    why_not: Refusal | None
    own: Registration | None
    why_waits: Refusal | None


def entrance_for(event: Event, person: Person | None) -> Entrance:
    """Return what the event's page says of registration: places, whether one may register, one's own registration."""
    own = standing(event, person=person, email="") if person is not None else None
    if own is not None:
        own.event = event
    return Entrance(
        places=places_of(event),
        why_not=why_not_register(door_of(event), now=timezone.now()),
        own=own,
        why_waits=why_waits(own) if own is not None else None,
    )


def registrations_sought(event: Event, *, q: str = "", state: str = "") -> "QuerySet[Registration]":
    """Return registrations of the event, in the queue's order; `q` is looked for in names, posts, organisations, addresses."""
    found = event.registrations.select_related("organisation", "council").order_by("queue")
    if state:
        found = found.filter(state=state)
    for word in search_key(q).split():
        found = found.filter(Q(search_key__contains=word) | Q(council__search_key__contains=word))
    return found


@dataclass(frozen=True, slots=True)
class CouncilLine:
    """One council of an event: how many have a place, wait, ask."""

    council: Organisation | None
    taken: int
    waiting: int
    asked: int


def by_council(event: Event) -> list[CouncilLine]:
    """Return places by council, those with most first; the last line is of those behind whom none stands. Two queries."""
    rows = (
        event.registrations.filter(state__in=LIVE)
        .order_by()
        .values("council")
        .annotate(
            taken=Count("pk", filter=Q(state=State.CONFIRMED)),
            waiting=Count("pk", filter=Q(state=State.WAITING)),
            asked=Count("pk", filter=Q(state=State.ASKED)),
        )
    )
    names = Organisation.objects.in_bulk([row["council"] for row in rows if row["council"]])
    lines = [CouncilLine(names.get(row["council"]), row["taken"], row["waiting"], row["asked"]) for row in rows]
    return sorted(
        lines,
        key=lambda line: (
            line.council is None,
            -line.taken,
            -line.waiting,
            line.council.sort_key if line.council else "",
        ),
    )


def own_registrations(person: Person, *, since: datetime) -> "QuerySet[Registration]":
    """Return the person's registrations for events that end after a moment, the nearest first."""
    return (
        Registration.objects.filter(person=person, state__in=LIVE)
        .filter(Q(event__ends_at__gte=since) | Q(event__ends_at__isnull=True, event__starts_at__gte=since))
        .select_related("event")
        .order_by("event__starts_at", "pk")
    )


def together_with(registration: Registration) -> "QuerySet[Registration]":
    """Return the registrations of the same person for the other events of a joint series."""
    series = registration.event.series
    if series is None or not series.joint:
        return Registration.objects.none()
    same = Q(person=registration.person_id) if registration.person_id else Q(email=registration.email)
    if not registration.person_id and not registration.email:
        return Registration.objects.none()
    return (
        Registration.objects.filter(same, event__series=series)
        .exclude(state=State.WITHDRAWN)
        .exclude(pk=registration.pk)
        .select_related("event")
        .order_by("event__series_position", "event__starts_at")
    )


def events_that_need(person: Person, day: date) -> list[str]:
    """Say in words for which events to come the person is registered: he is not erased before them."""
    rows = Registration.objects.filter(person=person, state__in=LIVE, event__starts_at__date__gte=day)
    return [
        gettext("registration for the event “%(title)s”") % {"title": row.event.title_uk}
        for row in rows.select_related("event")
    ]


def due_to_move(now: datetime) -> "QuerySet[Event]":
    """Return events whose round of councils has ended and where somebody still waits."""
    return Event.objects.filter(
        state=Event.State.ANNOUNCED,
        councils_first_until__lte=now,
        starts_at__gt=now,
        pk__in=Registration.objects.filter(state=State.WAITING).values("event"),
    )
