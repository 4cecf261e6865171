"""What a new text changes: paragraph by paragraph, word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: kept, added or dropped."""

    kind: str  # same | new | old
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph: same, changed, new or old; `pieces` tell its words in their order."""

    kind: str
    pieces: tuple[Piece, ...]


def differences(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    """Compare two texts given as paragraphs. Paragraphs that stayed are told too, so that the whole text can be read.

    Source: docs/how-to/memoranda.md: a change is a new version with its differences shown.
    """
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.extend(Change("same", (Piece("same", text),)) for text in after[c:d])
            continue
        paired = min(b - a, d - c)
        found.extend(
            Change("changed", words_changed(old, new))
            for old, new in zip(before[a : a + paired], after[c : c + paired], strict=True)
        )
        found.extend(Change("old", (Piece("old", text),)) for text in before[a + paired : b])
        found.extend(Change("new", (Piece("new", text),)) for text in after[c + paired : d])
    return found


def words_changed(before: str, after: str) -> tuple[Piece, ...]:
    """Compare two paragraphs word by word: what was dropped stands before what came in its place.

    Source: docs/how-to/memoranda.md: a change is a new version with its differences shown.
    """
    old, new = WORDS.findall(before), WORDS.findall(after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(new[c:d])))
            continue
        if b > a:
            pieces.append(Piece("old", "".join(old[a:b])))
        if d > c:
            pieces.append(Piece("new", "".join(new[c:d])))
    return tuple(pieces)
