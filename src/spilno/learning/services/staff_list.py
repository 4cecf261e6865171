"""The staff list of a council from a table: shown by row, then taken in whole or not at all."""

from collections.abc import Sequence
from itertools import islice
from typing import IO

from django.utils import timezone

from spilno.accounts.models import User
from spilno.learning.queries.staff_list import register_of
from spilno.learning.rules.old_certificates import Told
from spilno.learning.rules.staff_list import COLUMNS, MOST_ROWS, Planned, planned
from spilno.organisations.models import Organisation
from spilno.people.access import own_person
from spilno.people.models import Office, Person
from spilno.people.services import enter_staff
from spilno.statute.rules.refusal import refuse
from spilno.territories.gateways import find_header, rows_of
from spilno.territories.models import ImportBatch
from spilno.territories.rules.preview import why_not_preview
from spilno.territories.services import digest_of, keep_preview, take_in


def preview_staff(
    council: Organisation, file: IO[bytes], name: str, *, ground: str, leaders: bool, by: User
) -> ImportBatch:
    """Read a staff list and keep what each row would do; the register stays as it is. Raises RuleBroken when it is no such table."""
    rows = rows_of(file, name, most=MOST_ROWS)
    places, line, _heading = find_header(rows, COLUMNS, name)
    told = [
        Told(number, {column: row[place][:500] for column, place in places.items() if place < len(row)})
        for number, row in enumerate(islice(rows, MOST_ROWS), line + 1)
        if any(row)
    ]
    refuse(why_not_preview(name=name, rows=len(told)))
    batch = ImportBatch(
        kind=ImportBatch.Kind.STAFF, name=name[-200:], sha256=digest_of(file), ground=ground,
        data=[council.pk, [[row.line, dict(row.said)] for row in told]],
    )  # fmt: skip
    found = _planned(council, told, leaders=leaders, by=by)
    return keep_preview(batch, [each.outcome for each in found], by=by)


def commit_staff(batch: ImportBatch, council: Organisation, *, leaders: bool, by: User) -> ImportBatch:
    """Take a previewed list in: new persons, new offices, ended offices, in one act."""
    told = [Told(line, said) for line, said in (batch.data[1] if len(batch.data) > 1 else [])]
    found: list[Planned] = []

    def plan() -> list[object]:
        found[:] = _planned(council, told, leaders=leaders, by=by)
        return [each.outcome for each in found]

    return take_in(
        batch,
        planned=plan,  # type: ignore[arg-type]
        write=lambda _outcomes: _write(council, found, ground=batch.ground, by=by),
        act="staff.imported",
        by=by,
    )


def _planned(council: Organisation, told: Sequence[Told], *, leaders: bool, by: User) -> list[Planned]:
    own = own_person(by)
    families = {row.said.get("family", "").strip() for row in told}
    register = register_of(council, families=families, own=own.pk if own else None, leaders=leaders)
    return planned(told, register, today=timezone.localdate())


def _write(council: Organisation, found: Sequence[Planned], *, ground: str, by: User) -> None:
    known = Person.objects.in_bulk([each.person for each in found if each.person])
    fresh: dict[str, Person] = {}
    new: list[Office] = []
    for each in found:
        read = each.read
        if read is None or each.outcome.does != "create":
            continue
        person = known.get(each.person) or fresh.get(each.key)
        if person is None:
            person = fresh[each.key] = Person(
                family_name=read.family, given_name=read.given, patronymic=read.patronymic, gender=read.gender
            )
        new.append(
            Office(
                person=person, organisation=council, post_uk=read.post, category=read.category, starts=read.starts, ends=read.ends,
                act=read.act, ended_by=read.ended_by,
            )
        )  # fmt: skip
    offices = Office.objects.in_bulk([each.office for each in found if each.office])
    ended = [
        (offices[each.office], each.read.ends, each.read.ended_by)
        for each in found
        if each.office and each.read is not None and each.read.ends is not None
    ]
    enter_staff(council, new=new, ended=ended, ground=ground, by=by)
