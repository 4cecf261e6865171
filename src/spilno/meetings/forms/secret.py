"""What a phone sends in a secret vote, as JSON: blinded tokens, and later a ballot."""

import json
from typing import Any

from spilno.ballots.rules.secret import Ballot, is_hex

BALLOT_BYTES = 4096  # a ballot under a key of 3,072 bits has some 1,100
LONGEST_KEY = 512


def _read(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def asked_papers(body: bytes) -> dict[int, bytes]:
    """Return blinded tokens by number of right; empty when it is none of what our pages send."""
    rights = _read(body).get("rights")
    if not isinstance(rights, dict):
        return {}
    asked: dict[int, bytes] = {}
    for number, blinded in rights.items():
        if not (number.isascii() and number.isdecimal() and len(number) < 19 and isinstance(blinded, str)):
            return {}
        fits = len(blinded) <= 2 * LONGEST_KEY and is_hex(blinded, size=len(blinded) // 2)
        asked[int(number)] = bytes.fromhex(blinded) if fits else b""
    return asked


def ballot_in(body: bytes) -> Ballot | None:
    """Return the ballot of a request; None when it is not one. Whether it is genuine the rule says."""
    sent = _read(body)
    values = [sent.get(name) for name in ("token", "prefix", "signature", "choice")]
    if len(body) > BALLOT_BYTES or not all(isinstance(value, str) for value in values):
        return None
    return Ballot(*(str(value) for value in values))
