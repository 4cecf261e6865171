"""Acts of the register of territories: load what the product ships, preview and take in a newer edition."""

import gzip
import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import IO, Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, task

from spilno.journal.services import record, take_turn
from spilno.statute.rules.refusal import RuleBroken, refuse
from spilno.territories.gateways import find_header, rows_of
from spilno.territories.models import ImportBatch, Unit, UnitName
from spilno.territories.queries import known_units, why_not_commit_yet
from spilno.territories.rules import codes
from spilno.territories.rules.codifier import (
    ALL_CATEGORIES,
    DEFAULT_CATEGORIES,
    FileRow,
    mended_rows,
    plan,
    why_not_read,
)
from spilno.territories.rules.preview import (
    Outcome,
    broken_off,
    counted,
    fingerprint,
    why_not_begin_again,
    why_not_commit,
)

log = logging.getLogger(__name__)

DATA = Path(__file__).parent / "data"
LARGE_FILE = 200_000  # bytes: a larger one is read away from the page
LARGE_PLAN = 5_000  # rows: more are taken in away from the page
STEP = 2_000  # rows between two words about progress
COLUMNS = {
    "1": ("перший рівень",),
    "2": ("другий рівень",),
    "3": ("третій рівень",),
    "4": ("четвертий рівень",),
    "5": ("додатковий рівень",),
    "category": ("категорія", "category"),
    "name": ("назва", "name"),
}
SIMPLE_COLUMNS = {"code": ("код", "code"), "category": ("категорія", "category"), "name": ("назва", "name")}


def load_codifier(*, by: Any = None) -> int:
    """Load the codifier that the product ships: units, former names, tiles of the map; returns how many units came.

    Loads only what is missing, by the stable digits: a second run writes nothing, a newer imported edition stays.
    """
    with transaction.atomic():
        have = set(Unit.objects.values_list("stable", flat=True))
        rows = [row for row in _shipped() if codes.stable_of(row.code) not in have]
        if not rows:
            return 0
        tiles = {stable: (name, int(x), int(y)) for stable, name, x, y in _tsv("tiles.tsv")}
        _create_units(rows, tiles)
        units = dict(Unit.objects.values_list("stable", "pk"))
        UnitName.objects.bulk_create(
            UnitName(
                unit_id=units[stable],
                name=name,
                starts=date.fromisoformat(starts) if starts else None,
                ends=date.fromisoformat(ends) if ends else None,
                ground=ground,
            )
            for stable, name, starts, ends, ground in _tsv("names.tsv")
            if stable not in have and stable in units
        )
        batch = ImportBatch.objects.create(
            name="katottg.tsv.gz",
            sha256=hashlib.sha256((DATA / "katottg.tsv.gz").read_bytes()).hexdigest(),
            state=ImportBatch.State.COMMITTED,
            counts={"new": len(rows)},
            committed_at=timezone.now(),
        )
        record("codifier.loaded", batch, by=by, ground="КАТОТТГ", facts={"units": len(rows)})
    return len(rows)


def preview_codifier(
    file: IO[bytes], name: str, *, edition_on: date, ground: str, settlements: bool, by: Any
) -> ImportBatch:
    """Read a file of the codifier and keep what it would change; the register stays as it is.

    Raises RuleBroken when the file cannot be read as a table of the codifier.
    """
    batch = ImportBatch(
        name=name[-200:], sha256=digest_of(file), settlements=settlements, edition_on=edition_on, ground=ground
    )
    return _preview_of(batch, file, by=by)


@transaction.atomic
def take_up_codifier(file: Any, *, edition_on: date, ground: str, settlements: bool, by: Any) -> ImportBatch:
    """Preview an uploaded file: a small one now, a large one away from the page, once however often it is sent.

    Raises RuleBroken as `preview_codifier` when the file is read now; of a large one the batch tells it later.
    """
    if file.size <= LARGE_FILE:
        return preview_codifier(file, file.name, edition_on=edition_on, ground=ground, settlements=settlements, by=by)
    take_turn()
    batch = ImportBatch(
        name=file.name[-200:],
        sha256=digest_of(file),
        state=ImportBatch.State.READING,
        settlements=settlements,
        edition_on=edition_on,
        ground=ground,
        created_by=by.pk,
    )
    running = ImportBatch.objects.filter(state=batch.state, sha256=batch.sha256, created_by=by.pk).first()
    if running is not None:
        return running
    batch.source.save(batch.sha256[:16], file, save=False)
    batch.save()
    record("import.received", batch, by=by, ground=ground, facts={"file": batch.sha256})
    transaction.on_commit(partial(read_codifier.enqueue, batch.pk))
    return batch


@task(takes_context=True)
def read_codifier(context: TaskContext, batch_id: int) -> None:
    """Make the preview of a large file that waits; what stops it is kept with the batch."""
    batch = ImportBatch.objects.filter(pk=batch_id, state=ImportBatch.State.READING).first()
    if batch is None:
        return
    with _kept_refusal(batch):
        _begin_again(batch, begun=context.attempt)
        with batch.source.open("rb") as file:
            _preview_of(batch, file, by=_account(batch.created_by))


@transaction.atomic
def confirm_codifier(batch: ImportBatch, *, by: Any) -> ImportBatch:
    """Take a previewed file in: a small one now, a large one away from the page; pressed again, it begins nothing.

    Raises RuleBroken as `commit_codifier`.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == ImportBatch.State.WRITING:
        return batch
    if sum(batch.counts.values()) <= LARGE_PLAN:
        return commit_codifier(batch, by=by)
    refuse(why_not_commit_yet(batch))
    batch.state = ImportBatch.State.WRITING
    batch.save(update_fields=["state"])
    record("import.confirmed", batch, by=by, ground=batch.ground, facts={"file": batch.sha256})
    transaction.on_commit(partial(write_codifier.enqueue, batch.pk, by.pk))
    return batch


@task(takes_context=True)
def write_codifier(context: TaskContext, batch_id: int, by: int) -> None:
    """Take in a large file that was confirmed, whole or not at all; what stops it is kept with the batch."""
    batch = ImportBatch.objects.filter(pk=batch_id, state=ImportBatch.State.WRITING).first()
    if batch is None:
        return
    with _kept_refusal(batch):
        _begin_again(batch, begun=context.attempt)
        with transaction.atomic():
            ImportBatch.objects.filter(pk=batch_id).update(state=ImportBatch.State.PREVIEW)
            commit_codifier(batch, by=_account(by))


@transaction.atomic
def _begin_again(batch: ImportBatch, *, begun: int) -> None:
    """Note that the work began again after the program had stopped in the middle of it; `begun` counts from 1."""
    refuse(why_not_begin_again(begun=begun))
    if begun > 1:
        record("import.resumed", batch, by=None, ground=batch.ground, facts={"begun": begun})


@contextmanager
def _kept_refusal(batch: ImportBatch) -> Iterator[None]:
    """Keep with the batch what stopped its work; nobody waits at a page to be told."""
    try:
        yield
    except Exception as error:
        if not isinstance(error, RuleBroken):
            log.exception("import %s stopped", batch.pk)
        refusal = error.refusal if isinstance(error, RuleBroken) else broken_off()
        working = ImportBatch.objects.filter(
            pk=batch.pk, state__in=[ImportBatch.State.READING, ImportBatch.State.WRITING]
        )
        working.update(state=ImportBatch.State.REFUSED, refusal=asdict(refusal), data=[], source="")


def _account(number: int | None) -> Any:
    return get_user_model().objects.filter(pk=number).first() if number is not None else None


def _preview_of(batch: ImportBatch, file: IO[bytes], *, by: Any) -> ImportBatch:
    rows = []
    for row in _file_rows(file, batch.name, settlements=batch.settlements):
        rows.append(row)
        if batch.pk and len(rows) % STEP == 0:
            ImportBatch.objects.filter(pk=batch.pk).update(counts={"read": len(rows)})
    refuse(why_not_read(name=batch.name, rows=len(rows)))
    batch.data = [[row.number, row.code, row.category, row.name] for row in rows]
    outcomes = plan(rows, known_units(), categories=_categories(settlements=batch.settlements))
    return keep_preview(batch, outcomes, by=by)


def commit_codifier(batch: ImportBatch, *, by: Any) -> ImportBatch:
    """Take a previewed file into the register, whole or not at all; plans again under the lock.

    Raises RuleBroken when rows have errors, the register has changed since, or there is nothing to write.
    """
    rows = [FileRow(*row) for row in batch.data]
    return take_in(
        batch,
        planned=lambda: plan(rows, known_units(), categories=_categories(settlements=batch.settlements)),
        write=lambda outcomes: _write(rows, outcomes, batch),
        act="codifier.imported",
        by=by,
    )


@transaction.atomic
def keep_preview(batch: ImportBatch, outcomes: Sequence[Outcome], *, by: Any) -> ImportBatch:
    """Keep a preview: counts and fingerprint of all rows, and the rows worth a look; earlier previews are dropped.

    One that was put aside while its file was read stays put aside.
    """
    if batch.pk and ImportBatch.objects.select_for_update().get(pk=batch.pk).state != ImportBatch.State.READING:
        return batch
    order = {"error": 0, "warning": 1, "changed": 2, "new": 3}
    shown = sorted((outcome for outcome in outcomes if outcome.kind != "same"), key=lambda outcome: order[outcome.kind])
    batch.rows = [outcome.as_row() for outcome in shown[: ImportBatch.SHOWN]]
    batch.counts = counted(outcomes)
    batch.plan = fingerprint(outcomes)
    batch.created_by = by.pk if by is not None else None
    batch.state, batch.source = ImportBatch.State.PREVIEW, ""
    earlier = ImportBatch.objects.filter(kind=batch.kind, state=ImportBatch.State.PREVIEW, created_by=batch.created_by)
    earlier.update(state=ImportBatch.State.DROPPED, data=[], rows=[])
    batch.save()
    record("import.previewed", batch, by=by, ground=batch.ground, facts={"file": batch.sha256, **batch.counts})
    return batch


@transaction.atomic
def take_in(
    batch: ImportBatch,
    *,
    planned: Callable[[], Sequence[Outcome]],
    write: Callable[[Sequence[Outcome]], None],
    act: str,
    by: Any,
) -> ImportBatch:
    """Commit a preview of any register: plan again under the lock, refuse errors and drift, write, journal once."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    outcomes = planned()
    refuse(
        why_not_commit(
            state=batch.state,
            counts=batch.counts,
            writes=sum(bool(outcome.does) for outcome in outcomes),
            seen=batch.plan,
            now=fingerprint(outcomes),
        )
    )
    write(outcomes)
    batch.state, batch.committed_at, batch.data = ImportBatch.State.COMMITTED, timezone.now(), []
    batch.save(update_fields=["state", "committed_at", "data"])
    record(act, batch, by=by, ground=batch.ground, facts={"file": batch.sha256, **batch.counts})
    return batch


@transaction.atomic
def drop_preview(batch: ImportBatch, *, by: Any) -> None:
    """Put a preview aside: nothing of it is written. A committed one stays as it is."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state not in {ImportBatch.State.PREVIEW, ImportBatch.State.READING}:
        return
    batch.state, batch.source, batch.data, batch.rows = ImportBatch.State.DROPPED, "", [], []
    batch.save(update_fields=["state", "source", "data", "rows"])
    record("import.dropped", batch, by=by)


def digest_of(file: IO[bytes]) -> str:
    """Return SHA-256 of the whole file, in hex."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _categories(*, settlements: bool) -> frozenset[str]:
    return ALL_CATEGORIES if settlements else DEFAULT_CATEGORIES


def _file_rows(file: IO[bytes], name: str, *, settlements: bool) -> Any:
    """Yield the rows of the wanted categories; a row of an unknown category comes too, to be shown as an error."""
    rows = rows_of(file, name)
    try:
        places, number, _ = find_header(rows, COLUMNS, name)
    except RuleBroken:
        rows = rows_of(file, name)
        try:
            places, number, _ = find_header(rows, SIMPLE_COLUMNS, name)
        except RuleBroken:
            places, number, _ = find_header(rows_of(file, name), COLUMNS, name)  # says what the official file has
    unwanted = ALL_CATEGORIES - _categories(settlements=settlements)
    levels = [places[level] for level in ("5", "4", "3", "2", "1", "code") if level in places]
    for line, row in enumerate(rows, number + 1):
        if not any(row):
            continue
        category = _cell(row, places["category"])
        if codes.clean_category(category)[0] in unwanted:
            continue
        code = next((cell for place in levels if (cell := _cell(row, place))), "")
        yield FileRow(line, codes.clean_code(code)[:60], category[:20], _cell(row, places["name"])[:200])


def _cell(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def _write(rows: Sequence[FileRow], outcomes: Sequence[Outcome], batch: ImportBatch) -> None:
    does = {outcome.number: outcome.does for outcome in outcomes if outcome.number}
    mended = mended_rows(rows)
    _create_units([row for row in mended if does.get(row.number) == "create"], {})
    updated = {codes.stable_of(row.code): row for row in mended if does.get(row.number) == "update"}
    units = list(Unit.objects.filter(stable__in=updated).order_by("code"))
    former = [
        UnitName(
            unit=unit,
            name=unit.name,
            ends=batch.edition_on - timedelta(days=1) if batch.edition_on else None,
            ground=batch.ground,
        )
        for unit in units
        if unit.name != updated[unit.stable].name
    ]
    UnitName.objects.bulk_create(former)
    for unit in units:
        row = updated[unit.stable]
        unit.code, unit.category, unit.name = row.code, row.category, row.name
        unit.fold_name()
    # codes may change places among themselves: free them first
    for unit in units:
        Unit.objects.filter(pk=unit.pk).update(code=f"~{unit.stable}")
    Unit.objects.bulk_update(units, ["code", "category", "name", "search_key", "sort_key"], batch_size=500)
    _tie_to_parents({codes.own_key(unit.code): unit for unit in units})


def _create_units(rows: Sequence[FileRow], tiles: dict[str, tuple[str, int, int]]) -> None:
    units = [
        Unit(
            code=row.code,
            stable=(stable := codes.stable_of(row.code)),
            category=row.category,
            name=row.name,
            tile_name=tiles[stable][0] if stable in tiles else "",
            tile_x=tiles[stable][1] if stable in tiles else None,
            tile_y=tiles[stable][2] if stable in tiles else None,
        )
        for row in rows
    ]
    Unit.objects.bulk_create(units, batch_size=1000)
    _tie_to_parents({codes.own_key(unit.code): unit for unit in Unit.objects.filter(parent=None)})


def _tie_to_parents(units: dict[str, Unit]) -> None:
    """Set the unit above by the codes."""
    above = {codes.own_key(code): pk for pk, code in Unit.objects.values_list("pk", "code")}
    changed = []
    for unit in units.values():
        key = codes.parent_key(unit.code)
        parent = above.get(key) if key else None
        if unit.parent_id != parent:
            unit.parent_id = parent
            changed.append(unit)
    Unit.objects.bulk_update(changed, ["parent"], batch_size=500)


def _shipped() -> list[FileRow]:
    with gzip.open(DATA / "katottg.tsv.gz", "rt", encoding="utf-8") as file:
        lines = file.read().splitlines()[1:]
    return [FileRow(number, *line.split("\t")) for number, line in enumerate(lines, 2)]


def _tsv(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (DATA / name).read_text(encoding="utf-8").splitlines()[1:] if line]
