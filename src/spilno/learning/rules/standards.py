"""A text on its way: written, reviewed by another person, approved by all partners as one text."""

from dataclasses import dataclass

from spilno.learning.rules.programme import Programme
from spilno.learning.rules.volume import VolumeRule, why_not_promise, why_not_sum, why_not_volume
from spilno.statute.rules.refusal import Refusal, gettext_noop

ONE_TEXT = gettext_noop("Each partner approves exactly one text, known by its SHA-256")
STRUCTURE = gettext_noop("НАДС order 38-20: the structure of a programme")
LIFE = gettext_noop("A standard is written, reviewed, approved by its partners, and only then in force")


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """An answer of a partner: which text it saw, which one stands now, and how things stand."""

    state: str
    seen_sha256: str
    sha256: str
    is_partner: bool
    answered: bool
    agreed: bool
    remarks: str


def why_not_write(state: str) -> Refusal | None:
    """Say why a text cannot be written: somebody reviews or approves it, or it is past. Empty: no text is on the table.

    Source: docs/how-to/programme-standard.md: a text that partners saw is never edited, the next one takes its place.
    """
    if state == "draft":
        return None
    return _no(
        gettext_noop("The text was not changed"),
        "text_fixed",
        gettext_noop("This text is no draft: it does not change under the hands of those who read it."),
        gettext_noop("Write the next version."),
        ONE_TEXT,
    )


def why_not_review(
    state: str, programme: Programme, *, partners: int, note: str, needs_note: bool, rule: VolumeRule
) -> Refusal | None:
    """Say why a text cannot go to review: something that a programme must say is missing, or its sums do not agree.

    `needs_note`: the text follows an earlier version and must say what it changes.

    Source: наказ НАДС № 38-20 (structure and layout of programmes); постанова КМУ № 106 (volume).
    """
    title = gettext_noop("The text was not sent to review")
    if state != "draft":
        return _no(
            title,
            "not_a_draft",
            gettext_noop("This text is no draft any more."),
            gettext_noop("Open its page to see where it stands."),
            LIFE,
        )
    if partners < 2:
        return _no(
            title,
            "partners_missing",
            gettext_noop("A standard is developed jointly, by at least two partners."),
            gettext_noop("Name the organisations that develop it."),
            LIFE,
        )
    missing = _missing(programme)
    if missing is not None:
        return missing
    if needs_note and not note.strip():
        return _no(
            title,
            "note_missing",
            gettext_noop("It is not said what the new version changes and why."),
            gettext_noop("Write a note for the partners."),
            LIFE,
        )
    return (
        why_not_volume(programme.length, programme.ects, rule=rule)
        or why_not_promise(programme.ects, programme.hours, rule=rule)
        or why_not_sum([(module.title, module.total) for module in programme.modules], programme.hours)
    )


def _missing(programme: Programme) -> Refusal | None:
    for empty, code, sentence, advice in (
        (not programme.purpose.strip(), "purpose_missing", gettext_noop("The purpose is not written."), gettext_noop("Write what the programme is for.")),
        (not programme.categories, "categories_missing", gettext_noop("It is not said for whom the programme is."), gettext_noop("Choose the categories of learners.")),
        (not programme.outcomes, "outcomes_missing", gettext_noop("No learning result is written."), gettext_noop("Write what the learner will know and be able to do.")),
        (not programme.modules, "modules_missing", gettext_noop("The programme has no modules."), gettext_noop("Fill the table of modules and hours.")),
        (
            not any(module.required for module in programme.modules),
            "required_missing",
            gettext_noop("No module is obligatory: whoever learned nothing would have completed the programme."),
            gettext_noop("Mark the modules without which the programme is not completed."),
        ),
        (not programme.assessment.strip(), "assessment_missing", gettext_noop("It is not said how results are assessed."), gettext_noop("Write the assessment.")),
    ):  # fmt: skip
        if empty:
            return _no(gettext_noop("The text was not sent to review"), code, sentence, advice, STRUCTURE)
    return None


def why_not_decide_review(state: str, *, own: bool, returns: bool, remarks: str) -> Refusal | None:
    """Say why a review cannot be ended: none goes on, the reviewer sent the text himself, or he returns it without a remark.

    Source: docs/how-to/programme-standard.md: the internal review is by another person than the one who sent the text.
    """
    title = gettext_noop("The review was not recorded")
    if state != "review":
        return _no(
            title,
            "not_in_review",
            gettext_noop("This text is not under review."),
            gettext_noop("Open its page to see where it stands."),
            LIFE,
        )
    if own:
        return _no(
            title,
            "own_text",
            gettext_noop("You sent this text to review; another person reads it."),
            gettext_noop("Ask a colleague, another partner or the secretariat."),
            LIFE,
        )
    if returns and not remarks.strip():
        return _no(
            title,
            "remarks_missing",
            gettext_noop("A text is returned with remarks: what should be otherwise."),
            gettext_noop("Write the remarks."),
            LIFE,
        )
    return None


def why_not_answer(facts: AnswerFacts) -> Refusal | None:
    """Say why a partner cannot answer: it is none, the text is another one than it saw, it answered already.

    Source: EWP IIA approval (a party approves exactly the hash that it saw); docs/how-to/programme-standard.md, «One text, one hash».
    """
    title = gettext_noop("The answer was not recorded")
    if not facts.is_partner:
        return _no(
            title,
            "not_a_partner",
            gettext_noop("You do not speak for a partner of this standard."),
            gettext_noop("Ask the head of your organisation, or the secretariat of the Association."),
            ONE_TEXT,
        )
    if facts.seen_sha256 != facts.sha256:
        return _no(
            title,
            "old_text",
            gettext_noop("You answered the text %(seen)s…, but now another one is with the partners: %(now)s…"),
            gettext_noop("Open the page again, read what was changed, and answer the new text."),
            ONE_TEXT,
            seen=facts.seen_sha256[:12],
            now=facts.sha256[:12] or "–",
        )
    if facts.answered:
        return _no(
            title,
            "answered_already",
            gettext_noop("Your side has answered this text already."),
            gettext_noop("A new text brings a new answer; write to the secretariat if something must change."),
            ONE_TEXT,
        )
    if facts.state != "approval":
        return _no(
            title,
            "not_with_partners",
            gettext_noop("This text does not wait for answers."),
            gettext_noop("Open its page to see where it stands."),
            ONE_TEXT,
        )
    if not facts.agreed and not facts.remarks.strip():
        return _no(
            title,
            "remarks_missing",
            gettext_noop("A text is refused with remarks: what should be otherwise."),
            gettext_noop("Write the remarks, or approve the text."),
            ONE_TEXT,
        )
    return None


def why_not_next(table: str) -> Refusal | None:
    """Say why the next version cannot be begun: a draft is written already, or НАДС has the text. Empty: nothing on the table.

    Source: docs/how-to/programme-standard.md: a text that partners saw is never edited, the next one takes its place.
    """
    title = gettext_noop("The next version was not begun")
    if table in {"draft", "review"}:
        return _no(
            title,
            "text_on_the_table",
            gettext_noop("A version is being written or reviewed already."),
            gettext_noop("Go on with it, or put it aside."),
            LIFE,
        )
    return None


def why_not_put_aside(table: str, *, reason: str) -> Refusal | None:
    """Say why no text is put aside: none is on the table (empty), or nobody said why.

    Source: docs/how-to/programme-standard.md: what is in force stays in force when a text is put aside.
    """
    title = gettext_noop("The text was not put aside")
    if not table:
        return _no(
            title,
            "nothing_on_the_table",
            gettext_noop("No text is on the table."),
            gettext_noop("What is in force is archived, not put aside."),
            LIFE,
        )
    if not reason.strip():
        return _no(title, "reason_missing", gettext_noop("No reason was given."), gettext_noop("Write why."), LIFE)
    return None


def _no(title: str, code: str, sentence: str, advice: str, source: str, **facts: object) -> Refusal:
    return Refusal(code=code, title=title, sentence=sentence, source=source, facts=facts, advice=advice)
