"""Keys that sign credentials, as a DID document tells of them, and when one of them is trusted."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import base58

from spilno.statute.rules.refusal import Refusal, gettext_noop

ED25519 = b"\xed\x01"  # the multicodec of an Ed25519 public key
RULE = gettext_noop("Spilno's own rule: keys of certificates")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that signs or signed here: from when to when, and since when it is not trusted."""

    multikey: str
    made_at: datetime
    retired_at: datetime | None = None
    revoked_since: datetime | None = None


def multikey_of(raw: bytes) -> str:
    """Write the 32 bytes of an Ed25519 public key as a Multikey: z6Mk….

    Source: W3C Controlled Identifiers v1.0, section 2.2.2 (Multikey: 0xed01 before the key, base58btc after «z»).
    """
    return "z" + base58.b58encode(ED25519 + raw).decode()


def raw_of(multikey: str) -> bytes | None:
    """Read the 32 bytes of an Ed25519 public key from a Multikey; None: it is no such key.

    Source: W3C Controlled Identifiers v1.0, section 2.2.2.
    """
    try:
        found = base58.b58decode(multikey.removeprefix("z"))
    except ValueError:
        return None
    return found[2:] if multikey.startswith("z") and found[:2] == ED25519 and len(found) == 34 else None


def jwk_of(raw: bytes) -> dict[str, str]:
    """Write an Ed25519 public key as a JSON Web Key.

    Source: RFC 8037, section 2.
    """
    return {"kty": "OKP", "crv": "Ed25519", "x": base64.urlsafe_b64encode(raw).decode().rstrip("=")}


def thumbprint(jwk: Mapping[str, str]) -> str:
    """Return the name of a JSON Web Key: the hash of its necessary members.

    Source: RFC 7638, section 3; RFC 8037, appendix A.3.
    """
    said = f'{{"crv":"{jwk["crv"]}","kty":"{jwk["kty"]}","x":"{jwk["x"]}"}}'
    return base64.urlsafe_b64encode(hashlib.sha256(said.encode()).digest()).decode().rstrip("=")


def did_of(site: str) -> str:
    """Return the did:web of a site: its host, and its port with %3A.

    Source: did:web Method Specification, section 3.1 (W3C Credentials Community Group).
    """
    host = site.split("://", 1)[-1].split("/", maxsplit=1)[0]
    return "did:web:" + host.replace(":", "%3A")


def address_of_did(did: str) -> str | None:
    """Return where the document of a did:web lies; None: it is no did:web.

    Source: did:web Method Specification, section 3.2: the last part is `/.well-known/did.json`, or `/did.json` under a path.
    """
    host, *path = did.removeprefix("did:web:").split(":")
    if not did.startswith("did:web:") or not host or any(sign in did for sign in "/?#@\\"):
        return None
    named = host.replace("%3A", ":").replace("%3a", ":")
    return f"https://{named}/{'/'.join(path) or '.well-known'}/did.json"


def did_document(did: str, keys: Iterable[PublicKey], *, profile: str) -> dict[str, Any]:
    """Tell the keys of the issuer: each as a Multikey and as a JSON Web Key; a retired one with its end, a revoked one with its day.

    A retired key stays among those that vouch: what it signed while it was in use is valid.

    Source: W3C Controlled Identifiers v1.0, sections 2.2 (`expires`, `revoked`) and 2.3.2 (`assertionMethod`).
    """
    methods: list[dict[str, Any]] = []
    for key in keys:
        raw = raw_of(key.multikey)
        if raw is None:
            continue
        jwk = jwk_of(raw)
        ends = {"expires": moment(key.retired_at)} if key.retired_at else {}
        ends |= {"revoked": moment(key.revoked_since)} if key.revoked_since else {}
        methods += [
            {"id": f"{did}#{key.multikey}", "type": "Multikey", "controller": did, "publicKeyMultibase": key.multikey, **ends},
            {"id": f"{did}#{thumbprint(jwk)}", "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk, **ends},
        ]  # fmt: skip
    return {
        "@context": [
            "https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/multikey/v1",
            "https://w3id.org/security/jwk/v1",
        ],
        "id": did,
        "alsoKnownAs": [profile],
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def moment(at: datetime) -> str:
    """Write a moment as credentials do: to the second, with its zone.

    Source: W3C VC Data Model v2.0, section 4.9 (`dateTimeStamp`).
    """
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def why_not_key(key: PublicKey, *, signed_at: datetime) -> Refusal | None:
    """Say why a signature made at a moment by this key is not trusted: the key was revoked, or put away, before.

    Source: W3C VC Data Integrity 1.0, section 4.5 (verification: a method that is revoked or expired fails).
    """
    if key.revoked_since is not None and signed_at >= key.revoked_since:
        return Refusal(
            "signed_by_a_revoked_key",
            gettext_noop("The key that signed it is not trusted since %(day)s, and it was signed after that."),
            RULE,
            {"day": f"{key.revoked_since:%d.%m.%Y}"},
            title=_NOT_VALID,
            advice=gettext_noop("Ask whoever issued it for a new one."),
        )
    if key.retired_at is not None and signed_at > key.retired_at:
        return Refusal(
            "signed_by_a_retired_key",
            gettext_noop("The key that signed it was put away on %(day)s, before the moment of the signature."),
            RULE,
            {"day": f"{key.retired_at:%d.%m.%Y}"},
            title=_NOT_VALID,
            advice=gettext_noop("Ask whoever issued it for a new one."),
        )
    return None


_NOT_VALID = gettext_noop("The credential is not valid")


def why_not_revoke_key(
    *, revoked_since: datetime | None, made_at: datetime, since: datetime, reason: str, now: datetime
) -> Refusal | None:
    """Say why a key cannot be revoked: it is already, no reason is given, or the moment is before the key or has not come.

    Source: Spilno's own rule: a key is revoked once, since a moment, for a reason.
    """
    title = gettext_noop("The key was not revoked")
    if revoked_since is not None:
        return Refusal("key_already_revoked", gettext_noop("It was revoked already."), RULE, title=title)
    if not reason.strip():
        return Refusal("no_reason_to_revoke_a_key", gettext_noop("It is not said why."), RULE, title=title)
    if not made_at <= since <= now:
        return Refusal(
            "key_revoked_at_another_time",
            gettext_noop("The moment is before the key was made, or has not come yet."),
            RULE,
            title=title,
        )
    return None
