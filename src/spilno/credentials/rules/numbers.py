"""Numbers and codes of certificates: given once, read back from whatever a person types."""

import re

from spilno.statute.rules.refusal import Refusal, gettext_noop, ngettext

# 23 signs, a prime number of them: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V, which a hand or a printer makes alike
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
BODY = 11
LENGTH = BODY + 1
GROUP = 4
LOOK_ALIKE = str.maketrans(
    "АСЕНКМРТХУЈ", "ACEHKMPTXYJ"
)  # Ukrainian letters that stand for the Latin ones they look like
NUMBER = re.compile(r"^(?:№|N)?(\d{4})(\d{5,9})$")
RULE = gettext_noop("Spilno's own rule: codes of certificates")


def number_shown(year: int, number: int) -> str:
    """Write a number as it is printed: 2026-00012.

    Source: ДСТУ 4163:2020, 5.11 (the index of a document is its order number within the year, with what else tells it apart).
    """
    return f"{year}-{number:05d}"


def next_numbers(last: int, count: int) -> range:
    """Return the next numbers of a year's register after the last one ever given: without gaps, none twice.

    `last` counts revoked certificates too; 0 when the year has none yet.

    Source: Spilno's own rule: a number is given once and never used again.
    """
    return range(last + 1, last + 1 + count)


def read_number(text: str) -> tuple[int, int] | None:
    """Read a number from what was typed: with or without «№», a hyphen, a dash, a slash or spaces; None: it is no number.

    Source: Spilno's own rule: what a person types is understood.
    """
    found = NUMBER.match(re.sub(r"[\s\-–—/.]", "", text.upper()))
    return (int(found[1]), int(found[2])) if found and int(found[2]) > 0 else None


def check_character(body: str) -> str:
    """Return the character that ends a code: one wrong character, or any two that changed places, no longer fit it.

    Each character weighs its place, from 1 to 11, modulo 23: weights differ and none is zero, so such mistakes always show.

    Source: Spilno's own rule: a code proves itself before it is looked up.
    """
    total = sum(place * ALPHABET.index(character) for place, character in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def folded(text: str) -> str:
    """Return what was typed as a code is kept: capital Latin letters, without spaces and hyphens.

    Source: Spilno's own rule: what a person types is understood.
    """
    return re.sub(r"[\s\-–—.]", "", text.upper()).translate(LOOK_ALIKE)


def code_shown(code: str) -> str:
    """Write a code in groups of four, as it is printed.

    Source: Spilno's own rule: a code is read in groups.
    """
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def why_not_code(text: str) -> Refusal | None:
    """Say why what was typed cannot be a code of ours: too short or long, a character we never print, a slip of the hand.

    Source: Spilno's own rule: a code proves itself before it is looked up.
    """
    code = folded(text)
    title = gettext_noop("The certificate was not looked up")
    wrong = sorted({character for character in code if character not in ALPHABET})
    if wrong:
        return Refusal(
            "code_has_other_characters",
            gettext_noop("Our codes never have the characters %(wrong)s."),
            RULE,
            {"wrong": ", ".join(wrong)[:60]},
            title=title,
            advice=gettext_noop("Compare the code with the paper, or type the number of the certificate."),
        )
    if len(code) != LENGTH:
        one, many = ngettext(
            "The code has %(given)d character, and it should have 12.",
            "The code has %(given)d characters, and it should have 12.",
        )
        return Refusal(
            "code_of_another_length",
            one,
            RULE,
            {"given": len(code)},
            plural=many,
            count="given",
            title=title,
            advice=gettext_noop("Type all three groups of four, or the number of the certificate."),
        )
    if check_character(code[:BODY]) != code[BODY:]:
        return Refusal(
            "code_was_mistyped",
            gettext_noop("A character of the code is wrong, or two changed places."),
            RULE,
            title=title,
            advice=gettext_noop("Compare the code with the paper, or type the number of the certificate."),
        )
    return None
