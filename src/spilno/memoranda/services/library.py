"""Acts on what all memoranda share: the list of areas and the library of clauses. Texts keep their own copies."""

from typing import Any

from django.db import transaction

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.memoranda.models import Area, Clause
from spilno.memoranda.rules.library import why_not_keep_clause
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def keep_area(area: Area | None, fields: dict[str, Any], *, by: User) -> Area:
    """Write an area of the list, a new one when `area` is None; what was agreed on already keeps its own words."""
    kept = area or Area(code="")
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.code = kept.code or _free_code("area", set(Area.objects.values_list("code", flat=True)))
    kept.save()
    record("memorandum.area_kept", kept, by=by, facts={"code": kept.code, "fields": sorted(fields)})
    return kept


@transaction.atomic
def keep_clause(clause: Clause | None, fields: dict[str, Any], *, by: User) -> Clause:
    """Write a clause of the library, a new one when `clause` is None; texts that took it keep their own copy.

    Raises RuleBroken when one language has more points than the other, or words in braces are known to nobody.
    """
    refuse(why_not_keep_clause(fields["text_uk"], fields["text_en"]))
    kept = clause or Clause(code="")
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.code = kept.code or _free_code("clause", set(Clause.objects.values_list("code", flat=True)))
    kept.save()
    record("memorandum.clause_kept", kept, by=by, facts={"code": kept.code, "fields": sorted(fields)})
    return kept


def _free_code(word: str, taken: set[str]) -> str:
    number = len(taken) + 1
    while f"{word}-{number}" in taken:
        number += 1
    return f"{word}-{number}"
