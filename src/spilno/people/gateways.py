"""Names of people in seven cases, by `shevchenko` and the Ukrainian dictionary of `pymorphy3`. Never fails."""

import logging
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import pymorphy3
from shevchenko import GrammaticalCase, GrammaticalGender, WordClass
from shevchenko.anthroponym_declension.anthroponym_inflector import AnthroponymInflector
from shevchenko.anthroponym_declension.family_name_inflector import FamilyNameInflector
from shevchenko.anthroponym_declension.given_name_inflector import GivenNameInflector
from shevchenko.anthroponym_declension.patronymic_name_inflector import PatronymicNameInflector
from shevchenko.word_declension.bootstrap import word_inflector

from spilno.organisations.rules.phrases import CASES, Case
from spilno.people.models import Person
from spilno.people.rules.names import WordKind, family_name_kind

APOSTROPHES = "’ʼ'`´‘"


@dataclass(frozen=True, slots=True)
class DeclinedName:
    """The three parts of a name in one case; a part that is not known is empty."""

    family: str
    given: str
    patronymic: str

    def __str__(self) -> str:
        """Name as in minutes: Галину КАЛИНУ."""
        return f"{self.given} {self.family.upper()}".strip()

    @property
    def full(self) -> str:
        """Family name first, with the patronymic."""
        return " ".join(part for part in (self.family, self.given, self.patronymic) if part)


def declined(person: Person, case: str) -> DeclinedName:
    """Return the name of a person in a case; a part that cannot be declined stays in the nominative.

    Raises ValueError for a word that is not a case.
    """
    if case not in CASES:
        message = f"{case!r} is not a case: one of {', '.join(CASES)}"
        raise ValueError(message)
    feminine = person.gender == Person.Gender.FEMININE
    return _declined(person.family_name, person.given_name, person.patronymic, feminine, case)


def in_words(person: Person, case: str) -> str:
    """Return the name as minutes have it, in a case: Галину КАЛИНУ."""
    return str(declined(person, case))


class _FamilyNames:
    """Tells shevchenko whether a family name is a noun or an adjective: its own classifier is not ported to Python."""

    def __init__(self, *, feminine: bool) -> None:
        self.feminine = feminine

    def classify(self, family_name: str) -> Any:
        kind = family_name_kind(family_name, feminine=self.feminine, known_as=_known_as(family_name))
        words = {"noun": WordClass.NOUN, "adjective": WordClass.ADJECTIVE}
        return {"wordClass": words[kind]} if kind else None


@cache
def _dictionary() -> pymorphy3.MorphAnalyzer:
    logging.getLogger("pymorphy3").setLevel(logging.WARNING)  # it tells at length how it opens its files
    return pymorphy3.MorphAnalyzer(lang="uk")


def _known_as(word: str) -> frozenset[WordKind]:
    """Tell as what the dictionary knows the common word, in the nominative singular; empty: not known."""
    kinds: set[WordKind] = set()
    for parse in _dictionary().parse(word.casefold()):
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


@lru_cache(maxsize=8192)
def _declined(family: str, given: str, patronymic: str, feminine: bool, case: Case) -> DeclinedName:  # noqa: FBT001
    return DeclinedName(
        family=_part("familyName", family, feminine=feminine, case=case),
        given=_part("givenName", given, feminine=feminine, case=case),
        patronymic=_part("patronymicName", patronymic, feminine=feminine, case=case),
    )


def _part(field: str, value: str, *, feminine: bool, case: Case) -> str:
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
