"""The report of a training institution as a table."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from spilno.learning.queries.provider_report import ReportLine


def report_table(lines: Iterable[ReportLine]) -> tuple[list[str], list[list[Any]]]:
    """Return the heading and the lines."""
    heading = [
        _("Provider"), _("Year"), _("Standard no."), _("Programme"), _("Kind"), _("Category"), pgettext("learning", "Editions"), _("Began"),
        _("Completed"), _("Did not complete"), _("Certificates"), _("Hours"), _("Credits"),
    ]  # fmt: skip
    return heading, [
        [
            line.provider, line.year, line.number or "", line.programme, line.kind, line.category, line.editions, line.began,
            line.people, line.failed, line.certificates, line.hours, line.credits,
        ]
        for line in lines
    ]  # fmt: skip
