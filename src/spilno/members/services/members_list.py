"""A list of members: read and shown by row, then taken whole or not at all."""

from itertools import islice
from typing import IO

from django.utils import timezone

from spilno.accounts.models import User
from spilno.members.queries.members_file import known_for_list
from spilno.members.rules.members_file import COLUMNS, MOST_ROWS, Read, Represents, Told, planned
from spilno.members.services.mandates import add_person, give_mandate
from spilno.members.services.path import enrol
from spilno.organisations.models import Organisation
from spilno.people.models import Office, Person
from spilno.people.services import take_office
from spilno.statute.rules.refusal import refuse
from spilno.territories.gateways import find_header, rows_of
from spilno.territories.models import ImportBatch
from spilno.territories.rules.preview import Outcome, why_not_preview
from spilno.territories.services import digest_of, keep_preview, take_in

WIDEST_CELL = 500


def preview_members(file: IO[bytes], name: str, *, ground: str, by: User) -> ImportBatch:
    """Read a list of members and keep what each row would do; the register stays as it is.

    Raises RuleBroken when the file is no table of these columns, or has no rows.
    """
    rows = rows_of(file, name, most=MOST_ROWS)
    places, line, _heading = find_header(rows, COLUMNS, name)
    told = [
        Told(number, {column: row[place][:WIDEST_CELL] for column, place in places.items() if place < len(row)})
        for number, row in enumerate(islice(rows, MOST_ROWS + 1), line + 1)
        if any(row)
    ]
    refuse(why_not_preview(name=name, rows=len(told)))
    batch = ImportBatch(
        kind=ImportBatch.Kind.MEMBERS,
        name=name[-200:],
        sha256=digest_of(file),
        ground=ground.strip(),
        data=[[row.line, dict(row.said)] for row in told],
    )
    return keep_preview(batch, [outcome for outcome, _read in _planned(batch)], by=by)


def commit_members(batch: ImportBatch, *, by: User) -> ImportBatch:
    """Take a previewed list in: every new member with its path, its representative and the post of that person."""
    return take_in(
        batch,
        planned=lambda: [outcome for outcome, _read in _planned(batch)],
        write=lambda _outcomes: _write(batch, by=by),
        act="members.imported",
        by=by,
    )


def _planned(batch: ImportBatch) -> list[tuple[Outcome, Read | None]]:
    known = known_for_list(timezone.localdate(), ground=batch.ground)
    return planned([Told(line, said) for line, said in batch.data], known)


def _write(batch: ImportBatch, *, by: User) -> None:
    reads = [read for _outcome, read in _planned(batch) if read is not None]
    organisations = Organisation.objects.in_bulk([read.organisation for read in reads])
    # who brings a number of its own is entered first: the others get the numbers that follow
    for read in sorted(reads, key=lambda read: (read.number is None, read.line)):
        membership = enrol(
            organisations[read.organisation],
            kind=read.kind,
            founder=read.founder,
            number=read.number,
            decision=read.decision,
            decided_on=read.decided_on,
            admitted_on=read.joined_on,
            admitted_by=read.joined_by,
            confirmed_on=read.confirmed_on,
            confirmed_by=read.confirmed_by,
            by=by,
        )
        if read.represented_by is not None:
            who = read.represented_by
            person = _person(who, by=by)
            give_mandate(membership, person, act=who.act, starts=who.starts, ends=who.ends, by=by)
            if who.since is not None:
                office = Office(
                    person=person,
                    organisation=organisations[read.organisation],
                    post_uk=who.post,
                    category=who.category,
                    starts=who.since,
                    act=who.act,
                )
                take_office(office, by=by)


def _person(who: Represents, *, by: User) -> Person:
    if who.person:
        return Person.objects.get(pk=who.person)
    return add_person(
        family_name=who.family,
        given_name=who.given,
        patronymic=who.patronymic,
        gender=who.gender,
        email=who.email,
        by=by,
    )
