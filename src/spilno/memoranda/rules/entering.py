"""When a memorandum that was signed before it was kept here may be entered as concluded."""

from dataclasses import dataclass, replace
from datetime import date

from spilno.documents.rules.words import day_in_digits
from spilno.memoranda.rules.agreement import why_not_send, why_not_term
from spilno.memoranda.rules.signing import first_and_last_day
from spilno.memoranda.rules.text import Terms
from spilno.statute.rules.refusal import Refusal, gettext_noop

TITLE = gettext_noop("The memorandum was not entered")
PAPER = gettext_noop("The signed paper: its day, its parties and its text stand on it")


@dataclass(frozen=True, slots=True)
class Entering:
    """What is entered: the state and number of the text on the table, the day on the paper, whether its scan is a PDF."""

    version_state: str
    version: int
    on: date
    today: date
    is_pdf: bool


def why_not_enter(terms: Terms, asked: Entering) -> Refusal | None:
    """Say why a signed paper cannot be entered: parties saw a text here, something is missing, an impossible day, no scan.

    Source: docs/how-to/memoranda.md, «Signed before»; ДСТУ 4163:2020, 5.10: a joint document has the day of the last signature.
    """
    if asked.version_state != "draft" or asked.version != 1:
        return _no(
            "text_seen",
            gettext_noop("A text of this memorandum was put to the parties here."),
            gettext_noop(
                "It is agreed and signed here as well; a paper signed earlier is entered as another memorandum."
            ),
        )
    missing = why_not_send(replace(terms, clauses=(), second_language=""), state="draft", note="", needs_note=False)
    if missing is not None:
        return replace(missing, title=TITLE)
    if asked.on > asked.today:
        return _no(
            "signed_in_the_future",
            gettext_noop("The day of the signature, %(on)s, has not come yet."),
            gettext_noop("Enter the day that stands on the paper."),
            on=day_in_digits(asked.on),
        )
    if not asked.is_pdf:
        return _no(
            "scan_missing",
            gettext_noop("The text is kept as a PDF, and the file is none."),
            gettext_noop("Attach the scan of the signed pages as PDF."),
        )
    broken = why_not_term(*first_and_last_day(terms.term, asked.on))
    return replace(broken, title=TITLE) if broken is not None else None


def _no(code: str, sentence: str, advice: str, **facts: object) -> Refusal:
    return Refusal(code=code, title=TITLE, sentence=sentence, source=PAPER, facts=facts, advice=advice)
