"""Dues of a year: proposed, adopted by a decision, assessed for every member, paid."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import number_format
from django.utils.translation import gettext

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.members.models import Assessment, DuesRate, DuesTable, Mandate, Membership, Payment
from spilno.members.queries.dues import Row, account_of, payers_on
from spilno.members.queries.standing import article_of_matter_code, representatives_on
from spilno.members.rules.dues import (
    Payer,
    Rate,
    due_day,
    reckon,
    why_not_adopt_dues,
    why_not_assess,
    why_not_pay,
    why_wrong_rate,
)
from spilno.notices.models import Notice
from spilno.notices.services import Addressee, post_notice
from spilno.statute.queries import in_force_on
from spilno.statute.rules.refusal import Refusal, refuse


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
    refuse(refusal_to_assess(table))
    members = list(payers_on(timezone.localdate()))
    rates = rates_of(table)
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


def refusal_to_assess(table: DuesTable) -> Refusal | None:
    """Say why the dues of a year may not be assessed now; the same sentence on the button."""
    return why_not_assess(
        rates_of(table),
        [payer_of(member) for member in payers_on(timezone.localdate())],
        adopted=table.adopted_on is not None,
        assessed=table.assessed_at is not None,
        year=table.year,
        article=_article(),
    )


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


@transaction.atomic
def remind_of_dues(rows: Sequence[Row], *, by: User | None) -> int:
    """Write to members that owe: each gets its own sum and day. Returns how many letters were posted.

    The letter goes to the council's address and to its representative; who was reminded today is not written to twice.
    """
    today = timezone.localdate()
    mandates = representatives_on(today)
    posted = 0
    for row in rows:
        if row.account.owed == 0 or _reminded_today(row.assessment, today):
            continue
        membership = row.assessment.membership
        mandate = mandates.get(membership.pk)
        with translation.override("uk"):
            post_notice(
                kind=Notice.Kind.DUES,
                subject=gettext("Membership dues for %(year)d") % {"year": row.assessment.year},
                text=_letter(row),
                to=addressees(membership, mandate),
                about=row.assessment,
                by=by,
            )
        record(
            "dues.reminded",
            row.assessment,
            by=by,
            facts={"membership": membership.pk, "year": row.assessment.year, "owed": row.account.owed},
        )
        posted += 1
    return posted


def _reminded_today(assessment: Assessment, today: date) -> bool:
    return Notice.objects.filter(
        kind=Notice.Kind.DUES,
        object_type=assessment._meta.label_lower,
        object_id=str(assessment.pk),
        created_at__date=today,
    ).exists()


def _letter(row: Row) -> str:
    facts = {
        "council": row.assessment.membership.organisation.name_uk,
        "year": row.assessment.year,
        "amount": _hryvnias(row.account.amount),
        "paid": _hryvnias(row.account.paid),
        "owed": _hryvnias(row.account.owed),
        "due": f"{row.account.due_on:%d.%m.%Y}",
        "ground": row.assessment.reckoning.get("ground", ""),
    }
    return (
        gettext(
            "%(council)s.\n\nMembership dues for %(year)d: %(amount)s UAH (%(ground)s), due on %(due)s.\n"
            "Paid: %(paid)s UAH. To be paid: %(owed)s UAH.\n\nIf the payment is on its way, please disregard this letter."
        )
        % facts
    )


def _hryvnias(amount: Decimal) -> str:
    return number_format(amount, 2, force_grouping=True)


def addressees(membership: Membership, mandate: Mandate | None) -> list[Addressee]:
    """Return to whom a letter to a member goes: the council, and its representative when the address is another one."""
    organisation = membership.organisation
    council = Addressee(organisation.name_uk, organisation.email, "members.membership", str(membership.pk))
    if mandate is None or not mandate.person.email or mandate.person.email == organisation.email:
        return [council]
    person = Addressee(str(mandate.person), mandate.person.email, "people.person", str(mandate.person_id))
    return [council, person] if organisation.email else [person]


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
