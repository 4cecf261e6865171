"""When a text may be put to the parties, and how a party answers it."""

from dataclasses import dataclass
from datetime import date

from spilno.memoranda.rules.text import Both, Terms, unfilled
from spilno.statute.rules.refusal import Refusal, gettext_noop

NOT_SENT = gettext_noop("The text was not put to the parties")
NOT_ANSWERED = gettext_noop("The answer was not recorded")
PRACTICE = gettext_noop("Practice of memoranda: parties, purpose, areas, signatories and their powers are named")
ONE_TEXT = gettext_noop("Each party approves exactly one text, known by its SHA-256")


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """An answer of a party: which text it saw, which stands now, and how things stand."""

    version_state: str
    seen_sha256: str
    sha256: str
    is_party: bool
    answered: bool
    withdrew: bool
    agreed: bool
    remarks: str


def why_not_send(terms: Terms, *, state: str, note: str, needs_note: bool) -> Refusal | None:
    """Say why a text cannot be put to the parties: it was sent already, or something that parties sign is missing.

    `needs_note`: the text changes one that the parties know, and must say what it changes.

    Source: DOMAIN 5.6 (form of memoranda); Law of Ukraine 1508-VII, art. 4, 9 for inter-municipal cooperation.
    """
    if state != "draft":
        return _no(
            NOT_SENT,
            "text_sent",
            gettext_noop("This text is with the parties already."),
            gettext_noop("Wait for their answers, or write the next version."),
            ONE_TEXT,
        )
    missing = _missing(terms)
    if missing is not None:
        return missing
    if needs_note and not note.strip():
        return _no(
            NOT_SENT,
            "note_missing",
            gettext_noop("It is not said what the new text changes and why."),
            gettext_noop("Write a note for the parties."),
            PRACTICE,
        )
    return why_not_term(terms.term.starts_on, terms.term.ends_on)


def _missing(terms: Terms) -> Refusal | None:
    if len(terms.parties) < 2:
        return _no(
            NOT_SENT,
            "parties_missing",
            gettext_noop("A memorandum has at least two parties; now there are %(count)s."),
            gettext_noop("Add the parties with their signatories."),
            PRACTICE,
            count=len(terms.parties),
        )
    for party in terms.parties:
        if not (party.signatory.uk and party.post.uk and party.powers.uk):
            return _no(
                NOT_SENT,
                "signatory_missing",
                gettext_noop("%(party)s has no signatory, post or ground of powers yet."),
                gettext_noop("Fill in who signs for this party and on what ground."),
                PRACTICE,
                party=party.name.uk,
            )
    for empty, code, sentence, advice in (
        (
            not terms.purpose.uk,
            "purpose_missing",
            gettext_noop("The purpose is not written."),
            gettext_noop("Write what the parties unite for."),
        ),
        (
            not terms.areas,
            "areas_missing",
            gettext_noop("No area of cooperation is chosen."),
            gettext_noop("Choose areas from the list: plans and reports stand on them."),
        ),
    ):
        if empty:
            return _no(NOT_SENT, code, sentence, advice, PRACTICE)
    braces = unfilled(terms)
    if braces:
        return _no(
            NOT_SENT,
            "words_unfilled",
            gettext_noop("Words in braces are not filled: %(words)s."),
            gettext_noop("Write the words themselves in the clauses."),
            PRACTICE,
            words=", ".join(f"{{{word}}}" for word in braces),
        )
    return _one_sided(terms)


def _one_sided(terms: Terms) -> Refusal | None:
    """Both languages say no less than each other: every paragraph of the Ukrainian text has its pair."""
    if not terms.second_language:
        return None
    said: list[tuple[str, Both]] = [(terms.title.uk, terms.title), (terms.purpose.uk, terms.purpose)]
    for party in terms.parties:
        said += [(party.name.uk, pair) for pair in (party.name, party.signatory, party.post, party.powers)]
    said += [(area.words.uk, area.words) for area in terms.areas]
    for clause in terms.clauses:
        said += [(clause.title.uk, clause.title), (clause.title.uk, clause.text)]
    for where, pair in said:
        lines = [len([line for line in text.split("\n") if line.strip()]) for text in (pair.uk, pair.second)]
        if lines[0] != lines[1]:
            return _no(
                NOT_SENT,
                "second_language_missing",
                gettext_noop("The text in the second language is not complete: see “%(where)s”."),
                gettext_noop(
                    "Write as many points in the second language as in Ukrainian, or take the second language away."
                ),
                gettext_noop("Law 2704-VIII, art. 27: the Ukrainian version holds no less than any other"),
                where=where[:120],
            )
    return None


def why_not_term(starts_on: date | None, ends_on: date | None) -> Refusal | None:
    """Say why a term cannot be: it ends before it begins. A term of one day is possible.

    Source: Цивільний кодекс України, ст. 251-254 (строк і його перебіг).
    """
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        return _no(
            gettext_noop("The term was not taken"),
            "term_reversed",
            gettext_noop("The memorandum would end on %(ends)s, before it begins on %(starts)s."),
            gettext_noop("Check both days."),
            gettext_noop("Civil Code, art. 251-254"),
            ends=ends_on.strftime("%d.%m.%Y"),
            starts=starts_on.strftime("%d.%m.%Y"),
        )
    return None


def why_not_answer(facts: AnswerFacts) -> Refusal | None:
    """Say why a party cannot answer: it is no party, the text is another one than it saw, it answered already.

    Source: EWP IIA approval (a party approves exactly the hash that it saw); docs/how-to/memoranda.md, «One text, one hash».
    """
    if not facts.is_party or facts.withdrew:
        return _no(
            NOT_ANSWERED,
            "not_a_party",
            gettext_noop("You do not speak for a party of this memorandum."),
            gettext_noop("Ask the head of your organisation, or the secretariat of the Association."),
            ONE_TEXT,
        )
    if facts.seen_sha256 != facts.sha256:
        return _no(
            NOT_ANSWERED,
            "old_text",
            gettext_noop("You answered the text %(seen)s…, but now another one is with the parties: %(now)s…"),
            gettext_noop("Open the page again, read what was changed, and answer the new text."),
            ONE_TEXT,
            seen=facts.seen_sha256[:12],
            now=facts.sha256[:12],
        )
    if facts.answered:
        return _no(
            NOT_ANSWERED,
            "answered_already",
            gettext_noop("Your side has answered this text already."),
            gettext_noop("A new text brings a new answer; write to the secretariat if something must change."),
            ONE_TEXT,
        )
    if facts.version_state != "sent":
        return _no(
            NOT_ANSWERED,
            "not_with_the_parties",
            gettext_noop("This text does not wait for answers."),
            gettext_noop("Open the page of the memorandum to see where it stands."),
            ONE_TEXT,
        )
    if not facts.agreed and not facts.remarks.strip():
        return _no(
            NOT_ANSWERED,
            "remarks_missing",
            gettext_noop("A text is refused with remarks: what should be otherwise."),
            gettext_noop("Write the remarks, or approve the text."),
            ONE_TEXT,
        )
    return None


def why_not_next_version(*, state: str, memorandum_state: str) -> Refusal | None:
    """Say why the next version cannot be written: the text on the table is still being written, or there is none.

    Source: docs/how-to/memoranda.md: a text that parties saw is never edited, the next one takes its place.
    """
    if state in {"sent", "agreed"} and memorandum_state != "abandoned":
        return None
    return _no(
        gettext_noop("The next version was not begun"),
        "no_text_to_replace",
        gettext_noop("No text is with the parties now."),
        gettext_noop("Go on with the draft, or begin a change of what is in force."),
        ONE_TEXT,
    )


def _no(title: str, code: str, sentence: str, advice: str, source: str, **facts: object) -> Refusal:
    return Refusal(code=code, title=title, sentence=sentence, source=source, facts=facts, advice=advice)
