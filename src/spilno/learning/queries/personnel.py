"""The people of a personnel service, and the rules of credits as they are shown."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from spilno.learning.models import CreditRow, PersonnelOfficer, RowKind
from spilno.learning.queries.standings import derived
from spilno.learning.rules.credit_book import CreditBook, Earn
from spilno.learning.rules.standing import Standing
from spilno.organisations.models import Organisation
from spilno.people.models import Office, Person
from spilno.people.queries import holders_on


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One of the people: his office there, how he stands this year (None: nothing is due of him), how many claims wait."""

    person: Person
    office: Office
    standing: Standing | None
    waiting: int


def staff_lines(people: Iterable[Person], organisations: Collection[int], day: date) -> list[StaffLine]:
    """Return the people with their year; as many queries whatever their number."""
    rows = list(people)
    numbers = [person.pk for person in rows]
    offices: dict[int, Office] = {}
    for office in holders_on(day).filter(person__in=numbers, organisation__in=organisations):
        offices.setdefault(office.person_id, office)
    standings = derived(numbers, [day.year], day) if numbers else {}
    open_ = CreditRow.objects.filter(person__in=numbers, state__in=CreditRow.OPEN).order_by()
    waiting = dict(open_.values_list("person").annotate(n=Count("pk")))
    return [
        StaffLine(person, offices[person.pk], standings.get((person.pk, day.year)), waiting.get(person.pk, 0))
        for person in rows
        if person.pk in offices
    ]


def officers_of(organisation: Organisation, day: date) -> "QuerySet[PersonnelOfficer]":
    """Return those named for the personnel service whose term is not over."""
    return organisation.personnel_officers.filter(Q(ends__isnull=True) | Q(ends__gte=day)).select_related("person")


def serving_in(organisation: Organisation, day: date) -> "QuerySet[Person]":
    """Return those who serve in an organisation on a day, by name."""
    held = holders_on(day).filter(person=OuterRef("pk"), organisation=organisation).order_by()
    return Person.objects.filter(Exists(held), erased_at__isnull=True).order_by("sort_key")


def yesterday() -> date:
    """Return the last day of what ends now."""
    return timezone.localdate() - timedelta(1)


def rules_shown(book: CreditBook, day: date) -> list[tuple[str, Earn, bool]]:
    """Return rules with the word of their kind and whether they are in force on a day, by kind, the latest first."""
    order = {kind: place for place, kind in enumerate(RowKind.values)}
    rows = sorted(book.earn, key=lambda rule: (order[rule.kind], -rule.starts.toordinal()))
    first: set[str] = set()
    found = []
    for rule in rows:
        present = rule.starts <= day and rule.kind not in first and (rule.ends is None or rule.ends >= day)
        if rule.starts <= day:
            first.add(rule.kind)
        found.append((str(RowKind(rule.kind).label), rule, present))
    return found
