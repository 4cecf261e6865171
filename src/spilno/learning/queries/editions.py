"""Editions: what is announced and sought, what is settled of each, its modules with sessions, lessons and teachers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from spilno.events.models import Event, Session
from spilno.learning.models import (
    Edition,
    EditionModule,
    Lesson,
    Module,
    ModuleSession,
    Provider,
    StandardVersion,
    Teacher,
)
from spilno.learning.queries.standards import delivery_facts, in_force_on, providers_on
from spilno.learning.queries.volumes import volume_of
from spilno.learning.rules.editions import EditionPlan, ModulePlan
from spilno.organisations.models import Organisation
from spilno.territories.models import Unit
from spilno.territories.rules.codes import search_key

State = Edition.State
OPEN = (State.ANNOUNCED, State.LEARNING)
OVER = (State.FINISHED, State.CANCELLED)
DAYS = ("starts_on", "ends_on", "apply_until", "places", "places_per_council", "councils_first_until")


def register() -> "QuerySet[Edition]":
    """Return all editions with what their lines show."""
    return Edition.objects.select_related("version__standard", "provider", "partner", "territory__parent__parent")


def plan_of(
    *, version: StandardVersion, provider: Organisation, starts_on: date, ends_on: date, apply_until: date,
    places: int | None = None, places_per_council: int | None = None, councils_first_until: date | None = None,
) -> EditionPlan:  # fmt: skip
    """Gather what decides whether an edition can be so."""
    return EditionPlan(
        starts_on=starts_on,
        ends_on=ends_on,
        apply_until=apply_until,
        first=delivery_facts(version, provider, starts_on),
        last=delivery_facts(version, provider, ends_on),
        credits=version.credits,
        hours=version.hours,
        rule=volume_of(starts_on),
        places=places,
        per_council=places_per_council,
        has_until=councils_first_until is not None,
    )


def plan_of_edition(edition: Edition) -> EditionPlan:
    """Gather the same of an edition as it stands."""
    return plan_of(
        version=edition.version, provider=edition.provider, **{name: getattr(edition, name) for name in DAYS}
    )


def modules_of(edition: Edition) -> "QuerySet[EditionModule]":
    """Return the modules of an edition in their order, with hours, sessions, teachers and lessons; five queries."""
    sessions = ModuleSession.objects.select_related("session__event").order_by("session__starts_at", "pk")
    return edition.modules.select_related("module").prefetch_related(
        "module__hours", Prefetch("sessions", sessions), "teachers", "lessons"
    )


def module_plans(edition: Edition) -> list[ModulePlan]:
    """Return how each module is completed, as the rules take it; two queries."""
    rows = edition.modules.select_related("module").annotate(
        session_count=Count("sessions", filter=counted_q("sessions__session__"), distinct=True),
        linkless=Count("sessions", filter=_draft_q(ONLINE, online_link=""), distinct=True),
        placeless=Count("sessions", filter=_draft_q(IN_PERSON, venue="", address=""), distinct=True),
        lesson_count=Count("lessons", distinct=True),
        test_count=Count("tests", distinct=True),
        assignment_count=Count("assignments", distinct=True),
    )
    return [
        ModulePlan(
            title=str(each.module),
            required=each.module.required,
            percent=each.attendance_percent,
            sessions=each.session_count,
            needs_lessons=each.needs_lessons,
            lessons=each.lesson_count,
            tests=each.test_count,
            assignments=each.assignment_count,
            without_link=each.linkless,
            without_place=each.placeless,
        )
        for each in rows.order_by("order", "pk")
    ]


ONLINE = (Event.Format.ONLINE, Event.Format.MIXED)
IN_PERSON = (Event.Format.IN_PERSON, Event.Format.MIXED)


def _draft_q(formats: Sequence[str], **lacking: str) -> Q:
    event = {"state": Event.State.DRAFT, "format__in": formats, **lacking}
    return Q(**{f"sessions__session__event__{name}": value for name, value in event.items()})


def counted_q(prefix: str = "") -> Q:
    """Return the condition that a session counts: attendance is taken at it, and its event was not cancelled."""
    return (
        Q(**{f"{prefix}counted": True})
        & ~Q(**{f"{prefix}kind": Session.Kind.BREAK})
        & ~Q(**{f"{prefix}event__state": Event.State.CANCELLED})
    )


def events_of(edition: Edition) -> "QuerySet[Event]":
    """Return the events at whose sessions the edition is taught, by time; cancelled ones are left out."""
    tied = ModuleSession.objects.filter(module__edition=edition, session__event=OuterRef("pk"))
    return Event.objects.filter(Exists(tied)).exclude(state=Event.State.CANCELLED).order_by("starts_at", "pk")


def editions_at(event: Event) -> "QuerySet[Edition]":
    """Return the editions that are taught at an event."""
    tied = ModuleSession.objects.filter(session__event=event, module__edition=OuterRef("pk"))
    return register().filter(Exists(tied))


def own_events_of(edition: Edition) -> "QuerySet[Event]":
    """Return those of its events that people enter by list, and at which no other edition is taught."""
    others = ModuleSession.objects.filter(session__event=OuterRef("pk")).exclude(module__edition=edition)
    return events_of(edition).filter(by_list=True).exclude(Exists(others))


def sessions_to_tie(edition: Edition) -> "QuerySet[Session]":
    """Return the sessions of the provider's and partner's events within the term of learning at which it is not taught yet."""
    owners = [each for each in (edition.provider_id, edition.partner_id) if each]
    tied = ModuleSession.objects.filter(module__edition=edition, session=OuterRef("pk"))
    return (
        Session.objects.filter(
            counted_q(),
            event__owners__organisation__in=owners,
            starts_at__date__gte=edition.starts_on,
            starts_at__date__lte=edition.ends_on,
        )
        .exclude(kind=Session.Kind.BREAK)
        .exclude(Exists(tied))
        .select_related("event")
        .distinct()
        .order_by("starts_at", "pk")
    )


def to_deliver(day: date, organisations: Iterable[int] | None = None) -> "QuerySet[Provider]":
    """Return what may be delivered on a day: providers of standards in force; only those organisations, when named."""
    rows = providers_on(day).filter(standard__in=in_force_on(day).order_by().values("standard"))
    if organisations is not None:
        rows = rows.filter(organisation__in=list(organisations))
    return rows.prefetch_related(Prefetch("standard__versions", in_force_on(day), to_attr="in_force"))


def version_for(standard: int, day: date) -> StandardVersion | None:
    """Return the version of a standard that is in force on a day; its latest one when none is."""
    found = in_force_on(day).filter(standard=standard).first()
    return found or StandardVersion.objects.filter(standard=standard).order_by("-version").first()


def sought(
    rows: "QuerySet[Edition]", *, day: date, q: str = "", when: str = "", provider: str = "", raion: str = "", category: str = "",
    standard: str = "",
) -> "QuerySet[Edition]":  # fmt: skip
    """Narrow a list of editions by words of the title, by how they stand, provider, raion, target and standard."""
    for word in search_key(q).split():
        rows = rows.filter(version__search_key__contains=word)
    if provider.isdecimal():
        rows = rows.filter(Q(provider=provider) | Q(partner=provider))
    if raion.isdecimal():
        rows = rows.filter(Q(territory=raion) | Q(territory__parent=raion) | Q(territory__parent__parent=raion))
    if standard.isdecimal():
        rows = rows.filter(version__standard=standard)
    if category:
        named = StandardVersion.objects.filter(editions__isnull=False).distinct().values_list("pk", "categories")
        rows = rows.filter(version__in=[pk for pk, codes in named if category in codes])
    if when == "open":
        return rows.filter(state__in=OPEN, apply_until__gte=day).order_by("starts_on", "pk")
    if when == "learning":
        return rows.filter(state=State.LEARNING)
    if when == "over":
        return rows.filter(state__in=OVER)
    if when == "all":
        return rows
    return rows.filter(state__in=OPEN).order_by("starts_on", "pk")


def all_providers() -> list[Organisation]:
    """Return every organisation that delivers or delivered an edition, by name."""
    return list(
        Organisation.objects.filter(
            Exists(Edition.objects.filter(provider=OuterRef("pk")).exclude(state=State.DRAFT))
        ).order_by("sort_key")
    )


def raions_taught() -> list[Unit]:
    """Return the raions in which an edition was announced, by name."""
    units = Edition.objects.exclude(state=State.DRAFT).filter(territory__isnull=False).values("territory")
    return list(
        Unit.objects.filter(category=Unit.Category.RAION)
        .filter(Q(pk__in=units) | Q(children__in=units) | Q(children__children__in=units))
        .distinct()
        .order_by("name")
    )


@dataclass(frozen=True, slots=True)
class Taught:
    """A module of an edition as its page shows it; `hours` are those of all kinds."""

    row: EditionModule
    hours: int
    sessions: list[Session] = field(default_factory=list)
    teachers: list[Teacher] = field(default_factory=list)
    lessons: list[Lesson] = field(default_factory=list)

    @property
    def module(self) -> Module:
        """The module of the standard."""
        return self.row.module


def taught(edition: Edition) -> list[Taught]:
    """Return the modules of an edition as pages show them; constant queries."""
    return [
        Taught(
            row=each,
            hours=sum(own.hours for own in each.module.hours.all()),
            sessions=[tie.session for tie in each.sessions.all()],
            teachers=list(each.teachers.all()),
            lessons=list(each.lessons.all()),
        )
        for each in modules_of(edition)
    ]


def between(first: date, last: date) -> "QuerySet[Edition]":
    """Return editions that begin between two days, both included, as a calendar needs them; drafts and cancelled ones are absent."""
    rows = register().filter(state__in=[*OPEN, State.FINISHED], starts_on__gte=first, starts_on__lte=last)
    return rows.order_by("starts_on", "pk")


def open_now(count: int) -> "QuerySet[Edition]":
    """Return the next editions for which one may apply today."""
    return sought(register(), day=timezone.localdate(), when="open")[:count]
