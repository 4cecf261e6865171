"""Checking a file: ours, another issuer's, and what is no credential at all."""

import io
import json
import socket
from datetime import datetime, time, timedelta

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.cast import make_council

from spilno.credentials import services
from spilno.credentials.gateways import outside, proofs
from spilno.credentials.models import Certificate
from spilno.credentials.queries import in_state
from spilno.credentials.rules.keys import multikey_of
from spilno.credentials.rules.status import encoded_list
from spilno.credentials.services.checking import check_file
from spilno.credentials.tasks import make_papers
from spilno.credentials.tests.test_credentials import paper_of, said
from spilno.journal.models import Entry

# The check of a file


def test_ours_is_known_in_each_of_its_forms(one):
    for content in (paper_of(one), one.credential.body.encode(), one.credential.token.encode()):
        verdict = check_file(content)
        assert (verdict.state, verdict.certificate, verdict.paper_changed) == ("valid", one, False)


def test_ours_is_told_as_the_register_has_it(cast, one):
    services.suspend(one, reason="З'ясовується.", by=cast.secretary)
    assert check_file(paper_of(one)).state == "suspended"
    services.revoke(one, reason="Підтвердилося.", by=cast.secretary)
    assert check_file(one.credential.token.encode()).state == "revoked"


def test_one_whose_term_ended_is_told_apart_from_a_revoked_one(cast, client, one):
    council = make_council("Строкова сільська рада")
    today = timezone.localdate()
    past, future = today - timedelta(days=1), today + timedelta(days=1)
    ended, runs = (
        services.issue_certificates(
            "programme", about=council, holders=[services.holder_of(cast.delegate_person, day=today)], title="Навчання",
            issuers=[council], issued_on=past, valid_until=until, by=None,
        )[0]
        for until, council in ((past, council), (future, make_council("Чинна сільська рада")))
    )  # fmt: skip
    make_papers.call()
    for row, state in ((ended, "expired"), (runs, "valid")):
        row.refresh_from_db()
        ends = datetime.fromisoformat(json.loads(row.credential.body)["validUntil"])
        assert ends == timezone.make_aware(datetime.combine(row.valid_until, time(23, 59, 59)))
        for content in (paper_of(row), row.credential.body.encode(), row.credential.token.encode()):
            assert check_file(content).state == state
    said_of_it = client.get(f"/verify/{ended.code_in_groups}/")
    assert said_of_it.status_code == 200
    assert "verdict--suspended" in said_of_it.content.decode()
    assert [row.pk for row in in_state("expired", Certificate.objects.all())] == [ended.pk]
    assert ended not in in_state("valid", Certificate.objects.all())
    services.revoke(ended, reason="помилка", by=None)
    assert check_file(ended.credential.body.encode()).state == "revoked"
    assert not in_state("expired", Certificate.objects.all()).exists()


def test_a_changed_one_says_what_differs(one):
    forged = one.credential.body.replace(one.holder_name, "Інша ЛЮДИНА").encode()
    verdict = check_file(forged)
    assert said(verdict) == "changed"
    assert verdict.why.facts == {"where": "ім’я власника"}
    assert verdict.certificate is None


def test_a_changed_token_says_so(one):
    head, _middle, end = one.credential.token.split(".")
    from joserfc.util import to_bytes, urlsafe_b64encode

    body = json.loads(one.credential.body)
    del body["proof"]
    body["credentialSubject"]["creditsEarned"] = 30
    forged = f"{head}.{urlsafe_b64encode(to_bytes(json.dumps(body))).decode()}.{end}"
    assert said(check_file(forged.encode())) == "changed"
    assert said(check_file(f"{one.credential.token[:-4]}AAAA".encode())) == "does_not_fit"


def test_a_byte_of_ours_that_changes_is_never_valid(one):
    text = one.credential.body.encode()
    for place in range(0, len(text), 41):
        changed = text[:place] + bytes([text[place] ^ 1]) + text[place + 1 :]
        assert check_file(changed).state in {"wrong", "unsure"}, place


def test_what_stands_in_no_register_is_not_ours(one):
    body = json.loads(one.credential.body)
    body["id"] = "http://localhost:8000/verify/3467-9ACD-EFGH/credential.json"
    assert said(check_file(json.dumps(body).encode())) == "not_in_register"


def test_a_paper_drawn_anew_around_a_right_credential_is_told(one):
    with pikepdf.open(io.BytesIO(paper_of(one))) as pdf:
        out = io.BytesIO()
        pdf.docinfo["/Title"] = "Інше"
        pdf.save(out)
    verdict = check_file(out.getvalue())
    assert (verdict.state, verdict.paper_changed) == ("valid", True)


def test_a_paper_made_before_credentials_is_known_by_itself(cast, one):
    with pikepdf.open(io.BytesIO(paper_of(one))) as pdf:
        del pdf.attachments["credential.json"]
        out = io.BytesIO()
        pdf.save(out)
    bare = out.getvalue()
    assert said(check_file(bare)) == "not_a_credential"
    import hashlib

    one.document.__class__.objects.filter(pk=one.document_id).update(sha256=hashlib.sha256(bare).hexdigest())
    assert check_file(bare).state == "valid"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "not_a_credential"),
        (b"%PDF-1.7 broken", "not_a_credential"),
        (b"[1]", "not_a_credential"),
        (b'{"type": "VerifiableCredential", "type": "x"}', "not_a_credential"),
        (b'{"type": NaN}', "not_a_credential"),
        (b"[" * 100_000, "not_a_credential"),
        (b'{"type": ["Person"]}', "not_a_credential"),
        ("a.b.ї".encode(), "not_a_credential"),
        (b"\xff\xfe", "not_a_credential"),
        (b" " * 300_000, "too_large"),
        (b'{"type": "VerifiableCredential"}', "unknown_context"),
    ],
)
def test_whatever_is_uploaded_gets_its_sentence(db, content, expected):
    assert said(check_file(content)) == expected


def test_the_page_checks_a_file_and_keeps_nothing(client, one):
    before = Entry.objects.count()
    page = client.get("/verify/").content.decode()
    assert 'action="/verify/file/"' in page
    # with less a browser sends the form without its origin, and it is refused
    assert client.get("/verify/")["Referrer-Policy"] == "same-origin"
    file = SimpleUploadedFile("c.pdf", paper_of(one), "application/pdf")
    answer = client.post("/verify/file/", {"file": file})
    assert answer.status_code == 200
    assert "verdict--valid" in answer.content.decode()
    forged = SimpleUploadedFile("c.json", one.credential.body.replace("2026-", "2025-").encode())
    wrong = client.post("/verify/file/", {"file": forged})
    assert (wrong.status_code, "номер" in wrong.content.decode()) == (422, True)
    assert client.post("/verify/file/", {}).status_code == 422
    assert client.get("/verify/file/").status_code == 200
    assert client.get("/en/verify/file/").status_code == 200
    assert Entry.objects.count() == before


def test_the_page_warns_of_a_paper_in_which_one_byte_is_another(client, one):
    paper = bytearray(paper_of(one))
    paper[len(paper) // 2] ^= 1
    answer = client.post("/verify/file/", {"file": SimpleUploadedFile("c.pdf", bytes(paper), "application/pdf")})
    assert answer.status_code == 200
    assert "verdict--valid" in answer.content.decode()
    assert "message--soon" in answer.content.decode()


def test_a_large_file_is_not_read(client, db, monkeypatch):
    monkeypatch.setattr("spilno.credentials.forms.LARGEST_FILE", 10)
    assert client.post("/verify/file/", {"file": SimpleUploadedFile("c.json", b"x" * 11)}).status_code == 422


# Somebody else's


class Other:
    """An issuer elsewhere, with a key, a document and a status list."""

    def __init__(self, did="did:web:badges.example"):
        self.key = Ed25519PrivateKey.generate()
        self.raw = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.multikey = multikey_of(self.raw)
        self.did = did.replace("KEY", self.multikey)
        self.method = f"{self.did}#{self.multikey}"
        self.entry = {
            "id": self.method,
            "type": "Multikey",
            "controller": self.did,
            "publicKeyMultibase": self.multikey,
        }
        self.set = set()

    def sign(self, body):
        return proofs.with_proof(body, self.key, method=self.method, at=timezone.now())

    def badge(self, *, status=False, **changed):
        body = {
            "@context": ["https://www.w3.org/ns/credentials/v2", f"{proofs.OPEN_BADGES}context-3.0.3.json"],
            "id": "urn:uuid:1",
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": "Basics of budgets",
            "issuer": {"id": self.did, "type": ["Profile"], "name": "Another school"},
            "validFrom": "2026-01-01T00:00:00Z",
            "credentialSubject": {"type": ["AchievementSubject"], "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityHash": "Ірина Степова", "identityType": "name"}]},
            **changed,
        }  # fmt: skip
        if status:
            body["credentialStatus"] = {
                "type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "5",
                "statusListCredential": "https://badges.example/list"}  # fmt: skip
        return self.sign(body)

    def answer(self, address):
        if address.endswith("did.json"):
            return {"id": self.did, "verificationMethod": [self.entry], "assertionMethod": [self.method]}
        if address.endswith("/list"):
            subject = {"id": "urn:l", "type": "BitstringStatusList", "statusPurpose": "revocation",
                       "encodedList": encoded_list(self.set)}  # fmt: skip
            return self.sign({
                "@context": ["https://www.w3.org/ns/credentials/v2"], "id": "https://badges.example/list",
                "type": ["VerifiableCredential", "BitstringStatusListCredential"], "issuer": self.did,
                "validFrom": "2026-01-01T00:00:00Z", "credentialSubject": subject})  # fmt: skip
        raise outside.NoAnswerError(address)


@pytest.fixture
def other(db, monkeypatch):
    issuer = Other()
    monkeypatch.setattr("spilno.credentials.services.checking.fetch_json", issuer.answer)
    return issuer


def checked(body):
    return check_file(json.dumps(body).encode())


def test_a_key_that_is_its_own_name_needs_no_network(db):
    issuer = Other("did:key:KEY")
    verdict = checked(issuer.badge())
    assert (verdict.state, verdict.certificate) == ("valid", None)
    assert (verdict.said.holder, verdict.said.issuer, verdict.said.name) == (
        "Ірина Степова", "Another school", "Basics of budgets",
    )  # fmt: skip


def test_anothers_is_valid_until_its_issuer_revokes_it(other):
    badge = other.badge(status=True)
    assert said(checked(badge)) == "valid"
    other.set = {5}
    verdict = checked(badge)
    assert (said(verdict), verdict.state, verdict.said.issuer) == ("revoked_elsewhere", "wrong", "Another school")


def test_anothers_changed_expired_early_unsigned_or_of_another_key_is_not(other):
    badge = other.badge()
    assert said(checked({**badge, "name": "Інше"})) == "does_not_fit"
    assert said(checked(other.badge(validUntil="2026-02-01T00:00:00Z"))) == "expired"
    assert said(checked(other.badge(validFrom="2999-01-01T00:00:00Z"))) == "not_yet_valid"
    assert said(checked({name: value for name, value in badge.items() if name != "proof"})) == "no_proof"
    assert said(checked({**badge, "honours": True})) == "unsigned_words"
    assert said(checked({**badge, "proof": {**badge["proof"], "cryptosuite": "bbs-2023"}})) == "unknown_suite"
    assert said(checked({**badge, "issuer": {**badge["issuer"], "id": "did:web:victim.example"}})) == "issuer_differs"
    unknown = {**badge, "@context": [*badge["@context"], "https://elsewhere.example/c.json"]}
    assert said(checked(unknown)) == "unknown_context"
    assert said(checked({**badge, "@context": [*badge["@context"], {"name": "urn:x"}]})) == "unknown_context"


def test_anothers_key_that_does_not_vouch_or_is_revoked_is_not_believed(other):
    badge = other.badge()
    other.entry["revoked"] = "2026-01-01T00:00:00Z"
    assert said(checked(badge)) == "key_revoked_elsewhere"
    stranger = Other()
    stranger.did, stranger.method = other.did, other.method  # names our key and signs with another
    assert said(checked(stranger.badge())) in {"key_revoked_elsewhere", "does_not_fit"}
    other.entry.pop("revoked")
    assert said(checked(stranger.badge())) == "does_not_fit"
    other.method = f"{other.did}#gone"
    assert said(checked(badge)) == "issuer_differs"


def test_anothers_token_is_checked_too(other):
    body = other.badge()
    body.pop("proof")
    token = proofs.as_token(body, other.key, method=other.method, issuer=other.did)
    assert check_file(token.encode()).state == "valid"
    assert said(check_file(f"{token[:-6]}AAAAAA".encode())) == "does_not_fit"


def test_with_the_network_off_it_is_said_that_nobody_was_asked(db, settings):
    settings.ASK_ISSUERS = False
    verdict = checked(Other().badge())
    assert (said(verdict), verdict.state) == ("issuer_not_asked", "unsure")
    own = checked(Other("did:key:KEY").badge(status=True))
    assert (said(own), own.state) == ("status_not_known", "unsure")


@pytest.mark.parametrize(
    "address", ["http://badges.example/x", "https://user@badges.example/x", "https:///x", "file:///etc/passwd"]
)
def test_only_plain_https_is_asked(settings, address):
    settings.ASK_ISSUERS = True
    with pytest.raises(outside.NoAnswerError):
        outside.fetch_json(address)


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "fd00::1"])
def test_a_private_network_is_never_asked(settings, monkeypatch, inside):
    settings.ASK_ISSUERS = True
    found = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (one, 443)) for one in ("93.184.215.14", inside)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_how: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_args, **_how: pytest.fail("it was asked"))
    with pytest.raises(outside.NoAnswerError):
        outside.fetch_json("https://badges.example/.well-known/did.json")
