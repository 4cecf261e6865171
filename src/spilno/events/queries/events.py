"""Events as lists and pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Substr
from django.utils import timezone
from django.utils.formats import date_format

from spilno.documents.models import Attachment
from spilno.events.models import Event, Logo, Owner, Registration, Series, Session
from spilno.events.rules.life import EventPlan
from spilno.organisations.models import Organisation
from spilno.territories.queries import raions_among
from spilno.territories.rules.codes import RAION_LENGTH, search_key
from spilno.ui.words import in_language

UPCOMING, PAST, DRAFTS = "upcoming", "past", "drafts"
MOST_SERIES = 200


@dataclass(frozen=True, slots=True)
class Sought:
    """What a reader of the register looks for; empty means all."""

    q: str = ""
    when: str = UPCOMING
    kind: str = ""
    format: str = ""
    owner: str = ""
    raion: str = ""
    series: str = ""


def day_begins(day: date) -> datetime:
    """Return the first moment of a day in Kyiv."""
    return timezone.make_aware(datetime.combine(day, time.min))


def in_lists(rows: "QuerySet[Event]") -> "QuerySet[Event]":
    """Return events as lists show them: with holders, territory and how many have a place."""
    confirmed = (
        Registration.objects.filter(event=OuterRef("pk"), state=Registration.State.CONFIRMED)
        .order_by()
        .values("event")
        .annotate(n=Count("pk"))
        .values("n")
    )
    named = Owner.objects.select_related("organisation").only(
        "event", "position", "organisation__name_uk", "organisation__name_en"
    )
    return (
        rows.select_related("territory")
        .prefetch_related(Prefetch("owners", named))
        .annotate(taken=Coalesce(Subquery(confirmed), 0))
        .defer("summary_uk", "summary_en", "search_key")
    )


def listed(numbers: Iterable[int]) -> list[Event]:
    """Return events by their numbers, in that order, as lists show them: what a page needs is read for that page only."""
    wanted = list(numbers)
    found = in_lists(Event.objects.order_by()).in_bulk(wanted)
    return [found[number] for number in wanted if number in found]


def sought(rows: "QuerySet[Event]", wanted: Sought, *, today: date) -> "QuerySet[Event]":
    """Return the events that are meant. What goes on today is still ahead; past ones come newest first."""
    ahead = Q(ends_at__gte=day_begins(today)) | Q(ends_at__isnull=True, starts_at__gte=day_begins(today))
    if wanted.when == DRAFTS:
        rows = rows.filter(state=Event.State.DRAFT).order_by("starts_at", "pk")
    elif wanted.when == PAST:
        rows = rows.exclude(state=Event.State.DRAFT).exclude(ahead).order_by("-starts_at", "-pk")
    else:
        rows = rows.exclude(state=Event.State.DRAFT).filter(ahead).order_by("starts_at", "pk")
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.format:
        rows = rows.filter(format=wanted.format)
    if wanted.owner:
        rows = rows.filter(pk__in=Owner.objects.filter(organisation_id=wanted.owner).values("event"))
    if wanted.raion:
        rows = rows.filter(territory__code__startswith=wanted.raion[:RAION_LENGTH])
    if wanted.series:
        rows = rows.filter(series_id=wanted.series)
    for word in search_key(wanted.q).split():
        named = Owner.objects.filter(organisation__search_key__contains=word)
        rows = rows.filter(Q(search_key__contains=word) | Q(pk__in=named.values("event")))
    return rows


def holders(chosen: str = "") -> list[tuple[int, str]]:
    """Return numbers and names of associations, schools and other partners that hold events which everyone may see, and the one that is chosen.

    Councils are thousands: they are found by words, since a search looks at the names of holders too.
    """
    public = Owner.objects.exclude(event__state=Event.State.DRAFT).exclude(organisation__kind=Organisation.Kind.COUNCIL)
    named = Q(pk=chosen) if chosen.isdecimal() and len(chosen) < 12 else Q(pk__in=())
    found = Organisation.objects.filter(Q(pk__in=public.values("organisation")) | named).order_by("sort_key")
    return [(pk, in_language(*names)) for pk, *names in found.values_list("pk", "name_uk", "name_en")]


def newest_series() -> list[tuple[int, str]]:
    """Return numbers and titles of the newest series that everyone may see, as many as a list can show.

    The same course is held every year under one title: its days tell one series from another.
    """
    public = Event.objects.exclude(state=Event.State.DRAFT).filter(series__isnull=False).order_by()
    span = public.values("series").annotate(first=Min("starts_at"), last=Max("starts_at"))
    days = {row["series"]: (row["first"], row["last"]) for row in span.order_by("-series")[:MOST_SERIES]}
    rows = Series.objects.filter(pk__in=days).values_list("pk", "title_uk", "title_en")
    return [(pk, f"{in_language(*words)} ({_span(*days[pk])})") for pk, *words in rows]


def _span(first: datetime, last: datetime) -> str:
    days = [date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT") for moment in (first, last)]
    return "–".join(dict.fromkeys(days))


def raions_with_events() -> list[tuple[str, str]]:
    """Return codes and names of the raions where events are held; two queries."""
    codes = (
        Event.objects.filter(territory__isnull=False)
        .exclude(state=Event.State.DRAFT)
        .order_by()
        .annotate(raion=Substr("territory__code", 1, RAION_LENGTH))
    )
    raions = raions_among(codes.values_list("raion", flat=True).distinct())
    return [(raion.code, str(raion)) for raion in raions]


def owners_of(event: Event) -> "QuerySet[Owner]":
    """Return the holders of one event in their order, with logos."""
    return event.owners.select_related("organisation__logo__attachment")


def initials(name: str) -> str:
    """Return up to three letters that stand for an organisation without a logo: «Асоціація міст України» → АМУ.

    Of a name with its own name in quotation marks the own name is taken: the words before it are the same for many.
    """
    own = name.partition("«")[2].rpartition("»")[0] or name
    words = [word.strip("«»\"'(),.") for word in own.replace("-", " ").split()]
    return "".join(word[0].upper() for word in words if len(word) > 2)[:3]


def logos_of(organisations: Iterable[Organisation]) -> dict[int, Attachment]:
    """Return the pictures that organisations gave as their logos, by number of the organisation."""
    rows = Logo.objects.filter(organisation__in=list(organisations)).select_related("attachment")
    return {row.organisation_id: row.attachment for row in rows}


def plan_of(event: Event) -> EventPlan:
    """Return what is settled of an event, for the rules."""
    return EventPlan(
        state=event.state,
        kind=event.kind,
        format=event.format,
        day=event.day,
        owners=event.owners.count(),
        has_place=bool(event.venue or event.address),
        has_link=bool(event.online_link),
        sessions=event.sessions.exclude(kind=Session.Kind.BREAK).count(),
        has_end=event.ends_at is not None,
    )


def in_series(event: Event, *, drafts: bool) -> "QuerySet[Event]":
    """Return all events of the series in their order; none when it stands alone. Drafts only for those who keep it."""
    if event.series_id is None:
        return Event.objects.none()
    rows = Event.objects.filter(series=event.series_id).order_by("series_position", "starts_at", "pk")
    return rows if drafts else rows.exclude(state=Event.State.DRAFT)


def events_between(first: date, last: date) -> "QuerySet[Event]":
    """Return announced, held and cancelled events that begin between two days, both included, as a calendar needs them."""
    return (
        Event.objects.exclude(state=Event.State.DRAFT)
        .only("kind", "state", "title_uk", "title_en", "starts_at", "ends_at", "venue", "address")
        .filter(starts_at__gte=day_begins(first), starts_at__lt=day_begins(last + timedelta(days=1)))
        .order_by("starts_at", "pk")
    )


def at_the_door(today: date) -> "QuerySet[Event]":
    """Return the announced and held events that last over a day, also those that began on a day before."""
    states = (Event.State.ANNOUNCED, Event.State.HELD)
    tomorrow = day_begins(today + timedelta(days=1))
    lasts = Q(ends_at__gte=day_begins(today)) | Q(ends_at=None, starts_at__gte=day_begins(today))
    return Event.objects.filter(lasts, state__in=states, starts_at__lt=tomorrow).order_by("starts_at", "pk")


def coming(today: date, count: int) -> "QuerySet[Event]":
    """Return the next announced events with their holders."""
    rows = Event.objects.filter(state=Event.State.ANNOUNCED, ends_at__gte=day_begins(today)).order_by("starts_at", "pk")
    return in_lists(rows)[:count]


def to_be_told(event: Event) -> "QuerySet[Registration]":
    """Return the registrations whose people are told of a change: all that wait, ask or have a place."""
    return event.registrations.filter(
        state__in=[Registration.State.ASKED, Registration.State.CONFIRMED, Registration.State.WAITING]
    )


def events_of_person(person: Any) -> "QuerySet[Event]":
    """Return events where the person has a place or speaks, and which everyone may see."""
    return (
        Event.objects.exclude(state=Event.State.DRAFT)
        .filter(
            Q(pk__in=Registration.objects.filter(person=person, state=Registration.State.CONFIRMED).values("event"))
            | Q(pk__in=Session.objects.filter(speakers__person=person).values("event"))
        )
        .order_by("starts_at", "pk")
    )
