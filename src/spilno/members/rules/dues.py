"""Dues: how much a member owes for a year, when it is late, when it may be suspended for it."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from spilno.statute.rules.refusal import Refusal, gettext_noop

KOPECK = Decimal("0.01")
SOURCE = gettext_noop("Statute, %(article)s")


@dataclass(frozen=True, slots=True)
class Rate:
    """One line of the table, hryvnias a year: `flat`, or `per_resident` within `minimum` and `maximum`."""

    level: str
    flat: Decimal | None = None
    per_resident: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How an amount came about. `bound` is empty, «minimum» or «maximum»: which limit decided."""

    amount: Decimal
    residents: int | None
    per_resident: Decimal | None
    product: Decimal | None
    bound: str


def reckon(rate: Rate, *, residents: int | None) -> Reckoning:
    """Reckon the dues of one member for a year, rounded half up to kopecks.

    A rate by residents needs their number: ValueError without it, because a guess would become a debt.

    Source: Statute 6.2 and the decision of the General Meeting on the table of dues.
    """
    if rate.per_resident is None:
        return Reckoning((rate.flat or Decimal(0)).quantize(KOPECK, ROUND_HALF_UP), None, None, None, "")
    if residents is None:
        message = "a rate by residents needs the number of residents"
        raise ValueError(message)
    product = (rate.per_resident * residents).quantize(KOPECK, ROUND_HALF_UP)
    amount, bound = product, ""
    if rate.minimum is not None and amount < rate.minimum:
        amount, bound = rate.minimum, "minimum"
    if rate.maximum is not None and amount > rate.maximum:
        amount, bound = rate.maximum, "maximum"
    return Reckoning(amount.quantize(KOPECK, ROUND_HALF_UP), residents, rate.per_resident, product, bound)


def why_wrong_rate(rate: Rate) -> Refusal | None:
    """Say why a line of the table cannot be used: neither or both ways of counting, limits that contradict.

    Source: Statute 6.2; the form of the table.
    """
    title = gettext_noop("The table of dues was not saved")
    numbers = [number for number in (rate.flat, rate.per_resident, rate.minimum, rate.maximum) if number is not None]
    if any(number < 0 for number in numbers):
        return Refusal("rate_negative", gettext_noop("A rate cannot be less than nothing."), "", title=title)
    if (rate.flat is None) == (rate.per_resident is None):
        return Refusal(
            "rate_two_ways",
            gettext_noop("Give either one sum for all, or a rate for a resident: one of the two."),
            "",
            title=title,
        )
    if rate.per_resident is None and (rate.minimum is not None or rate.maximum is not None):
        return Refusal(
            "rate_limits_of_flat",
            gettext_noop("A minimum and a maximum belong to a rate for a resident, not to one sum for all."),
            "",
            title=title,
        )
    if rate.minimum is not None and rate.maximum is not None and rate.minimum > rate.maximum:
        return Refusal("rate_limits_crossed", gettext_noop("The minimum is greater than the maximum."), "", title=title)
    return None


def why_not_adopt_dues(*, year: int, adopted_on: date | None, ground: str, lines: int, article: str) -> Refusal | None:
    """Say why a table of dues may not be changed or adopted: adopted already, empty, without a decision.

    Source: Statute 6.2: dues are set by the General Meeting.
    """
    title = gettext_noop("The table of dues was not adopted")
    facts: dict[str, object] = {"year": year, "article": article}
    if adopted_on is not None:
        return Refusal(
            "dues_adopted",
            gettext_noop("The table for %(year)s was adopted on %(on)s; it stands as the General Meeting set it."),
            SOURCE,
            {**facts, "on": f"{adopted_on:%d.%m.%Y}"},
            title=title,
            advice=gettext_noop("Propose the table of another year."),
        )
    if lines == 0:
        return Refusal(
            "dues_empty",
            gettext_noop("The table for %(year)s has no lines."),
            SOURCE,
            facts,
            title=title,
            advice=gettext_noop("Add a line for each level that has members."),
        )
    if not ground.strip():
        return Refusal(
            "dues_without_decision",
            gettext_noop("The decision of the General Meeting is not named."),
            SOURCE,
            facts,
            title=title,
            advice=gettext_noop("Enter its number and day."),
        )
    return None


def due_day(year: int, month_day: int) -> date:
    """Return the day of a year that the statute names as month * 100 + day; 29 February is the 28th when there is none.

    Source: Statute 6.3.
    """
    month, day = divmod(month_day, 100)
    return date(year, month, min(day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Payer:
    """A member to be assessed: its name, level, and the number of residents (None: not known)."""

    name: str
    level: str
    residents: int | None


def why_not_assess(
    rates: Sequence[Rate], payers: Iterable[Payer], *, adopted: bool, assessed: bool, year: int, article: str
) -> Refusal | None:
    """Say why the dues of a year may not be assessed: no decision, done already, a level without a rate, no residents.

    Source: Statute 6.2: dues are set by the General Meeting.
    """
    title = gettext_noop("The dues were not assessed")
    facts: dict[str, object] = {"year": year, "article": article}
    if assessed:
        return Refusal(
            "dues_assessed", gettext_noop("The dues for %(year)s were assessed already."), SOURCE, facts, title=title,
            advice=gettext_noop("See the list; a member that joined later is assessed on its own page."),
        )  # fmt: skip
    if not adopted:
        return Refusal(
            "dues_not_adopted",
            gettext_noop("The table for %(year)s is a proposal: the General Meeting has not adopted it."),
            SOURCE,
            facts,
            title=title,
            advice=gettext_noop("Put it on the agenda; the decision adopts it."),
        )
    by_level = {rate.level: rate for rate in rates}
    payers = list(payers)
    without_rate = [payer.name for payer in payers if payer.level not in by_level]
    if without_rate:
        return Refusal(
            "level_without_rate",
            gettext_noop("The table for %(year)s has no rate for: %(councils)s."),
            SOURCE,
            {**facts, "councils": ", ".join(without_rate), "number": len(without_rate)},
            title=title,
            advice=gettext_noop("Add a line for each level that has members."),
        )
    unknown = [
        payer.name for payer in payers if by_level[payer.level].per_resident is not None and payer.residents is None
    ]
    if unknown:
        return Refusal(
            "residents_unknown",
            gettext_noop("The number of residents is not known for: %(councils)s."),
            SOURCE,
            {**facts, "councils": ", ".join(unknown), "number": len(unknown)},
            title=title,
            advice=gettext_noop("Enter the number, its day and source on the page of each council, then assess again."),
        )
    return None


@dataclass(frozen=True, slots=True)
class Account:
    """What one assessment has come to: hryvnias owed for the year, paid so far, and the day it was due."""

    amount: Decimal
    paid: Decimal
    due_on: date

    @property
    def owed(self) -> Decimal:
        """What is still to be paid; never less than nothing.

        Source: Statute 6.3.

        Source: Statute 6.3.
        """
        return max(self.amount - self.paid, Decimal(0))


def why_not_pay(account: Account, amount: Decimal, *, paid_on: date, today: date, twice: bool) -> Refusal | None:
    """Say why a payment may not be recorded: nothing, more than is owed, in the future, or entered already.

    A reversal is negative and takes back at most what was paid. `twice`: the same sum of the same document and day
    stands already.

    Source: Statute 6.3; the bank's document.
    """
    title = gettext_noop("The payment was not recorded")
    source = gettext_noop("The list of payments of this member")
    facts: dict[str, object] = {"amount": amount, "owed": account.owed, "paid": account.paid}
    if twice:
        return Refusal(
            "payment_twice", gettext_noop("This payment stands in the list already: the same sum, day and document."),
            source, facts, title=title,
            advice=gettext_noop("If it is another one, enter the number of its own document."),
        )  # fmt: skip
    if amount == 0:
        return Refusal("payment_nothing", gettext_noop("The sum is nothing."), source, facts, title=title)
    if paid_on > today:
        return Refusal("payment_future", gettext_noop("The day of the payment has not come yet."), source, facts,
                       title=title)  # fmt: skip
    if amount > account.owed:
        return Refusal(
            "payment_too_much",
            gettext_noop("The sum is %(amount)s UAH, and %(owed)s UAH are owed for this year."),
            source,
            facts,
            title=title,
            advice=gettext_noop("Record the part that is owed here, and the rest for another year."),
        )
    if amount < 0 and -amount > account.paid:
        return Refusal(
            "reversal_too_much",
            gettext_noop("The reversal takes back %(amount)s UAH, and %(paid)s UAH were paid."),
            source,
            {**facts, "amount": -amount},
            title=title,
        )
    return None


def remind_of_dues_on(due_on: date, day: date) -> bool:
    """Tell whether a member that owes is written to on a day: 14 days before, the day after, then every 30 days for a year.

    Source: Statute 6.3 (the day of dues); the days of letters are the secretariat's custom.
    """
    late = (day - due_on).days
    return late == -14 or (0 < late <= 361 and late % 30 == 1)


def months_after(day: date, months: int) -> date:
    """Return the day on which a term of so many months ends; in a shorter month, its last day.

    Source: Civil Code of Ukraine, article 254(3): a term of months ends on the same day of its last month.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_late(due_on: date, day: date) -> int:
    """Count full months that have passed since the day dues were due; 0 on that day and before.

    Source: Civil Code of Ukraine, article 254(3).
    """
    if day <= due_on:
        return 0
    months = (day.year - due_on.year) * 12 + day.month - due_on.month
    return months if months_after(due_on, months) <= day else months - 1


def may_be_suspended(accounts: Iterable[Account], *, day: date, months: int) -> bool:
    """Tell whether something is unpaid for more than `months` months; the last day of the term is not yet more.

    Source: Statute 4.9.
    """
    return any(account.owed > 0 and day > months_after(account.due_on, months) for account in accounts)
