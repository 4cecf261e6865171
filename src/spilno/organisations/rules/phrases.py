"""Declension of names of posts and bodies: the head word and its adjectives change, the rest stands.

«міський голова» → «міського голови»; «секретар ради» → «секретаря ради»; «Валківська міська рада» → «Валківської
міської ради». The words of documents are few and regular, so endings are enough; what is unknown stays as it is.
"""

import re
from typing import Literal, get_args

Case = Literal["nominative", "genitive", "dative", "accusative", "ablative", "locative", "vocative"]
CASES: tuple[Case, ...] = get_args(Case)
_INDEX = {case: number for number, case in enumerate(CASES)}

# endings by case in the order of CASES
_ADJECTIVE_MASCULINE = ("ий", "ого", "ому", "ого", "им", "ому", "ий")
_ADJECTIVE_MASCULINE_SOFT = ("ій", "ього", "ьому", "ього", "ім", "ьому", "ій")
_ADJECTIVE_FEMININE = ("а", "ої", "ій", "у", "ою", "ій", "а")
_ADJECTIVE_FEMININE_SOFT = ("я", "ьої", "ій", "ю", "ьою", "ій", "я")
_ADJECTIVE_NEUTER = ("е", "ого", "ому", "е", "им", "ому", "е")

_NOUN_A = ("а", "и", "і", "у", "ою", "і", "о")  # голова, староста, рада
_NOUN_KA = ("ка", "ки", "ці", "ку", "кою", "ці", "ко")  # директорка
_NOUN_HA = ("га", "ги", "зі", "гу", "гою", "зі", "го")  # колега
_NOUN_YA = ("я", "і", "і", "ю", "ею", "і", "е")  # суддя, очільниця
_NOUN_IA = ("ія", "ії", "ії", "ію", "ією", "ії", "іє")  # дирекція, адміністрація
_NOUN_HARD = ("", "а", "у", "а", "ом", "ові", "е")  # директор
_NOUN_K = ("", "а", "у", "а", "ом", "ові", "у")  # начальник
_NOUN_SIBILANT = ("", "а", "у", "а", "ем", "еві", "у")  # завідувач
_NOUN_SOFT = ("", "я", "ю", "я", "ем", "еві", "ю")  # секретар
_NOUN_J = ("й", "я", "ю", "я", "єм", "єві", "ю")  # водій
_NOUN_EC = ("ець", "ця", "цю", "ця", "цем", "цеві", "че")  # промовець
_NOUN_H = ("г", "га", "гу", "га", "гом", "гові", "же")  # педагог
_THING_HARD = ("", "у", "у", "", "ом", "і", "е")  # департамент
_THING_K = ("", "у", "у", "", "ом", "у", "у")  # банк
_NEUTER_O = ("о", "а", "у", "о", "ом", "і", "о")  # товариство
_NEUTER_YA = ("я", "я", "ю", "я", "ям", "і", "я")  # управління

# adjectives that stand for a person by themselves; what follows them does not change
_SUBSTANTIVE = frozenset({
    "керуючий", "керуюча", "завідуючий", "завідуюча", "виконуючий", "виконуюча", "головуючий", "головуюча",
    "уповноважений", "уповноважена", "відповідальний", "відповідальна", "черговий", "чергова",
})  # fmt: skip
_ADJECTIVE_ENDING = re.compile(
    r"((ськ|цьк|зьк|ов|ев|єв|[бвгджзйклмнпрсту]ь?н|чн|шн|щн|ерш|руг|ищ|вч|юч|уч|ач)[ае]|[жшдтр]н[яє])$"
)
_NOUNS_LIKE_ADJECTIVES = frozenset({
    "голова", "основа", "мова", "справа", "сторона", "хвиля", "весна", "сосна", "війна", "церква", "вдача", "задача",
    "дача", "удача", "передача", "площа",
})  # fmt: skip
_NOUNS_IN_YI = frozenset({"водій"})
_SOFT_IN_R = frozenset({"секретар", "лікар", "бібліотекар", "писар", "аптекар", "ветлікар", "друкар"})
_THINGS = frozenset({
    "центр", "департамент", "відділ", "інститут", "університет", "фонд", "коледж", "ліцей", "заклад", "апарат", "комітет",
    "секретаріат", "союз", "офіс", "сектор", "клуб", "музей", "банк", "парк", "табір", "фронт",
})  # fmt: skip
_DASHES = (" – ", " — ", " - ", " −\u00a0")


def decline_phrase(phrase: str, case: Case) -> str:
    """Put the name of a post or a body, given in the nominative, into a case; unknown words stay as they are.

    Adjectives before the head word and the head word itself change; what follows («ради», «з питань…») already has its
    own case. Both sides of a spaced dash change: «перший віцепрезидент – виконавчий директор».

    Source: Український правопис 2019, § 75-91, 102 (as remembered; to be checked).
    """
    if case == "nominative":
        return phrase
    for dash in _DASHES:
        if dash in phrase:
            return dash.join(decline_phrase(part, case) for part in phrase.split(dash))
    words = phrase.split(" ")
    hidden_head = _is_abbreviation(words[0])  # «в. о. голови»: the head word hides in the abbreviation
    if hidden_head or (case == "accusative" and _names_a_thing(words)):
        return phrase
    feminine = _is_feminine(words)
    done: list[str] = []
    for number, word in enumerate(words):
        if _is_abbreviation(word) or "«" in word or '"' in word:
            break
        changed, is_head = _decline_word(word, case, feminine=feminine, last=number == len(words) - 1)
        done.append(changed)
        if is_head:
            break
    return " ".join([*done, *words[len(done) :]])


def feminine_post(post: str) -> str:
    """Make the adjectives of a post agree with a woman where its noun serves both: «міський голова» → «міська голова».

    Other posts stay as they are: «начальник», «директор» and «начальниця», «директорка» are a choice of the person.

    Source: Український правопис 2019, § 32 (as remembered; to be checked).
    """
    words = post.split(" ")
    for number, word in enumerate(words):
        if word.casefold() in {"голова", "староста", "суддя"}:
            return " ".join([*(_to_feminine(adjective) for adjective in words[:number]), *words[number:]])
        if not _is_adjective(word):
            return post
    return post


def masculine_post(post: str) -> str:
    """Make the adjectives of a post agree with a man where its noun serves both: «міська голова» → «міський голова».

    Source: Український правопис 2019, § 32 (as remembered; to be checked).
    """
    words = post.split(" ")
    for number, word in enumerate(words):
        if word.casefold() in {"голова", "староста", "суддя"}:
            return " ".join([*(_to_masculine(adjective) for adjective in words[:number]), *words[number:]])
        if not _is_adjective(word):
            return post
    return post


def _decline_word(word: str, case: Case, *, feminine: bool, last: bool) -> tuple[str, bool]:
    """Return the word in the case, and whether it is the head."""
    bare, comma = (word[:-1], ",") if word.endswith(",") else (word, "")
    if bare.casefold() in _SUBSTANTIVE or (_is_adjective(bare) and last):
        return _adjective(bare, case) + comma, True
    if _is_adjective(bare):
        return _adjective(bare, case) + comma, False
    if "-" in bare:  # «директор-розпорядник», «віце-президент»
        parts = bare.split("-")
        changed = "-".join(_noun(part, case, feminine=feminine) for part in parts)
        return changed + comma, True
    return _noun(bare, case, feminine=feminine) + comma, True


def _is_abbreviation(word: str) -> bool:
    return word.endswith(".") or (len(word) > 1 and word.isupper())


def _names_a_thing(words: list[str]) -> bool:
    """Tell whether the head is a masculine noun for a thing: its accusative is its nominative."""
    head = next((word for word in words if not _is_adjective(word)), "")
    return head.casefold() in _THINGS


def _is_feminine(words: list[str]) -> bool:
    return bool(words) and words[0].casefold().endswith(("а", "я"))


def _is_adjective(word: str) -> bool:
    low = word.casefold()
    if low in _NOUNS_LIKE_ADJECTIVES or low in _NOUNS_IN_YI or len(low) < 3:
        return False
    if low in _SUBSTANTIVE or low.endswith(("ий", "ній")):
        return True
    return bool(_ADJECTIVE_ENDING.search(low))


def _adjective(word: str, case: Case) -> str:
    low, at = word.casefold(), _INDEX[case]
    for endings in (_ADJECTIVE_MASCULINE, _ADJECTIVE_MASCULINE_SOFT, _ADJECTIVE_FEMININE, _ADJECTIVE_FEMININE_SOFT):
        if low.endswith(endings[0]):
            return word[: -len(endings[0])] + endings[at]
    if low.endswith("е"):
        return word[:-1] + _ADJECTIVE_NEUTER[at]
    return word


def _noun(word: str, case: Case, *, feminine: bool) -> str:
    low, at = word.casefold(), _INDEX[case]
    if low in {"віце", "екс", "міні", "прес"}:
        return word
    endings = _endings(low, feminine=feminine)
    if endings is None:
        return word
    stem = word[: len(word) - len(endings[0])] if endings[0] else word
    return stem + endings[at]


def _endings(low: str, *, feminine: bool) -> tuple[str, ...] | None:
    """Choose the pattern of a noun by its last letters; None: it does not change."""
    by_ending = (
        (("ія",), _NOUN_IA), (("ення", "ання", "іння", "иття"), _NEUTER_YA), (("ка",), _NOUN_KA), (("га",), _NOUN_HA),
        (("а",), _NOUN_A), (("я",), _NOUN_YA), (("о",), _NEUTER_O), (("ець",), _NOUN_EC),
    )  # fmt: skip
    for letters, endings in by_ending:
        if low.endswith(letters):
            return endings
    if low in _THINGS:
        return _THING_K if low.endswith("к") else _THING_HARD
    if feminine or not low or not low[-1].isalpha() or low[-1] in "еиіїуюєьaeiouy":
        return None  # «директор» of a woman keeps its form only beside a feminine adjective
    if low in _SOFT_IN_R:
        return _NOUN_SOFT
    by_letter = {"й": _NOUN_J, "г": _NOUN_H, "к": _NOUN_K} | dict.fromkeys("жчшщ", _NOUN_SIBILANT)
    return by_letter.get(low[-1], _NOUN_HARD)


def _to_feminine(word: str) -> str:
    if word.casefold().endswith("ий"):
        return word[:-2] + "а"
    return word[:-2] + "я" if word.casefold().endswith("ій") else word


def _to_masculine(word: str) -> str:
    low = word.casefold()
    if not low.endswith(("а", "я")):
        return word
    return word[:-1] + ("ій" if low.endswith("я") else "ий")
