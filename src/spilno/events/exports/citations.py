"""Papers of a collection for programs that keep references: BibTeX and RIS; and as schema.org tells them."""

import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from spilno.events.exports.json_ld import SCHEMA
from spilno.events.models import Collection, Licence, Owner, Paper
from spilno.events.rules.collection import family_first

BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\~{}",
        "^": r"\^{}",
    }
)
LICENCES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


def address_of(paper: Paper) -> str:
    """Return the whole address of a paper of a collection."""
    return settings.SITE_URL + reverse("events:published_paper", args=[paper.call.event_id, paper.number])


def _names(paper: Paper) -> list[str]:
    """Return authors as «Family, Given», which both formats ask for; a reader's list of sources does not shout the family name."""
    found = []
    for author in paper.authors.all():
        family, _space, given = family_first(author.name).partition(" ")
        if len(family) > 1 and family.isupper():
            family = "-".join(part.capitalize() for part in family.split("-"))
        found.append(f"{family}, {given}" if given else family)
    return found


def _line(text: str) -> str:
    """Put a text on one line: a line more would be a field more."""
    return re.sub(r"\s+", " ", text).strip()


def bibtex(collection: Collection, papers: Iterable[Paper]) -> str:
    """Return the papers as BibTeX, in UTF-8."""
    entries = []
    for paper in papers:
        fields = {
            "author": " and ".join(_names(paper)),
            "title": paper.title,
            "booktitle": collection.title_uk,
            "address": collection.place,
            "publisher": collection.publisher,
            "year": str(collection.year),
            "isbn": collection.isbn,
            "keywords": paper.keywords,
            "language": "english" if paper.language == "en" else "ukrainian",
        }
        lines = [f"  {name} = {{{_line(text).translate(BIBTEX)}}}" for name, text in fields.items() if text]
        lines.append(f"  url = {{{address_of(paper)}}}")
        key = f"spilno{collection.year}-{paper.call.event_id}-{paper.number}"
        entries.append(f"@inproceedings{{{key},\n" + ",\n".join(lines) + "\n}\n")
    return "\n".join(entries)


def ris(collection: Collection, papers: Iterable[Paper]) -> str:
    """Return the papers as RIS, in UTF-8."""
    lines: list[str] = []
    for paper in papers:
        fields = [
            ("TY", "CONF"),
            *(("AU", name) for name in _names(paper)),
            ("TI", paper.title),
            ("T2", collection.title_uk),
            ("CY", collection.place),
            ("PB", collection.publisher),
            ("PY", str(collection.year)),
            ("SN", collection.isbn),
            ("AB", paper.abstract),
            *(("KW", word) for word in paper.keywords.split(",")),
            ("LA", paper.language),
            ("UR", address_of(paper)),
        ]
        lines += [f"{tag}  - {_line(text)}" for tag, text in fields if _line(text)]
        lines += ["ER  - ", ""]
    return "\r\n".join(lines)


def schema_of_collection(collection: Collection, owners: Iterable[Owner], papers: Iterable[Paper]) -> dict[str, Any]:
    """Return the collection as schema.org tells it, with its papers."""
    told: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Book",
        "name": collection.title_uk,
        "url": settings.SITE_URL + reverse("events:collection", args=[collection.call.event_id]),
        "inLanguage": "uk",
        "datePublished": str(collection.year),
        "publisher": {"@type": "Organization", "name": collection.publisher},
        "sourceOrganization": [{"@type": "Organization", "name": owner.organisation.name} for owner in owners],
        "isAccessibleForFree": True,
        "hasPart": [
            {"@type": "ScholarlyArticle", "name": paper.title, "url": address_of(paper), "author": _people(paper)}
            for paper in papers
        ],
    }
    if collection.isbn:
        told["isbn"] = collection.isbn
    return told


def schema_of_paper(collection: Collection, paper: Paper) -> dict[str, Any]:
    """Return a paper as schema.org tells it."""
    told: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "ScholarlyArticle",
        "headline": paper.title,
        "name": paper.title,
        "abstract": paper.abstract,
        "url": address_of(paper),
        "inLanguage": paper.language,
        "datePublished": str(collection.year),
        "author": _people(paper),
        "isPartOf": {"@type": "Book", "name": collection.title_uk, "isbn": collection.isbn},
        "publisher": {"@type": "Organization", "name": collection.publisher},
        "isAccessibleForFree": True,
    }
    if paper.keywords:
        told["keywords"] = paper.keywords
    if paper.licence in LICENCES:
        told["license"] = LICENCES[Licence(paper.licence)]
    return told


def _people(paper: Paper) -> list[dict[str, Any]]:
    return [
        {
            "@type": "Person",
            "name": author.name,
            **({"affiliation": author.organisation_name} if author.organisation_name else {}),
        }
        for author in paper.authors.all()
    ]
