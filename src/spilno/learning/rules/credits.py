"""A row of the ledger: how much it earns, whether it stands there already, why it cannot be claimed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from spilno.learning.rules.credit_book import DAY, HOUR, STATED, Bar, Earn
from spilno.learning.rules.volume import VolumeRule, number, why_not_volume
from spilno.statute.rules.refusal import Refusal, gettext_noop

CENT = Decimal("0.01")
LEDGER = gettext_noop("How credits are kept here: the life of a row")
NOT_CLAIMED = gettext_noop("The credit was not claimed")
ECTS = gettext_noop("ECTS Users’ Guide 2015: a credit is 25 to 30 hours, a year of study is 60 credits")
LEAST_HOURS = 25  # of one credit, wherever the document is from
ROUNDED = Decimal("0.05")  # documents tell tenths of a credit: 0.1 for two hours
MOST_IN_YEAR = 60


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned: hours, days, credits that the document states; None: it does not say."""

    hours: Decimal | None = None
    days: int | None = None
    stated: Decimal | None = None


def earned(rule: Earn, learned: Learned) -> Decimal:
    """Return how many credits so much learning earns by a rule, to the hundredth; bounds of one row are kept.

    What a document states counts as stated; where it states nothing, its hours do. Nothing known earns nothing.

    Source: наказ НАДС від 12.12.2019 № 226-19 (30 hours are 1 credit; a document that states no credits counts by its hours).
    """
    if rule.per == STATED and learned.stated is not None:
        found = learned.stated
    elif rule.per in {STATED, HOUR}:
        found = (learned.hours or Decimal(0)) / rule.amount * rule.credits
    elif rule.per == DAY:
        found = Decimal(learned.days or 0) / rule.amount * rule.credits
    else:
        found = rule.credits
    if rule.at_most is not None:
        found = min(found, rule.at_most)
    return found.quantize(CENT, rounding=ROUND_HALF_UP)


def left_in_year(rule: Earn, already: Decimal) -> Decimal | None:
    """Return how many credits of a kind may still be counted in the year; None: there is no bound.

    Source: docs/adr/0013-learning.md: bounds of a year are dated data with a source.
    """
    return None if rule.year_at_most is None else max(Decimal(0), rule.year_at_most - already)


def counted_now(rule: Earn, earned_: Decimal, already: Decimal) -> Decimal:
    """Return how much of what was earned counts, when so much of the kind is counted in the year already.

    Source: docs/adr/0013-learning.md: bounds of a year are dated data with a source.
    """
    left = left_in_year(rule, already)
    return earned_ if left is None else min(earned_, left)


@dataclass(frozen=True, slots=True)
class Brought:
    """What is brought to the ledger. `length`: professional, short, or empty; `twice`: where it stands already, empty: nowhere."""

    on: date
    today: date
    learned: Learned
    first_on: date | None = None
    country: str = "UA"
    barred_territory: bool = False
    length: str = ""
    twice: str = ""
    served: bool = True


def why_not_claim(rule: Earn | None, brought: Brought, *, bar: Bar | None, volume: VolumeRule) -> Refusal | None:
    """Say why a thing cannot be claimed: its day, its volume, where it was issued, or that it stands in the ledger already.

    Source: накази НАДС від 12.12.2019 № 226-19 і № 227-19; DOMAIN R14, R19.
    """
    return (
        _why_not_day(rule, brought)
        or why_not_from(brought.country, barred_territory=brought.barred_territory, bar=bar)
        or _why_not_twice(brought)
        or _why_not_volume(rule, brought, volume)
    )


def _why_not_day(rule: Earn | None, brought: Brought) -> Refusal | None:
    if brought.on > brought.today:
        return _no(
            NOT_CLAIMED,
            "day_ahead",
            gettext_noop("%(day)s has not come yet."),
            gettext_noop("Claim it when the learning has ended."),
            LEDGER,
            day=_day(brought.on),
        )
    if brought.first_on is not None and brought.first_on > brought.on:
        return _no(
            NOT_CLAIMED,
            "days_reversed",
            gettext_noop("The learning would begin on %(first)s, after it ended on %(last)s."),
            gettext_noop("Check both days."),
            LEDGER,
            first=_day(brought.first_on),
            last=_day(brought.on),
        )
    if rule is None:
        return _no(
            NOT_CLAIMED,
            "no_rule",
            gettext_noop("On %(day)s learning of this kind earned no credits."),
            gettext_noop("Choose another kind, or ask the secretariat whether the rules are complete."),
            LEDGER,
            day=_day(brought.on),
        )
    if not brought.served:
        return _no(
            NOT_CLAIMED,
            "not_in_service",
            gettext_noop("On %(day)s no office of yours stands in the register."),
            gettext_noop("Ask the secretariat to enter the office that you held on that day."),
            LEDGER,
            day=_day(brought.on),
        )
    return None


def why_not_from(country: str, *, barred_territory: bool, bar: Bar | None) -> Refusal | None:
    """Say why a document is not recognised by where it was issued: the aggressor state, or occupied territory.

    Source: наказ НАДС від 12.12.2019 № 227-19 зі змінами; DOMAIN R19.
    """
    if bar is None:
        return None
    if country in bar.countries:
        return _no(
            NOT_CLAIMED,
            "aggressor_state",
            gettext_noop("The document was issued by an institution of the aggressor state."),
            gettext_noop("Such documents are not recognised, whatever they certify."),
            bar.source,
        )
    if barred_territory:
        return _no(
            NOT_CLAIMED,
            "occupied_territory",
            gettext_noop("The document was issued in territory that was occupied at that time."),
            gettext_noop("Such documents are not recognised, whatever they certify."),
            bar.source,
        )
    return None


def _why_not_twice(brought: Brought) -> Refusal | None:
    if not brought.twice:
        return None
    return _no(
        NOT_CLAIMED,
        "counted_already",
        gettext_noop("This stands in the ledger already: %(where)s."),
        gettext_noop("One thing is counted once. If it is another document, check its number."),
        LEDGER,
        where=brought.twice[:200],
    )


def _why_not_volume(rule: Earn | None, brought: Brought, volume: VolumeRule) -> Refusal | None:
    if rule is None:
        return None
    found = earned(rule, brought.learned)
    if found <= 0:
        return _no(
            NOT_CLAIMED,
            "no_volume",
            gettext_noop("Neither hours nor days nor credits are told: nothing can be counted.")
            if not brought.learned.days
            else gettext_noop("Learning of this kind is counted by hours, and only days are told."),
            gettext_noop("Enter the volume as the document states it."),
            rule.source,
        )
    beyond = why_not_so_much(brought.learned, found)
    if beyond is not None:
        return beyond
    if rule.at_least is not None and found < rule.at_least:
        return _no(
            NOT_CLAIMED,
            "too_small",
            gettext_noop("It would earn %(credits)s, and less than %(least)s is not counted for this kind."),
            gettext_noop("Check the hours, or choose another kind."),
            rule.source,
            credits=number(found),
            least=number(rule.at_least),
        )
    wrong = why_not_volume(brought.length, found, rule=volume) if brought.length else None
    return _retitled(wrong, NOT_CLAIMED) if wrong else None


def why_not_so_much(learned: Learned, found: Decimal) -> Refusal | None:
    """Say why nobody learned so much: more credits than the hours allow, or more than a whole year of study is.

    Source: ECTS Users’ Guide 2015, part 1: 1 ECTS credit is 25 to 30 hours of work, 60 credits are a full-time year.
    """
    stated = learned.stated or Decimal(0)
    if learned.hours and (stated - ROUNDED) * LEAST_HOURS > learned.hours:
        return _no(
            NOT_CLAIMED,
            "beyond_hours",
            gettext_noop("%(credits)s credits in %(hours)s hours: one credit takes at least %(each)s hours."),
            gettext_noop("Compare credits and hours with the document."),
            ECTS,
            credits=number(stated),
            hours=number(learned.hours),
            each=str(LEAST_HOURS),
        )
    if found > MOST_IN_YEAR:
        return _no(
            NOT_CLAIMED,
            "beyond_year",
            gettext_noop("It would earn %(credits)s credits; a whole year of study is %(most)s."),
            gettext_noop("Compare credits and hours with the document."),
            ECTS,
            credits=number(found),
            most=str(MOST_IN_YEAR),
        )
    return None


@dataclass(frozen=True, slots=True)
class Stood:
    """A thing that stands in the ledger, to know it when it comes twice. `key` is the number of its document, folded."""

    key: str
    title: str
    on: date
    shown: str


def stands_already(standing: Iterable[Stood], *, key: str, title: str, on: date) -> str:
    """Return how the same thing stands in the ledger already; empty when it does not.

    The same number of a document is the same thing; without a number, the same title within a week is.

    Source: docs/how-to/credits.md: one thing is counted once.
    """
    for each in standing:
        same_number = bool(key) and each.key == key
        near = abs(each.on - on) <= timedelta(days=7)
        unnumbered = not key or not each.key
        if same_number or (unnumbered and near and folded_number(each.title) == folded_number(title)):
            return each.shown
    return ""


def folded_number(text: str) -> str:
    """Return the number of a document as it is compared: letters and digits only, small.

    Source: docs/how-to/credits.md: «№ 12/АБ» and «12-аб» are one number.
    """
    return "".join(character for character in text.casefold() if character.isalnum())[:80]


def ground_of(rule: Earn, learned: Learned, credits_: Decimal) -> tuple[str, dict[str, str]]:
    """Return the sentence that explains a sum, to translate and to fill, with what it is filled with.

    Source: docs/how-to/credits.md: each row shows its own reckoning.
    """
    facts = {"credits": number(credits_), "each": number(rule.amount), "one": number(rule.credits)}
    if rule.per == STATED and learned.stated is not None:
        return gettext_noop("%(credits)s as the document states."), facts
    if rule.per in {STATED, HOUR}:
        return gettext_noop("%(hours)s h : %(each)s h × %(one)s = %(credits)s."), facts | {
            "hours": number(learned.hours or Decimal(0))
        }
    if rule.per == DAY:
        return gettext_noop("%(days)s d : %(each)s d × %(one)s = %(credits)s."), facts | {
            "days": str(learned.days or 0)
        }
    return gettext_noop("%(credits)s for the whole."), facts


def summed(rows: Sequence[Decimal]) -> Decimal:
    """Return the sum of credits to the hundredth; several individual programmes of one year add up so.

    Source: наказ НАДС від 27.08.2025 № 117-25 (credits of several individual programmes of one calendar year are summed).
    """
    return sum(rows, Decimal(0)).quantize(CENT)


def _retitled(refusal: Refusal, title: str) -> Refusal:
    return Refusal(
        code=refusal.code,
        title=title,
        sentence=refusal.sentence,
        source=refusal.source,
        facts=refusal.facts,
        advice=refusal.advice,
        plural=refusal.plural,
        count=refusal.count,
    )


def _no(title: str, code: str, sentence: str, advice: str, source: str, **facts: object) -> Refusal:
    return Refusal(code=code, title=title, sentence=sentence, source=source, facts=facts, advice=advice)


def _day(day: date) -> str:
    return day.strftime("%d.%m.%Y")
