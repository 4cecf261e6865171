"""Acts of the register of organisations: enter, change, rename, end with successors, take in a file of councils."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import IO, Any

from django.db import transaction
from django.utils import timezone

from spilno.journal.services import record
from spilno.organisations.models import Organisation, OrganisationName, Succession
from spilno.organisations.queries import followers, known_councils, life_of, succession_graph
from spilno.organisations.rules.councils import (
    FIELDS,
    CouncilRow,
    KnownCouncil,
    changes,
    cleaned_row,
    indexed,
    match,
    plan,
)
from spilno.organisations.rules.succession import why_not_end, why_not_follow, why_not_rename, why_not_succeed
from spilno.statute.rules.refusal import refuse
from spilno.territories.gateways import find_header, rows_of
from spilno.territories.models import ImportBatch, Unit
from spilno.territories.rules.codes import stable_of
from spilno.territories.rules.preview import Outcome, why_not_preview
from spilno.territories.services import digest_of, keep_preview, take_in

COLUMNS: dict[str, Sequence[str]] = {
    "name_uk": ("назва", "повна назва", "name"),
    "level?": ("рівень", "вид ради", "level"),
    "territory?": ("код катоттг", "катоттг", "katottg"),
    "edrpou?": ("код єдрпоу", "єдрпоу", "edrpou"),
    "name_en?": ("англійською", "назва англійською", "english"),
    "place_uk?": ("коротка назва", "місце", "place"),
    "email?": ("електронна", "e-mail", "email", "пошта"),
    "website?": ("сайт", "вебсайт", "website"),
    "address?": ("адреса", "address"),
}

MOST_COUNCILS = 20_000  # before the reform Ukraine had some 11,500 of them


@transaction.atomic
def enter_organisation(organisation: Organisation, *, by: Any, ground: str = "") -> Organisation:
    """Enter a new organisation into the register."""
    organisation.save()
    record(
        "organisation.entered",
        organisation,
        by=by,
        ground=ground,
        facts={"kind": organisation.kind, "level": organisation.level},
    )
    return organisation


@transaction.atomic
def change_organisation(organisation: Organisation, fields: Sequence[str], *, by: Any) -> Organisation:
    """Save changed particulars; a name changes by `rename`. Nothing is written when no field changed."""
    changed = sorted(set(fields) - {"name_uk"})
    if not changed:
        return organisation
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    organisation.save(update_fields=changed)
    record("organisation.changed", organisation, by=by, facts={"fields": changed})
    return organisation


@transaction.atomic
def rename(
    organisation: Organisation, *, name_uk: str, name_en: str = "", place_uk: str = "", on: date, ground: str, by: Any
) -> Organisation:
    """Give a new name from a day on: the same organisation, the former name keeps its last day.

    Raises RuleBroken when it ended, the day is ahead or before it is known, or the name is the same.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    refuse(
        why_not_rename(
            life_of(organisation), name=organisation.name_uk, new_name=name_uk, on=on, today=timezone.localdate()
        )
    )
    last = organisation.names.exclude(ends=None).order_by("-ends").first()
    OrganisationName.objects.create(
        organisation=organisation,
        name_uk=organisation.name_uk,
        starts=last.ends + timedelta(days=1) if last and last.ends else None,
        ends=on - timedelta(days=1),
        ground=ground,
    )
    organisation.name_uk = name_uk.strip()
    organisation.name_en = name_en.strip() or organisation.name_en
    organisation.place_uk = place_uk.strip() or organisation.place_uk
    organisation.save(update_fields=["name_uk", "name_en", "place_uk"])
    record("organisation.renamed", organisation, by=by, ground=ground, facts={"on": on.isoformat()})
    return organisation


@transaction.atomic
def abolish(organisation: Organisation, *, on: date, ground: str, by: Any) -> Organisation:
    """End an organisation on a day without a successor."""
    organisation = _end(organisation, on=on)
    Succession.objects.create(predecessor=organisation, kind=Succession.Kind.ABOLISHED, on=on, ground=ground)
    record("organisation.abolished", organisation, by=by, ground=ground, facts={"on": on.isoformat()})
    _follow(organisation, by=by)
    return organisation


@transaction.atomic
def merge(predecessors: Sequence[Organisation], *, into: Organisation, on: date, ground: str, by: Any) -> Organisation:
    """Merge organisations into one on a day: they end, it goes on. All or none."""
    for predecessor in predecessors:
        _succeed(predecessor, [into], kind=Succession.Kind.MERGED, on=on, ground=ground)
        record(
            "organisation.merged",
            predecessor,
            by=by,
            ground=ground,
            facts={"on": on.isoformat(), "into": into.pk},
        )
        _follow(predecessor, by=by)
    return into


@transaction.atomic
def split(organisation: Organisation, *, into: Sequence[Organisation], on: date, ground: str, by: Any) -> Organisation:
    """Divide an organisation into others on a day: it ends, each of them takes a part."""
    organisation = _succeed(organisation, into, kind=Succession.Kind.SPLIT, on=on, ground=ground)
    facts = {"on": on.isoformat(), "into": sorted(successor.pk for successor in into)}
    record("organisation.divided", organisation, by=by, ground=ground, facts=facts)
    _follow(organisation, by=by)
    return organisation


def _succeed(
    predecessor: Organisation, successors: Sequence[Organisation], *, kind: str, on: date, ground: str
) -> Organisation:
    refuse(why_not_follow(successors=len(successors)))
    graph = succession_graph()
    life = life_of(predecessor)
    for successor in successors:
        refuse(why_not_succeed(life, life_of(successor), on=on, successors=graph))
    predecessor = _end(predecessor, on=on)
    Succession.objects.bulk_create(
        Succession(predecessor=predecessor, successor=successor, kind=kind, on=on, ground=ground)
        for successor in successors
    )
    return predecessor


def _follow(predecessor: Organisation, *, by: Any) -> None:
    """Let upper apps do their part in the same act: a membership ends or goes on, undertakings pass."""
    for succession in Succession.objects.filter(predecessor=predecessor).select_related("predecessor", "successor"):
        for follow in followers():
            follow(succession, by=by)


def _end(organisation: Organisation, *, on: date) -> Organisation:
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    refuse(why_not_end(life_of(organisation), on=on, today=timezone.localdate()))
    organisation.ended = on
    organisation.save(update_fields=["ended"])
    return organisation


# a file of councils


def preview_councils(file: IO[bytes], name: str, *, edition_on: date, ground: str, by: Any) -> ImportBatch:
    """Read a file of councils and keep what it would change; the register stays as it is.

    Raises RuleBroken when the file cannot be read as a table of councils.
    """
    rows = rows_of(file, name, most=MOST_COUNCILS)
    places, line, _ = find_header(rows, COLUMNS, name)
    council_rows = [
        CouncilRow(number, {key: row[place][:300] for key, place in places.items() if place < len(row) and row[place]})
        for number, row in enumerate(rows, line + 1)
        if any(row)
    ]
    refuse(why_not_preview(name=name, rows=len(council_rows)))
    batch = ImportBatch(
        kind=ImportBatch.Kind.COUNCILS,
        name=name[-200:],
        sha256=digest_of(file),
        data=[[row.number, dict(row.said)] for row in council_rows],
        edition_on=edition_on,
        ground=ground,
    )
    return keep_preview(batch, plan(council_rows, known_councils(), territories=_territories()), by=by)


def commit_councils(batch: ImportBatch, *, by: Any) -> ImportBatch:
    """Take a previewed file of councils in, whole or not at all."""
    rows = [CouncilRow(number, said) for number, said in batch.data]
    return take_in(
        batch,
        planned=lambda: plan(rows, known_councils(), territories=_territories()),
        write=lambda outcomes: _write(rows, outcomes, batch, by=by),
        act="councils.imported",
        by=by,
    )


def _territories() -> dict[str, str]:
    return dict(Unit.objects.values_list("stable", "category"))


def _write(rows: Sequence[CouncilRow], outcomes: Sequence[Outcome], batch: ImportBatch, *, by: Any) -> None:
    does = {outcome.number: outcome.does for outcome in outcomes}
    units = dict(Unit.objects.values_list("stable", "pk"))
    known = indexed(known_councils())
    for row in map(cleaned_row, rows):
        if does[row.number] == "create":
            council = Organisation(kind=Organisation.Kind.COUNCIL, **_columns(row.said, units))
            enter_organisation(council, by=by, ground=batch.ground)
        elif does[row.number] == "update" and (found := match(row, known)):
            _update(found, row, units, batch, by=by)


def _update(found: KnownCouncil, row: CouncilRow, units: Mapping[str, int], batch: ImportBatch, *, by: Any) -> None:
    changed = changes(row, found)
    council = Organisation.objects.select_for_update().get(pk=found.pk)
    if "name_uk" in changed:
        council = rename(
            council,
            name_uk=changed.pop("name_uk"),
            on=batch.edition_on or timezone.localdate(),
            ground=batch.ground,
            by=by,
        )
    for key, value in _columns(changed, units).items():
        setattr(council, key, value)
    change_organisation(council, list(_columns(changed, units)), by=by)


def _columns(said: Mapping[str, str], units: Mapping[str, int]) -> dict[str, Any]:
    """Return the columns of the table for what a row says."""
    columns: dict[str, Any] = {key: value for key, value in said.items() if key in FIELDS and key != "territory"}
    if said.get("territory"):
        columns["territory_id"] = units[stable_of(said["territory"])]
    return columns
