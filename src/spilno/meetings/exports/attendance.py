"""The list of those registered as a table for Excel, and as an archival PDF."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from spilno.documents.gateways.pdf import make_pdf
from spilno.meetings.models import Attendance, Meeting
from spilno.meetings.queries.registration import Row, counts_of

LIST = Path(__file__).parent.parent / "data" / "attendance.typ"


def attendance_csv(rows: list[Row]) -> bytes:
    """Return the list as CSV in UTF-8 with the mark that Excel needs."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([_("Member"), _("Level"), _("Voice"), _("Represented by"), _("Present"), _("How"), _("Since")])
    for row in rows:
        writer.writerow([_safe(cell) for cell in _cells(row)])
    return text.getvalue().encode("utf-8-sig")


def _cells(row: Row) -> Iterator[str]:
    here = row.here
    person = here.person if here else (row.representative.person if row.representative else None)
    yield row.membership.organisation.name_uk
    yield str(row.membership.organisation.get_level_display())
    yield _("deciding") if row.deciding else _("consultative")
    yield person.full_name if person else ""
    yield _("yes") if here else _("no")
    yield how_words(here) if here else ""
    yield f"{timezone.localtime(here.arrived_at):%H:%M}" if here else ""


def how_words(here: Attendance) -> str:
    """Say how a member is present: in the hall, by video link, by proxy."""
    return _("by proxy") if here.proxy_id else str(here.get_mode_display())


def _safe(cell: str) -> str:
    """Keep a spreadsheet from taking a name for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell


def attendance_pdf(meeting: Meeting, rows: list[Row]) -> bytes:
    """Return the list of those present now as PDF."""
    counts = counts_of(meeting)
    with translation.override("uk"):
        title = _("List of those registered at %(body)s no. %(number)d") % {
            "body": meeting.body.genitive_uk or meeting.body.name_uk,
            "number": meeting.number,
        }
        present = [row for row in rows if row.here is not None]
        data = {
            "association": settings.ASSOCIATION_NAMES["uk"],
            "title": title,
            "day": date_format(timezone.localtime(meeting.starts_at), "DATE_FORMAT") if meeting.starts_at else "",
            "counts": _("Present: %(here)d of %(deciding)d members with a deciding vote; consultative: %(others)d.")
            % {"here": counts.here, "deciding": counts.deciding, "others": counts.consultative},
            "heads": [_("No."), _("Member"), _("Represented by"), _("How"), _("Since")],
            "rows": [
                [
                    str(place),
                    row.membership.organisation.name_uk + ("" if row.deciding else f" ({_('consultative')})"),
                    row.here.person.full_name,
                    how_words(row.here),
                    f"{timezone.localtime(row.here.arrived_at):%H:%M}",
                ]
                for place, row in enumerate(present, start=1)
                if row.here is not None
            ],
        }
        return make_pdf(LIST, data, title=title)
