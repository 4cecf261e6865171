"""Certificates of earlier years from a table: shown by row, then taken whole and recognised, or not at all."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from itertools import islice
from typing import IO

from django.utils import timezone

from spilno.accounts.models import User
from spilno.learning.models import CreditRow
from spilno.learning.queries.credit_rules import shipped, whole_book
from spilno.learning.queries.ledger import standing_things
from spilno.learning.queries.volumes import volume_of
from spilno.learning.rules.credit_book import bar_on, earn_on
from spilno.learning.rules.credits import Brought, Learned, Stood, earned, folded_number, stands_already, why_not_claim
from spilno.learning.rules.old_certificates import COLUMNS, MOST_ROWS, Read, Told, name_key, planned
from spilno.learning.services.credits import Claimed, claim
from spilno.learning.services.deciding import recognise_many
from spilno.people.models import Person
from spilno.people.queries import office_of
from spilno.statute.rules.refusal import Refusal, refuse
from spilno.territories.gateways import find_header, rows_of
from spilno.territories.models import ImportBatch
from spilno.territories.rules.preview import Outcome, why_not_preview
from spilno.territories.services import digest_of, keep_preview, take_in


def preview_certificates(
    file: IO[bytes], name: str, *, ground: str, staff: Collection[Person], by: User
) -> ImportBatch:
    """Read a table of certificates of one's people and keep what each row would do; the ledger stays as it is.

    Raises RuleBroken when the file is no table of these columns, or has no rows.
    """
    rows = rows_of(file, name, most=MOST_ROWS)
    places, line, _heading = find_header(rows, COLUMNS, name)
    told = [
        Told(number, {column: row[place][:500] for column, place in places.items() if place < len(row)})
        for number, row in enumerate(islice(rows, MOST_ROWS + 1), line + 1)
        if any(row)
    ]
    refuse(why_not_preview(name=name, rows=len(told)))
    batch = ImportBatch(
        kind=ImportBatch.Kind.CREDITS, name=name[-200:], sha256=digest_of(file), ground=ground,
        data=[[row.line, dict(row.said)] for row in told],
    )  # fmt: skip
    return keep_preview(batch, [outcome for outcome, _read in _planned(told, staff, by)], by=by)


def commit_certificates(batch: ImportBatch, *, staff: Collection[Person], by: User) -> ImportBatch:
    """Take a previewed table in: every new row is claimed and recognised by whoever brings it, who saw the originals."""
    told = [Told(line, said) for line, said in batch.data]
    return take_in(
        batch,
        planned=lambda: [outcome for outcome, _read in _planned(told, staff, by)],
        write=lambda _outcomes: _write(told, staff, by),
        act="credits.imported",
        by=by,
    )


def _planned(told: list[Told], staff: Collection[Person], by: User) -> list[tuple[Outcome, Read | None]]:
    people: dict[str, list[int]] = defaultdict(list)
    own, known = None, {person.pk: person for person in staff}
    for person in staff:
        own = person.pk if person.user_id == by.pk else own
        for patronymic in {"", person.patronymic}:
            people[name_key(person.family_name, person.given_name, patronymic)].append(person.pk)
    book, today = whole_book(), timezone.localdate()
    standing: dict[int, list[Stood]] = {}

    def why_not(read: Read) -> Refusal | None:
        person = known[read.person]
        if person.pk not in standing:
            standing[person.pk] = standing_things(person)
        twice = stands_already(standing[person.pk], key=folded_number(read.number), title=read.title, on=read.on)
        brought = Brought(
            on=read.on, today=today, learned=Learned(read.hours, None, read.stated), twice=twice,
            served=office_of(person, read.on) is not None,
        )  # fmt: skip
        rule = earn_on(book, read.kind, read.on)
        return why_not_claim(rule, brought, bar=bar_on(shipped().bars, read.on), volume=volume_of(read.on))

    def earns(read: Read) -> Decimal:
        rule = earn_on(book, read.kind, read.on)
        return earned(rule, Learned(read.hours, None, read.stated)) if rule else Decimal(0)

    return planned(told, people, own, why_not=why_not, earns=earns)


def _write(told: list[Told], staff: Collection[Person], by: User) -> None:
    known = {person.pk: person for person in staff}
    made: list[CreditRow] = []
    for _outcome, read in _planned(told, staff, by):
        if read is not None:
            said = Claimed(
                kind=read.kind, title=read.title, on=read.on, institution=read.institution, hours=read.hours, stated=read.stated,
                number=read.number, electronic=False,
            )  # fmt: skip
            made.append(claim(known[read.person], said, by=by))
    recognise_many(made, by=by)
