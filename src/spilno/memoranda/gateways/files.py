"""A memorandum as PDF to sign and as DOCX to work on: both languages side by side, from the same text."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from spilno.documents.gateways.docx import make_docx
from spilno.documents.gateways.pdf import make_pdf
from spilno.documents.rules.words import tied
from spilno.memoranda.rules.languages import SECOND
from spilno.memoranda.rules.text import Paragraph, Terms

DATA = Path(__file__).resolve().parent.parent / "data"


def memorandum_pdf(terms: Terms, text: Sequence[Paragraph], *, sha256: str, number: int) -> bytes:
    """Set the text as PDF/A-2a and PDF/UA-1; without a second language in one column."""
    return make_pdf(DATA / "memorandum.typ", _values(terms, text, sha256=sha256, number=number), title=terms.title.uk)


def memorandum_docx(terms: Terms, text: Sequence[Paragraph], *, sha256: str, number: int) -> bytes:
    """Write the text as a Word file; both languages stand in the rows of one table."""
    name = "memorandum_two.docx" if terms.second_language else "memorandum.docx"
    widths = [[85, 85], [85, 85]] if terms.second_language else []
    return make_docx(DATA / name, {"d": _values(terms, text, sha256=sha256, number=number)}, widths=widths)


def _values(terms: Terms, text: Sequence[Paragraph], *, sha256: str, number: int) -> dict[str, Any]:
    words = SECOND.get(terms.second_language, {})
    return {
        "number": number,
        "sha256": sha256,
        "second_language": terms.second_language,
        "place": asdict(terms.place),
        "signatures": {"uk": "Підписи Сторін", "second": words.get("signatures", "")},
        "text": [{**asdict(each), "uk": tied(each.uk)} for each in text],
        "parties": [asdict(party) for party in terms.parties],
    }
