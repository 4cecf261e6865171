"""The chain: how a line is written, how links hang together, what a break looks like.

`tools/verify_journal.py` does the same without this code, so that an outsider need not trust it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

START = "0" * 64
ONE_TEXT = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Link:
    """One link as it was kept: its number, the digest of its line, the hash. `line` is empty where it is not shown."""

    number: int
    digest: str
    hash: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: how many links hold, the last of them, and the first break (0 when there is none).

    `reason` is a code: number, line, hash, short, head.
    """

    checked: int
    head: str
    broken_at: int = 0
    reason: str = ""

    @property
    def valid(self) -> bool:
        """Tell whether nothing is broken.

        Source: docs/adr: the journal is a chain of digests.
        """
        return not self.reason


def line_of(fields: Mapping[str, Any]) -> str:
    """Return the one text of an act: JSON, keys in order, without spaces.

    Source: docs/adr: the journal is a chain of digests.
    """
    return ONE_TEXT.encode(fields)


def digest_of(line: str) -> str:
    """Return SHA-256 of a line, in hex: it stands for the line where the line itself is not public.

    Source: docs/adr: the journal is a chain of digests.
    """
    return hashlib.sha256(line.encode()).hexdigest()


def hash_of(previous: str, digest: str) -> str:
    """Return the hash of a link: SHA-256 of the previous hash and the digest of the line, both as hex text.

    Source: docs/adr: the journal is a chain of digests.
    """
    return hashlib.sha256((previous + digest).encode()).hexdigest()


def verify(
    links: Iterable[Link],
    *,
    previous: str = START,
    first: int = 1,
    heads: Mapping[int, str] | None = None,
) -> Verdict:
    """Check links in their order, starting after the hash `previous`, the first one having the number `first`.

    `heads` are published hashes by number: each must be met, and the links must reach the last of them, so that a chain
    cut short or written anew is found. Stops at the first break.

    Source: docs/adr: the journal is a chain of digests.
    """
    heads = heads or {}
    here, number = previous, first - 1
    for link in links:
        number += 1
        reason = _break(link, number=number, previous=here, published=heads.get(number))
        if reason:
            return Verdict(number - first, here, number, reason)
        here = link.hash
    if heads and max(heads) > number:
        return Verdict(number - first + 1, here, number + 1, "short")
    return Verdict(number - first + 1, here)


def _break(link: Link, *, number: int, previous: str, published: str | None) -> str:
    if link.number != number:
        return "number"
    if link.line and digest_of(link.line) != link.digest:
        return "line"
    if hash_of(previous, link.digest) != link.hash:
        return "hash"
    if published is not None and published != link.hash:
        return "head"
    return ""
