"""Our credentials, checked by libraries of other people.

Independent of ours wholly: `@digitalbazaar/vc` with `eddsa-rdfc-2022-cryptosuite`, `jsonld`, `rdf-canonize` and `vc-bitstring-status-list`
(JavaScript: JSON-LD, RDFC-1.0, Ed25519, status list), and `jose` (JavaScript: the token). Independent in part: PyJWT (its own reading of
tokens; Ed25519 by the same `cryptography` as ours). CI installs the JavaScript by `npm ci` in tests/verifiers; without it these tests are
skipped on a developer's machine, never in CI.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import jwt
import pytest

from spilno.credentials import services
from spilno.credentials.gateways import proofs
from spilno.credentials.models import Certificate
from spilno.credentials.services.keys import revoke_key, rotate_key
from spilno.credentials.tasks import make_papers
from spilno.credentials.tests.test_certificates import issue, people

FOLDER = Path(__file__).parent / "verifiers"
HERE = shutil.which("node") and (FOLDER / "node_modules").is_dir()
SITE = "https://spilno.example.org"

with_node = pytest.mark.skipif(not HERE and not os.environ.get("CI"), reason="npm ci in tests/verifiers was not run")


@pytest.fixture
def one(cast, settings, tmp_path):
    settings.SITE_URL, settings.KEYS_ROOT = SITE, tmp_path / "keys"
    facts = {"credits": "1.5", "what_uk": "за участь у семінарі"}
    (made,) = issue(cast.general_meeting, people(1), by=cast.secretary, facts=facts)
    make_papers.call()
    return Certificate.objects.select_related("credential").get(pk=made.pk)


def verified(client, row, **changed):
    body = json.loads(row.credential.body)
    lists = [entry["statusListCredential"] for entry in body["credentialStatus"]]
    asked = {
        "credential": body,
        "token": row.credential.token,
        "did": client.get("/.well-known/did.json").json(),
        "contexts": {address: json.loads((proofs.FOLDER / name).read_text()) for address, name in proofs.FILES.items()},
        "lists": {address: client.get(address.removeprefix(SITE)).json() for address in lists},
        **changed,
    }
    ended = subprocess.run(
        ["node", str(FOLDER / "verify.mjs")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def bits(found):
    return {one["purpose"]: one["set"] for one in found["status"]}


@with_node
def test_digital_bazaar_verifies_the_credential_and_its_states(client, cast, one):
    found = verified(client, one)
    assert (found["verified"], found["proof"], found["errors"]) == (True, True, [])
    assert bits(found) == {"revocation": False, "suspension": False}
    services.suspend(one, reason="З'ясовується.", by=cast.secretary)
    assert bits(verified(client, one)) == {"revocation": False, "suspension": True}
    services.revoke(one, reason="Підтвердилося.", by=cast.secretary)
    assert bits(verified(client, one)) == {"revocation": True, "suspension": False}


@with_node
def test_digital_bazaar_refuses_what_was_changed(client, one):
    forged = json.loads(one.credential.body)
    forged["credentialSubject"]["creditsEarned"] = 30
    found = verified(client, one, credential=forged)
    assert (found["verified"], found["proof"]) == (False, False)
    other = json.loads(one.credential.body)
    address = other["credentialStatus"][0]["statusListCredential"]
    listed = client.get(address.removeprefix(SITE)).json()
    listed["credentialSubject"]["encodedList"] = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
    listed["validFrom"] = "2020-01-01T00:00:00Z"
    forged_list = {entry["statusListCredential"]: listed for entry in other["credentialStatus"]}
    assert verified(client, one, lists=forged_list)["verified"] is False


@with_node
def test_a_credential_of_a_key_that_was_changed_stays_verified_by_both_libraries(client, cast, one):
    rotate_key(by=cast.secretary)
    found = verified(client, one)
    assert (found["verified"], found["proof"], found["errors"]) == (True, True, [])
    assert "error" not in found["token"]


@with_node
def test_after_a_key_is_revoked_both_libraries_take_the_file_signed_anew_and_its_list(client, cast, one):
    row = one.credential
    former = verified(client, one)
    revoke_key(row.key, since=row.key.made_at, reason="Файл скопійовано.", by=cast.secretary)
    make_papers.call()
    new = Certificate.objects.select_related("credential").get(pk=one.pk)
    found = verified(client, new)
    assert (found["verified"], found["proof"], found["errors"]) == (True, True, [])
    assert bits(found) == {"revocation": False, "suspension": False}
    assert found["token"]["id"] == former["token"]["id"]
    old = verified(client, one, credential=json.loads(row.body), token=row.token)
    assert old["verified"] is False or bits(old)["revocation"] is True


@with_node
def test_jose_verifies_the_token_and_refuses_a_changed_one(client, one):
    token = one.credential.token
    address = json.loads(one.credential.body)["id"]
    assert verified(client, one, credential=None)["token"] == {"typ": "vc+jwt", "id": address}
    assert "error" in verified(client, one, credential=None, token=f"{token[:-6]}AAAAAA")["token"]


def test_pyjwt_verifies_the_token_by_the_key_of_the_document(client, one):
    token = one.credential.token
    kid = jwt.get_unverified_header(token)["kid"]
    methods = client.get("/.well-known/did.json").json()["verificationMethod"]
    (method,) = [one for one in methods if one["id"] == kid]
    key = jwt.PyJWK(method["publicKeyJwk"], algorithm="EdDSA")
    read = jwt.decode(token, key, algorithms=["EdDSA"], options={"verify_iat": False})
    assert read["id"] == json.loads(one.credential.body)["id"]
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(f"{token[:-6]}AAAAAA", key, algorithms=["EdDSA"])
