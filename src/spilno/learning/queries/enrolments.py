"""Who stands in an edition: offices of those who apply, places and the queue, lists for those who lead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from spilno.events.queries.events import day_begins
from spilno.events.rules.places import Offer, Taken, Waiting, councils_first, why_waiting
from spilno.learning.models import CreditRow, Edition, Enrolment
from spilno.learning.rules.categories import is_meant_for
from spilno.learning.rules.enrolling import CONCERNED, HAVE_PLACES, ApplicantFacts
from spilno.organisations.models import Organisation
from spilno.people.models import Office, Person
from spilno.people.queries import holders_on
from spilno.statute.rules.refusal import Refusal
from spilno.territories.rules.codes import search_key

State = Enrolment.State
GONE = (State.REFUSED, State.WITHDRAWN)


def offices_for(
    people: Iterable[int], *, targets: Iterable[str], day: date, organisation: Organisation | None = None
) -> dict[int, Office]:
    """Return the office by which each person applies: one that the programme is meant for, else any; only of the organisation, when given."""
    held = holders_on(day).filter(person__in=list(people), organisation__ended__isnull=True)
    if organisation is not None:
        held = held.filter(organisation=organisation)
    wanted = list(targets)
    found: dict[int, Office] = {}
    for office in held.order_by("starts", "pk"):
        known = found.get(office.person_id)
        if known is None or (is_meant_for(wanted, office.category) and not is_meant_for(wanted, known.category)):
            found[office.person_id] = office
    return found


def name_of(edition: Edition) -> str:
    """Name an edition in a sentence: its number, or its days."""
    if edition.number:
        return gettext("edition no. %(number)s") % {"number": edition.number}
    return f"{edition.starts_on:%d.%m.%Y} – {edition.ends_on:%d.%m.%Y}"


def facts_of(
    edition: Edition, people: Mapping[int, Person], offices: Mapping[int, Office]
) -> dict[int, ApplicantFacts]:
    """Gather what decides whether people may apply, by number; two queries for any number of them."""
    own = dict(edition.enrolments.filter(person__in=people).exclude(state__in=GONE).values_list("person", "state"))
    others = Enrolment.objects.filter(
        person__in=people, state__in=CONCERNED, edition__version__standard=edition.version.standard_id
    ).exclude(edition=edition)
    elsewhere = {each.person_id: name_of(each.edition) for each in others.select_related("edition")}
    return {
        pk: ApplicantFacts(
            name=str(person),
            category=offices[pk].category if pk in offices else "",
            here=own.get(pk, ""),
            elsewhere=elsewhere.get(pk, ""),
        )
        for pk, person in people.items()
    }


def own_enrolment(edition: Edition, person: Person | None) -> Enrolment | None:
    """Return how a person stands in an edition, the latest; None: he never applied."""
    if person is None:
        return None
    rows = list(edition.enrolments.filter(person=person).select_related("organisation", "certificate").order_by("-pk"))
    return next((each for each in rows if each.state not in GONE), next(iter(rows), None))


def until_of(edition: Edition) -> datetime | None:
    """Return the moment at which the round of councils ends: the end of its last day."""
    return day_begins(edition.councils_first_until + timedelta(days=1)) if edition.councils_first_until else None


def offer_of(edition: Edition, now: datetime) -> Offer:
    """Return what places an edition offers at the moment."""
    until = until_of(edition)
    return Offer(
        places=edition.places,
        per_council=edition.places_per_council,
        councils_first=councils_first(per_council=edition.places_per_council, until=until, now=now),
        until=date_format(timezone.localtime(until), "DATETIME_FORMAT") if until else "",
    )


def taken_in(edition: Edition) -> Taken:
    """Count the places given, by council for those whom one named; one query."""
    rows = edition.enrolments.filter(state__in=HAVE_PLACES).order_by()
    counts = list(rows.values_list("organisation", "nominated").annotate(n=Count("pk")))
    by_council: dict[int, int] = {}
    for organisation, nominated, number in counts:
        if nominated and organisation is not None:
            by_council[organisation] = by_council.get(organisation, 0) + number
    return Taken(sum(number for *_who, number in counts), by_council)


def waiting_in(edition: Edition) -> list[Waiting]:
    """Return those who wait, in the order of their applications."""
    rows = edition.enrolments.filter(state=State.WAITING).order_by("pk")
    return [
        Waiting(pk, organisation if nominated else None)
        for pk, organisation, nominated in rows.values_list("pk", "organisation", "nominated")
    ]


def why_waits(enrolment: Enrolment) -> Refusal | None:
    """Say why one waits, and where he stands in the queue; None when he does not wait."""
    if enrolment.state != State.WAITING:
        return None
    edition = enrolment.edition
    ahead = edition.enrolments.filter(state=State.WAITING, pk__lt=enrolment.pk).count()
    return why_waiting(
        Waiting(enrolment.pk, enrolment.organisation_id if enrolment.nominated else None),
        offer=offer_of(edition, timezone.now()),
        taken=taken_in(edition),
        position=ahead + 1,
    )


@dataclass(frozen=True, slots=True)
class Places:
    """Places of an edition in numbers; `free` None: without a limit."""

    offered: int | None
    taken: int
    waiting: int
    applied: int
    admitted: int

    @property
    def free(self) -> int | None:
        """How many are left; never less than none."""
        return None if self.offered is None else max(0, self.offered - self.taken)


def places_of(edition: Edition) -> Places:
    """Count the places of an edition; one query."""
    counts = edition.enrolments.order_by().aggregate(
        taken=Count("pk", filter=Q(state__in=HAVE_PLACES)),
        waiting=Count("pk", filter=Q(state=State.WAITING)),
        applied=Count("pk", filter=Q(state=State.APPLIED)),
        admitted=Count("pk", filter=Q(state=State.ADMITTED)),
    )
    return Places(offered=edition.places, **counts)


OWN_FIELDS = [field.name for field in Enrolment._meta.concrete_fields]
NAMES = [
    "person__family_name",
    "person__given_name",
    "person__patronymic",
    "organisation__name_uk",
    "organisation__name_en",
]


def with_names(rows: "QuerySet[Enrolment]") -> "QuerySet[Enrolment]":
    """Read of persons and organisations only how they are called: lists of hundreds ask for nothing else."""
    return rows.select_related("person", "organisation", "certificate").only(*OWN_FIELDS, *NAMES)


def listed(edition: Edition, *, q: str = "", state: str = "", organisation: str = "") -> "QuerySet[Enrolment]":
    """Return those who applied, as those who lead the edition see them, in the order of applications."""
    rows = with_names(edition.enrolments.all()).order_by("pk")
    for word in search_key(q).split():
        rows = rows.filter(Q(person__search_key__contains=word) | Q(organisation__search_key__contains=word))
    if state in State.values:
        rows = rows.filter(state=state)
    if organisation.isdecimal():
        rows = rows.filter(organisation=organisation)
    return rows


def people_of(organisation: Organisation, day: date) -> list[Office]:
    """Return the offices held in an organisation on a day, one for each person, by name."""
    found: dict[int, Office] = {}
    for office in holders_on(day).filter(organisation=organisation).order_by("starts", "pk"):
        found.setdefault(office.person_id, office)
    return sorted(found.values(), key=lambda office: office.person.sort_key)


def named_by(edition: Edition, organisation: Organisation) -> "QuerySet[Enrolment]":
    """Return those of an organisation who stand in an edition or did."""
    return edition.enrolments.filter(organisation=organisation).select_related("person").order_by("person__sort_key")


def round_over(now: datetime) -> "QuerySet[Edition]":
    """Return open editions whose round of councils is over and where somebody waits: their queue may move."""
    day = timezone.localdate(now)
    return (
        Edition.objects.filter(
            state__in=[Edition.State.ANNOUNCED, Edition.State.LEARNING],
            councils_first_until__lt=day,
            enrolments__state=State.WAITING,
        )
        .distinct()
        .order_by("pk")
    )


def needs_of_person(person: Person, _day: date) -> Iterable[str]:
    """Say what of learning stands on a person: claims that wait, editions where he learns or asked to, those that he leads or marks."""
    waiting = CreditRow.objects.filter(person=person, state__in=CreditRow.OPEN).count()
    if waiting:
        yield ngettext("%(n)d claim of credits", "%(n)d claims of credits", waiting) % {"n": waiting}
    live = Edition.objects.filter(state__in=[Edition.State.ANNOUNCED, Edition.State.LEARNING]).order_by("pk")
    for edition in live.filter(enrolments__person=person, enrolments__state__in=CONCERNED):
        yield gettext("learning: %(edition)s") % {"edition": name_of(edition)}
    leads = Q(manager=person) | Q(modules__teachers__person=person, modules__teachers__marks=True)
    for edition in live.filter(leads).distinct():
        yield gettext("leading or marking: %(edition)s") % {"edition": name_of(edition)}
