"""Coverage of a year as PDF, in Ukrainian."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from spilno.documents.gateways.pdf import make_pdf
from spilno.documents.rules.words import day_in_words, tied
from spilno.learning.queries.coverage import Coverage, Line
from spilno.learning.rules.standing import Duty
from spilno.organisations.queries import our_association

TEMPLATE = Path(__file__).resolve().parent.parent / "data" / "coverage.typ"


def coverage_pdf(found: Coverage, over: Iterable[Line], *, duty: Duty | None, today: date) -> bytes:
    """Set the tables of coverage as a paper; what the reader may not see is not in `found` either."""
    association = our_association()
    with translation.override("uk"):
        values = {
            "association": association.name_uk if association else "",
            "kind": _("Coverage by learning"),
            "of": _("%(year)s, as of %(day)s") % {"year": found.wanted.year, "day": day_in_words(today)},
            "ground": tied(duty.source) if duty else "",
            "heads": [_("Officials"), _("Have done it"), _("Lack it"), _("Share, %")],
            "tables": [
                [title, head, [_row(line) for line in lines]]
                for title, head, lines in (
                    (_("In all"), "", [found.total]),
                    (_("By raion"), _("Raion"), found.raions),
                    (_("By category"), _("Category"), found.categories),
                    (_("Over the years"), _("Year"), over),
                    (_("By council"), _("Council"), found.councils),
                )
            ],
            "few": _("Numbers of fewer than five people are not told."),
        }
        return make_pdf(TEMPLATE, values, title=f"{values['kind']}, {found.wanted.year}")


def _row(line: Line) -> list[str]:
    name = f"{line.name} ({line.note})" if line.note else line.name
    if not line.told:
        return [tied(name), "–", "–", "–", "–"]
    count = line.count
    share = "–" if count.percent is None else str(count.percent)
    return [tied(name), str(count.bound), str(count.met), str(count.lacking), share]
