"""The ledger of an official: rows, what they are worth, what stands there already; certificates that earned nothing yet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from spilno.credentials.models import Certificate
from spilno.events.models import Event
from spilno.learning.models import CreditRow, Need, OutsideCertificate, RowKind
from spilno.learning.queries.credit_rules import as_earn
from spilno.learning.queries.standings import derived, duties
from spilno.learning.rules.credits import Stood, left_in_year, summed
from spilno.learning.rules.deciding import Judged
from spilno.learning.rules.standing import Duty, Standing, duty_of_year
from spilno.people.models import Person

State = CreditRow.State


def rows_whole() -> "QuerySet[CreditRow]":
    """Return rows with what their pages show."""
    return CreditRow.objects.select_related("person", "organisation", "certificate", "outside", "rule")


def rows_of(person: Person) -> "QuerySet[CreditRow]":
    """Return the ledger of a person, the latest first."""
    return rows_whole().filter(person=person)


@dataclass(frozen=True, slots=True)
class YearOfLedger:
    """A calendar year of a ledger: its rows, and how the person stands; None: he served nowhere at its end, or nothing was due yet."""

    year: int
    rows: list[CreditRow]
    duty: Duty | None
    standing: Standing | None

    @property
    def credits(self) -> Decimal:
        """Return the sum of what is recognised."""
        return summed([row.credits for row in self.rows if row.state == State.RECOGNISED])

    @property
    def self_credits(self) -> Decimal:
        """Return the sum of what is recognised by self-education."""
        return summed([row.credits for row in self.rows if row.state == State.RECOGNISED and row.kind == RowKind.SELF])

    @property
    def waiting(self) -> Decimal:
        """Return how many credits wait for recognition."""
        return summed([row.credits for row in self.rows if row.state in CreditRow.OPEN])

    @property
    def bound(self) -> bool:
        """Tell whether something was due from this person in the year."""
        return self.duty is not None and self.standing is not None and self.standing.due_on is not None

    @property
    def missing(self) -> Decimal:
        """Return how many credits are still due; a newcomer owes a programme instead."""
        if not self.bound or self.duty is None or (self.standing and self.standing.newcomer):
            return Decimal(0)
        return max(Decimal(0), self.duty.credits - self.credits)

    @property
    def missing_self(self) -> Decimal:
        """Return how many credits of self-education are still due."""
        if not self.bound or self.duty is None or (self.standing and self.standing.newcomer):
            return Decimal(0)
        return max(Decimal(0), self.duty.self_credits - self.self_credits)


def ledger_of(person: Person, today: date) -> list[YearOfLedger]:
    """Return the ledger of a person by years, the latest first; the present year stands there without rows too.

    As many queries whatever the number of rows and years.
    """
    by_year: dict[int, list[CreditRow]] = defaultdict(list)
    for row in rows_of(person):
        by_year[row.year].append(row)
    asked = {today.year, *by_year}
    standings = derived([person.pk], asked, today)
    return [
        YearOfLedger(year, by_year[year], duty_of_year(duties(), year), standings.get((person.pk, year)))
        for year in sorted(asked, reverse=True)
    ]


def standing_things(person: Person) -> list[Stood]:
    """Return what stands in the ledger of a person, to know it when it comes twice."""
    rows = rows_of(person).filter(state__in=CreditRow.STANDING)
    return [
        Stood(row.outside.number_key if row.outside else "", row.title, row.on, f"{row.title}, {row.on:%d.%m.%Y}")
        for row in rows
    ]


def already_in_year(person: Person, kind: str, year: int, *, but: int | None = None) -> Decimal:
    """Return how many credits of a kind are recognised in a year; `but`: without this row."""
    rows = CreditRow.objects.filter(person=person, kind=kind, year=year, state=State.RECOGNISED).exclude(pk=but)
    return rows.order_by().aggregate(sum=Sum("credits"))["sum"] or Decimal(0)


def need_of(row: CreditRow) -> Need | None:
    """Return the need of an agreed individual programme that a row fulfils; None: there is none."""
    return row.needs.filter(programme__state__in=("agreed", "closed")).select_related("programme").first()


def judged_by(row: CreditRow, user: Any) -> Judged:
    """Return a row as the rule of recognition wants it, when this account decides; None decides for the house."""
    rule = row.rule
    already = already_in_year(row.person, row.kind, row.year, but=row.pk) if rule and rule.year_at_most else Decimal(0)
    outside = OutsideCertificate.objects.filter(pk=row.outside_id).first()
    return Judged(
        state=row.state,
        own=user is not None and row.person.user_id == user.pk,
        electronic=bool(outside and outside.electronic),
        signature_checked=bool(outside and outside.signature_checked_at),
        certificate=row.certificate.state if row.certificate else "",
        needs_programme=bool(rule and rule.needs_programme),
        in_programme=need_of(row) is not None if rule and rule.needs_programme else True,
        credits=row.credits,
        left=left_in_year(as_earn(rule), already) if rule else None,
    )


KIND_OF_EVENT = {Event.Kind.CONFERENCE: RowKind.CONFERENCE}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A certificate of an event that has earned nothing yet: «Ви були на …: зарахувати?»."""

    certificate: Certificate
    kind: str


def proposals_for(person: Person) -> list[Proposal]:
    """Return the valid certificates of events of a person that stand in no row; those of programmes come by themselves."""
    rows = Certificate.objects.filter(person=person, revoked_on__isnull=True, suspended_on__isnull=True)
    taken = CreditRow.objects.filter(certificate=OuterRef("pk"), state__in=CreditRow.STANDING)
    refused = CreditRow.objects.filter(certificate=OuterRef("pk"), state=State.REFUSED)
    rows = rows.exclude(kind=Certificate.Kind.PROGRAMME).exclude(Q(Exists(taken)) | Q(Exists(refused)))
    rows = rows.filter(hours__gt=0).order_by("-issued_on", "-number")
    found = list(rows[:50])
    kinds = kinds_of(found)
    return [Proposal(each, kinds[each.pk]) for each in found]


def kinds_of(certificates: Iterable[Certificate]) -> dict[int, str]:
    """Return by what kind of learning each certificate counts: a conference as such, other events as exchange of experience."""
    rows = list(certificates)
    about = {each.pk: int(each.object_id) for each in rows if each.object_type == Event._meta.label_lower}
    kinds = dict(Event.objects.filter(pk__in=about.values()).values_list("pk", "kind"))
    found = {}
    for each in rows:
        if each.kind == Certificate.Kind.PROGRAMME:
            found[each.pk] = str(RowKind.EDITION)
        else:
            found[each.pk] = str(KIND_OF_EVENT.get(kinds.get(about.get(each.pk, 0)), RowKind.EXCHANGE))
    return found
