"""Words of Ukrainian documents: days, counts with their nouns, ordinals, shares."""

import re
from datetime import date, datetime
from fractions import Fraction

MONTHS = (
    "січня", "лютого", "березня", "квітня", "травня", "червня",
    "липня", "серпня", "вересня", "жовтня", "листопада", "грудня",
)  # fmt: skip
NBSP = "\u00a0"
_SHARES = {
    Fraction(1, 2): ("половини", "половина"),
    Fraction(1, 3): ("третини", "третина"),
    Fraction(2, 3): ("двох третин", "дві третини"),
    Fraction(3, 4): ("трьох чвертей", "три чверті"),
    Fraction(3, 5): ("трьох п’ятих", "три п’яті"),
    Fraction(4, 5): ("чотирьох п’ятих", "чотири п’яті"),
}


def day_in_words(day: date) -> str:
    """Write a day as texts of documents do: 07 грудня 2026 року.

    Source: ДСТУ 4163:2020, 5.10.
    """
    return f"{day.day:02d}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}{NBSP}року"


def day_in_digits(day: date) -> str:
    """Write a day as tables of documents do: 07.12.2026.

    Source: ДСТУ 4163:2020, 5.10.
    """
    return f"{day.day:02d}.{day.month:02d}.{day.year}"


def clock_in_words(moment: datetime) -> str:
    """Write hours and minutes as they stand in the moment given: 10:05 (the caller brings Kyiv time).

    Source: ДСТУ 4163:2020, 5.10.
    """
    return f"{moment.hour:02d}:{moment.minute:02d}"


def noun_of(count: int, one: str, few: str, many: str) -> str:
    """Choose the form of a noun after a whole number: 1 член, 2 члени, 5 членів, 11 членів, 21 член.

    Source: Український правопис 2019, § 105-107.
    """
    last, two = abs(count) % 10, abs(count) % 100
    if last == 1 and two != 11:
        return one
    if 2 <= last <= 4 and not 12 <= two <= 14:
        return few
    return many


def counted(count: int, one: str, few: str, many: str) -> str:
    """Write a number with its noun: 49 членів.

    Source: Український правопис 2019, § 105-107.
    """
    return f"{count}{NBSP}{noun_of(count, one, few, many)}"


def out_of(count: int, one: str, many: str) -> str:
    """Write a number with a noun in the genitive, as after «із»: із 62 членів, із 1 члена, із 21 члена.

    Source: Український правопис 2019, § 105-107.
    """
    singular = abs(count) % 10 == 1 and abs(count) % 100 != 11
    return f"{count}{NBSP}{one if singular else many}"


def at_least_days(count: int) -> str:
    """Write a term in days after «за» or «протягом», in the accusative: за 1 день, за 21 день, за 22 дні, за 40 днів.

    Source: Український правопис 2019, § 105-107.
    """
    return counted(count, "день", "дні", "днів")


_TIED = (
    (re.compile(r" (?=[–—] )"), NBSP),  # no line begins with a dash
    (re.compile(r"(?<=[№§]) "), NBSP),
    (re.compile(r"(?<=в\.) (?=о\.)"), NBSP),
    (re.compile(r"(?<=в\.о\.) "), NBSP),
    (re.compile(r"(?<![\w])(м|с|смт|вул|просп|бул|п|ст|р|обл) ?\. (?=[\w«])", re.IGNORECASE), rf"\1.{NBSP}"),
    (re.compile(r"(?<![\w.])([А-ЯҐЄІЇ]\.) ?([А-ЯҐЄІЇ]\.) (?=[А-ЯҐЄІЇ])"), rf"\1{NBSP}\2{NBSP}"),
    (re.compile(r"(?<![\w.])([А-ЯҐЄІЇ]\.) (?=[А-ЯҐЄІЇ][\w’-])"), rf"\1{NBSP}"),
    (re.compile(rf"(\d) (?=(?:{'|'.join(MONTHS)}) )"), rf"\1{NBSP}"),
    (re.compile(rf"((?:{'|'.join(MONTHS)})) (?=\d{{4}})"), rf"\1{NBSP}"),
    (re.compile(r"(\d) (?=(?:року|рік|грн|гривень|осіб|відсотків)\b)"), rf"\1{NBSP}"),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NBSP),
)


def tied(text: str) -> str:
    """Keep together what a line must not part: «№ 5», «22 листопада 2026 року», «в. о.», initials, a dash with its word.

    Source: ДСТУ 4163:2020, 5.10, 5.22; правила набору: розряди чисел, скорочення й ініціали не розривають.
    """
    for pattern, together in _TIED:
        text = pattern.sub(together, text)
    return text


def ordinal_plural(number: int, *, genitive: bool = False) -> str:
    """Write an ordinal of a plural noun in digits: 71-ші збори, 2-гі, 3-ті, 7-мі, 40-ві; in the genitive 71-х.

    Source: Український правопис 2019, § 105, 38 (as remembered).
    """
    if genitive:
        return f"{number}-х"
    return f"{number}-{_ordinal_ending(number)}"


def _ordinal_ending(number: int) -> str:
    if number % 100 in range(11, 20):
        return "ті"
    if number % 10:
        return {1: "ші", 2: "гі", 7: "мі", 8: "мі"}.get(number % 10, "ті")
    if number % 100 == 40:
        return "ві"
    return "ні" if number % 1000 == 0 else "ті"


def more_than(share: Fraction, *, strict: bool) -> str:
    """Write a share to be exceeded or reached, before «від … членів»: більше половини; не менш як дві третини.

    Source: Статут: слова статті про кворум і більшість.
    """
    words = _SHARES.get(share)
    if words is None:
        return f"більше {share}" if strict else f"не менш як {share}"
    return f"більше {words[0]}" if strict else f"не менш як {words[1]}"


def sentence(text: str) -> str:
    """Return the text with a full stop at its end, unless it ends with a sign already; empty stays empty.

    Source: Український правопис 2019, § 155.
    """
    bare = text.strip()
    return bare if not bare or bare[-1] in ".!?…:;" else f"{bare}."
