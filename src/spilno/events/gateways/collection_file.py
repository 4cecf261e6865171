"""The collection of papers as PDF: title page, imprint, contents, papers by section, index of authors."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from spilno.documents.gateways.pdf import make_pdf
from spilno.documents.rules.words import tied
from spilno.events.gateways.logos import drawn_holder
from spilno.events.models import Collection, Licence, Owner, Paper
from spilno.events.queries.collection import Chapter, chapters_of, index_of

BOOK = Path(__file__).parent.parent / "data" / "collection.typ"


def collection_pdf(collection: Collection, owners: Sequence[Owner], *, address: str) -> bytes:
    """Return the book, in Ukrainian. A logo that cannot be drawn leaves its place to the initials of its holder."""
    with translation.override("uk"):
        chapters = chapters_of(collection.call)
        data = _data(collection, chapters, address)
        data["holders"] = [drawn_holder(owner, drawn=True) for owner in owners]
        try:
            return make_pdf(BOOK, data, title=collection.title_uk)
        except typst.TypstError:
            data["holders"] = [drawn_holder(owner, drawn=False) for owner in owners]
            return make_pdf(BOOK, data, title=collection.title_uk)


def _data(collection: Collection, chapters: list[Chapter], address: str) -> dict[str, Any]:
    event = collection.call.event
    day = timezone.localtime(event.starts_at) if event.starts_at else None
    return {
        "title": tied(collection.title_uk),
        "title_en": collection.title_en,
        "under": _("Collection of papers of the scientific and practical conference"),
        "conference": tied(event.title_uk),
        "when": date_format(day, "DATE_FORMAT") if day else "",
        "where": tied(event.place),
        "place": collection.place,
        "year": str(collection.year),
        "publisher": tied(collection.publisher),
        "isbn": collection.isbn,
        "udc": collection.udc,
        "editors": tied(collection.editors),
        "foreword": _paragraphs(collection.foreword),
        "address": address.split("://", 1)[-1],
        "words": {
            "contents": _("Contents"),
            "index": _("Index of authors"),
            "foreword": _("Foreword"),
            "editors": _("Editors"),
            "udc": _("UDC"),
            "keywords": _("Key words"),
            "keywords_en": "Key words",
            "page": _("p."),
            "own_words": _("Texts stand as their authors gave them. Authors answer for facts, figures and quotations."),
            "licence": _("Each paper is published under the licence named below it."),
            "online": _("The collection on the web"),
        },
        "chapters": [
            {"title": tied(chapter.title), "papers": [_paper(paper) for paper in chapter.papers]}
            for chapter in chapters
        ],
        "index": [{"name": each.name, "papers": list(each.papers)} for each in index_of(chapters)],
    }


def _paper(paper: Paper) -> dict[str, Any]:
    other = "uk" if paper.language == "en" else "en"
    licence = capfirst(paper.get_licence_display()) if paper.licence == Licence.RESERVED else paper.licence
    return {
        "number": paper.number,
        "language": paper.language,
        "title": tied(paper.title),
        "authors": [
            {
                "name": author.name,
                "post": tied(", ".join(part for part in (author.post, author.organisation_name) if part)),
            }
            for author in paper.authors.all()
        ],
        "text": _paragraphs(paper.abstract),
        "keywords": paper.keywords,
        "other": {
            "language": other,
            "title": paper.other_title,
            "text": _paragraphs(paper.other_abstract),
            "keywords": paper.other_keywords,
        },
        "licence": f"© {', '.join(author.name for author in paper.authors.all())}. {licence}",
    }


def _paragraphs(text: str) -> list[str]:
    return [tied(line.strip()) for line in text.splitlines() if line.strip()]
