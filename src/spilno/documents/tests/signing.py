"""Real signatures for tests: keys and certificates made on the spot, CMS by openssl, ASiC put together by hand."""

import base64
import hashlib
import io
import subprocess
import zipfile
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def key_of(name: str, folder) -> tuple[str, str]:
    """Make a key and a self-signed certificate of a person; return the paths of both."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([
        x509.NameAttribute(NameOID.COMMON_NAME, name),
        x509.NameAttribute(NameOID.COUNTRY_NAME, "UA"),
    ])  # fmt: skip
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(0x5E984D526F82F38F)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .sign(key, hashes.SHA256())
    )
    digest = hashlib.sha256(name.encode()).hexdigest()[:12]
    key_path, certificate_path = folder / f"{digest}.key", folder / f"{digest}.crt"
    key_path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    certificate_path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return str(key_path), str(certificate_path)


def cms(
    content: bytes, name: str, folder, *, form: str = "DER", attached: bool = False, digest: str = "sha256"
) -> bytes:
    """Sign with openssl: CMS, detached unless asked otherwise."""
    key, certificate = key_of(name, folder)
    paper = folder / "paper.bin"
    paper.write_bytes(content)
    command = ["openssl", "cms", "-sign", "-binary", "-in", str(paper), "-signer", certificate, "-inkey", key]
    command += ["-outform", form, "-md", digest, *(["-nodetach"] if attached else [])]
    return subprocess.run(command, check=True, capture_output=True).stdout


def asice(content: bytes, name: str, folder, *, paper: str = "protokol.pdf", wrong: bool = False) -> bytes:
    """Put together an ASiC-E container with CAdES: the paper, a manifest with its digest, a signature of the manifest."""
    value = base64.b64encode(hashlib.sha256(content + (b"x" if wrong else b"")).digest()).decode()
    manifest = f"""<?xml version="1.0" encoding="UTF-8"?>
<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
<asic:SigReference URI="META-INF/signature001.p7s" MimeType="application/pkcs7-signature"/>
<asic:DataObjectReference URI="{paper}"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
<ds:DigestValue>{value}</ds:DigestValue></asic:DataObjectReference></asic:ASiCManifest>""".encode()
    return zipped({
        "mimetype": b"application/vnd.etsi.asic-e+zip",
        paper: content,
        "META-INF/ASiCManifest001.xml": manifest,
        "META-INF/signature001.p7s": cms(manifest, name, folder),
    })  # fmt: skip


def xades(content: bytes, name: str, folder, *, paper: str = "протокол.pdf") -> bytes:
    """Put together an ASiC-E container with XAdES (its reference and certificate; nobody here checks the value)."""
    _key, certificate = key_of(name, folder)
    loaded = x509.load_pem_x509_certificate(open(certificate, "rb").read())  # noqa: PTH123, SIM115
    der = base64.b64encode(loaded.public_bytes(serialization.Encoding.DER)).decode()
    value = base64.b64encode(hashlib.sha512(content).digest()).decode()
    address = "".join(f"%{byte:02X}" for byte in paper.encode()) if not paper.isascii() else paper
    signatures = f"""<?xml version="1.0"?><a:XAdESSignatures xmlns:a="http://uri.etsi.org/02918/v1.2.1#"
xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xades="http://uri.etsi.org/01903/v1.3.2#"><ds:Signature>
<ds:SignedInfo><ds:Reference URI="{address}"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"/>
<ds:DigestValue>{value}</ds:DigestValue></ds:Reference></ds:SignedInfo>
<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{der}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
<xades:SigningTime>2026-12-03T12:00:00Z</xades:SigningTime></ds:Signature></a:XAdESSignatures>""".encode()
    return zipped({
        "mimetype": b"application/vnd.etsi.asic-e+zip",
        paper: content,
        "META-INF/signatures001.xml": signatures,
    })  # fmt: skip


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def with_digest_algorithm(signature: bytes, oid: str) -> bytes:
    """Name another digest algorithm in a CMS, as Ukrainian tools do with ГОСТ 34.311 and Купина."""
    from asn1crypto import cms as asn1

    info = asn1.ContentInfo.load(signature)
    data = info["content"]
    for signer in data["signer_infos"]:
        signer["digest_algorithm"] = {"algorithm": oid}
    data["digest_algorithms"] = [{"algorithm": oid}]
    return info.dump(force=True)
