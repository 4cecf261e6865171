"""Keys that sign: where they lie, how they change, what a revoked one is worth."""

import json
from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from spilno.credentials import services
from spilno.credentials.gateways import keys as key_files
from spilno.credentials.models import Certificate, Credential, FormerCredential, SigningKey, StatusList
from spilno.credentials.rules.status import is_set
from spilno.credentials.services.checking import check_file
from spilno.credentials.services.keys import revoke_key, rotate_key
from spilno.credentials.tasks import make_papers
from spilno.credentials.tests.test_certificates import code, issue, people
from spilno.credentials.tests.test_credentials import bit, said
from spilno.journal.queries import check, entries_of
from spilno.notices.models import Notice

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


def revoked(one, by=None, days=1):
    """Stop trusting the key of the certificate since so many days ago."""
    key = one.credential.key
    SigningKey.objects.update(made_at=timezone.now() - timedelta(days=9))
    key.refresh_from_db()
    return revoke_key(key, since=timezone.now() - timedelta(days=days), reason="Файл скопійовано.", by=by)


def test_a_revoked_key_is_trusted_no_more_and_status_lists_are_signed_anew(one):
    key = revoked(one)
    current = SigningKey.objects.get(retired_at=None)
    listed = json.loads(StatusList.objects.get().revocation)
    assert listed["proof"]["verificationMethod"].endswith(current.multikey)
    (entry,) = entries_of(key).filter(act="signing_key.revoked")
    assert (entry.ground, entry.facts["signed_anew"]) == ("Файл скопійовано.", 1)
    assert code(revoke_key, key, since=timezone.now(), reason="Знову.", by=None) == "key_already_revoked"


@pytest.mark.parametrize("days", [0, 8], ids=["signed before that moment", "signed after it"])
def test_what_a_revoked_key_signed_is_signed_anew_and_the_old_file_leads_to_the_new_one(client, one, days):
    old, old_paper, check_page = one.credential, one.document.file.read(), reverse("credentials:check", args=[one.code])
    revoked(one, days=days)
    one.refresh_from_db()
    assert (one.document, one.state) == (None, "valid")
    page = client.get(check_page).content.decode()
    assert "Сертифікат чинний" in page
    assert "credential.json" not in page  # no file is offered that would not verify
    assert check_file(old.body.encode()).state == "renewed"  # nobody is told «forged» while it is being made
    assert make_papers.call() == 1
    new = Certificate.objects.select_related("credential__key", "document").get(pk=one.pk)
    assert (new.number, new.code, new.state) == (one.number, one.code, "valid")
    assert new.credential.key.retired_at is None
    assert new.credential.place != old.place
    assert check_file(new.credential.body.encode()).state == "valid"
    assert check_file(new.credential.token.encode()).state == "valid"
    paper = check_file(new.document.file.read())
    assert (paper.state, paper.paper_changed, new.document.version) == ("valid", False, 2)
    for former in (old.body.encode(), old.token.encode(), old_paper):
        verdict = check_file(former)
        assert (verdict.state, verdict.certificate, verdict.paper_changed) == ("renewed", new, False)
    answer = client.post(reverse("credentials:check_file"), {"file": SimpleUploadedFile("a.json", old.body.encode())})
    assert answer.status_code == 200
    assert reverse("credentials:credential", args=[new.code_in_groups]) in answer.content.decode()
    assert check().valid


def test_other_sites_refuse_the_old_file_and_not_the_new_one(client, one):
    old = one.credential
    revoked(one)
    make_papers.call()
    new = Certificate.objects.get(pk=one.pk).credential
    listed = json.loads(StatusList.objects.get().revocation)["credentialSubject"]["encodedList"]
    assert (is_set(listed, old.place), is_set(listed, new.place)) == (True, False)
    methods = {
        method["id"].split("#")[1]: method
        for method in client.get("/.well-known/did.json").json()["verificationMethod"]
    }
    assert methods[old.key.multikey]["revoked"]
    assert "revoked" not in methods[new.key.multikey]


def test_a_forgery_by_the_copied_key_is_no_old_file_of_ours(one):
    revoked(one)
    make_papers.call()
    forged = json.loads(FormerCredential.objects.get().body)
    forged["credentialSubject"]["identifier"][0]["identityHash"] = "Інша ОСОБА"
    assert said(check_file(json.dumps(forged).encode())) == "changed"


def test_a_revoked_certificate_stays_revoked_by_its_old_and_its_new_file(cast, one):
    old = one.credential.body.encode()
    services.revoke(one, reason="Видано помилково.", by=cast.secretary)
    revoked(one)
    assert check_file(old).state == "revoked"
    make_papers.call()
    assert check_file(old).state == "revoked"
    new = Certificate.objects.get(pk=one.pk)
    assert check_file(new.credential.body.encode()).state == "revoked"
    assert bit(new, "revocation") is True


def test_the_holder_is_told_once_where_the_new_file_is(cast, one, django_capture_on_commit_callbacks):
    Certificate.objects.filter(pk=one.pk).update(person=cast.delegate_person)
    cast.delegate_person.email = "lypovyi@example.org"
    cast.delegate_person.save()
    revoked(one)
    make_papers.call()
    make_papers.call()
    (notice,) = Notice.objects.all()
    assert one.code_in_groups in notice.text
    assert "лишається чинним" in notice.text


def test_what_was_stopped_halfway_goes_on(cast, one, monkeypatch):
    issue(cast.board, people(3), by=cast.secretary)
    make_papers.call()
    revoked(one)
    monkeypatch.setattr("spilno.credentials.tasks.make_paper", lambda *_a, **_k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_papers.call()  # killed when all were signed and no paper was made
    monkeypatch.undo()
    settings_kept = Credential.objects.count(), Certificate.objects.filter(document=None).count()
    assert settings_kept == (4, 4)
    assert make_papers.call() == 4
    assert make_papers.call() == 0
    places = [
        *Credential.objects.values_list("place", flat=True),
        *FormerCredential.objects.values_list("place", flat=True),
    ]
    assert len(set(places)) == 8


def test_the_secretary_changes_and_revokes_keys_on_a_page(client, cast, one):
    key = one.credential.key
    client.force_login(cast.secretary)
    page = client.get(reverse("credentials:keys")).content.decode()
    assert key.multikey in page
    assert client.post(reverse("credentials:rotate_key")).status_code == 302
    assert check_file(one.credential.body.encode()).state == "valid"
    address = reverse("credentials:revoke_key", args=[key.pk])
    tomorrow = timezone.localtime() + timedelta(days=1)
    for given in ({}, {"since": "учора", "reason": "Так"}, {"since": f"{tomorrow:%Y-%m-%dT%H:%M}", "reason": "Так"}):
        answer = client.post(address, given)
        assert (answer.status_code, FormerCredential.objects.exists()) == (422, False)
    made = timezone.localtime(key.made_at)
    given = {"since": f"{made:%Y-%m-%dT%H:%M}", "reason": "Файл скопійовано."}  # to the minute, as browsers tell it
    assert client.post(address, given).status_code == 302
    assert client.post(address, given).status_code == 409
    (entry,) = entries_of(key).filter(act="signing_key.revoked")
    assert (entry.by, entry.ground) == (cast.secretary.pk, "Файл скопійовано.")
    assert FormerCredential.objects.get().certificate == one
    client.force_login(cast.delegate)
    assert client.get(reverse("credentials:keys")).status_code == 404


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
