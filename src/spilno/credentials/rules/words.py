"""Words of a certificate: hours and days as they are printed."""

from datetime import date
from decimal import ROUND_FLOOR, Decimal

from spilno.documents.rules.words import MONTHS, NBSP, counted, day_in_words

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def academic_hours(clock: Decimal, *, minutes: int) -> Decimal:
    """Return hours of the clock as academic hours of so many minutes, to the tenth; never more than there was.

    Source: Order of the Ministry of Education of Ukraine of 02.06.1993 No 161, section 4: an academic hour is, as a rule, 45
    minutes. The order is no longer in force, institutions keep the measure in their own rules; `SPILNO_ACADEMIC_HOUR_MINUTES`.
    """
    return (clock * 60 / minutes).quantize(Decimal("0.1"), rounding=ROUND_FLOOR)


def hours_in_words(hours: Decimal, *, minutes: int | None = None) -> str:
    """Write academic hours with their noun and, when minutes are given, what is meant by one: 6 академічних годин (по 45 хвилин).

    Source: Український правопис 2019, § 105-107 (after a fraction the noun stands in the genitive singular).
    """
    if hours == hours.to_integral_value():
        said = counted(int(hours), "академічна година", "академічні години", "академічних годин")
    else:
        said = f"{hours.normalize():f}".replace(".", ",") + f"{NBSP}академічної години"
    return f"{said} (по {counted(minutes, 'хвилині', 'хвилини', 'хвилин')})" if minutes else said


def hours_in_english(hours: Decimal, *, minutes: int | None = None) -> str:
    """Write academic hours in English and, when minutes are given, what is meant by one: 1.5 academic hours (of 45 minutes).

    Source: Spilno's own rule: the English page says what the Ukrainian page says.
    """
    noun = "academic hour" if hours == 1 else "academic hours"
    said = f"{hours.normalize():f}{NBSP}{noun}"
    return f"{said} (of {minutes}{NBSP}minutes)" if minutes else said


def credits_in_words(credits_: Decimal) -> str:
    """Write credits with their noun: 2 кредити ЄКТС, 1,5 кредиту ЄКТС.

    Source: Український правопис 2019, § 105-107; Law 2145-VIII "On education", article 1 (ЄКТС, the European credit transfer system).
    """
    if credits_ == credits_.to_integral_value():
        return counted(int(credits_), "кредит", "кредити", "кредитів") + f"{NBSP}ЄКТС"
    return f"{credits_.normalize():f}".replace(".", ",") + f"{NBSP}кредиту{NBSP}ЄКТС"


def credits_in_english(credits_: Decimal) -> str:
    """Write credits in English: 2 ECTS credits.

    Source: Spilno's own rule: the English page says what the Ukrainian page says.
    """
    return f"{credits_.normalize():f}{NBSP}ECTS{NBSP}{'credit' if credits_ == 1 else 'credits'}"


def days_in_words(first: date, last: date) -> str:
    """Write a day or a stretch of days: 14 вересня 2023 року; 12–13 жовтня 2023 року; 14 вересня – 26 жовтня 2023 року.

    Both days are included.

    Source: ДСТУ 4163:2020, 5.10; правила набору: тире між числами без відступів, між словами з відступами.
    """
    if first == last:
        return day_in_words(first)
    if first.year != last.year:
        return f"{day_in_words(first)} – {day_in_words(last)}"
    if first.month != last.month:
        return f"{first.day:02d}{NBSP}{MONTHS[first.month - 1]} – {day_in_words(last)}"
    return f"{first.day:02d}–{day_in_words(last)}"


def days_in_english(first: date, last: date) -> str:
    """Write a day or a stretch of days in English: 14 September – 26 October 2023.

    Source: Spilno's own rule: the English page says what the Ukrainian page says.
    """
    whole = f"{last.day} {ENGLISH_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return whole
    if first.year != last.year:
        return f"{first.day} {ENGLISH_MONTHS[first.month - 1]} {first.year} – {whole}"
    if first.month != last.month:
        return f"{first.day} {ENGLISH_MONTHS[first.month - 1]} – {whole}"
    return f"{first.day}–{whole}"
