"""The yearly proof of an individual programme as a paper."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from spilno.documents.gateways.pdf import make_pdf
from spilno.documents.rules.words import day_in_words
from spilno.learning.models import CreditRow, IndividualProgramme, Need
from spilno.learning.queries.ledger import deciders_of, document_of
from spilno.learning.queries.plans import needs_of_programme, other_learning, proof_of

SHEET = Path(__file__).resolve().parent.parent / "data" / "plan.typ"


def plan_pdf(plan: IndividualProgramme) -> bytes:
    """Set the programme with what of it is done and what else the year brought, in Ukrainian, as it stands today."""
    with override("uk"):
        proof, needs, others = (
            proof_of(plan.person, plan.year, shown=plan),
            list(needs_of_programme(plan)),
            list(other_learning(plan)),
        )
        deciders = deciders_of([*others, *(need.row for need in needs if need.row)])
        words = {
            "planned": credits_in_words(proof.planned), "tied": credits_in_words(proof.tied),
            "recognised": credits_in_words(proof.recognised), "n": proof.programmes,
        }  # fmt: skip
        values: dict[str, Any] = {
            "organisation": plan.organisation.name_uk,
            "name": plan.person.full_name,
            "signed": str(plan.person),
            "post": plan.post,
            "year": str(plan.year),
            "day": day_in_words(timezone.localdate()),
            "state": str(plan.get_state_display()) + (f", {plan.agreed_on:%d.%m.%Y}" if plan.agreed_on else ""),
            "needs": [_need(need, deciders) for need in needs],
            "others": [_row(row, deciders) for row in others],
            "sums": _("Individual programmes of the year: %(n)s. Planned together: %(planned)s; done by them: %(tied)s; recognised in the year in all: %(recognised)s.") % words,
        }  # fmt: skip
        title = _("Individual programme of professional development, %(year)s: %(name)s") % values
    return make_pdf(SHEET, values, title=title)


def credits_in_words(credits_: Decimal) -> str:
    """Write credits as pages do: two digits after the comma."""
    return number_format(credits_, 2)


def _row(row: CreditRow, deciders: dict[int, str]) -> dict[str, str]:
    return {
        "on": f"{row.on:%d.%m.%Y}",
        "title": row.title,
        "document": document_of(row) or "–",
        "credits": credits_in_words(row.credits),
        "by": _decided(row, deciders),
    }


def _decided(row: CreditRow, deciders: dict[int, str]) -> str:
    day = f"{timezone.localdate(row.decided_at):%d.%m.%Y}" if row.decided_at else ""
    return ", ".join(part for part in (day, deciders.get(row.decided_by or 0, "")) if part)


def _need(need: Need, deciders: dict[int, str]) -> dict[str, str]:
    row = need.row
    done = "–"
    if row is not None and row.state == CreditRow.State.RECOGNISED:
        document = document_of(row)
        said = f"{row.title}, {row.on:%d.%m.%Y}" + (f", № {document}" if document else "")
        done = f"{said}: {credits_in_words(row.credits)} ({_decided(row, deciders)})"
    elif row is not None:
        done = f"{row.title}: {row.get_state_display()}"
    return {
        "topic": need.topic + (f" ({need.competence.name_uk})" if need.competence else ""),
        "kind": str(need.get_kind_display()),
        "credits": credits_in_words(need.credits),
        "done": done,
    }
