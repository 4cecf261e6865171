"""A signature is kept when it signs this very file; another file, garbage and bombs are refused with the reason."""

import base64
import hashlib
import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from spilno.documents.gateways.signatures import inspect
from spilno.documents.models import Signature
from spilno.documents.rules.signatures import Inspection, SignatureFacts, Verdict, why_not_keep
from spilno.documents.services import keep_signature
from spilno.documents.tests import signing
from spilno.documents.tests.test_documents import PDF, frozen
from spilno.journal.models import Entry
from spilno.statute.rules.refusal import RuleBroken

LIMIT = 5_000_000


def seen(content, of=PDF):
    return inspect(content, of=of, limit=LIMIT)


@pytest.mark.parametrize("form", ["DER", "PEM"])
@pytest.mark.parametrize("attached", [False, True])
@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
def test_a_signature_of_this_very_file_matches(tmp_path, form, attached, digest):
    found = seen(signing.cms(PDF, "Калина Галина Петрівна", tmp_path, form=form, attached=attached, digest=digest))
    assert found.verdict == Verdict.MATCHES
    assert (found.format, found.signer, found.serial) == ("CAdES", "Калина Галина Петрівна", "5E984D526F82F38F")
    assert found.declared_at is not None


def test_a_signature_in_base64_is_read(tmp_path):
    assert seen(base64.encodebytes(signing.cms(PDF, "А", tmp_path))).verdict == Verdict.MATCHES


@pytest.mark.parametrize("attached", [False, True])
def test_a_signature_of_another_file_differs_and_both_hashes_are_known(tmp_path, attached):
    found = seen(signing.cms(PDF + b"x", "А", tmp_path, attached=attached))
    assert found.verdict == Verdict.DIFFERS
    assert found.own == hashlib.sha256(PDF).hexdigest()
    assert found.claimed == hashlib.sha256(PDF + b"x").hexdigest()


@pytest.mark.parametrize(
    ("oid", "name"),
    [
        ("1.2.804.2.1.1.1.1.2.1", "ГОСТ 34.311-95"),
        ("1.2.804.2.1.1.1.1.2.2.1", "ДСТУ 7564:2014 (Купина-256)"),
        ("1.2.3.4.5", "1.2.3.4.5"),
    ],
)
def test_a_ukrainian_digest_is_named_and_not_judged(tmp_path, oid, name):
    found = seen(signing.with_digest_algorithm(signing.cms(PDF, "Явір Тарас", tmp_path), oid))
    assert (found.verdict, found.algorithm, found.signer) == (Verdict.UNKNOWN, name, "Явір Тарас")


def test_content_inside_is_compared_byte_by_byte_whatever_the_digest(tmp_path):
    own = signing.with_digest_algorithm(signing.cms(PDF, "Я", tmp_path, attached=True), "1.2.804.2.1.1.1.1.2.1")
    other = signing.with_digest_algorithm(signing.cms(b"x" * 99, "Я", tmp_path, attached=True), "1.2.804.2.1.1.1.1.2.1")
    assert seen(own).verdict == Verdict.MATCHES
    assert seen(other).verdict == Verdict.DIFFERS


def test_a_container_with_this_file_matches(tmp_path):
    found = seen(signing.asice(PDF, "Калина", tmp_path))
    assert (found.verdict, found.format, found.signer) == (Verdict.MATCHES, "ASiC", "Калина")
    found = seen(signing.xades(PDF, "Калина", tmp_path))
    assert (found.verdict, found.signer, found.declared_at.year) == (Verdict.MATCHES, "Калина", 2026)


def test_a_container_with_another_file_differs(tmp_path):
    assert seen(signing.asice(PDF + b"x", "А", tmp_path)).verdict == Verdict.DIFFERS
    assert seen(signing.xades(PDF + b"x", "А", tmp_path)).verdict == Verdict.DIFFERS


def test_a_container_whose_manifest_lies_differs(tmp_path):
    assert seen(signing.asice(PDF, "А", tmp_path, wrong=True)).verdict == Verdict.DIFFERS


def test_a_container_whose_signature_is_of_another_manifest_is_broken(tmp_path):
    good, other = signing.asice(PDF, "А", tmp_path), signing.asice(PDF + b"x", "А", tmp_path)
    with zipfile.ZipFile(io.BytesIO(good)) as one, zipfile.ZipFile(io.BytesIO(other)) as two:
        parts = {name: one.read(name) for name in one.namelist()}
        parts["META-INF/signature001.p7s"] = two.read("META-INF/signature001.p7s")
    assert seen(signing.zipped(parts)).verdict == Verdict.BROKEN


def test_a_bomb_is_not_unpacked():
    bomb = signing.zipped({"META-INF/signature.p7s": b"x", "a.pdf": b"\0" * (LIMIT + 1)})
    assert len(bomb) < 100_000
    assert seen(bomb).verdict == Verdict.TOO_LARGE
    assert seen(signing.zipped({f"{n}.pdf": b"" for n in range(100)})).verdict == Verdict.TOO_LARGE


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a signature",
        PDF,
        b"0\x80",
        b"PK\x03\x04zzzz",
        signing.zipped({"a.pdf": PDF}),
        signing.zipped({"a.pdf": PDF, "META-INF/ASiCManifest.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}),
        signing.zipped({"a.pdf": PDF, "META-INF/ASiCManifest.xml": b"<a"}),
    ],
)
def test_what_is_no_signature_is_called_broken(content):
    assert seen(content).verdict == Verdict.BROKEN


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(content):
    assert seen(content).verdict == Verdict.BROKEN


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    return signing.cms(PDF, "А", tmp_path_factory.mktemp("keys"))


@given(cut=st.integers(0, 600), flip=st.integers(0, 600))
def test_a_damaged_signature_never_breaks_the_reader(signed, cut, flip):
    damaged = bytearray(signed[: len(signed) - cut])
    if flip < len(damaged):
        damaged[flip] ^= 0xFF
    seen(bytes(damaged))


def keep(document, content, cast, role="chair", name="a.p7s"):
    return keep_signature(
        document, ContentFile(content, name=name), role=role, signer_name="Галина КАЛИНА", signer_post="", by=cast.chair
    )


def test_a_kept_signature_names_its_certificate_and_the_journal_has_its_line(cast, tmp_path, client):
    document = frozen(cast, public=True)
    content = signing.cms(PDF, "Калина Галина Петрівна", tmp_path)
    signature = keep(document, content, cast)
    assert signature.matches is True
    assert signature.certificate_serial == "5E984D526F82F38F"
    assert "Калина" in signature.certificate_subject
    assert Entry.objects.get(act="document.signed").facts["matches"] is True
    answer = client.get(f"/documents/signatures/{signature.pk}/")
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_digest_that_we_cannot_compute_is_kept_and_not_claimed_to_match(cast, tmp_path):
    content = signing.with_digest_algorithm(signing.cms(PDF, "А", tmp_path), "1.2.804.2.1.1.1.1.2.1")
    signature = keep(frozen(cast), content, cast)
    assert signature.matches is None
    assert signature.digest_algorithm == "ГОСТ 34.311-95"


def test_a_wrong_document_is_refused_with_both_hashes_and_nothing_is_kept(cast, tmp_path):
    document = frozen(cast)
    with pytest.raises(RuleBroken) as broken:
        keep(document, signing.cms(b"another", "А", tmp_path), cast)
    refusal = broken.value.refusal
    assert refusal.code == "signature_other_document"
    assert refusal.facts["own"] == document.sha256
    assert refusal.facts["claimed"] == hashlib.sha256(b"another").hexdigest()
    assert not Signature.objects.exists()
    assert not Entry.objects.filter(act="document.signed").exists()


def test_one_role_signs_once_and_one_file_is_not_the_signature_of_two(cast, tmp_path):
    document = frozen(cast)
    content = signing.cms(PDF, "А", tmp_path)
    keep(document, content, cast)
    with pytest.raises(RuleBroken) as again:
        keep(document, signing.cms(PDF, "Б", tmp_path), cast)
    assert again.value.refusal.code == "role_signed"
    with pytest.raises(RuleBroken) as same:
        keep(document, content, cast, role="secretary")
    assert same.value.refusal.code == "signature_twice"


@pytest.mark.parametrize("content", [b"", b"garbage", PDF])
def test_garbage_gets_a_sentence(cast, content):
    with pytest.raises(RuleBroken) as broken:
        keep(frozen(cast), content, cast)
    assert broken.value.refusal.code in {"signature_broken", "signature_size"}


@given(st.sampled_from(Verdict), st.booleans(), st.booleans())
def test_only_what_matches_or_cannot_be_judged_is_kept(verdict, signed, same):
    facts = SignatureFacts("a.p7s", 10, 100, Inspection("CAdES", verdict), role_signed=signed, same_file=same)
    kept = why_not_keep(facts) is None
    assert kept == (verdict in {Verdict.MATCHES, Verdict.UNKNOWN} and not signed and not same)
