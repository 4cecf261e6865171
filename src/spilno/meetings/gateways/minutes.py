"""Minutes and extracts as PDF for the archive and as DOCX to work on; both from the same text."""

from dataclasses import asdict
from pathlib import Path

from spilno.documents.gateways.docx import make_docx
from spilno.documents.gateways.pdf import make_pdf
from spilno.meetings.rules.minutes.extract import Certified
from spilno.meetings.rules.minutes.letter import DecisionText
from spilno.meetings.rules.minutes.lines import MinutesText

DATA = Path(__file__).resolve().parent.parent / "data"


def minutes_pdf(text: MinutesText, *, title: str, certified: Certified | None = None) -> bytes:
    """Set minutes or an extract (with its mark of a true copy) as PDF/A-2a and PDF/UA-1."""
    mark = asdict(certified) if certified else None
    return make_pdf(DATA / "minutes.typ", {**asdict(text), "certified": mark}, title=title)


def minutes_docx(text: MinutesText, *, title: str, certified: Certified | None = None) -> bytes:
    """Write minutes or an extract as a Word file with styles that can be edited."""
    return make_docx(
        DATA / "minutes.docx",
        {"d": asdict(text), "title": title, "certified": certified},
        widths=[annex.widths for annex in text.annexes],
    )


def decision_pdf(text: DecisionText, *, title: str) -> bytes:
    """Set a decision as a document of its own."""
    return make_pdf(DATA / "decision.typ", asdict(text), title=title)
