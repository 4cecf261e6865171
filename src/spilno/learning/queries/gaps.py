"""What the proposal of the next editions stands on: who lacks what where, which programmes are in force, who was host when."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Sum, Value, When

from spilno.learning.models import Edition, Enrolment, StandardVersion, YearStanding
from spilno.learning.queries.coverage import COMPETENCE_YEARS, Place, Wanted, by_competence, places_of
from spilno.learning.queries.staff import ON_THE_WAY
from spilno.learning.queries.standards import in_force_q
from spilno.learning.queries.standings import duties
from spilno.learning.rules.categories import offices_of
from spilno.learning.rules.gaps import Host, Lacking, Offer, Proposal, propose
from spilno.learning.rules.standing import duty_of_year
from spilno.territories.models import Unit


@dataclass(frozen=True, slots=True)
class Gap:
    """A proposal as the page shows it."""

    proposal: Proposal
    version: StandardVersion
    raion: Unit
    host: Place | None
    hosted: date | None
    councils: list[tuple[Place, int]]


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


def gaps_on(today: date, *, most: int = 5) -> list[Gap]:
    """Return the proposals of a day, the one that reaches most people first; as many queries whatever there is."""
    lacking = lacking_on(today)
    if not lacking:
        return []
    places = places_of()
    offers, versions = offers_on(today)
    proposals = propose(lacking, offers, hosts_of(places), most=most)
    raions = Unit.objects.in_bulk([proposal.raion for proposal in proposals])
    return [
        Gap(
            proposal=each,
            version=versions[each.standard],
            raion=raions[each.raion],
            host=places[each.host.organisation] if each.host else None,
            hosted=each.host.last if each.host else None,
            councils=[(places[pk], people) for pk, people in each.councils],
        )
        for each in proposals
    ]


def unit_of(gap: Gap) -> Unit:
    """Return where the proposed edition is held: the hromada of its host, or the raion."""
    return Unit.objects.get(pk=gap.host.unit) if gap.host and gap.host.unit else gap.raion
