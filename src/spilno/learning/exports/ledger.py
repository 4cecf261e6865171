"""The ledger as a table."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from spilno.learning.models import CreditRow
from spilno.learning.queries.ledger import document_of


def ledger_table(rows: Iterable[CreditRow], deciders: Mapping[int, str]) -> tuple[list[str], list[list[Any]]]:
    """Return the heading and the lines of a ledger; `deciders` are names by number of the account."""
    heading = [
        _("Year"), _("Date"), _("Kind"), _("What was learned"), _("Institution"), _("Document"), _("Hours"), _("Credits"), _("State"),
        _("Ground"), _("Reason"), _("Decided by"), _("Decided on"),
    ]  # fmt: skip
    lines = [
        [
            row.year, row.on, str(row.get_kind_display()), row.title, row.outside.institution if row.outside else "", document_of(row),
            row.hours if row.hours is not None else "", row.credits, str(row.get_state_display()), row.ground, row.because,
            deciders.get(row.decided_by or 0, ""), timezone.localdate(row.decided_at) if row.decided_at else "",
        ]
        for row in rows
    ]  # fmt: skip
    return heading, lines
