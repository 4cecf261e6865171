"""Acts on the statute: an edition is kept as a draft, and comes into force by a decision.

The statute stands under everything, the journal too, so it cannot call it: who writes the journal registers here as a
witness, and is told inside the transaction of the act.
"""

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from spilno.statute.models import Edition
from spilno.statute.rules.adoption import Standing, why_not_adopt, why_not_adopt_directly, why_not_drop
from spilno.statute.rules.edition_faults import Fault, WrongEdition
from spilno.statute.rules.edition_file import read_edition, read_head
from spilno.statute.rules.refusal import gettext_noop, refuse

Witness = Callable[..., object]
_witnesses: list[Witness] = []


def register_witness(witness: Witness) -> None:
    """Let an upper app write down acts on the statute: `witness(act, edition, by=, ground=, facts=)`."""
    if witness not in _witnesses:
        _witnesses.append(witness)


def record(act: str, edition: Edition, *, by: Any, ground: str, facts: dict[str, Any]) -> None:
    """Let every witness write down an act, inside its transaction."""
    for witness in _witnesses:
        witness(act, edition, by=by, ground=ground, facts=facts)


def digest(text: str) -> str:
    """Return the SHA-256 by which an edition is known, of its text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def add_draft(text: str, *, by: Any) -> Edition:
    """Check the file of an edition and keep it as a draft.

    Raises WrongEdition with every fault and its line; the same text twice is a fault too, nothing is kept then.
    """
    head = read_head(text)
    read_edition(text)
    sha256 = digest(text)
    known = Edition.objects.select_for_update().filter(sha256=sha256).first()
    if known is not None:
        raise WrongEdition([Fault(0, gettext_noop("this text is kept already: “%(name)s”"), {"name": known.name_uk})])
    edition = Edition.objects.create(
        name_uk=head.name_uk,
        name_en=head.name_en,
        text=text,
        sha256=sha256,
        adopted_by_uk=head.adopted_by_uk,
        adopted_by_en=head.adopted_by_en,
    )
    record("statute.drafted", edition, by=by, ground=head.adopted_by_uk, facts={"sha256": sha256})
    return edition


@transaction.atomic
def adopt_edition(edition: Edition, *, starts: date, ground_uk: str, by: Any, ground_en: str = "") -> Edition:
    """Put a draft into force from a day, by a decision; the text is frozen from now on.

    Raises RuleBroken when it is in force already, or another edition starts on that day or later: the past stands.
    """
    list(Edition.objects.select_for_update().order_by("pk"))  # one adoption at a time
    edition = Edition.objects.get(pk=edition.pk)
    refuse(why_not_adopt(standing_of(edition), starts=starts, ground=ground_uk, latest=latest_start()))
    edition.starts = starts
    edition.adopted_by_uk, edition.adopted_by_en = ground_uk.strip(), ground_en.strip()
    edition.save(update_fields=["starts", "adopted_by_uk", "adopted_by_en"])
    record(
        "statute.adopted",
        edition,
        by=by,
        ground=ground_uk.strip(),
        facts={"starts": starts, "sha256": edition.sha256},
    )
    return edition


@transaction.atomic
def adopt_first(edition: Edition, *, starts: date, ground_uk: str, ground_en: str = "", by: Any) -> Edition:
    """Adopt the first edition of an installation, by the decision that adopted it before Spilno came.

    Every later edition comes into force by a decision of a meeting, which calls `adopt_edition`.
    """
    refuse(why_not_adopt_directly(latest=latest_start()))
    return adopt_edition(edition, starts=starts, ground_uk=ground_uk, ground_en=ground_en, by=by)


@transaction.atomic
def drop_draft(edition: Edition, *, by: Any) -> None:
    """Throw a draft away; an edition that was adopted stays for ever."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    refuse(why_not_drop(standing_of(edition)))
    record("statute.dropped", edition, by=by, ground="", facts={"sha256": edition.sha256})
    edition.delete()


def standing_of(edition: Edition) -> Standing:
    """Return what the rules ask of an edition."""
    return Standing(name=edition.name_uk, starts=edition.starts)


def latest_start() -> date | None:
    """Return the day on which the latest edition came, or will come, into force; None before the first."""
    latest = Edition.objects.filter(starts__isnull=False).order_by("-starts").first()
    return latest.starts if latest else None
