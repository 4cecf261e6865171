"""Coverage as CSV and XLSX."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from spilno.learning.queries.coverage import Line
from spilno.members.exports import csv_file, xlsx_file


def heading(table: str) -> list[str]:
    """Return the heading of a table; councils have their raion too."""
    first = {
        "councils": [_("Council"), _("Raion")],
        "raions": [_("Raion")],
        "categories": [_("Category")],
        "years": [_("Year")],
        "competences": [_("Competence")],
    }[table]
    return [*first, _("Officials"), _("Have done it"), _("Lack it"), _("Share, %"), _("Due within 90 days")]


def row_of(line: Line, table: str) -> list[Any]:
    """Return a row; where too few people are counted, it says so instead of numbers."""
    first = [line.name, line.note] if table == "councils" else [line.name]
    if not line.told:
        return [*first, _("too few to tell"), "", "", "", ""]
    count = line.count
    return [*first, count.bound, count.met, count.lacking, "" if count.percent is None else count.percent, count.soon]


def coverage_file(lines: Iterable[Line], *, table: str, year: int, ending: str) -> HttpResponse:
    """Hand out a table in one of the two forms."""
    name, rows = f"coverage-{year}-{table}.{ending}", [row_of(line, table) for line in lines]
    if ending == "csv":
        return csv_file(name, heading(table), rows)
    return xlsx_file(name, _("Coverage"), heading(table), rows)
