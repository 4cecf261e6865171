"""Signatures over credentials: canonical form by PyLD with contexts from our disk, Ed25519 by `cryptography`, tokens by joserfc."""

import hashlib
import json
import warnings
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import base58
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey
from pyld import jsonld

from spilno.credentials.rules.keys import moment

FOLDER = Path(__file__).parent.parent / "data" / "contexts"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/"
FILES = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    f"{OPEN_BADGES}context-3.0.1.json": "ob-v3p0-context-3.0.1.json",
    f"{OPEN_BADGES}context-3.0.2.json": "ob-v3p0-context-3.0.2.json",
    f"{OPEN_BADGES}context-3.0.3.json": "ob-v3p0-context-3.0.3.json",
    f"{OPEN_BADGES}extensions.json": "ob-v3p0-extensions.json",
    "https://w3id.org/security/data-integrity/v2": "security-data-integrity-v2.json",
    "https://w3id.org/security/multikey/v1": "security-multikey-v1.json",
}
SUITE = "eddsa-rdfc-2022"
NOWHERE = "https://no-scheme.invalid/"  # what has no scheme is read from here, and seen by it
ALGORITHMS = ["EdDSA", "Ed25519", "ES256"]
# RFC 9864 renames EdDSA to Ed25519; wallets and Open Badges 3.0 (section 8.2.3) still write the former name, and so do we
warnings.filterwarnings("ignore", message="EdDSA is deprecated")


class UnknownContextError(ValueError):
    """A context that we do not keep: its words could mean anything."""


class UnsignedTermError(ValueError):
    """A property that no context explains: no signature covers it."""


@lru_cache(maxsize=16)
def _context(address: str) -> Any:
    return json.loads((FOLDER / FILES[address]).read_text(encoding="utf-8"))


def _load(address: str, _options: Any) -> dict[str, Any]:
    if address not in FILES:
        raise UnknownContextError(address)
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": _context(address),
        "tag": "static",  # it never changes: read and resolved once
    }


def _refuse_dropped(name: str | None) -> None:
    raise UnsignedTermError(name or "")


def canonical(document: Mapping[str, Any]) -> str:
    """Write a JSON-LD document in its canonical form (RDFC-1.0).

    Raises UnknownContextError for a context not on our disk, UnsignedTermError for a property without a meaning, or a type or name without a
    scheme (others leave both out in silence, and no signature covers them), jsonld.JsonLdError for what is no JSON-LD.
    """
    options = {"documentLoader": _load, "base": NOWHERE, "algorithm": "URDNA2015", "format": "application/n-quads"}
    try:
        text = str(jsonld.JsonLdProcessor(on_property_dropped=_refuse_dropped).normalize(dict(document), options))
    except jsonld.JsonLdError as error:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, (UnknownContextError, UnsignedTermError)):
                raise cause from error
            cause = getattr(cause, "cause", None) or cause.__cause__
        raise
    if NOWHERE in text:
        raise UnsignedTermError(text.split(NOWHERE, 1)[1].split(">", 1)[0])
    return text


@lru_cache(maxsize=64)
def _options_digest(options: str) -> bytes:
    return hashlib.sha256(canonical(json.loads(options)).encode()).digest()


def signed_digest(document: Mapping[str, Any], options: Mapping[str, Any]) -> bytes:
    """Return what an `eddsa-rdfc-2022` proof signs: the hash of its options, then the hash of the document, both canonical."""
    said = json.dumps({"@context": document["@context"], **options}, sort_keys=True, ensure_ascii=False)
    return _options_digest(said) + hashlib.sha256(canonical(document).encode()).digest()


def with_proof(document: Mapping[str, Any], key: Ed25519PrivateKey, *, method: str, at: datetime) -> dict[str, Any]:
    """Return the document with a Data Integrity proof made now by this key."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": moment(at),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    value = "z" + base58.b58encode(key.sign(signed_digest(document, options))).decode()
    return {**document, "proof": {**options, "proofValue": value}}


def proof_fits(document: Mapping[str, Any], proof: Mapping[str, Any], raw: bytes) -> bool:
    """Tell whether a proof of the document was made by the key of these 32 bytes."""
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name not in {"proofValue", "@context"}}
    try:
        signature = base58.b58decode(str(proof.get("proofValue", "")).removeprefix("z"))
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, signed_digest(unsigned, options))
    except (InvalidSignature, ValueError, jsonld.JsonLdError) as error:
        if isinstance(error, (UnknownContextError, UnsignedTermError)):
            raise
        return False
    return True


def as_token(document: Mapping[str, Any], key: Ed25519PrivateKey, *, method: str, issuer: str) -> str:
    """Return the document as a token (`application/vc+jwt`): the credential itself is what is signed."""
    header = {"alg": "EdDSA", "typ": "vc+jwt", "cty": "vc", "kid": method, "iss": issuer}
    said = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    allowed = jws.JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    return jws.serialize_compact(header, said, OKPKey.import_key(key), algorithms=ALGORITHMS, registry=allowed)


def token_parts(token: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Read the head and the body of a token without believing them; None: it is no token."""
    try:
        read = jws.extract_compact(token.encode())
        return dict(read.headers()), json.loads(read.payload)
    except (JoseError, ValueError, TypeError):
        return None


def token_fits(token: str, jwk: Mapping[str, Any]) -> bool:
    """Tell whether a token was signed by this key."""
    kind: Any = ECKey if jwk.get("kty") == "EC" else OKPKey
    allowed = jws.JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    public = {name: value for name, value in jwk.items() if name in {"kty", "crv", "x", "y"}}
    try:
        jws.deserialize_compact(token, kind.import_key(public), algorithms=ALGORITHMS, registry=allowed)
    except (JoseError, ValueError, TypeError):
        return False
    return True
