"""A list of representatives: read and shown by row, then committed whole or not at all."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import IO

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.members.gateways import Unreadable, table_rows
from spilno.members.models import MandateImport, Membership
from spilno.members.queries.standing import mandates_on
from spilno.members.rules.representatives_file import (
    COLUMNS,
    MOST_ROWS,
    NEEDED,
    Known,
    Listed,
    Outcome,
    Standing,
    columns_of,
    outcomes,
)
from spilno.members.rules.search import folded
from spilno.members.services.mandates import add_person, give_mandate
from spilno.people.models import Person
from spilno.statute.rules.refusal import Refusal, gettext_noop, refuse

TITLE = gettext_noop("The list was not taken")


@transaction.atomic
def preview_list(file: IO[bytes], name: str, *, act: str, starts: date, by: User | None) -> MandateImport:
    """Read a list and keep what each row would do; nothing else is written.

    Raises RuleBroken when it is no table, has no rows, too many, or lacks a column.
    """
    content = file.read()
    file.seek(0)
    try:
        rows = table_rows(file, name, most=MOST_ROWS + 1)
    except Unreadable:
        refuse(_refusal("list_unreadable", gettext_noop("«%(name)s» cannot be read as a table."), name=name))
        raise
    heading, body = (rows[0], rows[1:]) if rows else ([], [])
    places = columns_of(heading)
    missing = [COLUMNS[column][0] for column in NEEDED if column not in places]
    if missing:
        sentence = gettext_noop("«%(name)s» has no column: %(missing)s.")
        refuse(_refusal("list_columns", sentence, name=name, missing=", ".join(missing)))
    if len(body) > MOST_ROWS:
        refuse(_refusal("list_too_long", gettext_noop("The list has more than %(most)s rows."), most=str(MOST_ROWS)))
    listed = [_listed(line, row, places) for line, row in enumerate(body, start=2) if any(row)]
    if not listed:
        refuse(_refusal("list_empty", gettext_noop("«%(name)s» has a heading and no rows."), name=name))
    found = outcomes(listed, known_on(starts))
    kept = MandateImport.objects.create(
        name=name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        act=act.strip(),
        starts=starts,
        rows=[asdict(outcome) for outcome in found],
        counts=_counts(found),
        created_by=by.pk if by else None,
    )
    record("representatives.read", kept, by=by, ground=act.strip(), facts=kept.counts)
    return kept


@transaction.atomic
def commit_list(kept: MandateImport, *, by: User | None) -> int:
    """Write every mandate of the list; one row that no longer holds stops them all. Returns how many were given."""
    kept = MandateImport.objects.select_for_update().get(pk=kept.pk)
    refuse(why_not_commit(kept))
    given = 0
    for row in kept.rows:
        if row["state"] == "same":
            continue
        membership = Membership.objects.get(pk=row["membership"])
        give_mandate(
            membership,
            _person(row, by=by),
            kind=row["kind"],
            act=row["act"] or kept.act,
            starts=kept.starts,
            replaces=True,
            by=by,
        )
        given += 1
    kept.state, kept.committed_at, kept.rows = MandateImport.State.COMMITTED, timezone.now(), []
    kept.save(update_fields=["state", "committed_at", "rows"])
    record("representatives.taken", kept, by=by, ground=kept.act, facts={"given": given, "sha256": kept.sha256})
    return given


@transaction.atomic
def drop_list(kept: MandateImport, *, by: User | None) -> None:
    """Throw a list away that was only shown."""
    kept = MandateImport.objects.select_for_update().get(pk=kept.pk)
    if kept.state == MandateImport.State.PREVIEW:
        kept.state, kept.rows = MandateImport.State.DROPPED, []
        kept.save(update_fields=["state", "rows"])
        record("representatives.dropped", kept, by=by)


def why_not_commit(kept: MandateImport) -> Refusal | None:
    """Say why a list may not be committed: it was already, or rows of it are wrong."""
    if kept.state != MandateImport.State.PREVIEW:
        return _refusal("list_done", gettext_noop("This list was committed or thrown away already."))
    wrong = kept.counts.get("error", 0)
    if wrong:
        sentence = gettext_noop("Rows with errors: %(wrong)s. The list is taken whole or not at all.")
        return _refusal("list_wrong", sentence, wrong=str(wrong))
    if not any(row["state"] != "same" for row in kept.rows):
        return _refusal("list_nothing_new", gettext_noop("Every mandate of the list stands already."))
    return None


def known_on(day: date) -> Known:
    """Gather members, standing mandates and persons, for the rules of the list."""
    names: dict[int, str] = {}
    called: dict[str, set[int]] = {}  # a city and a raion may share the name of a place: then it names neither
    for row in Membership.objects.filter(state__in=Membership.OPEN).select_related("organisation"):
        names[row.pk] = row.organisation.name_uk
        for name in (row.organisation.place_uk, row.organisation.edrpou, row.organisation.name_uk):
            if name:
                called.setdefault(folded(name), set()).add(row.pk)
    members = {name: next(iter(found)) for name, found in called.items() if len(found) == 1}
    standing: dict[int, list[Standing]] = {}
    for mandate in mandates_on(day):
        held = Standing(mandate.kind, folded(mandate.person.full_name), mandate.person_id)
        standing.setdefault(mandate.membership_id, []).append(held)
    people: dict[str, list[int]] = {}
    for person in Person.objects.filter(erased_at__isnull=True):
        people.setdefault(folded(person.full_name), []).append(person.pk)
    return Known(members=members, names=names, standing=standing, people=people)


def _person(row: dict, *, by: User | None) -> Person:
    if row["person"]:
        return Person.objects.get(pk=row["person"])
    family, given, patronymic = row["parts"]
    return add_person(
        family_name=family,
        given_name=given,
        patronymic=patronymic,
        gender=row["gender"],
        email=row["email"],
        by=by,
    )


def _listed(line: int, row: Sequence[str], places: dict[str, int]) -> Listed:
    cells = {column: row[place] if place < len(row) else "" for column, place in places.items()}
    return Listed(line=line, **{column: cells.get(column, "") for column in COLUMNS})


def _counts(found: Sequence[Outcome]) -> dict[str, int]:
    counts = {"new": 0, "changed": 0, "same": 0, "warning": 0, "error": 0}
    for outcome in found:
        counts[outcome.state] += 1
    return counts


def _refusal(code: str, sentence: str, **facts: str) -> Refusal:
    return Refusal(
        code,
        sentence,
        gettext_noop("docs/how-to/members.md: the list of representatives"),
        facts,
        title=TITLE,
        advice=gettext_noop("Mend the file and send it again; the page of the list shows the columns."),
    )
