"""The key of a secret vote: drawn at random, kept encrypted while voting goes on."""

import json

from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

from spilno.accounts.gateways import safe
from spilno.ballots.rules.blind_signatures import PrivateKey

PURPOSE = "secret vote"


def new_key() -> PrivateKey:
    """Draw the key of one vote."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=settings.SECRET_VOTE_BITS).private_numbers()
    return PrivateKey(made.p, made.q)


def locked(key: PrivateKey) -> str:
    """Encrypt a key as the database keeps it."""
    return safe(PURPOSE).encrypt(json.dumps([f"{key.p:x}", f"{key.q:x}"]).encode()).decode()


def unlocked(kept: str) -> PrivateKey:
    """Decrypt what `locked` made."""
    p, q = json.loads(safe(PURPOSE).decrypt(kept.encode()))
    return PrivateKey(int(p, 16), int(q, 16))
