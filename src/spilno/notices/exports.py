"""The proof of delivery as a table for other programs."""

import csv
import io
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from spilno.notices.models import Notice


def proof_csv(notice: Notice) -> bytes:
    """Return every try of every letter: to whom, when, what the server answered, when receipt was confirmed.

    UTF-8 with a mark at the start, so that spreadsheet programs read Ukrainian; times of Kyiv.
    """
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(
        (
            _("Addressee"),
            _("Address"),
            _("State"),
            _("Letter"),
            _("Handed over at"),
            "Message-ID",
            _("Answer of the server"),
            _("Receipt confirmed at"),
        )
    )
    for delivery in notice.deliveries.prefetch_related("sendings"):
        name, state, confirmed = _cell(delivery.name), delivery.get_state_display(), _when(delivery.confirmed_at)
        tries = list(delivery.sendings.all())
        if not tries:
            rows.writerow((name, delivery.address, state, "", "", "", "", confirmed))
        for each in tries:
            letter, answer = each.get_purpose_display(), _cell(_(each.answer) if each.answer else "")
            rows.writerow((name, each.address, state, letter, _when(each.at), each.message_id, answer, confirmed))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _when(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime("%d.%m.%Y %H:%M:%S") if moment else ""


def _cell(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return "'" + text if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
