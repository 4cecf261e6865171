"""The register and dues as CSV and XLSX."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from spilno.members.queries.dues import Row as DuesRow
from spilno.members.queries.register import Row

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def register_table(rows: Iterable[Row], codes: Mapping[int, str]) -> tuple[list[str], list[list[Any]]]:
    """Return the heading and the lines of the register: public facts only, name and post without contacts.

    `codes` are of КАТОТТГ, by number of the unit.
    """
    heading = [
        _("No in the register"),
        _("The council"),
        _("Level"),
        _("Raion"),
        _("EDRPOU"),
        _("KATOTTG"),
        _("State"),
        _("Member since"),
        _("Founder"),
        _("Representative"),
    ]
    lines = [
        [
            row.membership.number,
            row.membership.organisation.name,
            row.membership.organisation.get_level_display(),
            row.raion.name if row.raion else "",
            row.membership.organisation.edrpou,
            codes.get(row.membership.organisation.territory_id or 0, ""),
            row.membership.get_state_display(),
            row.membership.joined_on,
            _("yes") if row.membership.founder else "",
            row.representative.person.full_name if row.representative else "",
        ]
        for row in rows
    ]
    return heading, lines


def dues_table(rows: Iterable[DuesRow]) -> tuple[list[str], list[list[Any]]]:
    """Return the heading and the lines of dues: what was assessed, paid and is owed, hryvnias."""
    heading = [
        _("The council"),
        _("Year"),
        _("Assessed, UAH"),
        _("Paid, UAH"),
        _("Owed, UAH"),
        _("Due day"),
        _("Months late"),
    ]
    lines = [
        [
            row.assessment.membership.organisation.name,
            row.assessment.year,
            row.account.amount,
            row.account.paid,
            row.account.owed,
            row.account.due_on,
            row.months_late if row.late else 0,
        ]
        for row in rows
    ]
    return heading, lines


def csv_file(name: str, heading: Sequence[str], lines: Iterable[Sequence[Any]]) -> HttpResponse:
    """Hand out CSV in UTF-8 with a mark at the beginning, so that spreadsheets read Ukrainian letters."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(heading)
    writer.writerows([_plain(cell) for cell in line] for line in lines)
    return _file(name, ("\ufeff" + text.getvalue()).encode(), "text/csv; charset=utf-8")


def xlsx_file(name: str, title: str, heading: Sequence[str], lines: Iterable[Sequence[Any]]) -> HttpResponse:
    """Hand out a sheet of XLSX: the heading bold and kept in sight, columns as wide as their words."""
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, and rarely needed
    from openpyxl.styles import Font  # noqa: PLC0415 - heavy, and rarely needed
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - heavy, and rarely needed

    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet.append(list(heading))
    for line in lines:
        sheet.append([_safe(cell) for cell in line])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(sheet.iter_cols(), start=1):
        widest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[get_column_letter(number)].width = min(widest + 2, 60)
    content = BytesIO()
    book.save(content)
    return _file(name, content.getvalue(), XLSX)


def _plain(cell: Any) -> Any:
    return cell.strftime("%d.%m.%Y") if isinstance(cell, date) else _safe(cell)


def _safe(cell: Any) -> Any:
    """A name that begins like a formula is not run by the spreadsheet."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _file(name: str, content: bytes, content_type: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
