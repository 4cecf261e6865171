"""Which edition of the statute is in force on a day."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import F, QuerySet

from spilno.statute.models import Edition
from spilno.statute.rules.adoption import NoEdition, why_not_reckon
from spilno.statute.rules.edition_file import read_edition
from spilno.statute.rules.provisions import Provisions


@lru_cache(maxsize=32)
def _provisions(sha256: str, text: str) -> Provisions:
    return read_edition(text)


def _in_force(day: date) -> "QuerySet[Edition]":
    return Edition.objects.filter(starts__isnull=False, starts__lte=day).order_by("-starts")


def edition_on(day: date) -> Edition | None:
    """Return the edition in force on a day; None before the first one."""
    return _in_force(day).first()


def provisions_of(edition: Edition) -> Provisions:
    """Return the provisions of an edition; reading is done once per text."""
    return _provisions(edition.sha256, edition.text)


def in_force_on(day: date) -> Provisions:
    """Return the provisions in force on a day.

    Raises NoEdition, a refusal that a page shows as it is, when the association has no statute on that day.
    """
    found = _in_force(day).values_list("sha256", "text").first()
    if found is None:
        raise NoEdition(why_not_reckon(day))
    return _provisions(*found)


def model_edition() -> str:
    """Return the file of the model edition that comes with the product."""
    return (Path(__file__).parent / "editions" / "model.toml").read_text(encoding="utf-8")


def editions_to_see(*, drafts: bool) -> "QuerySet[Edition]":
    """Return adopted editions, the latest first; before them drafts, when they are asked for."""
    rows = Edition.objects.all() if drafts else Edition.objects.filter(starts__isnull=False)
    return rows.order_by(F("starts").desc(nulls_first=True), "-pk")


# What follows from the statute for the members of today is counted above: upper apps fill the page with cards, each
# with a `template` and a `context`.
Consequences = Callable[[date], Iterable[Any]]
_consequences: list[Consequences] = []


def register_consequences(source: Consequences) -> None:
    """Let an upper app show on the page of the statute what follows from it on a day."""
    if source not in _consequences:
        _consequences.append(source)


def consequences_on(day: date) -> list[Any]:
    """Return the cards that upper apps show on the page of the statute."""
    return [card for source in _consequences for card in source(day)]
