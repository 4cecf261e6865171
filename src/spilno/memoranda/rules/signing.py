"""Who signs an agreed text and when; from which day it is in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spilno.memoranda.rules.agreement import why_not_term
from spilno.memoranda.rules.text import TermText
from spilno.statute.rules.refusal import Refusal, gettext_noop

NOT_SIGNED = gettext_noop("The signature was not kept")
JOINT = gettext_noop("DSTU 4163:2020, 5.10: a joint document bears one date, that of the last signature")


@dataclass(frozen=True, slots=True)
class SigningFacts:
    """A signature to be kept: of which party, on which day; `sent_on` is when the text was put to the parties."""

    version_state: str
    is_party: bool
    withdrew: bool
    signed: bool
    on: date
    today: date
    sent_on: date | None
    on_paper: bool
    has_scan: bool


def why_not_sign(facts: SigningFacts, term: TermText) -> Refusal | None:
    """Say why a signature is not kept: the text is not agreed by all, a stranger signs, twice, or on an impossible day.

    Source: ДСТУ 4163:2020, 5.10, 5.22; DOMAIN R23: a joint document has the date of the last signature.
    """
    if not facts.is_party or facts.withdrew:
        return _no(
            "not_a_party",
            gettext_noop("You do not speak for a party of this memorandum."),
            gettext_noop("Ask the head of your organisation, or the secretariat of the Association."),
        )
    if facts.signed:
        return _no(
            "signed_already",
            gettext_noop("This party has signed this text already."),
            gettext_noop("Open the page again to see all signatures."),
        )
    if facts.version_state != "agreed":
        return _no(
            "not_agreed",
            gettext_noop("This text is not agreed by all parties, so it is not signed."),
            gettext_noop("Wait until every party approves the same text."),
        )
    return _why_not_on_day(facts) or why_not_term(
        facts.on if term.starts_on is None else max(term.starts_on, facts.on), term.ends_on
    )


def _why_not_on_day(facts: SigningFacts) -> Refusal | None:
    if facts.on > facts.today:
        return _no(
            "signed_in_the_future",
            gettext_noop("The day of the signature, %(on)s, has not come yet."),
            gettext_noop("Enter the day that stands on the paper."),
            on=_day(facts.on),
        )
    if facts.sent_on is not None and facts.on < facts.sent_on:
        return _no(
            "signed_before_the_text",
            gettext_noop("The text was put to the parties on %(sent)s: it cannot have been signed on %(on)s."),
            gettext_noop("Enter the day that stands on the paper."),
            sent=_day(facts.sent_on),
            on=_day(facts.on),
        )
    if facts.on_paper and not facts.has_scan:
        return _no(
            "scan_missing",
            gettext_noop("Of a signature on paper the scan is kept, and none was given."),
            gettext_noop("Attach the scan of the signed pages as PDF."),
        )
    return None


def day_of_signing(days: Sequence[date]) -> date:
    """Return the day of a joint document: that of the last signature. Without signatures: ValueError.

    Source: ДСТУ 4163:2020, 5.10; DOMAIN R23.
    """
    return max(days)


def first_and_last_day(term: TermText, signed_on: date) -> tuple[date, date | None]:
    """Return the first and the last day in force of a text signed on a day; None: without a term.

    A term in years ends on the same day and month of the last year; 29 February becomes the 28th.

    Source: Цивільний кодекс України, ст. 254, ч. 1, 3 (закінчення строку, визначеного роками).
    """
    starts = max(term.starts_on, signed_on) if term.starts_on else signed_on
    if term.ends_on is not None or not term.years:
        return starts, term.ends_on
    try:
        return starts, starts.replace(year=starts.year + term.years)
    except ValueError:
        return starts, starts.replace(year=starts.year + term.years, day=28)


def _day(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def _no(code: str, sentence: str, advice: str, **facts: object) -> Refusal:
    return Refusal(code=code, title=NOT_SIGNED, sentence=sentence, source=JOINT, facts=facts, advice=advice)
