"""How one who serves stands in a calendar year: what is due, by which day, and whether it is done."""

import calendar
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from spilno.learning.rules.categories import TARGETS, offices_of
from spilno.statute.rules.days import each_day

SELF = "self"
PROGRAMMES = frozenset({"edition", "outside"})  # kinds of rows that may be a certificate programme
# civil servants learn in the same programmes, but their duties are those of the law on the civil service: they are not counted here
SERVING = offices_of(TARGETS) - offices_of(["civil_servants"])


@dataclass(frozen=True, slots=True)
class Duty:
    """What is due from a day on. `binds` are categories of offices; `newcomer_months` is the term of one newly appointed."""

    starts: date
    credits: Decimal
    self_share: Decimal
    binds: frozenset[str]
    newcomer_months: int
    certificate_least: Decimal
    source: str
    newcomer_source: str
    verified: bool

    @property
    def self_credits(self) -> Decimal:
        """Return the credits of self-education among those that are due.

        Source: роз’яснення НАДС від 03.08.2020; DOMAIN R15 (of it self-education: at least 10 %).
        """
        return self.credits * self.self_share


@dataclass(frozen=True, slots=True)
class Service:
    """An office held: first and last day included; `rank` is the place among offices held at once, the least speaks first."""

    organisation: int
    category: str
    rank: int
    acting: bool
    starts: date
    ends: date | None
    office: int


@dataclass(frozen=True, slots=True)
class Earned:
    """A recognised row of the ledger: the year in which it counts, the day on which it was earned."""

    year: int
    on: date
    kind: str
    credits: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands in a year. `due_on` None: nothing is due, `met` tells nothing then."""

    organisation: int
    category: str
    credits: Decimal
    self_credits: Decimal
    newcomer: bool
    met: bool
    due_on: date | None


def read_duties(text: str) -> tuple[Duty, ...]:
    """Read the dated duties, the earliest first. A file that contradicts itself raises ValueError: a mistake of the house.

    Source: docs/adr/0013-learning.md: what is due is dated data with a source, never a constant in code.
    """
    found = tuple(
        Duty(
            starts=row["starts"],
            credits=Decimal(row["credits"]),
            self_share=Decimal(row["self_share"]),
            binds=offices_of(row["targets"]),
            newcomer_months=row["newcomer_months"],
            certificate_least=Decimal(row["certificate_least"]),
            source=row["source"],
            newcomer_source=row["newcomer_source"],
            verified=row["verified"],
        )
        for row in sorted(tomllib.loads(text)["duty"], key=lambda row: row["starts"])
    )
    if not found or any(a.starts == b.starts for a, b in pairwise(found)):
        message = "duties must begin on different days"
        raise ValueError(message)
    return found


def duty_of_year(duties: Sequence[Duty], year: int) -> Duty | None:
    """Return the duty that holds at the end of a year; None: nothing was due yet.

    Source: Конституція України, ст. 58 (a rule has no force backwards).
    """
    begun = [duty for duty in duties if duty.starts.year <= year]
    return begun[-1] if begun else None


def months_after(day: date, months: int) -> date:
    """Return the last day of a term of so many months that a day begins; 29 February gives 28 February of a common year.

    Source: Цивільний кодекс України, ст. 254: a term of months or years ends on the same day, or on the last of its month.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def service_on(services: Iterable[Service], day: date) -> Service | None:
    """Return the office by which a person is counted on a day: the one that speaks first, a holder before who only acts.

    Source: наказ НАДС № 226-19 (credits are kept by the personnel service of the body in which one serves).
    """
    held = [
        each
        for each in services
        if each.category in SERVING and each.starts <= day and (each.ends is None or each.ends >= day)
    ]
    return min(held, key=lambda each: (each.rank, each.acting, -each.starts.toordinal(), -each.office), default=None)


def appointed_on(services: Iterable[Service], duty: Duty) -> date | None:
    """Return the day on which a person first took an office that the duty binds; None: never.

    Source: розпорядження КМУ № 974-р (newly appointed, and first elected).
    """
    return min((each.starts for each in services if each.category in duty.binds), default=None)


def standing_of(
    year: int, services: Sequence[Service], earned: Iterable[Earned], *, duty: Duty | None, today: date
) -> Standing | None:
    """Tell how a person stands in a year; None: he served nowhere on its last day (today, in the present year).

    The yearly duty: so many credits counted in the year, a share of them by self-education, by 31 December. One who took
    office for the first time in the year has, instead, a certificate programme to complete within his own term.
    Order of services and of rows does not matter.

    Source: DOMAIN R15 (at least 1 credit a calendar year, of it 10 % self-education), R16 (newly appointed: a certificate
    programme within a year), R17 (deputies of councils: a right); dated data of data/duties.toml.
    """
    service = service_on(services, min(date(year, 12, 31), today)) if year <= today.year else None
    if service is None or duty is None:
        return None
    rows = list(earned)
    credits_of_year = sum((row.credits for row in rows if row.year == year), Decimal(0))
    by_self = sum((row.credits for row in rows if row.year == year and row.kind == SELF), Decimal(0))
    if service.category not in duty.binds:
        return Standing(
            service.organisation, service.category, credits_of_year, by_self, newcomer=False, met=False, due_on=None
        )
    first = appointed_on(services, duty)
    newcomer = first is not None and first.year == year
    if first is not None and newcomer:
        due_on = months_after(first, duty.newcomer_months)
        met = any(is_certificate(row, duty) and first <= row.on <= due_on for row in rows)
    else:
        due_on = date(year, 12, 31)
        met = credits_of_year >= duty.credits and by_self >= duty.self_credits
    return Standing(service.organisation, service.category, credits_of_year, by_self, newcomer, met, due_on)


def is_certificate(row: Earned, duty: Duty) -> bool:
    """Tell whether a row of the ledger is a certificate programme: a programme of at least so many credits.

    Source: наказ НАДС № 226-19; DOMAIN R14 (certificate programmes have at least 2 credits, short-term ones at most 1).
    """
    return row.kind in PROGRAMMES and row.credits >= duty.certificate_least


def years_touched(years: Iterable[int], *, duties: Sequence[Duty], today: date) -> list[int]:
    """Return the years whose standings may change when rows of some years do, in order.

    A row of a year tells of the year before it too: a newcomer's term runs into the next year.

    Source: DOMAIN R16 (newly appointed: within a year after the appointment).
    """
    wanted = {near for year in years for near in (year - 1, year)}
    return sorted(year for year in wanted if year <= today.year and duty_of_year(duties, year) is not None)


def years_of_duty(duties: Sequence[Duty], *, today: date) -> list[int]:
    """Return all years in which something was due, the earliest first.

    Source: Конституція України, ст. 58 (a rule has no force backwards).
    """
    return list(range(min(duty.starts for duty in duties).year, today.year + 1))


REMIND_DAYS = (90, 30, 7)  # before the day by which something is due


def days_to_remind_of(since: date, today: date) -> dict[date, int]:
    """Return the days by which something is due and of which one reminds from `since` to today, with the days before each.

    A day missed is made up for, while the day itself has not come. Of two reminders of one day the later counts.

    Source: Rules of office work: a term is reminded of 90, 30 and 7 days before; one whose day was missed goes later, once.
    """
    found = {day + timedelta(days=before): before for before in REMIND_DAYS for day in each_day(since, today)}
    return {due: before for due, before in found.items() if due >= today}
