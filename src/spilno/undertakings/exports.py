"""Undertakings as rows of open data."""

from typing import Any

from spilno.undertakings.models import Undertaking

COLUMNS = ["number", "what", "who", "due_on", "state", "overdue", "ground", "opened_on", "ended_on"]


def row_of(undertaking: Undertaking) -> list[Any]:
    """Return a row; texts that a spreadsheet would take for a formula are made harmless."""
    who = undertaking.organisation or undertaking.body or undertaking.person
    return [
        undertaking.number,
        _harmless(undertaking.what),
        _harmless(str(who)),
        undertaking.due_on or "",
        undertaking.state,
        int(getattr(undertaking, "overdue", False)),
        _harmless(undertaking.ground),
        undertaking.opened_on,
        undertaking.ended_on or "",
    ]


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
