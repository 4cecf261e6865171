"""What the proposal of the next editions stands on: who lacks what where, which programmes are in force, who was host when."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Sum, Value, When

from spilno.learning.models import Edition, Enrolment, StandardVersion, YearStanding
from spilno.learning.queries.coverage import COMPETENCE_YEARS, Place, Wanted, by_competence, places_of
from spilno.learning.queries.staff import ON_THE_WAY
from spilno.learning.queries.standards import in_force_q
from spilno.learning.queries.standings import duties
from spilno.learning.rules.categories import offices_of
from spilno.learning.rules.gaps import Host, Lacking, Offer, Proposal, days_of_edition, is_late, propose
from spilno.learning.rules.standing import duty_of_year
from spilno.territories.models import Unit

NO_LIMIT = 1_000_000  # places of an edition that has no limit


@dataclass(frozen=True, slots=True)
class Gap:
    """A proposal as the page shows it."""

    proposal: Proposal
    version: StandardVersion
    raion: Unit
    host: Place | None
    hosted: date | None
    councils: list[tuple[Place, int]]
    days: tuple[date, date, date]  # first, last, of applications: what a draft would have
    late: bool  # it ends when the year is over
    taking: list[Edition]  # editions of the programme that take applications, wherever they are


def lacking_on(today: date) -> list[Lacking]:
    """Return who has not done what is due, by council, category and kind of duty; four queries. A person is counted once.

    Whose term as a newcomer of the year before runs still is counted as a newcomer: the certificate programme does both.
    """
    newcomers = YearStanding.objects.filter(year=today.year - 1, newcomer=True, met=False, due_on__gte=today)
    twice = newcomers.filter(person=OuterRef("person"))
    present = YearStanding.objects.filter(year=today.year, met=False, due_on__gte=today).exclude(Exists(twice))
    places = places_of()
    found: dict[tuple[int, str, bool], tuple[int, int]] = defaultdict(lambda: (0, 0))
    learned: dict[tuple[int, str, bool], dict[int, int]] = defaultdict(dict)
    for rows in (present, newcomers):
        for organisation, category, newcomer, people, enrolled in _counted(rows):
            before = found[organisation, category, newcomer]
            found[organisation, category, newcomer] = (before[0] + people, before[1] + enrolled)
        for organisation, category, newcomer, standard, people in _learned(rows, today):
            own = learned[organisation, category, newcomer]
            own[standard] = own.get(standard, 0) + people
    return [
        Lacking(organisation, raion, category, newcomer, people, enrolled, learned[organisation, category, newcomer])
        for (organisation, category, newcomer), (people, enrolled) in found.items()
        if (raion := places[organisation].raion) is not None
    ]


KEYS = ("organisation_id", "category", "newcomer")


def _counted(rows: "QuerySet[YearStanding]") -> "QuerySet[YearStanding, tuple[int, str, bool, int, int]]":
    way = Exists(Enrolment.objects.filter(person=OuterRef("person"), state__in=ON_THE_WAY))
    number = Sum(Case(When(way, then=Value(1)), default=Value(0), output_field=IntegerField()))
    return rows.order_by().values_list(*KEYS).annotate(people=Count("*"), enrolled=number)


def _learned(rows: "QuerySet[YearStanding]", today: date) -> "QuerySet[YearStanding, tuple[int, str, bool, int, int]]":
    since = date(today.year - COMPETENCE_YEARS + 1, 1, 1)
    way = Exists(Enrolment.objects.filter(person=OuterRef("person"), state__in=ON_THE_WAY))
    done = Q(person__enrolments__state=Enrolment.State.COMPLETED, person__enrolments__completed_on__gte=since)
    standard = "person__enrolments__edition__version__standard"
    return (
        rows.exclude(way)
        .filter(done)
        .order_by()
        .values_list(*KEYS, standard)
        .annotate(people=Count("person", distinct=True))
    )


def offers_on(today: date) -> tuple[list[Offer], dict[int, StandardVersion]]:
    """Return the standards in force with what the rule asks of them, and their versions by standard."""
    duty = duty_of_year(duties(), today.year)
    versions = list(StandardVersion.objects.filter(in_force_q(today)).prefetch_related("outcomes__competence"))
    shares = {line.key: line.count.percent for line in by_competence(Wanted(today.year), today, exact=True)}
    offers = []
    for version in versions:
        learned = [shares.get(each.competence.code) for each in version.outcomes.all() if each.competence]
        known = [share for share in learned if share is not None]
        certificate = duty is not None and version.credits >= duty.certificate_least
        offers.append(Offer(version.standard_id, offices_of(version.categories), certificate, min(known, default=None)))
    return offers, {version.standard_id: version for version in versions}


def hosts_of(places: Mapping[int, Place]) -> list[Host]:
    """Return the councils of hromadas with the last day on which an edition was held in their territory; one query."""
    held = Edition.objects.exclude(state=Edition.State.CANCELLED).filter(territory__isnull=False).order_by()
    last = dict(held.values_list("territory").annotate(last=Max("ends_on")))
    return [
        Host(place.pk, place.raion, last.get(place.unit))
        for place in places.values()
        if place.raion is not None and place.unit is not None and place.unit != place.raion
    ]


def _free(editions: "QuerySet[Edition]") -> "QuerySet[Edition]":
    """Add how many places are free; None: there is no limit."""
    way = Count("enrolments", filter=Q(enrolments__state__in=ON_THE_WAY))
    return editions.annotate(free=F("places") - way)


def planned_on(today: date, raions: Mapping[int, int]) -> dict[tuple[int, int], int]:
    """Return the free places of editions that are prepared or announced and have not begun, by standard and raion; one query.

    `raions` tells the raion of each territory; an edition for the whole oblast is counted in none.
    """
    state = Edition.State
    rows = _free(Edition.objects.filter(state__in=[state.DRAFT, state.ANNOUNCED], starts_on__gt=today)).order_by()
    found: dict[tuple[int, int], int] = defaultdict(int)
    for standard, territory, free in rows.values_list("version__standard", "territory", "free"):
        if territory in raions:
            found[standard, raions[territory]] += NO_LIMIT if free is None else max(0, free)
    return found


def taking_on(today: date) -> dict[int, list[Edition]]:
    """Return the editions that take applications and have free places, by standard; one query."""
    rows = _free(
        Edition.objects.filter(state=Edition.State.ANNOUNCED, apply_until__gte=today).select_related("version")
    )
    found: dict[int, list[Edition]] = defaultdict(list)
    for edition in rows.filter(Q(free__gt=0) | Q(free=None)).order_by("starts_on", "pk"):
        found[edition.version.standard_id].append(edition)
    return found


def gaps_on(today: date, *, raion: int | None = None, most: int = 5) -> list[Gap]:
    """Return the proposals of a day, of one raion or of all, the one that reaches most people first; as many queries whatever there is."""
    lacking = [group for group in lacking_on(today) if raion in {None, group.raion}]
    if not lacking:
        return []
    places = places_of()
    offers, versions = offers_on(today)
    raions = {place.unit: place.raion for place in places.values() if place.unit and place.raion}
    planned = planned_on(today, raions | {pk: pk for pk in raions.values()})
    proposals = propose(lacking, offers, hosts_of(places), planned, most=most)
    units, taking = Unit.objects.in_bulk([proposal.raion for proposal in proposals]), taking_on(today)
    return [_gap(each, versions[each.standard], units[each.raion], places, taking, today=today) for each in proposals]


def _gap(
    proposal: Proposal, version: StandardVersion, raion: Unit, places: Mapping[int, Place], taking: Mapping[int, list[Edition]],
    *, today: date,
) -> Gap:  # fmt: skip
    days, host = days_of_edition(today, hours=version.hours), proposal.host
    return Gap(
        proposal=proposal,
        version=version,
        raion=raion,
        host=places[host.organisation] if host else None,
        hosted=host.last if host else None,
        councils=[(places[pk], people) for pk, people in proposal.councils],
        days=days,
        late=is_late(days[1], year=today.year),
        taking=taking.get(proposal.standard, []),
    )


def unit_of(gap: Gap) -> Unit:
    """Return where the proposed edition is held: the hromada of its host, or the raion."""
    return Unit.objects.get(pk=gap.host.unit) if gap.host and gap.host.unit else gap.raion
