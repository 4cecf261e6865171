"""Individual programmes: what they plan, what is done, what a person lacks, what all of them need together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from spilno.learning.models import Competence, CreditRow, Enrolment, IndividualProgramme, Need, Outcome, StandardVersion
from spilno.learning.queries.standings import duties
from spilno.learning.rules.categories import TARGETS
from spilno.learning.rules.credits import summed
from spilno.learning.rules.plans import Planned
from spilno.learning.rules.standing import duty_of_year
from spilno.people.models import Person
from spilno.people.queries import office_of
from spilno.territories.models import Unit

State = IndividualProgramme.State


def programmes() -> "QuerySet[IndividualProgramme]":
    """Return programmes with what their pages show."""
    return IndividualProgramme.objects.select_related("person", "organisation")


def needs_of_programme(plan: IndividualProgramme) -> "QuerySet[Need]":
    """Return the needs of a programme with competences and rows."""
    return plan.needs.select_related("competence", "row__certificate", "row__outside")


def that_count() -> Q:
    """Tell programmes that are summed over a year from drafts that nobody has sent."""
    return Q(sent_on__isnull=False) | ~Q(state=State.DRAFT)


def drafts_of(person: Person, year: int) -> int:
    """Count the programmes of a person and year that are not agreed yet."""
    return IndividualProgramme.objects.filter(person=person, year=year, state=State.DRAFT).count()


def planned_as(plan: IndividualProgramme, user: Any) -> Planned:
    """Return a programme as the rules want it, when this account acts."""
    programmes_ = IndividualProgramme.objects.filter(that_count(), person=plan.person_id, year=plan.year)
    others = Need.objects.filter(programme__in=programmes_.exclude(pk=plan.pk))
    office = office_of(plan.person, date(plan.year, 12, 31))
    duty = duty_of_year(duties(), plan.year)
    bound = duty is not None and office is not None and office.category in duty.binds
    return Planned(
        state=plan.state,
        sent=plan.sent_on is not None,
        own=user is not None and plan.person.user_id == user.pk,
        needs=list(plan.needs.values_list("kind", "credits")),
        others=list(others.order_by().values_list("kind", "credits")),
        due=duty.credits if duty and bound else Decimal(0),
        due_self=duty.self_credits if duty and bound else Decimal(0),
    )


@dataclass(frozen=True, slots=True)
class Proof:
    """What a year's programmes planned and what of it is done: credits of recognised rows that are tied, and of all."""

    planned: Decimal
    tied: Decimal
    recognised: Decimal
    programmes: int


def proof_of(person: Person, year: int, *, shown: IndividualProgramme | None = None) -> Proof:
    """Return the proof of a year over all its programmes: they are summed. Three queries.

    A draft that nobody has sent counts only on its own page (`shown`).
    """
    own = Q(pk=shown.pk) if shown else Q(pk=None)
    plans = IndividualProgramme.objects.filter(that_count() | own, person=person, year=year)
    needs = list(Need.objects.filter(programme__in=plans).select_related("row"))
    rows = {need.row_id: need.row for need in needs if need.row and need.row.state == CreditRow.State.RECOGNISED}
    all_ = CreditRow.objects.filter(person=person, year=year, state=CreditRow.State.RECOGNISED).order_by()
    return Proof(
        planned=summed([need.credits for need in needs]),
        tied=summed([row.credits for row in rows.values() if row]),
        recognised=summed([all_.aggregate(sum=Sum("credits"))["sum"] or Decimal(0)]),
        programmes=plans.count(),
    )


def other_learning(plan: IndividualProgramme) -> "QuerySet[CreditRow]":
    """Return what was recognised in the year of a programme and stands in none of its needs, by day."""
    rows = CreditRow.objects.filter(person=plan.person_id, year=plan.year, state=CreditRow.State.RECOGNISED)
    return rows.exclude(needs__programme=plan).select_related("certificate", "outside").order_by("on", "pk")


def rows_to_tie(plan: IndividualProgramme) -> "QuerySet[CreditRow]":
    """Return the rows of the year that stand and fulfil no need yet."""
    tied = Need.objects.filter(row=OuterRef("pk"))
    rows = CreditRow.objects.filter(person=plan.person_id, year=plan.year, state__in=CreditRow.STANDING)
    return rows.exclude(Exists(tied))


def open_needs(person: Person, year: int) -> "QuerySet[Need]":
    """Return the needs of a person's agreed programmes of a year that nothing fulfils: no row, or one that fell; first planned first."""
    rows = Need.objects.filter(programme__person=person, programme__year=year, programme__state=State.AGREED)
    free = Q(row__isnull=True) | ~Q(row__state__in=CreditRow.STANDING)
    return rows.filter(free).select_related("programme").order_by("programme", "order", "pk")


def competences_of(row: CreditRow) -> set[int]:
    """Return the competences that the programme of a row forms; none when it is of other learning."""
    if row.source_type != Enrolment._meta.label_lower:
        return set()
    formed = Outcome.objects.filter(version__editions__enrolments=int(row.source_id), competence__isnull=False)
    return set(formed.values_list("competence", flat=True))


def lacking(person: Person, day: date) -> list[Competence]:
    """Return the competences that programmes in force for the person's category form and he has completed none of.

    Those already in his programmes of the year are left out.
    """
    office = office_of(person, day)
    if office is None:
        return []
    targets = {code for code, (_words, categories) in TARGETS.items() if office.category in categories}
    wanted: set[int] = set()
    versions = StandardVersion.objects.filter(state=StandardVersion.State.IN_FORCE)
    told = versions.filter(outcomes__competence__isnull=False).values_list("categories", "outcomes__competence")
    for categories, competence in told:
        if targets & set(categories):
            wanted.add(competence)
    done = Enrolment.objects.filter(person=person, state=Enrolment.State.COMPLETED)
    had = set(done.values_list("edition__version__outcomes__competence", flat=True))
    planned = Need.objects.filter(programme__person=person, programme__year=day.year)
    had |= set(planned.values_list("competence", flat=True))
    return list(Competence.objects.filter(pk__in=wanted - had, active=True))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A competence over many programmes: of how many people, of how many councils, credits, of how many it is done."""

    competence: str
    people: int
    councils: int
    credits: Decimal
    done: int


def needs_analysed(year: int, *, raion: int | None = None, organisations: Iterable[int] | None = None) -> list[Wanted]:
    """Return what individual programmes of a year need, by competence, the most wanted first; topics outside the list come as one.

    `raion` narrows to councils that lie in it, `organisations` to those. Only programmes that were sent or agreed count; no names.
    """
    rows = Need.objects.filter(programme__year=year).filter(
        Q(programme__sent_on__isnull=False) | ~Q(programme__state=State.DRAFT)
    )
    if raion is not None:
        place = "programme__organisation__territory"
        rows = rows.filter(Q(**{place: raion}) | Q(**{f"{place}__parent": raion}))
    if organisations is not None:
        rows = rows.filter(programme__organisation__in=list(organisations))
    found = (
        rows.order_by()
        .values(name=F("competence__name_uk"))
        .annotate(
            people=Count("programme__person", distinct=True),
            councils=Count("programme__organisation", distinct=True),
            sum=Sum("credits"),
            done=Count("programme__person", filter=Q(row__state=CreditRow.State.RECOGNISED), distinct=True),
        )
    )
    lines = [
        Wanted(each["name"] or "", each["people"], each["councils"], summed([each["sum"]]), each["done"])
        for each in found
    ]
    return sorted(lines, key=lambda line: (line.competence == "", -line.people, line.competence))


def raions_of_plans(year: int) -> list[tuple[int, str]]:
    """Return the raions whose hromadas have programmes of a year, by name."""
    councils = IndividualProgramme.objects.filter(year=year).order_by().values("organisation__territory")
    near = Unit.objects.filter(Q(pk__in=councils) | Q(children__in=councils), category=Unit.Category.RAION).distinct()
    return sorted(((unit.pk, unit.name) for unit in near), key=lambda pair: pair[1])
