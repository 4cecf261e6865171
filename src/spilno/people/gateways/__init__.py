"""Names of people in seven cases, by `shevchenko` and the Ukrainian dictionary of `pymorphy3`. Never fails."""

from dataclasses import dataclass
from functools import lru_cache

from spilno.organisations.rules.phrases import CASES, Case
from spilno.people.models import Person


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


@lru_cache(maxsize=8192)
def _declined(family: str, given: str, patronymic: str, feminine: bool, case: Case) -> DeclinedName:  # noqa: FBT001
    from spilno.people.gateways.inflection import part  # noqa: PLC0415 - heavy, and rarely needed

    return DeclinedName(
        family=part("familyName", family, feminine=feminine, case=case),
        given=part("givenName", given, feminine=feminine, case=case),
        patronymic=part("patronymicName", patronymic, feminine=feminine, case=case),
    )
