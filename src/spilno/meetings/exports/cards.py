"""Voting cards as a sheet to print and cut: name, council, the code as QR."""

from collections.abc import Sequence
from pathlib import Path

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from spilno.documents.gateways.pdf import make_pdf
from spilno.meetings.models import Meeting
from spilno.meetings.services.cards import Card

SHEET = Path(__file__).parent.parent / "data" / "cards.typ"


def cards_pdf(meeting: Meeting, cards: Sequence[Card]) -> bytes:
    """Return the sheet, eight cards to a page."""
    with translation.override("uk"):
        title = _("Voting cards of %(body)s no. %(number)d") % {"body": meeting.body.name_uk, "number": meeting.number}
        data = {
            "meeting": f"{meeting.body.name_uk} № {meeting.number}",
            "day": date_format(timezone.localtime(meeting.starts_at), "DATE_FORMAT") if meeting.starts_at else "",
            "hint": _("Point the camera of your phone: you are registered and may vote. The code works once."),
            "alt": _("The code of the voting card"),
            "cards": [
                {
                    "council": card.membership.organisation.name_uk,
                    "person": card.person.full_name,
                    "qr": _code(address_of(card)),
                }
                for card in cards
            ],
        }
        return make_pdf(SHEET, data, title=title)


def _code(address: str) -> str:
    """Draw an address as a QR code. The mask is chosen beforehand: trying all eight takes five times as long."""
    return segno.make(address, error="m", mask=3, boost_error=False).svg_inline(scale=4, border=1)


def address_of(card: Card) -> str:
    """Return the address in the QR code."""
    return settings.SITE_URL + reverse("meetings:check_in", args=[card.secret])
