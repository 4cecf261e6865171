"""How many points an answer earns, and whether a test is passed: exact numbers, nothing is rounded in anybody's favour."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

HUNDRED = Decimal(100)
CENT = Decimal("0.01")
MOST_DIGITS = 20
SPACES = dict.fromkeys(map(ord, " \u00a0\u2009\u202f"))


def read_number(text: str) -> Decimal | None:
    """Read a number as people write it: «1 234,5», «-3», «−3», «0.5». None: it is no number.

    Source: docs/how-to/tests-of-an-edition.md, «A number».
    """
    plain = text.translate(SPACES).replace("−", "-").replace(",", ".")
    if not plain or len(plain) > MOST_DIGITS or not set(plain) <= set("0123456789.+-eE"):
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return (
        number if abs(number.adjusted()) <= MOST_DIGITS else None
    )  # 1e999999 is no answer, and no number to reckon with


def share_of(kind: str, body: Mapping[str, Any], given: Any) -> Decimal | None:
    """Return the share of the points that an answer earns, from 0 to 1; None: a person must mark it.

    `given` is what was chosen: single: number of the option; multiple: numbers of options; matching: for each pair the number of
    the pair whose right side was chosen; numeric: text; open: text. No answer, or one of another shape, earns nothing. An open
    answer that is empty needs no marker: it earns nothing.

    Source: Moodle docs, «GIFT format» and «Moodle XML format» (fractions of answers); docs/how-to/tests-of-an-edition.md.
    """
    if kind == "open":
        return None if isinstance(given, str) and given.strip() else Decimal(0)
    reckon = {"single": _single, "multiple": _multiple, "matching": _matching, "numeric": _numeric}[kind]
    return min(max(reckon(body, given), Decimal(0)), Decimal(1))


def _single(body: Mapping[str, Any], given: Any) -> Decimal:
    options = body["options"]
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given < len(options):
        return Decimal(0)
    return Decimal(str(options[given]["share"])) / HUNDRED


def _multiple(body: Mapping[str, Any], given: Any) -> Decimal:
    options = body["options"]
    chosen = {each for each in given if isinstance(each, int)} if isinstance(given, list) else set()
    return sum(
        (Decimal(str(each["share"])) for number, each in enumerate(options) if number in chosen), Decimal(0)
    ) / HUNDRED  # fmt: skip


def _matching(body: Mapping[str, Any], given: Any) -> Decimal:
    pairs = body["pairs"]
    asked = [number for number, pair in enumerate(pairs) if pair["left"]]
    if not isinstance(given, list) or not asked:
        return Decimal(0)
    right = sum(1 for number in asked if _is_matched(pairs, given, number))
    return Decimal(right) / Decimal(len(asked))


def _is_matched(pairs: Sequence[Mapping[str, str]], given: list[Any], number: int) -> bool:
    chosen = given[number] if number < len(given) else None
    if isinstance(chosen, bool) or not isinstance(chosen, int) or not 0 <= chosen < len(pairs):
        return False
    return pairs[chosen]["right"] == pairs[number]["right"]  # two pairs may share a right side


def _numeric(body: Mapping[str, Any], given: Any) -> Decimal:
    value = read_number(given) if isinstance(given, str) else None
    if value is None:
        return Decimal(0)
    fitting = (
        Decimal(str(each["share"]))
        for each in body["answers"]
        if abs(value - Decimal(each["value"])) <= Decimal(each["tolerance"])
    )
    return max(fitting, default=Decimal(0)) / HUNDRED


def points_for(kind: str, body: Mapping[str, Any], given: Any, points: Decimal) -> Decimal | None:
    """Return the points of an answer, rounded to hundredths; None: a person must mark it.

    Source: docs/how-to/tests-of-an-edition.md, «How points are counted».
    """
    share = share_of(kind, body, given)
    return None if share is None else (points * share).quantize(CENT, ROUND_HALF_UP)


def sum_of(points: Iterable[Decimal | None]) -> Decimal | None:
    """Return the points of a whole attempt; None while one answer waits for its marker. No answers make 0.

    Source: docs/how-to/tests-of-an-edition.md, «How points are counted».
    """
    found = list(points)
    if any(each is None for each in found):
        return None
    return sum((each for each in found if each is not None), Decimal(0))


def percent_of(points: Decimal, points_of: Decimal) -> Decimal:
    """Return the per cent of points, to a tenth, rounded down: 59.96 is shown as 59.9, never as a pass that it is not.

    Source: docs/how-to/tests-of-an-edition.md, «How points are counted».
    """
    if points_of <= 0:
        return Decimal("0.0")
    return (points * HUNDRED / points_of).quantize(Decimal("0.1"), ROUND_DOWN)


def is_passed(points: Decimal, points_of: Decimal, *, pass_percent: int) -> bool:
    """Tell whether a test is passed: the share reaches the bar, exactly; the bar itself is a pass. A bar of 0 passes everybody.

    Source: docs/how-to/tests-of-an-edition.md, «How points are counted».
    """
    return points * HUNDRED >= pass_percent * points_of
