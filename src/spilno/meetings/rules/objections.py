"""Objections to minutes: who may object, until when, how they are answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from spilno.statute.rules.refusal import Refusal, gettext_noop

LONGEST = 5000  # signs in an objection or an answer


@dataclass(frozen=True, slots=True)
class ObjectionFacts:
    """What an objection asks: the state of the minutes, the term, now, whether the person attended for a member."""

    state: str
    until: datetime | None
    now: datetime
    attended: bool
    text: str
    article: str


def why_not_object(facts: ObjectionFacts) -> Refusal | None:
    """Say why an objection is not taken: he did not attend, the term has not begun or is over, or there is no text.

    Source: Statute 5.14: those who attended may object within the term after the minutes are laid open.
    """
    if not facts.attended:
        return _no(
            "did_not_attend",
            gettext_noop("Only those who represented a member at this meeting may object to its minutes."),
            facts,
        )
    if facts.state == "draft" or facts.until is None:
        return _no("not_laid_open", gettext_noop("The minutes are not laid open for objections yet."), facts)
    if facts.now >= facts.until or facts.state != "objections":
        return Refusal(
            code="term_is_over",
            title=gettext_noop("The objection was not taken"),
            sentence=gettext_noop("The term for objections ended on %(last)s."),
            source=gettext_noop("Statute, %(article)s"),
            facts={"last": _day(facts.until - timedelta(seconds=1)), "article": facts.article},
            advice=gettext_noop("Raise an issue: the next meeting can come back to the question."),
        )
    if not facts.text.strip():
        return _no("no_text", gettext_noop("The objection has no text."), facts)
    if len(facts.text) > LONGEST:
        return _no("too_long", gettext_noop("The objection is longer than 5000 signs."), facts)
    return None


def why_not_answer(
    *, waiting: bool, state: str, outcome: str, answer: str, corrected: bool, article: str
) -> Refusal | None:
    """Say why an answer is not taken: there is one already, the minutes are approved, words or the correction are missing.

    `corrected`: the answer changes at least one text of the minutes.

    Source: Statute 5.14: an objection is answered before the minutes are approved; an accepted one changes their text,
    a declined one has its reason.
    """
    title = gettext_noop("The answer was not kept")
    source = gettext_noop("Statute, %(article)s")
    sentence = ""
    if not waiting:
        sentence = gettext_noop("This objection has its answer already.")
    elif state != "objections":
        sentence = gettext_noop("The minutes are approved: objections are not answered any more.")
    elif outcome not in {"accepted", "declined"}:
        sentence = gettext_noop("An objection is accepted or declined; nothing was chosen.")
    elif not answer.strip():
        sentence = gettext_noop("The answer has no words: the one who objected must see what was done or why not.")
    elif outcome == "accepted" and not corrected:
        return Refusal(
            code="nothing_corrected",
            title=title,
            sentence=gettext_noop("The objection was to be accepted, but no text of the minutes was changed."),
            source=source,
            facts={"article": article},
            advice=gettext_noop("Correct the text that the objection speaks of, or decline the objection and say why."),
        )
    if not sentence:
        return None
    return Refusal(
        code="not_answered",
        title=title,
        sentence=sentence,
        source=source,
        facts={"article": article},
        advice=gettext_noop("Open the minutes again and see how the objection stands."),
    )


def _no(code: str, sentence: str, facts: ObjectionFacts) -> Refusal:
    return Refusal(
        code=code,
        title=gettext_noop("The objection was not taken"),
        sentence=sentence,
        source=gettext_noop("Statute, %(article)s"),
        facts={"article": facts.article},
    )


def _day(moment: datetime) -> str:
    return f"{moment.day:02d}.{moment.month:02d}.{moment.year}"
