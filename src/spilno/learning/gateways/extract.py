"""The extract of a ledger as a paper: a statement of professional development for a personnel file, with its check."""

from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from spilno.credentials.rules.numbers import code_shown
from spilno.documents.gateways.pdf import make_pdf
from spilno.documents.rules.words import day_in_words
from spilno.learning.models import LedgerExtract

SHEET = Path(__file__).resolve().parent.parent / "data" / "extract.typ"


def extract_pdf(extract: LedgerExtract) -> bytes:
    """Set the extract as PDF/A-2a and PDF/UA-1, in Ukrainian, as it was made."""
    with override("uk"):
        address = settings.SITE_URL + reverse("learning:check_extract", args=[code_shown(extract.code)])
        values: dict[str, Any] = {
            **extract.body,
            "day": day_in_words(timezone.localdate(extract.made_at)),
            "code": code_shown(extract.code),
            "address": address,
            "host": settings.SITE_URL.removeprefix("https://").removeprefix("http://"),
            "sha256": extract.sha256,
            "qr": segno.make(address, error="m", boost_error=False).svg_inline(scale=4, border=0),
        }
        title = _("Statement of professional development: %(name)s") % {"name": extract.body["name"]}
    return make_pdf(SHEET, values, title=title)
