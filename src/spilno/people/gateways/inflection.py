"""One part of a name in a case, by `shevchenko` and the dictionary; read when the first name is declined."""

from functools import cache
from typing import Any

from shevchenko import GrammaticalCase, GrammaticalGender, WordClass
from shevchenko.anthroponym_declension.anthroponym_inflector import AnthroponymInflector
from shevchenko.anthroponym_declension.family_name_inflector import FamilyNameInflector
from shevchenko.anthroponym_declension.given_name_inflector import GivenNameInflector
from shevchenko.anthroponym_declension.patronymic_name_inflector import PatronymicNameInflector
from shevchenko.word_declension.bootstrap import word_inflector

from spilno.organisations.rules.phrases import Case
from spilno.people.gateways.dictionary import dictionary
from spilno.people.rules.names import WordKind, family_name_kind

APOSTROPHES = "’ʼ'`´‘"


class _FamilyNames:
    """Tells shevchenko whether a family name is a noun or an adjective: its own classifier is not ported to Python."""

    def __init__(self, *, feminine: bool) -> None:
        self.feminine = feminine

    def classify(self, family_name: str) -> Any:
        kind = family_name_kind(family_name, feminine=self.feminine, known_as=_known_as(family_name))
        words = {"noun": WordClass.NOUN, "adjective": WordClass.ADJECTIVE}
        return {"wordClass": words[kind]} if kind else None


def _known_as(word: str) -> frozenset[WordKind]:
    """Tell as what the dictionary knows the common word, in the nominative singular; empty: not known."""
    kinds: set[WordKind] = set()
    for parse in dictionary().parse(word.casefold()):
        if parse.is_known and not {"Surn", "Name", "Patr"} & parse.tag.grammemes and "plur" not in parse.tag.grammemes:
            if parse.tag.POS == "NOUN" and parse.normal_form == word.casefold():
                kinds.add("noun")
            elif parse.tag.POS == "ADJF" and "nomn" in parse.tag.grammemes:
                kinds.add("adjective")
    return frozenset(kinds)


@cache
def _inflector(*, feminine: bool) -> AnthroponymInflector:
    return AnthroponymInflector(
        GivenNameInflector(word_inflector),
        PatronymicNameInflector(word_inflector),
        FamilyNameInflector(word_inflector, _FamilyNames(feminine=feminine)),
    )


def part(field: str, value: str, *, feminine: bool, case: Case) -> str:
    """Decline one part; the sign of the apostrophe stays the one that the person writes, «’» where an ending brings it."""
    plain = " ".join(value.split())
    own = next((sign for sign in plain if sign in APOSTROPHES), "")
    straight = plain.replace(own, "'") if own else plain
    if not straight or case == "nominative":
        return plain
    gender = GrammaticalGender.FEMININE if feminine else GrammaticalGender.MASCULINE
    try:
        found = _inflector(feminine=feminine).inflect({field: straight}, gender, GrammaticalCase(case))
    except Exception:  # noqa: BLE001 - a name that the library cannot take must not stop the minutes
        return plain
    changed = found.get(field) or straight
    return changed.replace("'", own or "’")
