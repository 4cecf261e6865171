"""Detached signatures brought back from outside: what they sign, by whom they say they are, whether it is our document.

Read here: CMS (`.p7s`, CAdES) in binary, PEM or base64, with or without the content inside, and ASiC containers
(`.asice`) with CAdES or XAdES. Compared here: the digest that was signed with the digest of the frozen file. Not done
here: the check of the signature itself and of its certificate; Ukrainian keys use ДСТУ 4145, which needs other tools.
"""

import base64
import binascii
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from xml.etree import ElementTree as ET

from asn1crypto import cms, pem, x509

from spilno.documents.rules.signatures import Inspection, Verdict

HASHES = {"sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"}
NAMES = {
    "1.2.804.2.1.1.1.1.2.1": "ГОСТ 34.311-95",
    "1.2.804.2.1.1.1.1.2.2.1": "ДСТУ 7564:2014 (Купина-256)",
    "1.2.804.2.1.1.1.1.2.2.2": "ДСТУ 7564:2014 (Купина-384)",
    "1.2.804.2.1.1.1.1.2.2.3": "ДСТУ 7564:2014 (Купина-512)",
}
XML_HASHES = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}
MOST_ENTRIES = 60
DS = "{http://www.w3.org/2000/09/xmldsig#}"
BROKEN = Inspection(format="", verdict=Verdict.BROKEN)


@dataclass(frozen=True, slots=True)
class _Digest:
    """A digest that a signature claims, and ours of the same bytes (empty when we cannot compute that kind)."""

    algorithm: str
    claimed: str
    own: str

    @property
    def verdict(self) -> Verdict:
        if not self.own:
            return Verdict.UNKNOWN
        return Verdict.MATCHES if self.own == self.claimed else Verdict.DIFFERS


def inspect(content: bytes, *, of: bytes, limit: int) -> Inspection:
    """Tell what a signature file signs, compared with the frozen bytes `of`; never raises on a bad file.

    `limit` bounds what is unpacked from a container, in bytes.
    """
    try:
        if content.startswith(b"PK\x03\x04"):
            return _container(content, of=of, limit=limit)
        return _cms(_binary(content), of=of)
    except (ValueError, TypeError, KeyError, OSError, zipfile.BadZipFile, ET.ParseError, RecursionError):
        return BROKEN
    except (NotImplementedError, RuntimeError, IndexError, AttributeError, OverflowError):
        return BROKEN  # an encrypted archive, an odd structure: for the reader it is a broken file


def _binary(content: bytes) -> bytes:
    if pem.detect(content[:200]):
        return pem.unarmor(content)[2]
    if content[:1] != b"\x30" and re.fullmatch(rb"[A-Za-z0-9+/=\s]+", content):
        try:
            return base64.b64decode(b"".join(content.split()), validate=True)
        except binascii.Error as wrong:
            raise ValueError from wrong
    return content


def _cms(content: bytes, *, of: bytes) -> Inspection:
    info = cms.ContentInfo.load(content, strict=True)
    if info["content_type"].native != "signed_data":
        return BROKEN
    data = info["content"]
    signers = list(data["signer_infos"])
    if not signers:
        return BROKEN
    inside = data["encap_content_info"]["content"]
    attached = inside.native if inside.native is not None else None
    if isinstance(attached, bytes) and attached != of:
        return _described(data, signers[0], "CAdES", [_digest("sha256", hashlib.sha256(attached).hexdigest(), of)])
    digests = [_signed_digest(signer, of) for signer in signers]
    found = _described(data, signers[0], "CAdES", digests)
    if isinstance(attached, bytes) and found.verdict == Verdict.UNKNOWN:
        return replace(found, verdict=Verdict.MATCHES)  # the very bytes lie inside, no digest is needed to compare
    return found


def _signed_digest(signer: cms.SignerInfo, of: bytes) -> _Digest:
    algorithm = signer["digest_algorithm"]["algorithm"].native
    claimed = _attribute(signer, "message_digest")
    if not isinstance(claimed, bytes):
        return _Digest(
            algorithm, "", ""
        )  # signed without attributes: only the check of the signature itself would tell
    return _digest(algorithm, claimed.hex(), of)


def _digest(algorithm: str, claimed: str, of: bytes) -> _Digest:
    name = algorithm.replace("-", "_").lower()
    return _Digest(algorithm, claimed, hashlib.new(name, of).hexdigest() if name in HASHES else "")


def _attribute(signer: cms.SignerInfo, name: str) -> object:
    attributes = signer["signed_attrs"]
    for attribute in attributes if attributes.native is not None else ():
        if attribute["type"].native == name:
            return attribute["values"][0].native
    return None


def _described(data: cms.SignedData, signer: cms.SignerInfo, form: str, digests: Iterable[_Digest]) -> Inspection:
    certificate = _certificate_of(data, signer)
    declared = _attribute(signer, "signing_time")
    return _judged(
        Inspection(
            format=form,
            verdict=Verdict.UNKNOWN,
            signer=_holder(certificate),
            subject=_subject(certificate),
            serial=f"{certificate.serial_number:X}"[:80] if certificate is not None else "",
            declared_at=declared if isinstance(declared, datetime) else None,
        ),
        list(digests),
    )


def _judged(found: Inspection, digests: list[_Digest]) -> Inspection:
    """Take the worst of all digests: one that differs, then one that cannot be computed, then all that match."""
    order = (Verdict.DIFFERS, Verdict.UNKNOWN, Verdict.MATCHES)
    worst = min(digests, key=lambda digest: order.index(digest.verdict))
    return replace(
        found,
        verdict=worst.verdict,
        algorithm=NAMES.get(worst.algorithm, worst.algorithm)[:60],
        claimed=worst.claimed,
        own=worst.own,
    )


def _certificate_of(data: cms.SignedData, signer: cms.SignerInfo) -> x509.Certificate | None:
    kept = [choice.chosen for choice in data["certificates"]] if data["certificates"].native is not None else []
    plain = [certificate for certificate in kept if isinstance(certificate, x509.Certificate)]
    number = signer["sid"].chosen
    if signer["sid"].name == "issuer_and_serial_number":
        for certificate in plain:
            if certificate.serial_number == number["serial_number"].native:
                return certificate
    return plain[0] if len(plain) == 1 else None


def _holder(certificate: x509.Certificate | None) -> str:
    if certificate is None:
        return ""
    subject = certificate.subject.native
    whole = " ".join(str(subject[part]) for part in ("given_name", "surname") if part in subject)
    name = subject.get("common_name") or whole
    return str(name if isinstance(name, str) else name[0] if name else "")[:200]


def _subject(certificate: x509.Certificate | None) -> str:
    """Write the parts of the subject in their order: name, post, organisation, place, country."""
    if certificate is None:
        return ""
    parts = []
    for value in certificate.subject.native.values():
        parts += value if isinstance(value, list) else [value]
    return ", ".join(str(part) for part in parts)[:500]


def _container(content: bytes, *, of: bytes, limit: int) -> Inspection:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > limit:
            return Inspection(format="ASiC", verdict=Verdict.TOO_LARGE)
        parts = {entry.filename: _bounded(archive, entry, limit) for entry in entries if not entry.is_dir()}
    papers = {name: body for name, body in parts.items() if not name.upper().startswith("META-INF/")}
    papers.pop("mimetype", None)
    name = next((name for name, body in papers.items() if body == of), None)
    signed = [
        *(_by_manifest(parts, manifest, name, of) for manifest in _named(parts, r"META-INF/.*manifest.*\.xml$")),
        *(_by_xades(parts[path], name, of) for path in _named(parts, r"META-INF/.*signatures?.*\.xml$")),
    ]
    simple = [_cms(parts[path], of=of) for path in _named(parts, r"META-INF/signature\.p7s$")]
    found = [one for one in [*signed, *simple] if one is not None]
    if not found:
        return BROKEN
    if name is None:
        other = next(iter(papers.values()), b"")
        return replace(
            found[0],
            format="ASiC",
            verdict=Verdict.DIFFERS,
            algorithm="sha256",
            claimed=hashlib.sha256(other).hexdigest(),
            own=hashlib.sha256(of).hexdigest(),
        )
    order = (Verdict.BROKEN, Verdict.DIFFERS, Verdict.UNKNOWN, Verdict.MATCHES)
    return replace(min(found, key=lambda one: order.index(one.verdict)), format="ASiC")


def _bounded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    with archive.open(entry) as opened:
        body = opened.read(limit + 1)
    if len(body) > limit:
        message = "an entry is larger than it says"
        raise ValueError(message)
    return body


def _named(parts: dict[str, bytes], pattern: str) -> list[str]:
    return [name for name in parts if re.match(pattern, name, re.IGNORECASE)]


def _by_manifest(parts: dict[str, bytes], path: str, name: str | None, of: bytes) -> Inspection | None:
    """Check a manifest of CAdES: it names our document with its digest, and its own digest is what was signed."""
    root = _xml(parts[path])
    reference = next((node for node in root.iter() if node.tag.endswith("}SigReference")), None)
    if reference is None:
        return None
    signature = parts.get(reference.get("URI", "").lstrip("/"))
    if signature is None:
        return BROKEN
    outer = _cms(signature, of=parts[path])
    inner = _references(root, "DataObjectReference", name, of)
    if outer.verdict == Verdict.DIFFERS or not inner:
        return replace(outer, verdict=Verdict.BROKEN)
    judged = _judged(outer, inner)
    if outer.verdict == Verdict.UNKNOWN and judged.verdict == Verdict.MATCHES:
        return outer
    return judged


def _by_xades(content: bytes, name: str | None, of: bytes) -> Inspection | None:
    root = _xml(content)
    digests = _references(root, "Reference", name, of)
    if not any(node.tag == f"{DS}Reference" for node in root.iter()):
        return None
    if not digests:
        return BROKEN
    certificate = None
    for node in root.iter(f"{DS}X509Certificate"):
        certificate = x509.Certificate.load(base64.b64decode("".join((node.text or "").split())))
        break
    declared = next((node.text for node in root.iter() if node.tag.endswith("}SigningTime")), None)
    return _judged(
        Inspection(
            format="ASiC",
            verdict=Verdict.UNKNOWN,
            signer=_holder(certificate),
            subject=_subject(certificate),
            serial=f"{certificate.serial_number:X}"[:80] if certificate is not None else "",
            declared_at=_moment(declared),
        ),
        digests,
    )


def _references(root: ET.Element, tag: str, name: str | None, of: bytes) -> list[_Digest]:
    """Return the digests that references to our document claim."""
    found = []
    for node in root.iter():
        if not node.tag.endswith(f"}}{tag}") or name is None or _plain(node.get("URI", "")) != _plain(name):
            continue
        method = next((one.get("Algorithm", "") for one in node.iter(f"{DS}DigestMethod")), "")
        value = next((one.text or "" for one in node.iter(f"{DS}DigestValue")), "")
        claimed = base64.b64decode("".join(value.split())).hex()
        found.append(_digest(XML_HASHES.get(method, method), claimed, of))
    return found


def _plain(address: str) -> str:
    """Return a file name as it lies in the archive: percent signs read, a leading slash dropped."""
    return re.sub(
        rb"%([0-9A-Fa-f]{2})", lambda found: bytes([int(found.group(1), 16)]), address.encode()
    ).decode("utf-8", "replace").lstrip("/")  # fmt: skip


def _xml(content: bytes) -> ET.Element:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        message = "a manifest has no document type"
        raise ValueError(message)
    return ET.fromstring(content)  # noqa: S314 - no document type and no entities are let through


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
