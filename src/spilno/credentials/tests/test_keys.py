"""Keys that sign: where they lie, how they change, what a revoked one is worth."""

import json
from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.utils import timezone

from spilno.credentials import services
from spilno.credentials.gateways import keys as key_files
from spilno.credentials.models import Credential, SigningKey, StatusList
from spilno.credentials.services.checking import check_file
from spilno.credentials.services.keys import revoke_key, rotate_key
from spilno.credentials.tasks import make_papers
from spilno.credentials.tests.test_certificates import code, issue, people
from spilno.credentials.tests.test_credentials import bit, said
from spilno.journal.queries import check, entries_of

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
