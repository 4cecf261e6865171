"""Logos of holders on paper."""

from typing import Any

from spilno.events.models import Owner
from spilno.events.queries.events import initials

FORMATS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}


def drawn_holder(owner: Owner, *, drawn: bool) -> dict[str, Any]:
    """Return a holder as a paper names him: name, initials, and the bytes of the logo unless `drawn` is off."""
    logo = getattr(owner.organisation, "logo", None)
    told: dict[str, Any] = {"name": owner.organisation.name, "initials": initials(owner.organisation.name), "logo": []}
    if drawn and logo is not None and logo.attachment.content_type in FORMATS:
        with logo.attachment.file.open("rb") as file:
            told["logo"] = list(file.read())
        told["kind"] = FORMATS[logo.attachment.content_type]
    return told
