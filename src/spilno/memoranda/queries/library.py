"""The list of areas and the library of clauses, as the secretariat keeps them."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from spilno.memoranda.models import Area, Clause, Memorandum


def areas_used() -> "QuerySet[Area]":
    """Return all areas in their order; `used`: in how many memoranda each stands."""
    return Area.objects.annotate(used=Count("uses")).order_by("retired", "position", "pk")


@dataclass(frozen=True, slots=True)
class KindClauses:
    """What a kind of memoranda begins with, and what it is offered besides."""

    kind: str
    required: list[Clause]
    offered: list[Clause]


def clauses_by_kind(clauses: list[Clause]) -> list[KindClauses]:
    """Return for each kind the clauses that it begins with and those that it is offered; retired ones are left out."""
    rows = []
    for code, label in Memorandum.Kind.choices:
        own = [each for each in clauses if not each.retired and (not each.kinds or code in each.kinds)]
        required = [each for each in own if each.required]
        rows.append(KindClauses(str(label), required, [each for each in own if not each.required]))
    return rows
