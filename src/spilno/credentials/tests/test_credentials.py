"""Credentials of certificates: signed in the background, published, suspended, checked by a file; keys that sign them."""

import io
import json
import socket
from datetime import timedelta
from decimal import Decimal

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.checks import run_checks
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from spilno.credentials import services
from spilno.credentials.gateways import keys as key_files
from spilno.credentials.gateways import outside, proofs
from spilno.credentials.models import Certificate, Credential, SigningKey, StatusList
from spilno.credentials.rules.keys import jwk_of, multikey_of
from spilno.credentials.rules.status import encoded_list, is_set
from spilno.credentials.services.checking import check_file
from spilno.credentials.services.keys import revoke_key, rotate_key
from spilno.credentials.tasks import make_papers
from spilno.credentials.tests.test_certificates import code, issue, people
from spilno.journal.models import Entry
from spilno.journal.queries import check, entries_of


@pytest.fixture
def one(cast):
    (made,) = issue(cast.general_meeting, people(1), by=cast.secretary, facts={"credits": "1.5"})
    make_papers.call()
    return Certificate.objects.select_related("credential", "document").get(pk=made.pk)


@pytest.fixture(autouse=True)
def _keys_of_their_own(tmp_path, settings):
    settings.KEYS_ROOT = tmp_path / "keys"


def paper_of(row):
    with row.document.file.open("rb") as file:
        return file.read()


def said(verdict):
    return verdict.why.code if verdict.why else verdict.state


# Signing


def test_every_certificate_is_a_credential_in_both_forms(one):
    body = json.loads(one.credential.body)
    assert body["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert body["credentialSubject"]["identifier"][0]["identityHash"] == one.holder_name
    raw = bytes.fromhex(key_files.private_key(one.credential.key.multikey).public_key().public_bytes(
        Encoding.Raw, PublicFormat.Raw).hex())  # fmt: skip
    assert proofs.proof_fits(body, body["proof"], raw)
    assert proofs.token_fits(one.credential.token, jwk_of(raw))
    unsigned = {name: value for name, value in body.items() if name != "proof"}
    assert proofs.token_parts(one.credential.token)[1] == unsigned


def test_the_paper_carries_the_credential_and_is_archival_with_it(one):
    with pikepdf.open(io.BytesIO(paper_of(one))) as pdf:
        (name,) = pdf.attachments
        attached = pdf.attachments[name].get_file()
        kept = attached.read_bytes().decode()
        metadata = bytes(pdf.Root.Metadata.read_bytes()).decode()
        relation = str(pdf.Root.AF[0].AFRelationship)
    assert (name, attached.mime_type, relation) == ("credential.json", "application/vc", "/Data")
    assert kept == one.credential.body
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_what_stopped_between_signing_and_the_paper_goes_on_with_the_same_credential(cast, monkeypatch):
    issue(cast.general_meeting, people(2), by=cast.secretary)

    def broken(*_args, **_how):
        raise OSError

    with monkeypatch.context() as stopped:
        stopped.setattr("spilno.credentials.tasks.make_paper", broken)
        with pytest.raises(OSError):  # noqa: PT011 - the plainest fault there is
            make_papers.call()
    signed = dict(Credential.objects.values_list("certificate", "body"))
    assert len(signed) == 2
    assert make_papers.call() == 2
    assert dict(Credential.objects.values_list("certificate", "body")) == signed
    assert make_papers.call() == 0


def test_places_are_taken_once_and_tell_nothing_of_the_order(cast):
    issue(cast.general_meeting, people(30), by=cast.secretary)
    make_papers.call()
    places = list(Credential.objects.order_by("certificate__number").values_list("place", flat=True))
    assert len(set(places)) == 30
    assert places != sorted(places)
    assert StatusList.objects.count() == 1


def test_a_full_list_is_followed_by_the_next(cast, monkeypatch):
    monkeypatch.setattr("spilno.credentials.tasks.FULL_AT", 1)
    issue(cast.general_meeting, people(1), by=cast.secretary)
    make_papers.call()
    issue(cast.board, people(1), by=cast.secretary)
    make_papers.call()
    assert StatusList.objects.count() == 2


def test_one_revoked_before_it_was_signed_is_revoked_in_the_list(cast):
    (row,) = issue(cast.general_meeting, people(1), by=cast.secretary)
    services.revoke(row, reason="Видано помилково.", by=cast.secretary)
    make_papers.call()
    assert bit(row, "revocation") is True


# States


def bit(row, purpose):
    kept = Credential.objects.select_related("status").get(certificate=row)
    listed = json.loads(getattr(kept.status, purpose))
    return is_set(listed["credentialSubject"]["encodedList"], kept.place)


def test_suspending_resuming_and_revoking_change_the_list_at_once(cast, one):
    assert (bit(one, "revocation"), bit(one, "suspension")) == (False, False)
    services.suspend(one, reason="З'ясовується.", by=cast.secretary)
    assert (bit(one, "revocation"), bit(one, "suspension")) == (False, True)
    services.resume(one, reason="З'ясовано.", by=cast.secretary)
    assert (bit(one, "revocation"), bit(one, "suspension")) == (False, False)
    services.suspend(one, reason="Знову.", by=cast.secretary)
    services.revoke(one, reason="Підтвердилося.", by=cast.secretary)
    assert (bit(one, "revocation"), bit(one, "suspension")) == (True, False)
    acts = [entry.act for entry in entries_of(one).order_by("number") if entry.act.startswith("certificate.")]
    assert acts == [
        "certificate.suspended", "certificate.resumed", "certificate.suspended", "certificate.revoked",
    ]  # fmt: skip
    assert check().valid


def test_what_cannot_be_is_refused_and_leaves_nothing(cast, one):
    before = Entry.objects.count()
    assert code(services.resume, one, reason="Так.", by=cast.secretary) == "not_suspended"
    assert code(services.suspend, one, reason=" ", by=cast.secretary) == "no_reason_to_suspend"
    assert Entry.objects.count() == before
    services.suspend(one, reason="З'ясовується.", by=cast.secretary)
    assert code(services.suspend, one, reason="Ще раз.", by=cast.secretary) == "already_suspended"
    assert code(services.resume, one, reason="", by=cast.secretary) == "no_reason_to_resume"
    services.revoke(one, reason="Підтвердилося.", by=cast.secretary)
    assert code(services.suspend, one, reason="Ні.", by=cast.secretary) == "revoked_is_not_suspended"


def test_the_secretary_suspends_and_resumes_on_the_page(client, cast, one):
    client.force_login(cast.secretary)
    page = f"/certificates/{one.pk}/"
    assert client.post(f"{page}suspend/", {"reason": " "}).status_code == 422
    assert client.post(f"{page}suspend/", {"reason": "З'ясовується."}).status_code == 302
    assert client.post(f"{page}suspend/", {"reason": "Знову."}).status_code == 409
    assert client.get("/certificates/", {"state": "suspended"}).context["page"].paginator.count == 1
    assert client.get("/certificates/", {"state": "valid"}).context["page"].paginator.count == 0
    shown = client.get(f"/verify/{one.code}/").content.decode()
    assert "verdict--suspended" in shown
    assert "З&#x27;ясовується." in shown
    assert client.post(f"{page}resume/", {"reason": "З'ясовано."}).status_code == 302
    assert "verdict--valid" in client.get(f"/verify/{one.code}/").content.decode()


# What machines read


def test_the_status_list_is_given_as_it_was_signed(client, cast, one):
    address = f"/credentials/status/{one.credential.status_id}/revocation"
    first = client.get(address)
    assert (first["Content-Type"], first["Access-Control-Allow-Origin"]) == ("application/json", "*")
    assert client.get(address, HTTP_ACCEPT="application/vc")["Content-Type"] == "application/vc"
    assert client.get(address, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"]).status_code == 304
    body = json.loads(first.content)
    assert len(body["credentialSubject"]["encodedList"]) < 200
    assert client.get(f"/credentials/status/{one.credential.status_id}/message").status_code == 404
    assert client.get("/credentials/status/999/revocation").status_code == 404


def test_the_status_list_costs_one_question_of_the_database(client, one, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        client.get(f"/credentials/status/{one.credential.status_id}/suspension")


def test_issuer_achievement_and_keys_are_for_everybody_and_name_nobody(client, one):
    body = json.loads(one.credential.body)
    did = client.get("/.well-known/did.json").json()
    assert did["id"] == body["issuer"]["id"]
    assert body["proof"]["verificationMethod"] in did["assertionMethod"]
    assert client.get("/credentials/issuer.json").json()["id"] == did["id"]
    said_ = body["credentialSubject"]["achievement"]
    hosted = client.get(said_["id"].removeprefix("http://localhost:8000")).json()
    assert {name: hosted[name] for name in said_} == said_
    assert one.holder_name not in json.dumps(hosted, ensure_ascii=False)
    assert client.get("/credentials/achievements/visit/x.y/1.json").status_code == 404
    assert client.get("/credentials/achievements/nothing/x.y/1.json").status_code == 404


def test_who_has_the_code_takes_the_credential(client, cast, one):
    as_json = client.get(f"/verify/{one.code}/credential.json")
    assert (as_json["Content-Type"], as_json.content.decode()) == ("application/vc", one.credential.body)
    as_token = client.get(f"/verify/{one.code_in_groups}/credential.jwt")
    assert (as_token["Content-Type"], as_token.content.decode()) == ("application/vc+jwt", one.credential.token)
    assert client.get("/verify/3467-9ACD-EFGH/credential.json").status_code == 404
    issue(cast.board, people(1), by=cast.secretary)
    unsigned = Certificate.objects.get(credential=None)
    assert client.get(f"/verify/{unsigned.code}/credential.json").status_code == 404
    assert "credential.json" not in client.get(f"/verify/{unsigned.code}/").content.decode()


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


# Keys


def test_the_private_half_lies_in_a_file_of_ours_only(one):
    (path,) = key_files.folder().glob("*.pem")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [warning.id for warning in run_checks() if warning.id == "spilno.W010"] == []
    path.chmod(0o644)
    assert [warning.id for warning in run_checks() if warning.id == "spilno.W010"] == ["spilno.W010"]


def test_a_new_key_signs_and_the_former_one_still_vouches_for_what_it_signed(client, cast, one):
    first = SigningKey.objects.get()
    second = rotate_key(by=None)
    issue(cast.board, people(1), by=cast.secretary)
    make_papers.call()
    assert [row.key for row in Credential.objects.order_by("pk")] == [first, second]
    assert check_file(one.credential.body.encode()).state == "valid"
    did = client.get("/.well-known/did.json").json()
    ends = {method["id"].split("#")[1]: method.get("expires") for method in did["verificationMethod"]}
    assert ends[first.multikey]
    assert ends[second.multikey] is None
    assert check().valid


def test_what_a_revoked_key_signed_since_then_is_not_valid(cast, one):
    key = SigningKey.objects.get()
    SigningKey.objects.update(made_at=timezone.now() - timedelta(days=9))
    key.refresh_from_db()
    since = timezone.now() - timedelta(days=1)
    revoke_key(key, since=since, reason="Файл скопійовано.", by=None)
    verdict = check_file(one.credential.body.encode())
    assert (said(verdict), verdict.state) == ("signed_by_a_revoked_key", "wrong")
    current = SigningKey.objects.get(retired_at=None)
    listed = json.loads(StatusList.objects.get().revocation)
    assert listed["proof"]["verificationMethod"].endswith(current.multikey)
    (entry,) = entries_of(key).filter(act="signing_key.revoked")
    assert entry.ground == "Файл скопійовано."
    assert code(revoke_key, key, since=since, reason="Знову.", by=None) == "key_already_revoked"


def test_a_key_whose_file_is_lost_is_put_away_and_a_new_one_made(cast, one):
    key_files.place_of(one.credential.key.multikey).unlink()
    services.revoke(one, reason="Видано помилково.", by=cast.secretary)
    assert SigningKey.objects.filter(retired_at=None).count() == 1
    assert SigningKey.objects.count() == 2
    assert bit(one, "revocation") is True


def test_keys_are_kept_by_a_command(one, capsys):
    first = SigningKey.objects.get()
    call_command("signing_keys", "rotate")
    call_command("signing_keys", "revoke", first.multikey[:12], because="Файл скопійовано.")
    call_command("signing_keys", "list")
    told = capsys.readouterr().out
    assert "signs" in told
    assert "Файл скопійовано." in told
    with pytest.raises(CommandError, match="name one key"):
        call_command("signing_keys", "revoke", "z6Mkxxxx", because="Так.")
    with pytest.raises(CommandError, match="write --since"):
        call_command("signing_keys", "revoke", first.multikey, since="учора", because="Так.")
    with pytest.raises(CommandError, match="відкликано"):
        call_command("signing_keys", "revoke", first.multikey, because="Так.")


def test_a_programme_says_its_credits_on_paper(cast):
    from spilno.credentials.gateways.paper import _english_volume, _volume

    (row,) = issue(
        cast.general_meeting, people(1), kind="programme", hours=Decimal(60), facts={"credits": "2.00"}, by=None
    )
    assert _volume(row) == "обсяг – 60\xa0академічних годин (по 45\xa0хвилин), 2\xa0кредити\xa0ЄКТС"
    assert _english_volume(row).endswith("2\xa0ECTS\xa0credits")
