"""The summary of quality as CSV and XLSX."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from spilno.learning.queries.quality import Line
from spilno.members.exports import csv_file, xlsx_file


def heading() -> list[str]:
    """Return the titles of columns."""
    return [
        _("Number of the edition"), _("Programme"), _("Provider"), _("Begins"), _("Ends"), _("Learners"), _("Completed"), _("Did not complete"),
        _("Completed, %"), _("Sat both tests"), _("Entry, %"), _("Final, %"), _("Gain"), _("Satisfaction, 1 to 5"), _("Opinions"),
        _("Apply what they learned"), _("Answered after three months"),
    ]  # fmt: skip


def row_of(line: Line) -> list[Any]:
    """Return a row; what is not known is empty."""
    edition, gain = line.edition, line.gain
    values = [
        edition.number, edition.version.title_uk, edition.provider.name_uk, edition.starts_on, edition.ends_on, line.learners, line.completed, line.failed,
        line.share, gain.sat, gain.before, gain.after, gain.gain, line.satisfaction, line.opinions, line.applied, line.answered_later,
    ]  # fmt: skip
    return ["" if value is None else value for value in values]


def quality_file(lines: Iterable[Line], ending: str) -> HttpResponse:
    """Return the table as a file: csv or xlsx."""
    rows = [row_of(line) for line in lines]
    if ending == "csv":
        return csv_file("quality", heading(), rows)
    return xlsx_file("quality", _("Quality of learning"), heading(), rows)
