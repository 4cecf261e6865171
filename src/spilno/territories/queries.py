"""Reads of the codifier: where a unit stands, search by any of its names, what a preview shows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext, ngettext

from spilno.journal.queries import entries_of, worker_is_late, worker_seen
from spilno.statute.rules.refusal import Refusal
from spilno.territories.models import ImportBatch, Unit, UnitName
from spilno.territories.rules import codes
from spilno.territories.rules.codifier import Known
from spilno.territories.rules.preview import refusal_kept, why_not_commit

REGION_LEVEL = (Unit.Category.REGION, Unit.Category.SPECIAL_CITY)


def regions() -> "QuerySet[Unit]":
    """Return regions and cities with special status, each with `raions` and `hromadas` counted, by name."""
    return (
        Unit.objects.filter(category__in=REGION_LEVEL, ended__isnull=True)
        .annotate(
            raions=Count("children", filter=Q(children__category=Unit.Category.RAION), distinct=True),
            hromadas=Count("children__children", filter=Q(children__children__category=Unit.Category.HROMADA)),
        )
        .order_by("sort_key")
    )


def raions() -> "QuerySet[Unit]":
    """Return the raions that there are now, by name."""
    return Unit.objects.filter(category=Unit.Category.RAION, ended__isnull=True).order_by("sort_key")


def raions_among(beginnings: Iterable[str]) -> list[Unit]:
    """Return those raions whose beginning of a code, as long as `codes.RAION_LENGTH`, is among these; by name."""
    return list(raions().alias(beginning=Substr("code", 1, codes.RAION_LENGTH)).filter(beginning__in=set(beginnings)))


def way_to(unit: Unit) -> list[Unit]:
    """Return the units above, the region first; one query."""
    keys: list[str] = []
    key = codes.parent_key(unit.code)
    while key is not None:
        keys.append(key)
        key = codes.parent_key(key + "00000")
    if not keys:
        return []
    above = Q()
    for key in keys:
        above |= Q(code__startswith=key)
    return list(Unit.objects.filter(above).order_by("code"))


def search(text: str) -> "QuerySet[Unit]":
    """Return units found by a code, by its last five digits, or by a name that they have or had, apostrophes ignored.

    The present name begins with the text, or a former one does; an empty text finds nothing.
    """
    wanted = " ".join(text.split())
    units = Unit.objects.select_related("parent__parent")
    if not wanted:
        return units.none()
    code = codes.clean_code(wanted)
    if code.startswith("UA") and code[2:].isdigit():
        return units.filter(code__startswith=code[:19])
    if wanted.isdigit() and len(wanted) == 5:
        return units.filter(stable=wanted)
    key = codes.search_key(wanted)
    return units.filter(Q(search_key__contains=key) | Q(names__search_key__contains=key)).distinct()


def names_of(unit: Unit) -> "QuerySet[UnitName]":
    """Return the names that the unit has or had, dated ones in their order."""
    return unit.names.order_by("starts", "pk")


def known_units(categories: Iterable[str] | None = None) -> dict[str, Known]:
    """Return what an import compares with, by stable digits; two queries."""
    units = Unit.objects.all() if categories is None else Unit.objects.filter(category__in=list(categories))
    former: dict[int, set[str]] = {}
    for unit, name in UnitName.objects.values_list("unit_id", "name"):
        former.setdefault(unit, set()).add(name)
    return {
        stable: Known(code, category, name, ended is not None, frozenset(former.get(pk, ())))
        for pk, stable, code, category, name, ended in units.values_list(
            "pk", "stable", "code", "category", "name", "ended"
        )
    }


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a preview in the reader's words."""

    number: int
    kind: str
    code: str
    title: str
    said: str


def shown_rows(batch: ImportBatch, kind: str = "") -> list[ShownRow]:
    """Return the rows of a preview that are worth a look, in the reader's language; `kind` keeps one kind only."""
    return [
        ShownRow(number, row_kind, code, title, said(sentence, facts))
        for number, row_kind, code, title, sentence, facts, _ in batch.rows
        if not kind or row_kind == kind
    ]


def why_not_commit_yet(batch: ImportBatch) -> Refusal | None:
    """Say why a preview may not be taken in, as far as the preview itself tells."""
    return why_not_commit(
        state=batch.state,
        counts=batch.counts,
        writes=sum(batch.counts.get(written, 0) for written in ("new", "changed", "warning")),
        seen=batch.plan,
        now=batch.plan,
    )


def shown_preview(batch: ImportBatch, *, kind: str, page: str | None) -> dict[str, object]:
    """Return what the page of a preview shows: counts, the rows of one kind or all, and why it may not be committed.

    Of a file that is still being worked on or was refused: that alone.
    """
    if batch.state in {ImportBatch.State.READING, ImportBatch.State.WRITING}:
        again = entries_of(batch).filter(act="import.resumed").order_by("-pk").first()
        alone = worker_is_late(worker_seen())
        return {"batch": batch, "working": True, "total": sum(batch.counts.values()), "again": again, "alone": alone}
    if batch.state == ImportBatch.State.REFUSED:
        return {"batch": batch, "refusal": refusal_kept(batch.refusal)}
    return {
        "batch": batch,
        "kind": kind,
        "page": Paginator(shown_rows(batch, kind), 100).get_page(page),
        "total": sum(batch.counts.values()),
        "cut": len(batch.rows) >= ImportBatch.SHOWN,
        "refusal": why_not_commit_yet(batch),
    }


def said(sentence: str, facts: dict[str, Any]) -> str:
    """Put the sentence of a row into the reader's language."""
    return gettext(sentence) % {key: _fact(value) for key, value in facts.items()} if sentence else ""


def _fact(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(gettext(str(item)) for item in value)
    return value


def lines(count: int) -> str:
    """Say how many rows a file has."""
    return ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody who sits in a unit: a council, a partner; as an upper app tells it."""

    name: str
    url: str
    note: str = ""


_residents: list[Callable[[Unit], Iterable[Resident]]] = []


def register_residents(source: Callable[[Unit], Iterable[Resident]]) -> None:
    """Let an upper app tell who sits in a unit."""
    if source not in _residents:
        _residents.append(source)


def residents_of(unit: Unit) -> list[Resident]:
    """Return all who sit in the unit, as upper apps tell."""
    return [resident for source in _residents for resident in source(unit)]


def parts_of(unit: Unit) -> "QuerySet[Unit]":
    """Return the units right under this one, each with `parts` counted, by name."""
    return unit.children.filter(ended__isnull=True).annotate(parts=Count("children")).order_by("category", "sort_key")


def tiles_of(unit: Unit) -> "QuerySet[Unit]":
    """Return the hromadas of a region that have a place on its map of tiles, with their raions."""
    return Unit.objects.filter(code__startswith=unit.code[:4], tile_x__isnull=False).select_related("parent")
