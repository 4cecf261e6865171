"""How names of councils are compared: without case, apostrophes, quotes and double spaces."""

from collections.abc import Iterable

_DROPPED = str.maketrans(dict.fromkeys("'’ʼ`´«»\"“”", "") | {"\u00a0": " ", "–": "-", "—": "-", "ґ": "г", "Ґ": "Г"})


def folded(text: str) -> str:
    """Return a name as search compares it: «Слов'янська» finds «Слов’янська».

    Source: glossary, names: the apostrophe has three signs; it is kept for display and folded for search.
    """
    return " ".join(text.translate(_DROPPED).casefold().split())


def nearest(name: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """Return the known names most like this one, the best first; none when nothing is alike.

    Likeness is the share of pairs of letters that two names have in common (Dice), at least two fifths.

    Source: glossary, names; how an import suggests what was meant.
    """
    wanted = _pairs(name)
    scored = [(_likeness(wanted, _pairs(other)), other) for other in known]
    return [other for score, other in sorted(scored, key=lambda found: (-found[0], found[1])) if score >= 2 / 5][:most]


def _pairs(text: str) -> set[str]:
    line = f" {folded(text)} "
    return {line[place : place + 2] for place in range(len(line) - 1)}


def _likeness(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
