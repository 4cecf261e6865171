"""Signed texts of a certificate and of a status list, from their rows."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from spilno.credentials.gateways.paper import ENGLISH_HEADS, HEADS
from spilno.credentials.gateways.proofs import as_token, with_proof
from spilno.credentials.models import Certificate, StatusList
from spilno.credentials.rules import credential as said
from spilno.credentials.rules.keys import did_of, jwk_of, raw_of, thumbprint
from spilno.credentials.rules.numbers import code_shown
from spilno.credentials.rules.status import encoded_list


@dataclass(frozen=True, slots=True)
class Signer:
    """The key that signs now: its row, its public and its private half."""

    pk: int
    multikey: str
    private: Ed25519PrivateKey


def address(name: str, *args: Any) -> str:
    """Return the whole address of a public page, the same in every language."""
    with override("uk"):
        return settings.SITE_URL + reverse(f"credentials:{name}", args=args)


def issuer() -> said.IssuerFacts:
    """Return who signs: the association of this installation."""
    names = settings.ASSOCIATION_NAMES
    return said.IssuerFacts(
        did=did_of(settings.SITE_URL), name=names["uk"], name_en=names["en"], site=settings.SITE_URL, profile=address("issuer")
    )  # fmt: skip


def achievement_of(certificate: Certificate) -> said.AchievementFacts:
    """Return what the certificate certifies: the same for all of its kind about its object."""
    facts = certificate.facts
    credits_said = facts.get("credits")
    return said.AchievementFacts(
        address=address("achievement", certificate.kind, certificate.object_type, certificate.object_id),
        kind=certificate.kind,
        kind_said=" ".join(HEADS[certificate.kind][:2]),
        title=certificate.title,
        title_en=certificate.title_en,
        what=facts.get("what_uk") or HEADS[certificate.kind][2],
        what_en=facts.get("what_en") or ENGLISH_HEADS[certificate.kind][2],
        issuers=[one["uk"] for one in certificate.issuers],
        credits_available=Decimal(str(credits_said)) if credits_said else None,
    )


def signed_credential(certificate: Certificate, signer: Signer, *, status: StatusList, place: int) -> tuple[str, str]:
    """Return the credential of a certificate twice: with a Data Integrity proof, and as a token."""
    facts = said.CredentialFacts(
        address=address("credential", code_shown(certificate.code)),
        number=str(certificate),
        holder=certificate.holder_name,
        valid_from=datetime.combine(certificate.issued_on, time.min, tzinfo=timezone.get_default_timezone()),
        valid_until=_end_of(certificate.valid_until),
        achievement=achievement_of(certificate),
        hours=Decimal(certificate.hours) if certificate.hours is not None else None,
        credits_earned=Decimal(str(certificate.facts["credits"])) if certificate.facts.get("credits") else None,
        lists=[address("status_list", status.pk, purpose) for purpose in said.PURPOSES],
        place=place,
    )
    by = issuer()
    body = said.credential(facts, by)
    token = as_token(body, signer.private, method=f"{by.did}#{token_key(signer.multikey)}", issuer=by.did)
    return _signed(body, signer), token


def _end_of(day: date | None) -> datetime | None:
    """Return the last second of a day: the last day belongs to the term."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=timezone.get_default_timezone()) if day else None


def token_key(multikey: str) -> str:
    """Return the name of the key among the JSON Web Keys of our DID document."""
    return thumbprint(jwk_of(raw_of(multikey) or b""))


def signed_status_list(status: StatusList, purpose: str, places: Iterable[int], signer: Signer) -> str:
    """Return a status list as a signed credential."""
    now = timezone.now()
    body = said.status_list(
        address("status_list", status.pk, purpose), purpose, encoded_list(places), issuer=issuer(), valid_from=now
    )
    return _signed(body, signer)


def _signed(body: dict[str, Any], signer: Signer) -> str:
    at = timezone.now().replace(microsecond=0)
    proven = with_proof(body, signer.private, method=f"{did_of(settings.SITE_URL)}#{signer.multikey}", at=at)
    return json.dumps(proven, ensure_ascii=False, separators=(",", ":"))
