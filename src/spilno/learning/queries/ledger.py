"""The ledger of an official: rows, what they are worth, what stands there already; certificates that earned nothing yet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.utils import timezone

from spilno.credentials.models import Certificate
from spilno.documents.models import Attachment
from spilno.events.models import Event
from spilno.learning.models import CreditRow, Need, OutsideCertificate, RowKind
from spilno.learning.queries.credit_rules import as_earn, whole_book
from spilno.learning.queries.standings import derived, duties
from spilno.learning.queries.volumes import volume_of
from spilno.learning.rules.credit_book import earn_on
from spilno.learning.rules.credits import Learned, Stood, earned, left_in_year, summed
from spilno.learning.rules.deciding import Judged, why_not_recognise
from spilno.learning.rules.standing import Duty, Standing, duty_of_year
from spilno.learning.rules.volume import hours_of
from spilno.people.models import Person
from spilno.people.queries import offices_of, post_of
from spilno.statute.rules.refusal import Refusal

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
    def to_earn(self) -> Decimal:
        """Return how many credits would meet the duty: a credit of self-education counts for both."""
        return max(self.missing, self.missing_self)

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


def where_credential_stands(identity: str, person: Person) -> tuple[str, bool]:
    """Return where a credential stands in a ledger already, and whether in that of this person; empty: nowhere."""
    rows = CreditRow.objects.filter(outside__credential=identity, state__in=CreditRow.STANDING).order_by("pk")
    row = rows.filter(person=person).first() or rows.first()
    return (f"{row.title}, {row.on:%d.%m.%Y}", row.person_id == person.pk) if row else ("", True)


def already_in_year(person: Person, kind: str, year: int, *, but: int | None = None) -> Decimal:
    """Return how many credits of a kind are recognised in a year; `but`: without this row."""
    rows = CreditRow.objects.filter(person=person, kind=kind, year=year, state=State.RECOGNISED).exclude(pk=but)
    return rows.order_by().aggregate(sum=Sum("credits"))["sum"] or Decimal(0)


def need_of(row: CreditRow) -> Need | None:
    """Return the need of an agreed individual programme that a row fulfils; None: there is none."""
    return row.needs.filter(programme__state__in=("agreed", "closed")).select_related("programme").first()


def judged_by(row: CreditRow, user: Any) -> Judged:
    """Return a row as the rule of recognition wants it, when this account decides; None decides for the house."""
    already = Decimal(0)
    if row.rule and row.rule.year_at_most is not None:
        already = already_in_year(row.person, row.kind, row.year, but=row.pk)
    in_programme = need_of(row) is not None if row.rule and row.rule.needs_programme else True
    fresh = OutsideCertificate.objects.filter(pk=row.outside_id).first() if row.outside_id else None
    return _judged(row, user, in_programme=in_programme, already=already, outside=fresh)


def _judged(
    row: CreditRow, user: Any, *, in_programme: bool, already: Decimal, outside: OutsideCertificate | None = None
) -> Judged:
    outside, rule = outside or row.outside, row.rule
    return Judged(
        state=row.state,
        own=user is not None and row.person.user_id == user.pk,
        electronic=bool(outside and outside.electronic),
        signature_checked=bool(outside and outside.signature_checked_at),
        other_holder=outside.checks.get("holder", "") if outside and outside.checks.get("named") is False else "",
        certificate=row.certificate.state if row.certificate else "",
        needs_programme=bool(rule and rule.needs_programme),
        in_programme=in_programme,
        credits=row.credits,
        left=left_in_year(as_earn(rule), already) if rule else None,
    )


KIND_OF_EVENT = {Event.Kind.CONFERENCE: RowKind.CONFERENCE}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A certificate of an event that has earned nothing yet: «Ви були на …: зарахувати?» `credits` is what it would earn."""

    certificate: Certificate
    kind: str
    credits: Decimal

    @property
    def said(self) -> str:
        """Return the word of the kind."""
        return str(RowKind(self.kind).label)


def proposals_for(person: Person) -> list[Proposal]:
    """Return the valid certificates of events of a person that stand in no row and would earn something; programmes come by themselves."""
    rows = Certificate.objects.filter(person=person, revoked_on__isnull=True, suspended_on__isnull=True)
    told = CreditRow.objects.filter(certificate=OuterRef("pk")).exclude(state=State.ANNULLED)
    rows = rows.exclude(kind=Certificate.Kind.PROGRAMME).exclude(Exists(told))
    found = list(rows.filter(hours__gt=0).order_by("-issued_on", "-number")[:50])
    if not found:
        return []
    kinds, book = kinds_of(found), whole_book()
    proposals = []
    for each in found:
        rule = earn_on(book, kinds[each.pk], each.issued_on)
        if rule is not None:
            proposals.append(Proposal(each, kinds[each.pk], earned(rule, Learned(hours=each.hours))))
    return proposals


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


def document_of(row: CreditRow) -> str:
    """Return the number of the document that a row stands on; empty when it has none."""
    return str(row.certificate) if row.certificate else row.outside.number if row.outside else ""


def deciders_of(rows: Iterable[CreditRow]) -> dict[int, str]:
    """Return who decided, by number of the account: name and post of today. As many queries whatever the number of rows."""
    accounts = {row.decided_by for row in rows if row.decided_by}
    people = list(Person.objects.filter(user__in=accounts)) if accounts else []
    offices = offices_of([person.pk for person in people], timezone.localdate()) if people else {}
    return {
        person.user_id: ", ".join(
            part for part in (str(person), post_of(offices[person.pk]) if person.pk in offices else "") if part
        )
        for person in people
        if person.user_id
    }


def hours_of_credits(credits_: Decimal, day: date) -> int:
    """Return how many whole hours so many credits are, for words like «це 6 годин»."""
    return int(hours_of(credits_, rule=volume_of(day)).to_integral_value(rounding=ROUND_CEILING))


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A claim that waits: why it cannot be recognised at once (None: it can), how many files it has."""

    row: CreditRow
    why: Refusal | None
    files: int


def queue_lines(rows: Iterable[CreditRow], user: Any) -> list[QueueLine]:
    """Return claims as the queue shows them; as many queries whatever their number."""
    found = list(rows)
    numbers = [str(row.pk) for row in found]
    attached = Attachment.objects.filter(object_type=CreditRow._meta.label_lower, object_id__in=numbers).order_by()
    files = dict(attached.values_list("object_id").annotate(n=Count("pk")))
    agreed = Need.objects.filter(row__in=found, programme__state__in=("agreed", "closed"))
    fulfilled = set(agreed.values_list("row", flat=True))
    sums = _sums_of(found)
    lines = []
    for row in found:
        already = sums.get((row.person_id, row.kind, row.year), Decimal(0))
        judged = _judged(row, user, in_programme=row.pk in fulfilled, already=already)
        why = why_not_recognise(judged, source=row.rule.source if row.rule else "")
        lines.append(QueueLine(row, why, files.get(str(row.pk), 0)))
    return lines


def _sums_of(rows: Iterable[CreditRow]) -> dict[tuple[int, str, int], Decimal]:
    people = {row.person_id for row in rows}
    if not people:
        return {}
    counted = CreditRow.objects.filter(person__in=people, state=State.RECOGNISED).order_by()
    return {
        (person, kind, year): total
        for person, kind, year, total in counted.values_list("person", "kind", "year").annotate(total=Sum("credits"))
    }
