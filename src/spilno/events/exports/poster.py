"""The poster of an event: title, day, place, holders with logos, and a QR code that leads to the page."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import segno
import typst
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from spilno.documents.gateways.pdf import make_pdf
from spilno.documents.rules.words import tied
from spilno.events.gateways.logos import drawn_holder
from spilno.events.models import Event, Owner

POSTER = Path(__file__).parent.parent / "data" / "poster.typ"
SIZES = ("a4", "a3")


def poster_pdf(event: Event, owners: Sequence[Owner], *, size: str, language: str = "uk") -> bytes:
    """Return the poster on A4 or A3. A picture that cannot be drawn leaves its place to the initials of its holder."""
    with translation.override(language):
        address = settings.SITE_URL + reverse("events:event", args=[event.pk])
        data: dict[str, Any] = {
            "size": size,
            "kind": capfirst(event.get_kind_display()),
            "title": tied(event.title),
            "summary": tied(_short(event.summary_uk if language == "uk" else event.summary_en)),
            "when": _when(event),
            "where": tied(event.place),
            "format": str(event.get_format_display()),
            "shelter": tied(event.shelter),
            "for_whom": tied(event.for_whom),
            "words": {
                "when": _("When"),
                "where": _("Where"),
                "shelter": _("Shelter"),
                "for_whom": _("For whom"),
                "holders": _("Held together by"),
                "qr": _("Programme and registration") if event.needs_registration else _("Programme, free entry"),
            },
            "address": address.split("://", 1)[-1],
            "qr": segno.make(address, error="m").svg_inline(scale=4, border=0),
            "holders": [drawn_holder(owner, drawn=True) for owner in owners],
        }
        try:
            return make_pdf(POSTER, data, title=event.title, language=language)
        except typst.TypstError:
            data["holders"] = [drawn_holder(owner, drawn=False) for owner in owners]
            return make_pdf(POSTER, data, title=event.title, language=language)


def _when(event: Event) -> str:
    if event.starts_at is None:
        return ""
    starts = timezone.localtime(event.starts_at)
    said = f"{date_format(starts, 'DATE_FORMAT')}, {date_format(starts, 'TIME_FORMAT')}"
    if event.ends_at is None:
        return said
    ends = timezone.localtime(event.ends_at)
    if ends.date() == starts.date():
        return f"{said}–{date_format(ends, 'TIME_FORMAT')}"
    return f"{said} – {date_format(ends, 'DATE_FORMAT')}, {date_format(ends, 'TIME_FORMAT')}"


def _short(text: str, most: int = 420) -> str:
    """Return the first paragraph, cut between words when it is too long for a poster."""
    first = text.strip().split("\n", 1)[0]
    return first if len(first) <= most else f"{first[:most].rsplit(' ', 1)[0]} …"
