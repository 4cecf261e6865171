"""The register as CSV and XLSX: what its page shows, for everyone."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from spilno.organisations.models import Organisation

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def header() -> list[str]:
    """Return the titles of columns; the first ones are those that the import reads."""
    return [
        "Назва",
        "Рівень",
        "Код КАТОТТГ",
        "Код ЄДРПОУ",
        "Англійською",
        "Коротка назва",
        "E-mail",
        "Сайт",
        "Адреса",
        _("Kind"),
        _("Ended on"),
    ]


def rows(organisations: Iterable[Organisation]) -> Iterator[list[str]]:
    """Yield a row for each organisation, as texts."""
    for found in organisations:
        yield [
            found.name_uk,
            found.level,
            found.territory.code if found.territory else "",
            found.edrpou,
            found.name_en,
            found.place_uk,
            found.email,
            found.website,
            found.address,
            found.get_kind_display(),
            found.ended.strftime("%d.%m.%Y") if found.ended else "",
        ]


def as_csv(organisations: Iterable[Organisation]) -> bytes:
    """Return CSV as offices open it: UTF-8 with a mark, `;`. A cell that a spreadsheet would run is made text."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(header())
    for row in rows(organisations):
        writer.writerow([f"'{cell}" if cell.startswith(DANGEROUS) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(organisations: Iterable[Organisation]) -> bytes:
    """Return a workbook; every cell is text, so that codes keep their zeros and nothing is run."""
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, and rarely needed

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Organisations")[:31])
    sheet.append(header())
    for row in rows(organisations):
        sheet.append([f"'{cell}" if cell.startswith(DANGEROUS) else cell for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
