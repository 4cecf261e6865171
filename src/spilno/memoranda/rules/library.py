"""The file of areas and clauses that a new installation begins with."""

import tomllib
from dataclasses import dataclass

from spilno.memoranda.rules.text import FILLED, PLACEHOLDER
from spilno.statute.rules.refusal import Refusal, gettext_noop


@dataclass(frozen=True, slots=True)
class LibraryClause:
    """A clause as the file has it; each line of a text is a point."""

    code: str
    title_uk: str
    title_en: str
    text_uk: str
    text_en: str
    kinds: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Library:
    """Areas (code, Ukrainian, English, source) and clauses, in their order."""

    areas: tuple[tuple[str, str, str, str], ...]
    clauses: tuple[LibraryClause, ...]


def read_library(text: str) -> Library:
    """Read the file; a missing title or text is a mistake of ours and raises KeyError.

    Source: seeds of the association: the memorandum of 06.07.2023; DOMAIN 5.6.
    """
    said = tomllib.loads(text)
    areas = tuple((each["code"], each["title_uk"], each["title_en"], each.get("source", "")) for each in said["area"])
    clauses = tuple(
        LibraryClause(
            each["code"],
            each["title_uk"],
            each["title_en"],
            each["text_uk"].strip(),
            each["text_en"].strip(),
            tuple(each.get("kinds", ())),
            bool(each.get("required", False)),
        )
        for each in said["clause"]
    )
    return Library(areas, clauses)


def why_not_keep_clause(text_uk: str, text_en: str) -> Refusal | None:
    """Say why a clause cannot stand in the library: no points, more in one language than in the other, unknown words in braces.

    A clause without English is kept: it is offered to texts in Ukrainian only, and others are asked for their words.

    Source: docs/how-to/memoranda.md, «Clauses»: each line is a numbered point; both languages have as many.
    """
    uk, en = _points(text_uk), _points(text_en)
    if not uk:
        return _not_kept("no_points", gettext_noop("The clause has no point in Ukrainian."))
    if en and len(uk) != len(en):
        return _not_kept(
            "points_differ",
            gettext_noop("In Ukrainian there are %(uk)d points, in English %(en)d."),
            gettext_noop("Write the same points in both languages, each in its own line."),
            {"uk": len(uk), "en": len(en)},
        )
    unknown = sorted({word for word in PLACEHOLDER.findall(f"{text_uk} {text_en}") if word not in FILLED})
    if unknown:
        return _not_kept(
            "words_unknown",
            gettext_noop("Nothing fills these words in braces: %(words)s."),
            gettext_noop("Filled by themselves are notice_days, parties, place, title."),
            {"words": ", ".join(f"{{{word}}}" for word in unknown)},
        )
    return None


def _points(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _not_kept(code: str, sentence: str, advice: str = "", facts: dict[str, object] | None = None) -> Refusal:
    source = gettext_noop("Library of clauses: each line is a numbered point; both languages have as many")
    title = gettext_noop("The clause was not kept")
    return Refusal(code=code, sentence=sentence, source=source, facts=facts or {}, title=title, advice=advice)
