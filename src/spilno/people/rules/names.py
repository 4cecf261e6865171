"""Which family names are declined as nouns and which as adjectives: «Калини», but «Вишневської»."""

import re
from typing import Literal

WordKind = Literal["noun", "adjective"]

FEMININE_ADJECTIVE = re.compile(r"(ськ|цьк|зьк)а$")
FEMININE_LIKE_ADJECTIVE = re.compile(r"(ов|ев|єв|ьов|йов|ін|їн|ян[сц]ьк|[бвгджзклмпрстфхцчш]ичн|ивн)а$")
MASCULINE_ADJECTIVE = re.compile(r"(ський|цький|зький)$")
MASCULINE_SOFT_ADJECTIVE = re.compile(r"[жшдтр]ній$")
VOWELS = frozenset("аеєиіїоуюя")


def family_name_kind(name: str, *, feminine: bool, known_as: frozenset[WordKind] = frozenset()) -> WordKind | None:
    """Tell whether a family name in the nominative is declined as a noun or as an adjective; None when it is certain.

    Only feminine names in -а, -я and masculine ones in -ий, -ій, -ой, -их are in doubt. `known_as` is what a
    dictionary knows the same common word as: «калина» is a noun, «мирна» an adjective; a suffix that only adjectives
    have goes before it. Between unknown words the more frequent kind is taken.

    Source: Український правопис 2019, § 80-82, 106-107 (as remembered; to be checked).
    """
    word = name.casefold().strip()
    if feminine:
        return _feminine(word, known_as) if word.endswith(("а", "я")) else None
    return _masculine(word, known_as) if word.endswith(("ий", "ій", "ой", "их")) else None


def _feminine(word: str, known_as: frozenset[WordKind]) -> WordKind:
    if FEMININE_ADJECTIVE.search(word):
        return "adjective"
    if "noun" in known_as:
        return "noun"
    if "adjective" in known_as or FEMININE_LIKE_ADJECTIVE.search(word):
        return "adjective"
    return "noun"


def _masculine(word: str, known_as: frozenset[WordKind]) -> WordKind:
    if MASCULINE_ADJECTIVE.search(word):
        return "adjective"
    if "noun" in known_as and "adjective" not in known_as:
        return "noun"
    if sum(letter in VOWELS for letter in word) < 2:  # «Кий», «Рій»
        return "noun"
    if word.endswith("ій"):
        return "adjective" if "adjective" in known_as or MASCULINE_SOFT_ADJECTIVE.search(word) else "noun"
    return "adjective"
