"""Signatures, keys and status lists: the official vectors of W3C, examples and properties. No database."""

import contextlib
import copy
import hashlib
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import base58
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from spilno.credentials.gateways import proofs
from spilno.credentials.gateways.guarded import strange_proof_fits
from spilno.credentials.rules.checking import told, what_differs, why_not_now
from spilno.credentials.rules.credential import (
    AchievementFacts,
    CredentialFacts,
    IssuerFacts,
    credential,
    status_list,
)
from spilno.credentials.rules.keys import (
    PublicKey,
    address_of_did,
    did_document,
    did_of,
    jwk_of,
    multikey_of,
    raw_of,
    thumbprint,
    why_not_key,
    why_not_revoke_key,
)
from spilno.credentials.rules.status import ENTRIES, encoded_list, is_set

VECTORS = Path(__file__).parent / "vectors"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SITE = "https://spilno.example.org"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
RAW = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def said(refusal):
    return refusal.code if refusal else None


def body(**changed):
    issuer = IssuerFacts(did_of(SITE), "Асоціація", "Association", SITE, f"{SITE}/issuer.json")
    about = AchievementFacts(
        address=f"{SITE}/a.json",
        kind="programme",
        kind_said="Сертифікат про підвищення кваліфікації",
        title="Актуальні питання",
        title_en="Topical issues",
        what="за програмою",
        what_en="for the programme",
        issuers=["Перша рада", "Друга рада"],
        credits_available=Decimal("1.50"),
    )
    facts = {
        "address": f"{SITE}/verify/X/credential.json",
        "number": "2026-00001",
        "holder": "Ірина СТЕПОВА",
        "valid_from": NOW,
        "achievement": about,
        "hours": Decimal(6),
        "credits_earned": Decimal("2.00"),
        "lists": (f"{SITE}/s/1/revocation", f"{SITE}/s/1/suspension"),
        "place": 7,
        **changed,
    }
    return credential(CredentialFacts(**facts), issuer)


def signed():
    return proofs.with_proof(body(), KEY, method=f"{did_of(SITE)}#{multikey_of(RAW)}", at=NOW)


SIGNED = signed()


# The official vectors


@pytest.fixture
def vector(monkeypatch):
    monkeypatch.setitem(proofs.FILES, EXAMPLES, str(VECTORS / "examples-v2.json"))
    return json.loads((VECTORS / "eddsa-rdfc-2022.json").read_text())


def test_the_vector_of_w3c_is_hashed_as_w3c_hashes_it(vector):
    document = dict(vector["signed"])
    options = {name: value for name, value in document.pop("proof").items() if name != "proofValue"}
    assert proofs.signed_digest(document, options).hex() == vector["combinedHash"]


def test_the_vector_of_w3c_is_signed_as_w3c_signs_it(vector):
    secret = base58.b58decode(vector["secretKeyMultibase"][1:])
    assert secret[:2] == b"\x80\x26"
    key = Ed25519PrivateKey.from_private_bytes(secret[2:])
    document = dict(vector["signed"])
    proof = document.pop("proof")
    at = datetime.fromisoformat(proof["created"])
    assert proofs.with_proof(document, key, method=proof["verificationMethod"], at=at) == vector["signed"]


def test_the_vector_of_w3c_fits_its_key_and_no_changed_one_does(vector):
    raw = raw_of(vector["publicKeyMultibase"])
    document = vector["signed"]
    assert proofs.proof_fits(document, document["proof"], raw)
    changed = {**document, "name": "Alumni credential"}
    assert not proofs.proof_fits(changed, changed["proof"], raw)


def test_the_context_of_w3c_is_the_one_whose_hash_the_recommendation_prints():
    text = (proofs.FOLDER / "credentials-v2.json").read_bytes()
    assert hashlib.sha256(text).hexdigest() == "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"


# Our own


def leaves(value, path=()):
    if isinstance(value, dict):
        for name, one in value.items():
            yield from leaves(one, (*path, name))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from leaves(one, (*path, place))
    else:
        yield path


PATHS = [path for path in leaves(SIGNED) if path[0] != "proof"]


def test_what_was_signed_fits():
    assert proofs.proof_fits(SIGNED, SIGNED["proof"], RAW)
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    assert not proofs.proof_fits(SIGNED, SIGNED["proof"], other)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: ".".join(map(str, path)))
def test_no_place_of_a_credential_can_be_changed(path):
    changed = copy.deepcopy(SIGNED)
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    old = holder[path[-1]]
    holder[path[-1]] = not old if isinstance(old, bool) else old + 1 if isinstance(old, (int, float)) else f"{old}x"
    with contextlib.suppress(proofs.UnknownContextError, proofs.UnsignedTermError):  # refused before it is hashed
        assert not proofs.proof_fits(changed, changed["proof"], RAW)
    assert what_differs(changed, SIGNED)


@pytest.mark.parametrize("name", ["created", "verificationMethod", "proofPurpose", "cryptosuite", "type", "proofValue"])
def test_no_word_of_the_proof_can_be_changed(name):
    value = SIGNED["proof"][name]
    proof = {**SIGNED["proof"], name: value[:-2] + ("1" if value[-2] != "1" else "2") + value[-1]}
    try:
        assert not proofs.proof_fits(SIGNED, proof, RAW)
    except proofs.UnsignedTermError:
        assert name in {"proofPurpose", "type"}


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_any_byte_that_changes_is_seen(data):
    text = json.dumps(SIGNED, ensure_ascii=False, separators=(",", ":")).encode()
    place = data.draw(st.integers(0, len(text) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda one: one != text[place]))
    changed = text[:place] + bytes([byte]) + text[place + 1 :]
    try:
        read = json.loads(changed.decode())
    except ValueError:
        return  # no JSON any more
    assert what_differs(read, SIGNED)


def test_what_no_signature_covers_is_refused():
    for extra in ({"honours": True}, {"type": [*SIGNED["type"], "Diploma"]}, {"credentialSubject": {"id": "me"}}):
        with pytest.raises(proofs.UnsignedTermError):
            proofs.canonical({**body(), **extra})
    with pytest.raises(proofs.UnknownContextError, match="elsewhere"):
        proofs.canonical({**body(), "@context": [*SIGNED["@context"], "https://elsewhere.example/context"]})


def test_a_strange_proof_is_checked_apart_and_a_tangled_one_is_stopped(monkeypatch):
    assert strange_proof_fits(SIGNED, SIGNED["proof"], RAW) is True
    assert strange_proof_fits({**SIGNED, "name": "Інше"}, SIGNED["proof"], RAW) is False
    with pytest.raises(proofs.UnsignedTermError):
        strange_proof_fits({**SIGNED, "honours": 1}, SIGNED["proof"], RAW)
    monkeypatch.setattr("spilno.credentials.gateways.guarded.SECONDS", 0.0001)
    assert strange_proof_fits(SIGNED, SIGNED["proof"], RAW) is None


def test_a_token_is_the_credential_itself():
    token = proofs.as_token(body(), KEY, method="did:web:x#1", issuer="did:web:x")
    head, said_ = proofs.token_parts(token)
    assert (head["typ"], head["alg"], head["kid"], said_) == ("vc+jwt", "EdDSA", "did:web:x#1", body())
    assert proofs.token_fits(token, jwk_of(RAW))
    assert not proofs.token_fits(token, jwk_of(bytes(32)))
    start, middle, end = token.split(".")
    for place in range(0, len(middle), 97):
        other = "A" if middle[place] != "A" else "B"
        assert not proofs.token_fits(f"{start}.{middle[:place]}{other}{middle[place + 1 :]}.{end}", jwk_of(RAW))
    assert proofs.token_parts("a.b.c") is None
    unsigned = "eyJhbGciOiJub25lIn0." + middle + "."
    assert not proofs.token_fits(unsigned, jwk_of(RAW))


def test_the_holder_is_told_by_name_only():
    subject = body()["credentialSubject"]
    assert "id" not in subject
    assert [one["identityType"] for one in subject["identifier"]] == ["name"]
    assert "@" not in json.dumps(subject)


def test_credits_are_numbers_and_hours_are_said():
    subject = body()["credentialSubject"]
    assert (subject["creditsEarned"], subject["achievement"]["creditsAvailable"]) == (2, 1.5)
    assert subject["result"][0]["value"] == "6"
    assert "result" not in body(hours=None)["credentialSubject"]


# Keys


@given(st.binary(min_size=32, max_size=32))
def test_a_key_is_read_back(raw):
    assert raw_of(multikey_of(raw)) == raw
    assert multikey_of(raw).startswith("z6Mk")


@given(st.text(max_size=60))
def test_what_is_no_key_is_none(text):
    assert raw_of(text) is None or multikey_of(raw_of(text)) == text


def test_a_thumbprint_is_that_of_the_standard():
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}  # RFC 8037, appendix A
    assert thumbprint(jwk) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


@pytest.mark.parametrize(
    ("did", "address"),
    [
        ("did:web:example.com", "https://example.com/.well-known/did.json"),
        ("did:web:example.com:user:alice", "https://example.com/user/alice/did.json"),
        ("did:web:example.com%3A3000", "https://example.com:3000/.well-known/did.json"),
        ("did:key:z6Mk", None),
        ("did:web:", None),
        ("did:web:evil.example/x", None),
        ("did:web:user@evil.example", None),
    ],
)
def test_a_did_leads_to_its_document(did, address):
    assert address_of_did(did) == address


def test_our_did_leads_to_our_document():
    assert did_of("http://localhost:8000") == "did:web:localhost%3A8000"
    assert address_of_did(did_of(SITE)) == f"{SITE}/.well-known/did.json"


def test_a_document_tells_all_keys_with_their_ends():
    keys = [
        PublicKey(multikey_of(RAW), NOW),
        PublicKey(multikey_of(bytes(32)), NOW, retired_at=NOW),
        PublicKey(multikey_of(bytes([1] * 32)), NOW, retired_at=NOW, revoked_since=NOW),
    ]
    document = did_document(did_of(SITE), keys, profile=f"{SITE}/issuer.json")
    methods = {one["id"]: one for one in document["verificationMethod"]}
    assert set(document["assertionMethod"]) == set(methods)
    assert len(methods) == 6
    current = methods[f"{did_of(SITE)}#{multikey_of(RAW)}"]
    assert not {"expires", "revoked"} & set(current)
    assert sum("expires" in one for one in methods.values()) == 4
    assert sum("revoked" in one for one in methods.values()) == 2


def test_a_signature_is_trusted_while_its_key_is():
    hour = timedelta(hours=1)
    good, retired = PublicKey("z", NOW), PublicKey("z", NOW, retired_at=NOW + hour)
    revoked = PublicKey("z", NOW, retired_at=NOW + hour * 3, revoked_since=NOW + hour)
    assert said(why_not_key(good, signed_at=NOW + hour)) is None
    assert said(why_not_key(retired, signed_at=NOW + hour)) is None
    assert said(why_not_key(retired, signed_at=NOW + hour * 2)) == "signed_by_a_retired_key"
    assert said(why_not_key(revoked, signed_at=NOW + hour - timedelta(seconds=1))) is None
    assert said(why_not_key(revoked, signed_at=NOW + hour)) == "signed_by_a_revoked_key"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"reason": " "}, "no_reason_to_revoke_a_key"),
        ({"revoked_since": NOW}, "key_already_revoked"),
        ({"since": NOW - timedelta(days=2)}, "key_revoked_at_another_time"),
        ({"since": NOW + timedelta(seconds=1)}, "key_revoked_at_another_time"),
    ],
)
def test_a_key_is_revoked_once_for_a_reason(changed, code):
    given_ = {
        "revoked_since": None,
        "made_at": NOW - timedelta(days=1),
        "since": NOW,
        "reason": "Файл скопійовано.",
        "now": NOW,
    }
    assert said(why_not_revoke_key(**{**given_, **changed})) == code


# Status lists


@given(st.sets(st.integers(0, ENTRIES - 1), max_size=40), st.integers(0, ENTRIES - 1))
def test_a_bit_is_set_exactly_for_the_places_given(places, other):
    encoded = encoded_list(places)
    assert all(is_set(encoded, place) for place in places)
    assert is_set(encoded, other) is (other in places)


def test_the_first_bit_stands_on_the_left_and_an_empty_list_is_that_of_the_standard():
    assert encoded_list([]) == encoded_list(set())
    assert is_set(encoded_list([0]), 0) is True
    assert is_set(encoded_list([0]), 7) is False
    assert is_set(encoded_list([]), ENTRIES) is None
    # W3C Bitstring Status List v1.0, section 2.2, its example: 131,072 zero bits
    assert is_set("uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA", 94567) is False


@pytest.mark.parametrize("text", ["", "u", "uАБВ", "uAAAA", encoded_list([])[:40]])
def test_a_list_that_cannot_be_read_is_none(text):
    assert is_set(text, 0) is None


def test_a_bomb_is_not_unpacked():
    import base64
    import gzip

    bomb = base64.urlsafe_b64encode(gzip.compress(bytes(50 * 1024 * 1024))).decode().rstrip("=")
    assert is_set("u" + bomb, 48 * 1024 * 1024 * 8) is None


def test_a_list_is_a_credential_that_can_be_signed():
    issuer = IssuerFacts(did_of(SITE), "А", "A", SITE, SITE)
    text = status_list(f"{SITE}/s/1/revocation", "revocation", encoded_list([3]), issuer=issuer, valid_from=NOW)
    proven = proofs.with_proof(text, KEY, method=f"{did_of(SITE)}#{multikey_of(RAW)}", at=NOW)
    assert proofs.proof_fits(proven, proven["proof"], RAW)


# Dates and sentences


@pytest.mark.parametrize(
    ("vc", "code"),
    [
        ({}, None),
        ({"validFrom": "2026-01-01T00:00:00Z"}, None),
        ({"validFrom": "2027-01-01T00:00:00Z"}, "not_yet_valid"),
        ({"validFrom": "вчора"}, "not_yet_valid"),
        ({"validUntil": "2026-11-22T11:59:59Z"}, "expired"),
        ({"validUntil": "2026-11-22T12:00:01Z"}, None),
        ({"validUntil": 5}, "expired"),
    ],
)
def test_dates_are_looked_at(vc, code):
    assert said(why_not_now(vc, now=NOW)) == code


def test_a_sentence_names_what_differs():
    assert what_differs({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}) == ["a.b 2"]
    assert what_differs({"a": False}, {"a": 0}) == ["a"]
    assert what_differs({"a": 1}, {}) == ["a"]
    assert what_differs({}, {"a": 1}) == ["a"]
    assert what_differs({"a": 1}, {"a": 1}) == []
    assert told("changed", "a.b").facts == {"where": "a.b"}
