"""The file of areas and clauses that a new installation begins with."""

import tomllib
from dataclasses import dataclass


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
