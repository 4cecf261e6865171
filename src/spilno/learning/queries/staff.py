"""The staff of a council: who serves there, what each has and what is due, what waits for recognition, where each learns."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet

from spilno.learning.models import CreditRow, Edition, Enrolment, YearStanding
from spilno.learning.queries.recertification import Line, lines_of
from spilno.organisations.models import Organisation
from spilno.people.models import Office, Person
from spilno.people.queries import offices_of

ON_THE_WAY = (Enrolment.State.APPLIED, Enrolment.State.WAITING, Enrolment.State.ADMITTED, Enrolment.State.LEARNING)


@dataclass(frozen=True, slots=True)
class Member:
    """One of the staff: his standing of the year and, while his term as a newcomer of the year before runs, that one too."""

    standing: YearStanding
    office: Office | None
    newcomer: YearStanding | None = None
    waiting: int = 0
    learning: list[Enrolment] = field(default_factory=list)
    renewals: list[Line] = field(default_factory=list)

    @property
    def person(self) -> Person:
        """Return who it is."""
        return self.standing.person

    @property
    def key(self) -> str:
        """Return the number of the person as a form has it."""
        return str(self.person.pk)

    @property
    def due(self) -> list[YearStanding]:
        """Return what is not done yet, the earliest day first."""
        found = [each for each in (self.standing, self.newcomer) if each and each.due_on and not each.met]
        return sorted(found, key=lambda each: each.due_on or date.max)

    @property
    def due_on(self) -> date | None:
        """Return the first day by which something is due; None: all is done, or nothing is due."""
        return self.due[0].due_on if self.due else None


def staff_of(council: Organisation, today: date) -> list[Member]:
    """Return the staff of a council, who is due first stands first; as many queries whatever their number."""
    rows = YearStanding.objects.filter(organisation=council, year=today.year).select_related("person")
    standings = list(rows.order_by("person__sort_key"))
    people = [each.person_id for each in standings]
    late = YearStanding.objects.filter(
        person__in=people, year=today.year - 1, newcomer=True, met=False, due_on__gte=date(today.year, 1, 1)
    )
    newcomers = {each.person_id: each for each in late}
    open_rows = CreditRow.objects.filter(person__in=people, state__in=CreditRow.OPEN).order_by()
    waiting = dict(open_rows.values_list("person").annotate(rows=Count("pk")))
    learning: dict[int, list[Enrolment]] = defaultdict(list)
    enrolled = Enrolment.objects.filter(person__in=people, state__in=ON_THE_WAY).select_related("edition__version")
    for enrolment in enrolled.order_by("edition__starts_on"):
        learning[enrolment.person_id].append(enrolment)
    offices, renewals = offices_of(people, today), lines_of(people, today)
    members = [
        Member(each, offices.get(each.person_id), newcomers.get(each.person_id), waiting.get(each.person_id, 0), learning[each.person_id],
               [line for line in renewals.get(each.person_id, []) if line.stands.to_renew])
        for each in standings
    ]  # fmt: skip
    return sorted(members, key=lambda each: (each.due_on is None, each.due_on or date.max))


def open_editions(today: date) -> "QuerySet[Edition]":
    """Return the editions that take applications today, the one that begins first stands first."""
    rows = Edition.objects.filter(state=Edition.State.ANNOUNCED, apply_until__gte=today)
    return rows.select_related("version", "territory").order_by("starts_on", "pk")
