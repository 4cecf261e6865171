"""Dues of a year: proposed, adopted by a decision, assessed for every member, paid."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.members.models import Assessment, DuesRate, DuesTable, Membership, Payment
from spilno.members.queries import account_of, article_of_matter_code, payers_on
from spilno.members.rules.dues import (
    Account,
    Payer,
    Rate,
    due_day,
    reckon,
    why_not_adopt_dues,
    why_not_assess,
    why_not_pay,
    why_wrong_rate,
)
from spilno.statute.queries import in_force_on
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def propose_dues(year: int, rates: Sequence[Rate], *, ground: str = "", by: User | None) -> DuesTable:
    """Keep a table of dues as a proposal for the General Meeting; a proposal of the same year is replaced.

    Raises RuleBroken when the table of the year is adopted already, or a line of it cannot be used.
    """
    table, _ = DuesTable.objects.get_or_create(year=year)
    table = DuesTable.objects.select_for_update().get(pk=table.pk)
    refuse(why_not_adopt_dues(year=year, adopted_on=table.adopted_on, ground="-", lines=len(rates), article=_article()))
    for rate in rates:
        refuse(why_wrong_rate(rate))
    table.ground = ground.strip()
    table.save(update_fields=["ground"])
    table.rates.all().delete()
    DuesRate.objects.bulk_create(
        DuesRate(
            table=table,
            level=rate.level,
            flat=rate.flat,
            per_resident=rate.per_resident,
            minimum=rate.minimum,
            maximum=rate.maximum,
        )
        for rate in rates
    )
    record("dues.proposed", table, by=by, ground=ground.strip(), facts={"year": year, "lines": len(rates)})
    return table


@transaction.atomic
def adopt_dues(table: DuesTable, *, on: date, ground: str, by: User | None) -> DuesTable:
    """Put a table of dues into force by a decision of the General Meeting."""
    table = DuesTable.objects.select_for_update().get(pk=table.pk)
    refuse(
        why_not_adopt_dues(
            year=table.year, adopted_on=table.adopted_on, ground=ground, lines=table.rates.count(), article=_article()
        )
    )
    table.adopted_on, table.ground = on, ground.strip()
    table.save(update_fields=["adopted_on", "ground"])
    record("dues.adopted", table, by=by, ground=ground.strip(), facts={"year": table.year, "on": on})
    return table


@transaction.atomic
def assess(table: DuesTable, *, by: User | None) -> list[Assessment]:
    """Assess the dues of a year for every full member of today, each with its reckoning.

    All or nothing: one council whose residents are not known stops the whole list, and is named.
    """
    table = DuesTable.objects.select_for_update().get(pk=table.pk)
    today = timezone.localdate()
    members = list(payers_on(today))
    rates = rates_of(table)
    refuse(
        why_not_assess(
            rates,
            [payer_of(member) for member in members],
            adopted=table.adopted_on is not None,
            assessed=table.assessed_at is not None,
            year=table.year,
            article=_article(),
        )
    )
    already = set(Assessment.objects.filter(year=table.year).values_list("membership", flat=True))
    rows = Assessment.objects.bulk_create(
        _assessed(table, member, rates) for member in members if member.pk not in already
    )
    table.assessed_at = timezone.now()
    table.save(update_fields=["assessed_at"])
    total = sum((row.amount for row in rows), Decimal(0))
    record(
        "dues.assessed",
        table,
        by=by,
        ground=table.ground,
        facts={"year": table.year, "members": len(rows), "total": total},
    )
    return rows


@transaction.atomic
def assess_member(table: DuesTable, membership: Membership, *, by: User | None) -> Assessment:
    """Assess one member that joined, or whose residents became known, after the whole list was made."""
    table = DuesTable.objects.select_for_update().get(pk=table.pk)
    rates = rates_of(table)
    done = Assessment.objects.filter(year=table.year, membership=membership).exists()
    refuse(
        why_not_assess(
            rates,
            [payer_of(membership)],
            adopted=table.adopted_on is not None,
            assessed=done,
            year=table.year,
            article=_article(),
        )
    )
    row = _assessed(table, membership, rates)
    row.save()
    record(
        "dues.assessed",
        membership,
        by=by,
        ground=table.ground,
        facts={"year": table.year, "amount": row.amount},
    )
    return row


@transaction.atomic
def record_payment(
    assessment: Assessment, *, amount: Decimal, paid_on: date, document: str, by: User | None
) -> Payment:
    """Record money that came for an assessment; a reversal is negative.

    The same sum of the same day and document is refused: it is the second press of a button, or one paper twice.
    """
    assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    amount = amount.quantize(Decimal("0.01"))
    twice = assessment.payments.filter(amount=amount, paid_on=paid_on, document=document.strip()).exists()
    account = account_of(assessment)
    refuse(why_not_pay(account, amount, paid_on=paid_on, today=timezone.localdate(), twice=twice))
    payment = Payment.objects.create(assessment=assessment, amount=amount, paid_on=paid_on, document=document.strip())
    record(
        "payment.recorded",
        assessment,
        by=by,
        ground=document.strip(),
        facts={"membership": assessment.membership_id, "year": assessment.year, "amount": amount, "paid_on": paid_on},
    )
    return payment


def rates_of(table: DuesTable) -> list[Rate]:
    """Return the lines of a table as facts for the rules."""
    return [Rate(row.level, row.flat, row.per_resident, row.minimum, row.maximum) for row in table.rates.order_by("pk")]


def payer_of(membership: Membership) -> Payer:
    """Return what the rules ask of a member to be assessed."""
    organisation = membership.organisation
    return Payer(organisation.name_uk, organisation.level, organisation.population)


def _assessed(table: DuesTable, membership: Membership, rates: Sequence[Rate]) -> Assessment:
    organisation = membership.organisation
    rate = next(rate for rate in rates if rate.level == organisation.level)
    reckoning = reckon(rate, residents=organisation.population)
    day = in_force_on(timezone.localdate()).dues_due.value
    return Assessment(
        membership=membership,
        year=table.year,
        amount=reckoning.amount,
        due_on=due_day(table.year, day),
        reckoning={
            "level": rate.level,
            "flat": _text(rate.flat),
            "residents": reckoning.residents,
            "residents_on": organisation.population_on.isoformat() if organisation.population_on else None,
            "residents_source": organisation.population_source,
            "per_resident": _text(reckoning.per_resident),
            "product": _text(reckoning.product),
            "bound": reckoning.bound,
            "minimum": _text(rate.minimum),
            "maximum": _text(rate.maximum),
            "ground": table.ground,
        },
    )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _article() -> str:
    return article_of_matter_code("dues", timezone.localdate())


__all__ = [
    "Account",
    "adopt_dues",
    "assess",
    "assess_member",
    "propose_dues",
    "record_payment",
]
