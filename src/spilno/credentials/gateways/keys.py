"""Private keys of certificates: files in the data folder that nobody else may read, never in the database or the code."""

import os
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from spilno.credentials.rules.keys import multikey_of


def folder() -> Path:
    """Return where private keys lie."""
    return Path(settings.KEYS_ROOT)


def place_of(multikey: str) -> Path:
    """Return where the private half of a key lies, or would lie."""
    return folder() / f"{multikey}.pem"


def make_key() -> str:
    """Make a key and keep its private half; returns its public half as a Multikey."""
    key = Ed25519PrivateKey.generate()
    multikey = multikey_of(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(place_of(multikey), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "wb") as out:
        out.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return multikey


@lru_cache(maxsize=4)
def _read(path: str) -> Ed25519PrivateKey:
    key = load_pem_private_key(Path(path).read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        message = f"{path} is not an Ed25519 key"
        raise TypeError(message)
    return key


def private_key(multikey: str) -> Ed25519PrivateKey | None:
    """Read the private half of a key; None: it is not on this machine."""
    path = place_of(multikey)
    return _read(str(path)) if path.exists() else None
