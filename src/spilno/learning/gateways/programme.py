"""A programme as PDF and as DOCX in the customary structure, always in Ukrainian."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from spilno.documents.gateways.docx import make_docx
from spilno.documents.gateways.pdf import make_pdf
from spilno.documents.rules.words import day_in_words, tied
from spilno.learning.models import Approval, ModuleHours, StandardVersion
from spilno.learning.rules.categories import TARGETS
from spilno.learning.rules.programme import Programme, totals
from spilno.learning.rules.volume import number
from spilno.ui.words import in_language

DATA = Path(__file__).resolve().parent.parent / "data"
PAGE_MM = 170  # the width of the text by ДСТУ 4163:2020


def programme_pdf(text: Programme, *, version: StandardVersion, sides: Sequence[Approval]) -> bytes:
    """Set the text as PDF/A-2a and PDF/UA-1. `sides` are the approvals of this text, none for a draft."""
    return make_pdf(DATA / "programme.typ", programme_values(text, version, sides), title=text.title_uk)


def programme_docx(text: Programme, *, version: StandardVersion, sides: Sequence[Approval]) -> bytes:
    """Write the text as a Word file with the same parts."""
    values = programme_values(text, version, sides)
    kinds = len(values["structure"]["heads"]) - 2
    share = 15 if kinds > 4 else 18
    return make_docx(
        DATA / "programme.docx",
        {"d": values},
        widths=[[60, 110], [10, PAGE_MM - 10 - share * kinds, *([share] * kinds)]],
    )


def programme_values(text: Programme, version: StandardVersion, sides: Sequence[Approval]) -> dict[str, Any]:
    """Return what both papers say, in Ukrainian."""
    with translation.override("uk"):
        return {
            "partners": list(text.partners),
            "kind": kind_line(text),
            "title": tied(text.title_uk),
            "marks": _marks(version, sides),
            "year": f"{(version.starts or version.created_at).year}",
            "profile": [[label, tied(value)] for label, value in profile_rows(text) if value],
            "outcomes": [tied(each.uk) for each in text.outcomes],
            "competences": [tied(name) for name in dict.fromkeys(each.competence for each in text.outcomes) if name],
            "structure": structure(text),
            "modules": [
                {"title": tied(f"{_('Module')} {order}. {module.title}"), "lines": _lines(module.content)}
                for order, module in enumerate(text.modules, start=1)
            ],
            "assessment": _lines(text.assessment),
            "literature": _lines(text.literature),
            "sha256": version.sha256,
            "version": version.version,
        }


def kind_line(text: Programme) -> str:
    """Return what kind of a programme it is, as its title page says."""
    return {
        ("general", "professional"): _("General professional (certificate) programme of advanced training"),
        ("special", "professional"): _("Special professional (certificate) programme of advanced training"),
        ("general", "short"): _("General short-term programme of advanced training"),
        ("special", "short"): _("Special short-term programme of advanced training"),
    }[text.kind, text.length]


def profile_rows(text: Programme) -> list[tuple[str, str]]:
    """Return the profile as label and value, in the order of its table and in the language of the reader."""
    hours = ngettext("%(count)d hour", "%(count)d hours", text.hours) % {"count": text.hours}
    volume = _("%(credits)s ECTS credits, %(hours)s") % {"credits": number(text.ects), "hours": hours}
    years = text.valid_years
    again = ngettext("after %(count)d year", "after %(count)d years", years) % {"count": years} if years else ""
    return [
        (_("Developed by"), "; ".join(text.partners)),
        (_("Kind of the programme by content"), str(StandardVersion.Kind(text.kind).label)),
        (_("Kind of the programme by volume"), str(StandardVersion.Length(text.length).label)),
        (_("For whom"), "; ".join(_(TARGETS[code][0]) for code in text.categories if code in TARGETS)),
        (_("Direction of professional training"), text.direction),
        (_("Purpose of the programme"), text.purpose),
        (_("What a learner must know before"), text.prerequisites),
        (_("Language of teaching"), text.language),
        (_("Volume of the programme"), volume),
        (_("Form of learning"), str(StandardVersion.Form(text.form).label)),
        (_("Learned anew"), again),
        (_("Cost"), text.cost),
        (_("Contacts"), text.contacts),
    ]


def structure(text: Programme) -> dict[str, Any]:
    """Return the table of modules and hours in the language of the reader: heads, rows, sums. Kinds without hours are left out."""
    sums = totals(text.modules)
    kinds = [kind for kind, hours in sums.items() if hours]
    heads = ["№", _("Module"), _("Hours in all"), *(str(ModuleHours.Kind(kind).label) for kind in kinds)]
    rows = [
        [
            str(order),
            tied(title if module.required else _("%(title)s (by choice)") % {"title": title}),
            str(module.total),
            *(str(module.hours.get(kind, 0) or "–") for kind in kinds),
        ]
        for order, module in enumerate(text.modules, start=1)
        for title in [in_language(module.title, module.title_en)]
    ]
    return {
        "heads": heads,
        "rows": rows,
        "sums": ["", _("Together"), str(sum(sums.values())), *(str(sums[kind]) for kind in kinds)],
    }


def _marks(version: StandardVersion, sides: Sequence[Approval]) -> list[list[str]]:
    """Return who approved and agreed the text, each with its day."""
    found = [[_("APPROVED"), each.organisation.name_uk, day_in_words(timezone.localdate(each.at))] for each in sides]
    if version.nads_number and version.nads_on:
        found.append([_("AGREED"), f"НАДС, {version.nads_number}", day_in_words(version.nads_on)])
    return found


def _lines(text: str) -> list[str]:
    return [tied(line.strip()) for line in text.split("\n") if line.strip()]
