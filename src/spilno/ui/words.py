"""How the two languages write names, numbers in order, money, and words that must not part."""

import re
from functools import lru_cache

from django.db.models import TextChoices
from django.utils.translation import get_language
from translitua import UkrainianKMU, translit

NBSP = "\u00a0"

# Plural ordinals («71-ші Загальні збори»): the ending by the last word of the number.
_UNITS_UK = {1: "ші", 2: "гі", 3: "ті", 4: "ті", 5: "ті", 6: "ті", 7: "мі", 8: "мі", 9: "ті"}
_CASES_UK = {
    "genitive": "х",
    "dative": "м",
    "accusative": None,  # of things: as the nominative
    "ablative": "ми",
    "locative": "х",
}


def in_language(name_uk: str, name_en: str = "") -> str:
    """Return a name in the language of the reader; where no English name is known, the Ukrainian one in Latin letters."""
    if get_language() != "en" or not name_uk:
        return name_uk
    return name_en or in_latin(name_uk)


def choice_said(choices: type[TextChoices], value: str) -> str:
    """Say a choice in the language of the reader. Django's own way translates all choices to find one: too slow for lists."""
    return str(choices(value).label) if value in choices else value


_SETTLEMENT = re.compile(r"^(?:м|с|смт|сел|с-ще)\.?\s+(?=[А-ЯҐЄІЇ])")


def settlement_in_language(settlement: str) -> str:
    """Return a settlement as the head of minutes has it, «м. Валки»; in English the bare name, Valky."""
    return settlement if get_language() != "en" else in_latin(_SETTLEMENT.sub("", settlement))


@lru_cache(maxsize=4096)
def in_latin(name_uk: str) -> str:
    """Write a Ukrainian name in Latin letters by the official table: «Згурівка» → Zghurivka.

    Source: resolution of the Cabinet of Ministers of 27.01.2010 No 55.
    """
    return str(translit(name_uk, UkrainianKMU))


def person_in_latin(name_uk: str) -> str:
    """Write the name of a person in Latin letters; a family name in capitals stays so: «Ю. ЮЗВА» → Yu. YUZVA."""

    def cased(word: str) -> str:
        latin = in_latin(word)
        if not word.isupper():
            return latin
        return latin.upper() if len(word.strip(".")) > 1 else latin.capitalize()  # an initial of two Latin letters

    return " ".join(map(cased, name_uk.split()))


def name_in_letters(name: str) -> str:
    """Return the name of a person in the letters of the reader."""
    return name if get_language() != "en" else person_in_latin(name)


def ordinal(number: int, case: str = "nominative") -> str:
    """Write a number in order in the language of the reader: 71-ші (71-х with "genitive"), in English 71st."""
    return ordinal_en(number) if get_language() == "en" else ordinal_uk(number, case)


def ordinal_uk(number: int, case: str = "nominative") -> str:
    """Write a plural ordinal with its ending: 71-ші, 70-ті, 40-ві, 8-мі; in the genitive 71-х."""
    ending = _CASES_UK.get(case)
    if ending is None:
        ending = _ending_uk(number)
    return f"{number}-{ending}"


def _ending_uk(number: int) -> str:
    tens, unit = number % 100, number % 10
    if number == 0 or tens == 40:  # нульові, сорокові
        return "ві"
    if number % 1000 == 0:  # тисячні
        return "ні"
    if 10 <= tens <= 20 or unit == 0:  # одинадцяті, двадцяті, соті
        return "ті"
    return _UNITS_UK[unit]


def ordinal_en(number: int) -> str:
    """Write an ordinal: 71st, 70th, 11th."""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }".replace(" ", "")


_AFTER = re.compile(
    r"(?<![\w’'ʼ-])([А-ЯҐЄІЇа-яґєії]|№|[Пп]\.|[Пп]п\.|[Сс]т\.|[Чч]\.|[Рр]озд\.|[Мм]\.|[Сс]\.|[Сс]мт|[Гг]р\.|[Вв]ул\.|[Сс]тор\.|до|на|за|та|не|із|зі|від|по|ці) +(?=\S)"
)
_UNIT = re.compile(
    r"(\d) +(?=(?:грн|тис\.|млн|млрд|осіб|особ|днів|дні|день|год|хв|мм|см|км|кг|%|років|роки|рік|року|р\.|"
    r"січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня)\b|%)"
)
_DASH = re.compile(r"(\S) +(?=— )")


@lru_cache(maxsize=8192)
def keep_together(text: str) -> str:
    """Put non-breaking spaces where a Ukrainian line must not break: after short words, №, п., before units and dashes.

    The same text comes back when this is done twice.
    """
    text = _UNIT.sub(rf"\1{NBSP}", text)
    text = _DASH.sub(rf"\1{NBSP}", text)
    before = None
    while before != text:  # «і в усіх»: two short words side by side
        before, text = text, _AFTER.sub(rf"\1{NBSP}", text)
    return text
