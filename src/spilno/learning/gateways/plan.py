"""The yearly proof of an individual programme as a paper."""

from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from spilno.documents.gateways.pdf import make_pdf
from spilno.documents.rules.words import day_in_words
from spilno.learning.models import CreditRow, IndividualProgramme
from spilno.learning.queries.plans import needs_of_programme, proof_of
from spilno.learning.rules.volume import number

SHEET = Path(__file__).resolve().parent.parent / "data" / "plan.typ"


def plan_pdf(plan: IndividualProgramme) -> bytes:
    """Set the programme with what of it is done, in Ukrainian, as it stands today."""
    with override("uk"):
        proof = proof_of(plan.person, plan.year)
        words = {
            "planned": number(proof.planned), "tied": number(proof.tied), "recognised": number(proof.recognised), "n": proof.programmes,
        }  # fmt: skip
        values: dict[str, Any] = {
            "organisation": plan.organisation.name_uk,
            "name": plan.person.full_name,
            "post": plan.post,
            "year": str(plan.year),
            "day": day_in_words(timezone.localdate()),
            "state": str(plan.get_state_display()) + (f", {plan.agreed_on:%d.%m.%Y}" if plan.agreed_on else ""),
            "needs": [_need(need) for need in needs_of_programme(plan)],
            "sums": _("Individual programmes of the year: %(n)s. Planned together: %(planned)s; done by them: %(tied)s; recognised in the year in all: %(recognised)s.") % words,
        }  # fmt: skip
        title = _("Individual programme of professional development, %(year)s: %(name)s") % values
    return make_pdf(SHEET, values, title=title)


def _need(need: Any) -> dict[str, str]:
    row = need.row
    done = "–"
    if row is not None and row.state == CreditRow.State.RECOGNISED:
        done = f"{row.title}, {row.on:%d.%m.%Y}: {number(row.credits)}"
    elif row is not None:
        done = f"{row.title}: {row.get_state_display()}"
    return {
        "topic": need.topic + (f" ({need.competence.name_uk})" if need.competence else ""),
        "kind": str(need.get_kind_display()),
        "credits": number(need.credits),
        "done": done,
    }
