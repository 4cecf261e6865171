"""Dues: who pays, what is owed, who is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, DecimalField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from spilno.members.models import Assessment, DuesTable, Membership, Payment
from spilno.members.queries.standing import standing_on
from spilno.members.rules.dues import Account, may_be_suspended, months_late
from spilno.statute.queries import in_force_on
from spilno.statute.rules.adoption import NoEdition


def payers_on(day: date) -> "QuerySet[Membership]":
    """Return full members who owe dues on the day: admitted, confirmed and suspended ones."""
    return standing_on(day).filter(standing__in=Membership.MEMBERS, kind=Membership.Kind.FULL)  # type: ignore[misc] # standing is annotated


def with_paid(assessments: "QuerySet[Assessment]") -> "QuerySet[Assessment]":
    """Add `paid`: the sum of payments, reversals taken off."""
    sums = Payment.objects.filter(assessment=OuterRef("pk")).order_by().values("assessment").annotate(sum=Sum("amount"))
    money = DecimalField(max_digits=12, decimal_places=2)
    return assessments.annotate(
        paid=Coalesce(Subquery(sums.values("sum"), output_field=money), Decimal(0), output_field=money)
    )


def account_of(assessment: Assessment) -> Account:
    """Return what an assessment has come to; asks for the payments unless `paid` was counted already."""
    paid = getattr(assessment, "paid", None)
    if paid is None:
        paid = assessment.payments.aggregate(paid=Sum("amount"))["paid"] or Decimal(0)
    return Account(assessment.amount, paid, assessment.due_on)


@dataclass(frozen=True, slots=True)
class Row:
    """An assessment with its account, as lists show it."""

    assessment: Assessment
    account: Account
    months_late: int
    on: date

    @property
    def state(self) -> str:
        """Tell in one word: paid, late or due."""
        if self.account.owed == 0:
            return "paid"
        return "late" if self.late else "due"

    @property
    def late(self) -> bool:
        """Tell whether the day passed and something is owed; on the day itself nothing is late yet."""
        return self.account.owed > 0 and self.days_late > 0

    @property
    def days_late(self) -> int:
        """Count days since the day dues were due; less than nothing before it."""
        return (self.on - self.account.due_on).days


def rows_on(day: date, assessments: "QuerySet[Assessment]") -> list[Row]:
    """Return assessments with their accounts as of a day; one query, however many."""
    found = with_paid(assessments).select_related("membership__organisation")
    rows = [(assessment, account_of(assessment)) for assessment in found]
    return [Row(assessment, account, months_late(account.due_on, day), day) for assessment, account in rows]


def account_rows(membership: Membership, day: date) -> list[Row]:
    """Return all years of one member, the last one first."""
    return rows_on(day, Assessment.objects.filter(membership=membership).order_by("-year").prefetch_related("payments"))


def not_assessed(table: DuesTable, day: date) -> list[Membership]:
    """Return members of the day for whom the year was not assessed: they joined after it was done for all."""
    return list(payers_on(day).exclude(assessments__year=table.year).select_related("organisation"))


def arrears_on(day: date) -> list[Row]:
    """Return what is owed past its day, the oldest first, then the largest."""
    rows = [row for row in rows_on(day, Assessment.objects.filter(due_on__lt=day)) if row.late]
    return sorted(rows, key=lambda row: (row.account.due_on, -row.account.owed))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member that may be suspended for unpaid dues: what it owes in all, since when."""

    membership: Membership
    owed: Decimal
    since: date


def candidates_for_suspension(rows: Iterable[Row], day: date) -> list[Candidate]:
    """Return members in their rights who owe for longer than the statute allows; the statute says may, not must."""
    try:
        months = in_force_on(day).arrears_months_to_suspend.value
    except NoEdition:
        return []
    by_member: dict[int, list[Row]] = {}
    for row in rows:
        by_member.setdefault(row.assessment.membership_id, []).append(row)
    found = []
    for owed in by_member.values():
        membership = owed[0].assessment.membership
        in_rights = membership.state in {Membership.State.ADMITTED, Membership.State.CONFIRMED}
        if in_rights and may_be_suspended([row.account for row in owed], day=day, months=months):
            total = sum((row.account.owed for row in owed), Decimal(0))
            found.append(Candidate(membership, total, min(row.account.due_on for row in owed)))
    return sorted(found, key=lambda candidate: (candidate.since, -candidate.owed))


@dataclass(frozen=True, slots=True)
class Year:
    """A year of dues: its table and the sums of all members."""

    table: DuesTable
    members: int
    amount: Decimal
    paid: Decimal

    @property
    def owed(self) -> Decimal:
        """What is still to be paid by all."""
        return self.amount - self.paid


def years() -> list[Year]:
    """Return years with a table, the last one first; three queries, however many."""
    nothing = Decimal(0)
    assessed: dict[int, tuple[int, Decimal]] = {
        number: (members, amount)
        for number, members, amount in Assessment.objects.order_by()
        .values_list("year")
        .annotate(members=Count("pk"), amount=Sum("amount"))
    }
    paid: dict[int, Decimal] = dict(
        Payment.objects.order_by().values_list("assessment__year").annotate(paid=Sum("amount"))
    )
    found = []
    for table in DuesTable.objects.order_by("-year"):
        members, amount = assessed.get(table.year, (0, nothing))
        found.append(Year(table, members=members, amount=amount, paid=paid.get(table.year, nothing)))
    return found
