"""The dated rules of credits: what earns how much, and whose documents are not recognised."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from spilno.statute.rules.refusal import Refusal, gettext_noop

STATED, HOUR, DAY, WHOLE = "stated", "hour", "day", "whole"
KINDS = ("edition", "internship", "self", "exchange", "conference", "outside")


@dataclass(frozen=True, slots=True)
class Earn:
    """How much one kind of learning earns: `credits` for each `amount` of `per`; bounds None: there is none."""

    kind: str
    per: str
    amount: Decimal
    credits: Decimal
    at_least: Decimal | None
    at_most: Decimal | None
    year_at_most: Decimal | None
    needs_programme: bool
    at_once: bool
    starts: date
    ends: date | None
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """Documents of these states, and those issued in occupied territory, are not recognised from the day on."""

    starts: date
    countries: frozenset[str]
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class CreditBook:
    """All dated rules together, each list by its first day."""

    earn: tuple[Earn, ...]
    bars: tuple[Bar, ...]


def read_book(text: str) -> CreditBook:
    """Read the dated rules. A file that contradicts itself raises ValueError: a mistake of the house.

    Source: docs/adr/0013-learning.md: how much one earns is dated data with a source, never a constant in code.
    """
    told = tomllib.loads(text)
    earn = tuple(_earn(row) for row in _in_order(told["earn"]))
    if len({(rule.kind, rule.starts) for rule in earn}) != len(earn) or {rule.kind for rule in earn} != set(KINDS):
        message = "each kind has rules, and they begin on different days"
        raise ValueError(message)
    bars = tuple(
        Bar(row["starts"], frozenset(row["countries"]), row["source"], row["verified"])
        for row in _in_order(told["bar"])
    )
    return CreditBook(earn, bars)


def _in_order(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(rows, key=lambda row: row["starts"])


def _earn(row: Mapping[str, Any]) -> Earn:
    def bound(name: str) -> Decimal | None:
        return Decimal(row[name]) if name in row else None

    return Earn(
        kind=row["kind"], per=row["per"], amount=Decimal(row.get("amount", "1")), credits=Decimal(row["credits"]),
        at_least=bound("at_least"), at_most=bound("at_most"), year_at_most=bound("year_at_most"),
        needs_programme=row.get("needs_programme", False), at_once=row.get("at_once", False),
        starts=row["starts"], ends=row.get("ends"), source=row["source"], verified=row["verified"],
    )  # fmt: skip


def with_own(book: CreditBook, own: Iterable[Earn]) -> CreditBook:
    """Return the rules with those that the installation entered: of the same kind and day, its own goes before the file.

    Source: docs/adr/0013-learning.md: what officials earn is data of the installation.
    """
    found = {(rule.kind, rule.starts): rule for rule in book.earn} | {(rule.kind, rule.starts): rule for rule in own}
    return CreditBook(tuple(sorted(found.values(), key=lambda rule: (rule.starts, rule.kind))), book.bars)


def earn_on(book: CreditBook, kind: str, day: date) -> Earn | None:
    """Return the rule of a kind in force on a day (its last day included); None: nothing of the kind earned credits then.

    Source: Конституція України, ст. 58 (a rule has no force backwards): each day has the rule in force on it.
    """
    begun = [rule for rule in book.earn if rule.kind == kind and rule.starts <= day]
    if not begun:
        return None
    return begun[-1] if begun[-1].ends is None or day <= begun[-1].ends else None


def bar_on(bars: Sequence[Bar], day: date) -> Bar | None:
    """Return whose documents are not recognised when they were issued on a day; None: there is no bar.

    Source: наказ НАДС від 12.12.2019 № 227-19 (documents of the occupied territory and of the aggressor state).
    """
    begun = [bar for bar in bars if bar.starts <= day]
    return begun[-1] if begun else None


def why_not_enter(*, starts: date, latest: date | None, source: str) -> Refusal | None:
    """Say why a rule cannot be entered: it has no source, or a rule of its kind begins on that day or later.

    Source: docs/adr/0013-learning.md: a change of the law is a new dated row, earlier ones stay for their time.
    """
    title = gettext_noop("The rule was not entered")
    if not source.strip():
        return Refusal(
            code="rule_without_source",
            title=title,
            sentence=gettext_noop("A rule without its act cannot be cited in a refusal."),
            source="docs/adr/0013-learning.md",
            advice=gettext_noop("Name the act: kind, day, number, point."),
        )
    if latest is not None and starts <= latest:
        return Refusal(
            code="rule_not_later",
            title=title,
            sentence=gettext_noop("A rule of this kind begins on %(latest)s already."),
            source="docs/adr/0013-learning.md",
            facts={"latest": latest.strftime("%d.%m.%Y")},
            advice=gettext_noop("Choose a later day: what was counted before stays as it was."),
        )
    return None
