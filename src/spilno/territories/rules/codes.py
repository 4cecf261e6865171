"""How a code of КАТОТТГ is built, and what of a row can be mended without asking."""

import re

CODE = re.compile(r"^UA\d{17}$")
SEGMENTS = ((2, 4), (4, 6), (6, 9), (9, 12), (12, 14))  # OO PP HHH SSS MM; the stable five digits follow
RAION_LENGTH = 6  # the beginning of a code that a raion shares with all that is in it
LEVELS = {"O": 1, "K": 1, "P": 2, "H": 3, "M": 4, "T": 4, "X": 4, "C": 4, "B": 5}
LOOK_ALIKES = str.maketrans("АОКРНМТХСВ", "AOKPHMTXCB")
CYRILLIC, LATIN = re.compile(r"[А-Яа-яҐґЄєІіЇї]"), re.compile(r"[A-Za-z]")
LATIN_TWINS = str.maketrans("ABCEHIKMOPTXaceiopxy", "АВСЕНІКМОРТХасеіорху")
APOSTROPHES = re.compile(r"[’ʼ'`´‘]")
ALPHABET = " " * 10 + "0123456789" + "abcdefghijklmnopqrstuvwxyz" + " " * 4 + "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
PLACES = {" ": "00"} | {letter: f"{place:02d}" for place, letter in enumerate(ALPHABET) if letter != " "}
SORTED_LETTERS = 60


def is_code(text: str) -> bool:
    """Tell whether the text has the form of a code: UA and 17 digits.

    Source: КАТОТТГ, order of 26.11.2020 No 290 (form checked on all 31,748 rows of 16.05.2025).
    """
    return bool(CODE.match(text))


def stable_of(code: str) -> str:
    """Return the last five digits: unique over the whole codifier, they survive a transfer to another raion.

    Source: КАТОТТГ of 16.05.2025 (computed: 31,748 of 31,748 differ).
    """
    return code[-5:]


def level_of(code: str) -> int:
    """Return the level of a code, 1 (region) to 5 (city district): the deepest segment that is not zero.

    Source: КАТОТТГ, order of 26.11.2020 No 290.
    """
    return max((number for number, (start, end) in enumerate(SEGMENTS, 1) if code[start:end].strip("0")), default=1)


def own_key(code: str) -> str:
    """Return the first fourteen characters: where the unit stands, without its stable digits.

    Source: КАТОТТГ, order of 26.11.2020 No 290.
    """
    return code[:14]


def parent_key(code: str) -> str | None:
    """Return the key of the unit above: the deepest segment becomes zero. None for a region.

    Source: КАТОТТГ, order of 26.11.2020 No 290 (a child's code starts with its parent's segments, no exception).
    """
    level = level_of(code)
    if level == 1:
        return None
    start, end = SEGMENTS[level - 1]
    return code[:start] + "0" * (end - start) + code[end:14]


def clean_code(text: str) -> str:
    """Drop spaces and make the letters of a code Latin capitals.

    Source: КАТОТТГ, order of 26.11.2020 No 290.
    """
    return "".join(text.split()).upper().translate(LOOK_ALIKES)


def clean_category(text: str) -> tuple[str, bool]:
    """Return the category as a Latin capital, and whether it was typed with a Cyrillic look-alike.

    Source: КАТОТТГ, order of 26.11.2020 No 290 (letters are Latin; О, К, Р, Н, М, Т, Х, С, В look the same).
    """
    bare = text.strip()
    cleaned = bare.upper().translate(LOOK_ALIKES)
    return cleaned, bool(CYRILLIC.search(bare))


def clean_name(text: str) -> str:
    """Drop spaces at the ends, make those inside single, and write every apostrophe as ’.

    Source: КАТОТТГ of 16.05.2025 (names carry trailing spaces; the apostrophe is U+2019).
    """
    return APOSTROPHES.sub("’", " ".join(text.split()))


def has_latin_twins(name: str) -> bool:
    """Tell whether a Ukrainian name hides Latin letters that look like Cyrillic ones.

    Source: Національний стандарт транслітерації не змішує абеток (as remembered; to be checked).
    """
    return bool(CYRILLIC.search(name) and LATIN.search(name))


def without_twins(name: str) -> str:
    """Put Cyrillic letters for the Latin ones that look like them.

    Source: as for `has_latin_twins`.
    """
    return name.translate(LATIN_TWINS) if has_latin_twins(name) else name


def search_key(name: str) -> str:
    """Fold a name for comparison: small letters, no apostrophes, hyphens as spaces.

    Source: DSTU 4163:2020 does not speak of it; names are typed with five different apostrophes.
    """
    return " ".join(APOSTROPHES.sub("", name).replace("-", " ").casefold().split())


def sort_key(name: str) -> str:
    """Return two digits for each letter, so that any database sorts names by the Ukrainian alphabet: «Ґ» after «Г», «І» after «И».

    Digits come first, then Latin letters, then Ukrainian ones; apostrophes do not count. Only the first sixty letters do.

    Source: Український правопис 2019, § 1 (the order of the alphabet).
    """
    return "".join(PLACES.get(letter, "99") for letter in search_key(name)[:SORTED_LETTERS])
