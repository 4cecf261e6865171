"""A list of representatives: read and shown by row, then committed whole or not at all."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from itertools import islice
from typing import IO

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.members.models import MandateImport, Membership
from spilno.members.queries.standing import mandates_on
from spilno.members.rules.representatives_file import (
    COLUMNS,
    MOST_ROWS,
    Known,
    Listed,
    Outcome,
    Standing,
    outcomes,
    why_not_take,
)
from spilno.members.rules.search import folded
from spilno.members.services.mandates import add_person, give_mandate
from spilno.people.models import Person
from spilno.statute.rules.refusal import Refusal, refuse
from spilno.territories.gateways import find_header, rows_of
from spilno.territories.rules.preview import KINDS, why_not_commit, why_not_preview
from spilno.territories.services import digest_of


@transaction.atomic
def preview_list(file: IO[bytes], name: str, *, act: str, starts: date, by: User | None) -> MandateImport:
    """Read a list and keep what each row would do; nothing else is written.

    Raises RuleBroken when it is no table of these columns, has no rows or too many.
    """
    rows = rows_of(file, name)
    places, heading, _ = find_header(rows, COLUMNS, name)
    listed = [
        Listed(line, **{column: row[place] for column, place in places.items() if place < len(row)})
        for line, row in enumerate(islice(rows, MOST_ROWS + 1), heading + 1)
        if any(row)
    ]
    refuse(why_not_preview(name=name, rows=len(listed)))
    refuse(why_not_take(rows=len(listed)))
    found = outcomes(listed, known_on(starts))
    kept = MandateImport.objects.create(
        name=name[:200],
        sha256=digest_of(file),
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
    refuse(refusal_to_commit(kept))
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


def refusal_to_commit(kept: MandateImport) -> Refusal | None:
    """Say why a list may not be committed: it was already, rows of it are wrong, or every mandate stands already."""
    writes = sum(row["state"] != "same" for row in kept.rows)
    return why_not_commit(state=kept.state, counts=kept.counts, writes=writes, seen=kept.sha256, now=kept.sha256)


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


def _counts(found: Sequence[Outcome]) -> dict[str, int]:
    counts: dict[str, int] = dict.fromkeys(KINDS, 0)
    for outcome in found:
        counts[outcome.state] += 1
    return counts
