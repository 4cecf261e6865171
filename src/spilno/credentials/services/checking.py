"""The check of a file: our own credential by its signature and our register, somebody else's by its signature, dates and status.

Nothing is kept of what was checked.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import unquote

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from spilno.credentials import queries
from spilno.credentials.gateways.guarded import strange_proof_fits
from spilno.credentials.gateways.outside import NoAnswerError, NotAskedError, fetch_json
from spilno.credentials.gateways.proofs import (
    FILES,
    UnknownContextError,
    UnsignedTermError,
    proof_fits,
    token_fits,
    token_parts,
)
from spilno.credentials.gateways.uploads import UnreadableError, read_object, text_of
from spilno.credentials.models import Certificate, Credential, FormerCredential
from spilno.credentials.rules.checking import (
    SUITE,
    Said,
    issuer_id,
    moment_of,
    place_said,
    said_of,
    told,
    what_differs,
    why_not_now,
)
from spilno.credentials.rules.keys import PublicKey, address_of_did, did_of, jwk_of, raw_of, why_not_key
from spilno.credentials.rules.status import is_set
from spilno.statute.rules.refusal import Refusal

OURS = re.compile(r"/verify/([^/]+)/credential\.json$")

State = Literal["valid", "expired", "suspended", "revoked", "renewed", "wrong", "unsure"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check found: `certificate` when it is ours, `said` when it is somebody else's, `why` when it is not valid.

    `expired`: ours is right and its term has ended. `renewed`: the certificate is valid and this file of ours is not its present one, for
    its key is not trusted any more. `unsure`: the signature is right, but whether it was revoked could not be asked, or it could not be checked at all.
    `paper_changed`: the credential is ours and right, the PDF around it is not the file that we made.
    """

    state: State
    certificate: Certificate | None = None
    said: Said | None = None
    why: Refusal | None = None
    paper_changed: bool = False


class _WrongError(Exception):
    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(code)
        self.refusal = told(code, where)


def _changed(differs: list[str]) -> _WrongError:
    words = dict.fromkeys(gettext(place_said(place)) for place in differs)
    return _WrongError("changed", ", ".join([*words][:3]))


_UNSURE = {
    "status_not_known", "issuer_unknown", "issuer_not_asked", "unknown_context", "unknown_suite", "too_tangled",
    "not_a_credential", "too_large",
}  # fmt: skip


def check_file(content: bytes) -> Verdict:
    """Check a file: a PDF with a credential inside, JSON, or a token. Never raises for what people may upload."""
    is_pdf = content[:1024].lstrip()[:5] == b"%PDF-"
    sha256 = hashlib.sha256(content).hexdigest()
    known = queries.by_paper(sha256) if is_pdf else None
    former = queries.former_paper(sha256) if is_pdf and known is None else None
    try:
        text = text_of(content)
        verdict = _check_token(text) if text.count(".") == 2 and not text.startswith("{") else _check_json(text)
    except UnreadableError as error:
        if known is not None:  # a paper made before credentials travelled inside: the very file of ours
            return _of_register(known)
        if former is not None:
            return _of_former(former)
        return _not_valid(told(error.code))
    except _WrongError as wrong:
        return _not_valid(wrong.refusal)
    ours = known or (former.certificate if former else None)
    if is_pdf and verdict.certificate is not None and ours != verdict.certificate:
        return Verdict(verdict.state, verdict.certificate, paper_changed=True)
    return verdict


def _not_valid(why: Refusal, said: Said | None = None) -> Verdict:
    return Verdict("unsure" if why.code in _UNSURE else "wrong", said=said, why=why)


def _of_register(certificate: Certificate) -> Verdict:
    state = certificate.state
    return Verdict("expired" if state == "valid" and certificate.is_over else state, certificate)


def _of_former(former: FormerCredential) -> Verdict:
    """Tell of a file of ours that was signed anew; that the certificate is revoked, suspended or over is said first."""
    found = _of_register(former.certificate)
    return Verdict("renewed", former.certificate) if found.state == "valid" else found


def _ours(vc: Mapping[str, Any]) -> list[Credential | FormerCredential]:
    """Return the credentials of our register that it may be, the present one first; nothing: it is somebody else's."""
    found = OURS.search(str(vc.get("id", "")))
    code = unquote(found[1]) if found else ""
    kept = queries.credential_by_code(code) if code else None
    all_kept: list[Credential | FormerCredential] = [kept] if kept else []
    all_kept += queries.former_by_code(code) if code else []
    if not all_kept and issuer_id(vc) == did_of(settings.SITE_URL):
        raise _WrongError("not_in_register")
    return all_kept


def _check_json(text: str) -> Verdict:
    vc = read_object(text)
    types = vc.get("type")
    if "VerifiableCredential" not in (types if isinstance(types, list) else [types]):
        raise _WrongError("not_a_credential")
    kept = _ours(vc)
    return _check_kept(vc, kept) if kept else _check_strange(vc)


def _check_kept(vc: dict[str, Any], all_kept: list[Credential | FormerCredential]) -> Verdict:
    present = [what_differs(vc, json.loads(one.body)) for one in all_kept]
    if [] not in present:
        raise _changed(present[0])
    kept = all_kept[present.index([])]
    body = json.loads(kept.body)
    if not proof_fits(body, body["proof"], raw_of(kept.key.multikey) or b""):
        raise _WrongError("does_not_fit")
    return _trusted(kept)


def _trusted(kept: Credential | FormerCredential) -> Verdict:
    """Ask of the key and the register when the signature is right."""
    if isinstance(kept, FormerCredential):
        return _of_former(kept)
    signed_at = moment_of(json.loads(kept.body)["proof"]) or kept.made_at
    row = kept.key
    days = [timezone.localtime(at) if at else None for at in (row.made_at, row.retired_at, row.revoked_since)]
    why = why_not_key(PublicKey(row.multikey, days[0] or row.made_at, *days[1:]), signed_at=signed_at)
    return Verdict("wrong", kept.certificate, why=why) if why else _of_register(kept.certificate)


def _check_token(text: str) -> Verdict:
    parts = token_parts(text)
    if parts is None:
        raise _WrongError("not_a_credential")
    head, body = parts
    vc = body if "@context" in body else body.get("vc", {})
    if not isinstance(vc, dict):
        raise _WrongError("not_a_credential")
    all_kept = _ours(vc)
    if all_kept:
        kept = next((one for one in all_kept if text == one.token), all_kept[0])
        if text != kept.token:
            differs = what_differs(vc, token_parts(kept.token)[1])  # type: ignore[index]
            raise _changed(differs) if differs else _WrongError("does_not_fit")
        if not token_fits(text, jwk_of(raw_of(kept.key.multikey) or b"")):
            raise _WrongError("does_not_fit")
        return _trusted(kept)
    by = issuer_id(vc) or str(body.get("iss", ""))
    method = str(head.get("kid", ""))
    key = _key_of(by, f"{by}{method}" if method.startswith("#") else method or by)
    if head.get("alg") not in {"EdDSA", "Ed25519", "ES256"}:
        raise _WrongError("unknown_suite", str(head.get("alg")))
    if not token_fits(text, key):
        raise _WrongError("does_not_fit")
    ends = body.get("exp")
    if isinstance(ends, (int, float)) and ends < timezone.now().timestamp():
        raise _WrongError("expired", str(vc.get("validUntil", "exp")))
    return _dated(vc)


# Somebody else's


def _check_strange(vc: dict[str, Any]) -> Verdict:
    contexts = vc.get("@context")
    for address in contexts if isinstance(contexts, list) else [contexts]:
        if not isinstance(address, str) or address not in FILES:
            raise _WrongError("unknown_context", address if isinstance(address, str) else "@context")
    proof = _proof_of(vc)
    by, method = issuer_id(vc), str(proof.get("verificationMethod", ""))
    if method.split("#", maxsplit=1)[0] != by:
        raise _WrongError("issuer_differs")
    _fits(vc, proof, _key_of(by, method))
    return _dated(vc)


def _proof_of(vc: Mapping[str, Any]) -> dict[str, Any]:
    proofs = [one for one in _several(vc.get("proof")) if isinstance(one, dict)]
    if not proofs:
        raise _WrongError("no_proof")
    for proof in proofs:
        if proof.get("cryptosuite") == SUITE and proof.get("proofPurpose") == "assertionMethod":
            return proof
    raise _WrongError("unknown_suite", str(proofs[0].get("cryptosuite") or proofs[0].get("type")))


def _fits(vc: Mapping[str, Any], proof: Mapping[str, Any], jwk: Mapping[str, Any]) -> None:
    if jwk.get("raw") is None:
        raise _WrongError("issuer_unknown", issuer_id(vc))
    try:
        fits = strange_proof_fits(vc, proof, jwk["raw"])
    except UnknownContextError as error:
        raise _WrongError("unknown_context", str(error)) from error
    except UnsignedTermError as error:
        raise _WrongError("unsigned_words", str(error)) from error
    if not fits:
        raise _WrongError("too_tangled" if fits is None else "does_not_fit")


def _key_of(did: str, method: str) -> dict[str, Any]:
    """Return the key of an issuer as a JSON Web Key, with its 32 bytes as `raw` when it is Ed25519."""
    if did.startswith("did:key:"):
        raw = raw_of(did.removeprefix("did:key:"))
        if raw is None:
            raise _WrongError("unknown_suite", "did:key")
        return {**jwk_of(raw), "raw": raw}
    address = address_of_did(did)
    if address is None:
        raise _WrongError("issuer_unknown", did or "did")
    document = _fetched(address)
    vouching = [one["id"] if isinstance(one, dict) else one for one in _several(document.get("assertionMethod"))]
    for one in [*_several(document.get("verificationMethod")), *_several(document.get("assertionMethod"))]:
        if isinstance(one, dict) and _whole(one.get("id"), did) == method:
            if document.get("id") != did or one["id"] not in vouching:
                raise _WrongError("issuer_differs")
            if one.get("revoked"):
                raise _WrongError("key_revoked_elsewhere")
            return _read_method(one)
    raise _WrongError("issuer_unknown", method)


def _whole(identifier: Any, did: str) -> str:
    return f"{did}{identifier}" if str(identifier).startswith("#") else str(identifier)


def _read_method(method: Mapping[str, Any]) -> dict[str, Any]:
    raw = raw_of(str(method.get("publicKeyMultibase", "")))
    if raw is not None:
        return {**jwk_of(raw), "raw": raw}
    jwk = method.get("publicKeyJwk")
    if isinstance(jwk, dict):
        return jwk
    raise _WrongError("unknown_suite", str(method.get("type")))


def _fetched(address: str) -> dict[str, Any]:
    try:
        return fetch_json(address)
    except NotAskedError as error:
        raise _WrongError("issuer_not_asked") from error
    except NoAnswerError as error:
        raise _WrongError("issuer_unknown", str(error)) from error


def _dated(vc: Mapping[str, Any]) -> Verdict:
    """Ask for dates and status of somebody else's credential whose signature is right."""
    said = said_of(vc)
    why = why_not_now(vc, now=timezone.now())
    if why is not None:
        return _not_valid(why, said)
    for entry in _several(vc.get("credentialStatus")):
        try:
            why = _status(entry, vc) if isinstance(entry, dict) else None
        except _WrongError as wrong:
            why = told("status_not_known", str(wrong.refusal.facts.get("where") or "SPILNO_ASK_ISSUERS"))
        if why is not None:
            return _not_valid(why, said)
    return Verdict("valid", said=said)


def _status(entry: Mapping[str, Any], vc: Mapping[str, Any]) -> Refusal | None:
    """Ask the issuer's status list: a credential of its own, signed by the same issuer."""
    purpose, address = entry.get("statusPurpose"), str(entry.get("statusListCredential", ""))
    if entry.get("type") != "BitstringStatusListEntry" or not str(entry.get("statusListIndex", "")).isdigit():
        return told("status_not_known", str(entry.get("type")))
    if purpose not in {"revocation", "suspension"}:
        return None  # messages and refreshing say nothing of validity
    listed = _fetched(address)
    proof = _proof_of(listed)
    if issuer_id(listed) != issuer_id(vc) or str(proof.get("verificationMethod", "")).split("#")[0] != issuer_id(vc):
        raise _WrongError("issuer_differs")
    _fits(listed, proof, _key_of(issuer_id(vc), str(proof["verificationMethod"])))
    subject = listed.get("credentialSubject")
    if not isinstance(subject, dict) or purpose not in _several(subject.get("statusPurpose")):
        return told("status_not_known", address)
    bit = is_set(str(subject.get("encodedList", "")), int(entry["statusListIndex"]))
    if bit is None:
        return told("status_not_known", address)
    return told("revoked_elsewhere" if purpose == "revocation" else "suspended_elsewhere") if bit else None


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
