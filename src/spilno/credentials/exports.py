"""The register of certificates as rows of a table."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from spilno.credentials.models import Certificate


def heading() -> list[str]:
    """Return the heading of the table."""
    return [
        "№",
        _("Code"),
        _("Kind"),
        _("Holder of the certificate"),
        _("Post"),
        _("About what"),
        _("Academic hours"),
        _("Issued"),
        pgettext("certificate", "Valid until"),
        _("Issued by"),
        _("Revoked"),
        _("Why it is revoked"),
        _("Suspended since"),
        _("Why it is suspended"),
    ]


def row_of(certificate: Certificate) -> list[Any]:
    """Return a row; texts that a spreadsheet would take for a formula are made harmless."""
    return [
        str(certificate),
        certificate.code_in_groups,
        str(certificate.get_kind_display()),
        _harmless(certificate.holder_name),
        _harmless(certificate.holder_post),
        _harmless(certificate.title),
        certificate.hours if certificate.hours is not None else "",
        certificate.issued_on,
        certificate.valid_until or "",
        _harmless("; ".join(issuer["uk"] for issuer in certificate.issuers)),
        certificate.revoked_on or "",
        _harmless(certificate.revoked_because),
        certificate.suspended_on or "",
        _harmless(certificate.suspended_because),
    ]


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
