"""Attendance as tables and PDF, the paper list to sign, badges."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from spilno.credentials.rules.words import days_in_words
from spilno.documents.gateways.pdf import make_pdf
from spilno.events.models import Attendance, Event, Registration, Session
from spilno.events.queries.presence import Candidate, SheetLine, organisation_of

DATA = Path(__file__).parent.parent / "data"
LIST, BADGES = DATA / "attendance.typ", DATA / "badges.typ"
SIGNS = {"attended": "+", "absent": "–", "excused": "0"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def address_of(registration: Registration) -> str:
    """Return the address in the QR code of a ticket and a badge: a registrar's phone opens it."""
    with override("uk"):
        return settings.SITE_URL + reverse("events:arrive", args=[registration.event_id, registration.code])


def table(sessions: Sequence[Session], lines: Iterable[SheetLine]) -> list[list[str]]:
    """Return the attendance sheet as a table with its heading."""
    heading = [
        _("Name"),
        _("Post"),
        _("Organisation"),
        *(session.title for session in sessions),
        _("Reason"),
        _("Academic hours"),
    ]
    rows = [heading]
    for line in lines:
        row = line.registration
        hours = [
            session.hours
            for session, mark in zip(sessions, line.marks, strict=True)
            if mark is not None and mark.state == Attendance.State.ATTENDED and session.hours is not None
        ]
        rows.append(
            [
                row.full_name,
                row.post,
                organisation_of(row),
                *(str(mark.get_state_display()) if mark else "" for mark in line.marks),
                "; ".join(mark.reason for mark in line.marks if mark and mark.reason),
                str(sum(hours)) if hours else "",
            ]
        )
    return rows


def as_csv(rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a table as CSV in UTF-8 with the mark that Excel needs."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a table as a workbook."""
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, and rarely needed
    from openpyxl.styles import Font  # noqa: PLC0415 - heavy, and rarely needed

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has one
    for row in rows:
        sheet.append([_harmless(cell) for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for letter, width in (("A", 36), ("B", 28), ("C", 36)):
        sheet.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def list_pdf(
    event: Event, sessions: Sequence[Session], lines: Sequence[SheetLine], *, signing: bool
) -> tuple[str, bytes]:
    """Return the title and the PDF of the list: with boxes to sign, or with marks. Ukrainian, as documents are."""
    with override("uk"):
        word = _("List of participants")
        title = f"{word}: {event.title_uk}"
        data = {
            "owners": " · ".join(owner.organisation.name_uk for owner in event.owners.select_related("organisation")),
            "word": word,
            "event": f"«{event.title_uk}»",
            "when": ", ".join(part for part in (_days(event), event.place) if part),
            "name": _("Name"),
            "organisation": _("Organisation"),
            "sessions": [_head(session, len(sessions)) for session in sessions],
            "rows": [
                [
                    str(number),
                    line.registration.full_name,
                    organisation_of(line.registration),
                    *("" if signing else SIGNS.get(mark.state if mark else "", "") for mark in line.marks),
                ]
                for number, line in enumerate(lines, start=1)
            ],
            "signing": signing,
            "registrar": _("Registrar"),
            "note": "" if signing else _("+ took part; – was absent; 0 absent with a reason."),
        }
        return title, make_pdf(LIST, data, title=title)


def _days(event: Event) -> str:
    return days_in_words(event.day, event.last_day or event.day) if event.day else ""


def _head(session: Session, count: int) -> str:
    at = date_format(timezone.localtime(session.starts_at), "d.m H:i")
    return f"{at} {session.title_uk[:40]}" if count <= 3 else at


def badges_pdf(event: Event, registrations: Iterable[Registration], speakers: Iterable[Candidate] = ()) -> bytes:
    """Return badges, eight to a sheet: those who have a place with the code of their ticket, then those who speak."""
    with override("uk"):
        title = _("Badges: %(title)s") % {"title": event.title_uk}
        rows = [
            {
                "family": row.family_name,
                "given": row.given_name,
                "where": organisation_of(row),
                "role": "",
                "code": row.code,
                "qr": _drawn(address_of(row)),
            }
            for row in registrations
        ]
        for each in speakers:
            given, _space, family = each.name.rpartition(" ")
            rows.append(
                {
                    "family": family,
                    "given": given,
                    "where": each.where,
                    "role": _("speaker"),
                    "code": "",
                    "qr": "",
                }
            )
        data = {"event": event.title_uk, "when": _days(event), "alt": _("The code of the ticket"), "badges": rows}
        return make_pdf(BADGES, data, title=title)


def _drawn(address: str) -> str:
    return segno.make(address, error="m", mask=3, boost_error=False).svg_inline(scale=4, border=0)
