"""The dated rules of credits: the file of the house, and what the installation entered."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from spilno.learning.models import CreditRule
from spilno.learning.rules.credit_book import CreditBook, Earn, earn_on, read_book, with_own

FILE = Path(__file__).resolve().parent.parent / "data" / "credit_rules.toml"


@lru_cache(maxsize=1)
def shipped() -> CreditBook:
    """Return the rules of the file; it is read once. The bar stands only here."""
    return read_book(FILE.read_text(encoding="utf-8"))


def as_earn(row: CreditRule) -> Earn:
    """Return a row of the table as the rules want it."""
    return Earn(
        row.kind, row.per, row.amount, row.credits, row.at_least, row.at_most, row.year_at_most, row.needs_programme, row.at_once,
        row.starts, row.ends, row.source, row.verified,
    )  # fmt: skip


def whole_book() -> CreditBook:
    """Return all rules, those of the installation before those of the file; one query."""
    return with_own(shipped(), [as_earn(row) for row in CreditRule.objects.all()])


def rule_on(kind: str, day: date) -> Earn | None:
    """Return the rule of a kind in force on a day."""
    return earn_on(whole_book(), kind, day)
