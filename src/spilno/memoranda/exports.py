"""The register as CSV, for everyone."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from spilno.memoranda.models import Memorandum
from spilno.memoranda.queries.countries import country_name

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Iterable[Memorandum]) -> bytes:
    """Return CSV as offices open it: UTF-8 with a mark, `;`. A cell that a spreadsheet would run is made text."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [_("Number"), _("Title"), _("Kind"), _("Parties"), _("Countries"), _("Signed"), _("Takes effect on"), _("In force until"), _("State")]
    )  # fmt: skip
    for row in rows:
        parties = list(row.parties.all())
        cells = [
            str(row.number),
            row.title_uk,
            str(row.get_kind_display()),
            "; ".join(party.organisation.name_uk for party in parties),
            ", ".join(sorted({country_name(party.organisation.country) for party in parties})),
            *(
                day.strftime("%d.%m.%Y") if day else ""
                for day in (row.signed_on, row.starts_on, row.ended_on or row.ends_on)
            ),
            str(row.get_state_display()),
        ]
        writer.writerow([f"'{cell}" if cell.startswith(DANGEROUS) else cell for cell in cells])
    return text.getvalue().encode("utf-8-sig")
