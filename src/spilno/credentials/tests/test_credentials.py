"""Credentials of certificates: signed in the background, published, suspended, checked by a file; keys that sign them."""

import io
import json
from decimal import Decimal

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from spilno.credentials import services
from spilno.credentials.gateways import keys as key_files
from spilno.credentials.gateways import proofs
from spilno.credentials.models import Certificate, Credential, StatusList
from spilno.credentials.rules.keys import jwk_of
from spilno.credentials.rules.status import is_set
from spilno.credentials.tasks import make_papers
from spilno.credentials.tests.test_certificates import code, issue, people
from spilno.journal.models import Entry
from spilno.journal.queries import check, entries_of


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


def test_a_programme_says_its_credits_on_paper(cast):
    from spilno.credentials.gateways.paper import _english_volume, _volume

    (row,) = issue(
        cast.general_meeting, people(1), kind="programme", hours=Decimal(60), facts={"credits": "2.00"}, by=None
    )
    assert _volume(row) == "обсяг – 60\xa0академічних годин (по 45\xa0хвилин), 2\xa0кредити\xa0ЄКТС"
    assert _english_volume(row).endswith("2\xa0ECTS\xa0credits")
