"""A certificate as a sheet to print: A4 landscape, Ukrainian, and English behind it where the English words are known."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import segno
import typst
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from spilno.credentials.models import Certificate
from spilno.credentials.rules.numbers import code_shown
from spilno.credentials.rules.words import (
    credits_in_english,
    credits_in_words,
    days_in_english,
    hours_in_english,
    hours_in_words,
)
from spilno.documents.gateways.pdf import ARCHIVAL, WITH_ATTACHMENT, make_pdf
from spilno.documents.models import Attachment
from spilno.documents.rules.words import day_in_words

SHEET = Path(__file__).parent.parent / "data" / "certificate.typ"

FORMATS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}

# by kind: the word of the sheet, what stands under it, and for what it is given when the giver does not say
HEADS = {
    "attendance": ("Сертифікат", "про участь", "за участь у заході"),
    "speaker": ("Сертифікат", "доповідача", "за виступ на заході"),
    "paper": ("Сертифікат", "про подання доповіді", "за подання доповіді на захід"),
    "visit": ("Довідка", "про участь", "про участь у виїзному заході"),
    "programme": ("Сертифікат", "про підвищення кваліфікації", "за програмою підвищення кваліфікації"),
}
ENGLISH_HEADS = {
    "attendance": ("Certificate", "of attendance", "for taking part in the event"),
    "speaker": ("Certificate", "of a speaker", "for speaking at the event"),
    "paper": ("Certificate", "of a paper", "for a paper given to the event"),
    "visit": ("Statement", "of participation", "on participation in the visiting event"),
    "programme": ("Certificate", "of professional development", "for the programme of professional development"),
}


def address_of(certificate: Certificate) -> str:
    """Return the address in the QR code: the public check, in Ukrainian."""
    with override("uk"):
        return settings.SITE_URL + reverse("credentials:check", args=[code_shown(certificate.code)])


def make_paper(certificate: Certificate, *, credential: str = "") -> bytes:
    """Typeset the paper: PDF/A-3a and PDF/UA-1 with the signed credential inside, PDF/A-2a without one."""
    address = address_of(certificate)
    pages = [_page(certificate)]
    if certificate.title_en:
        pages.append(_english(certificate))
    data: dict[str, Any] = {
        "pages": pages,
        "logos": _logos(certificate),
        "number": str(certificate),
        "code": certificate.code_in_groups,
        "host": settings.SITE_URL.removeprefix("https://").removeprefix("http://") + "/verify/",
        "address": address,
        "credential": credential,
        "qr": segno.make(address, error="m", mask=3, boost_error=False).svg_inline(scale=4, border=0, dark="#073b4d"),
    }
    title = f"{HEADS[certificate.kind][0]} № {certificate}: {certificate.holder_name}"
    standards = WITH_ATTACHMENT if credential else ARCHIVAL
    try:
        return make_pdf(SHEET, data, title=title, standards=standards)
    except typst.TypstError:  # a picture that cannot be drawn
        return make_pdf(SHEET, data | {"logos": []}, title=title, standards=standards)


def _logos(certificate: Certificate) -> list[dict[str, Any]]:
    """Return the pictures of the issuers in their order, one place for each; none when nobody gave one, or it is gone."""
    numbers = [issuer.get("logo") for issuer in certificate.issuers]
    known = Attachment.objects.in_bulk([number for number in numbers if number])
    drawn = [_picture(known.get(number)) for number in numbers]
    return drawn if any(one["bytes"] for one in drawn) else []


def _picture(logo: Attachment | None) -> dict[str, Any]:
    if logo is None or logo.content_type not in FORMATS:
        return {"bytes": [], "kind": ""}
    with logo.file.open("rb") as file:
        return {"bytes": list(file.read()), "kind": FORMATS[logo.content_type]}


def _page(certificate: Certificate) -> dict[str, Any]:
    word, under, what = HEADS[certificate.kind]
    facts = certificate.facts
    return {
        "lang": "uk",
        "no": "№",
        "issuers": [issuer["uk"] for issuer in certificate.issuers],
        "word": word,
        "under": under,
        "given": "видано" if certificate.holder_to else "отримує",
        "name": certificate.holder_to or certificate.holder_name,
        "post": certificate.holder_post,
        "what": facts.get("what_uk") or what,
        "title": f"«{certificate.title}»",
        "line": [part for part in (facts.get("when_uk"), facts.get("place_uk")) if part],
        "hours": _volume(certificate),
        "issued": f"Видано {day_in_words(certificate.issued_on)}{_term(certificate)}",
        "signed": [{"post": one.get("post_uk", ""), "name": one.get("name_uk", "")} for one in facts.get("signed", [])],
        "check": "Чинність перевіряють за QR-кодом або за кодом на сторінці",
        "code_word": "Код",
        "alt": f"QR-код: сторінка перевірки сертифіката № {certificate}",
    }


def _volume(certificate: Certificate) -> str:
    """Say the volume: hours, and credits where the programme gives them."""
    hours, earned = certificate.hours, certificate.facts.get("credits")
    parts = [hours_in_words(Decimal(hours), minutes=certificate.facts["hour_minutes"])] if hours else []
    parts += [credits_in_words(Decimal(str(earned)))] if earned else []
    return f"обсяг – {', '.join(parts)}" if parts else ""


def _term(certificate: Certificate) -> str:
    """Say to which day it is valid, that day included."""
    until = certificate.valid_until
    return f", чинний до {day_in_words(until)} включно" if until else ""


def _english_term(certificate: Certificate) -> str:
    until = certificate.valid_until
    return f", valid until {days_in_english(until, until)} inclusive" if until else ""


def _english_volume(certificate: Certificate) -> str:
    hours, earned = certificate.hours, certificate.facts.get("credits")
    parts = [hours_in_english(Decimal(hours), minutes=certificate.facts["hour_minutes"])] if hours else []
    parts += [credits_in_english(Decimal(str(earned)))] if earned else []
    return ", ".join(parts)


def _english(certificate: Certificate) -> dict[str, Any]:
    word, under, what = ENGLISH_HEADS[certificate.kind]
    facts = certificate.facts
    return {
        "lang": "en",
        "no": "No.",
        "issuers": [issuer.get("en") or issuer["uk"] for issuer in certificate.issuers],
        "word": word,
        "under": under,
        "given": "given to",
        "name": certificate.holder_name_en or certificate.holder_name,
        "post": facts.get("post_en", ""),
        "what": facts.get("what_en") or what,
        "title": f"“{certificate.title_en}”",
        "line": [part for part in (facts.get("when_en"), facts.get("place_en")) if part],
        "hours": _english_volume(certificate),
        "issued": f"Issued on {days_in_english(certificate.issued_on, certificate.issued_on)}{_english_term(certificate)}",
        "signed": [
            {"post": one.get("post_en") or one.get("post_uk", ""), "name": one.get("name_en") or one.get("name_uk", "")}
            for one in facts.get("signed", [])
        ],
        "check": "Check it by the QR code, or by the code on the page",
        "code_word": "Code",
        "alt": f"QR code: the page that checks certificate no. {certificate}",
    }
