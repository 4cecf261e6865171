"""What an import would do, row by row, before anything is written. Serves every register that takes in files."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from spilno.statute.rules.refusal import Refusal, gettext_noop, ngettext

Kind = Literal["new", "changed", "warning", "error", "same"]
Does = Literal["", "create", "update"]
KINDS: tuple[Kind, ...] = ("error", "warning", "changed", "new", "same")
MOST_BEGUN = 3  # times that the work on one file is begun


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one row of the file. `number` is its line in the file; 0: the row is missing from the file.

    `does` tells what the commit writes: a warning may write or not. `sentence` is an English sentence with named placeholders, filled from `facts` after translation.
    """

    number: int
    kind: Kind
    code: str
    title: str
    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    does: Does = ""

    def as_row(self) -> list[Any]:
        """Return plain values, to be kept with the batch.

        Source: docs/architecture.md: an import shows its preview and commits whole or not at all.
        """
        return [self.number, self.kind, self.code, self.title, self.sentence, dict(self.facts), self.does]


def counted(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """Count outcomes by kind; every kind is there, zero or not.

    Source: issue 2 (an import shows counts by kind).
    """
    counts = Counter(outcome.kind for outcome in outcomes)
    return {kind: counts[kind] for kind in KINDS}


def fingerprint(outcomes: Iterable[Outcome]) -> str:
    """Return a digest of the whole plan: another register, or another file, gives another digest.

    Source: issue 2 (an import commits what was previewed, or nothing).
    """
    plan = [outcome.as_row() for outcome in outcomes]
    return hashlib.sha256(json.dumps(plan, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def why_not_preview(*, name: str, rows: int) -> Refusal | None:
    """Tell why a file was not read: below its header there is no row. `rows` is the number of rows with anything in them.

    Source: issue 2 (an import shows its preview by row).
    """
    if rows:
        return None
    return Refusal(
        code="import_no_rows",
        title=gettext_noop("The file was not read"),
        sentence=gettext_noop("The file %(name)s has a header, but no row below it."),
        source=gettext_noop("An import reads XLSX, CSV and TSV"),
        advice=gettext_noop("Choose another file."),
        facts={"name": name},
    )


def broken_off() -> Refusal:
    """Say that the work on a file, away from the page, stopped by a fault of the program.

    Source: issue 2 (an import commits whole or not at all).
    """
    return Refusal(
        code="import_broken_off",
        title=gettext_noop("The file was not taken in"),
        sentence=gettext_noop("The work on the file stopped because of a fault of the program."),
        source=gettext_noop("An import is committed whole or not at all"),
        advice=gettext_noop("Upload the file again. If it stops again, tell the administrator."),
    )


def why_not_begin_again(*, begun: int) -> Refusal | None:
    """Refuse to work on a file on which the work was broken off, with the whole program, too often; `begun` counts this time.

    Source: issue 2 (an import tells why it was refused, whenever it is asked).
    """
    return broken_off() if begun > MOST_BEGUN else None


def refusal_kept(values: Mapping[str, Any]) -> Refusal:
    """Return the refusal that a batch keeps, from its values.

    Source: issue 2 (an import tells why it was refused, whenever it is asked).
    """
    return Refusal(**values)


def why_not_commit(*, state: str, counts: Mapping[str, int], writes: int, seen: str, now: str) -> Refusal | None:
    """Tell why a previewed file may not be taken in: already done, errors in rows, nothing to do, or drift.

    `writes` is the number of rows that would be written. `seen` is the fingerprint of the plan that was shown, `now` that
    of the plan made again under the lock.

    Source: issue 2 (an import commits whole or not at all).
    """
    if state != "preview":
        return Refusal(
            code="import_done",
            sentence=gettext_noop("This file was already taken in or dropped."),
            source=gettext_noop("An import is committed once"),
            advice=gettext_noop("Open the register, or upload the file again."),
        )
    if counts["error"]:
        one, many = ngettext("%(errors)d row of the file has an error.", "%(errors)d rows of the file have errors.")
        return Refusal(
            code="import_errors",
            sentence=one,
            plural=many,
            count="errors",
            facts={"errors": counts["error"]},
            source=gettext_noop("An import is committed whole or not at all"),
            advice=gettext_noop("Mend this in the file and upload it again."),
        )
    if seen != now:
        return Refusal(
            code="import_drift",
            sentence=gettext_noop("The register has changed since this preview was made."),
            source=gettext_noop("What is written is what was previewed"),
            advice=gettext_noop("Upload the file again and look at the new preview."),
        )
    if not writes:
        return Refusal(
            code="import_empty",
            sentence=gettext_noop("The file brings nothing new: every row is already in the register."),
            source=gettext_noop("An act changes something"),
            advice=gettext_noop("Nothing needs to be done."),
        )
    return None
