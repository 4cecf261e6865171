"""Questions of a registration form: which are asked, what answers them, how they may depend on one another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spilno.statute.rules.refusal import Refusal, gettext_noop, ngettext

Answer = str | list[str]
LENGTH = {"text": 300, "long": 3000}
CHOOSES = ("one", "several", "yes_no")
YES_NO = ("yes", "no")
MOST = 40  # questions of one form
ORDER = gettext_noop(
    "Order of registration for events: organisers ask only what the event needs (Law No 2297-VI, art. 6)"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: `choices` are codes, in order; it is asked only when the question `shown_if` was answered `shown_value`."""

    number: int
    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()
    shown_if: int | None = None
    shown_value: str = ""


def shown(questions: Sequence[Asked], answers: Mapping[int, Answer]) -> list[int]:
    """Return the numbers of the questions that are asked of one who answers so, in the order of the form.

    A question that hangs on one that is not asked is not asked either; one that hangs on itself, through others, never is.

    Source: Order of registration for events: only what the event needs is asked (Law No 2297-VI, art. 6).
    """
    known = {question.number: question for question in questions}

    def asked(question: Asked, above: frozenset[int]) -> bool:
        if question.shown_if is None:
            return True
        parent = known.get(question.shown_if)
        if parent is None or parent.number in above:
            return False
        given = answers.get(parent.number, "")
        said = question.shown_value in given if isinstance(given, list) else given == question.shown_value
        return said and asked(parent, above | {parent.number})

    return [question.number for question in questions if asked(question, frozenset({question.number}))]


def kept_answers(questions: Sequence[Asked], answers: Mapping[int, Answer]) -> dict[int, Answer]:
    """Return only the answers to questions that are asked, without empty ones: what was not asked is not kept.

    Source: Law of Ukraine No 2297-VI, art. 6: no more data than the purpose needs.
    """
    asked = shown(questions, answers)
    return {number: answers[number] for number in asked if answers.get(number)}


def why_wrong(question: Asked, answer: Answer | None) -> Refusal | None:
    """Say what is wrong with an answer to a question that is asked; None when nothing is.

    Source: Order of registration for events: an answer is of the kind that was asked.
    """
    if not answer:
        return _wrong("unanswered", gettext_noop("Please answer this question.")) if question.required else None
    if question.kind in CHOOSES:
        return _wrong_choice(question, answer)
    if isinstance(answer, list):
        return _wrong("too_many", gettext_noop("Choose one answer."))
    if question.kind == "number":
        return _wrong_number(answer)
    if len(answer) > LENGTH.get(question.kind, LENGTH["text"]):
        return _wrong("too_long", gettext_noop("This answer is too long."))
    return None


def _wrong_choice(question: Asked, answer: Answer) -> Refusal | None:
    given = answer if isinstance(answer, list) else [answer]
    if question.kind != "several" and isinstance(answer, list):
        return _wrong("too_many", gettext_noop("Choose one answer."))
    if len(set(given)) == len(given) and set(given) <= set(_choices(question)):
        return None
    return _wrong("unknown_choice", gettext_noop("Choose from the list."))


def _choices(question: Asked) -> tuple[str, ...]:
    return YES_NO if question.kind == "yes_no" else question.choices


def _wrong_number(answer: str) -> Refusal | None:
    digits = answer.removeprefix("-").replace(",", ".", 1).replace(".", "", 1)
    if digits.isascii() and digits.isdigit() and len(digits) <= 12:
        return None
    return _wrong("no_number", gettext_noop("Write a number."))


def wrong_answers(questions: Sequence[Asked], answers: Mapping[int, Answer]) -> dict[int, Refusal]:
    """Return what is wrong, by number of the question; only questions that are asked are looked at.

    Source: Order of registration for events: an answer is of the kind that was asked.
    """
    asked = set(shown(questions, answers))
    found = {
        question.number: why_wrong(question, answers.get(question.number))
        for question in questions
        if question.number in asked
    }
    return {number: refusal for number, refusal in found.items() if refusal is not None}


def why_not_ask(question: Asked, *, others: Sequence[Asked]) -> Refusal | None:
    """Say why a question cannot stand in the form so; None when it can. `others` are the other questions, in order.

    Source: Order of registration for events: a form can always be answered.
    """
    if len(others) >= MOST:
        return _unfit("too_many_questions", gettext_noop("A form has %(most)d questions at most."), most=MOST)
    if question.kind in {"one", "several"} and len(set(question.choices)) < 2:
        return _unfit(
            "no_choices",
            gettext_noop("Write at least two different answers to choose from, each on a line of its own."),
        )
    if question.shown_if is None:
        return None
    return _wrong_parent(question, {other.number: other for other in others})


def _wrong_parent(question: Asked, others: Mapping[int, Asked]) -> Refusal | None:
    parent = others.get(question.shown_if or 0)
    if parent is None:
        return _unfit("unknown_parent", gettext_noop("The question that it depends on is not in this form."))
    if parent.kind not in CHOOSES:
        return _unfit(
            "parent_without_choices", gettext_noop("It can depend only on a question with answers to choose from.")
        )
    if question.shown_value not in _choices(parent):
        return _unfit("unknown_value", gettext_noop("The question that it depends on has no such answer."))
    seen: set[int] = set()
    above: int | None = parent.number
    while above is not None:
        if above == question.number or above in seen:
            return _unfit("circle", gettext_noop("The questions would depend on one another in a circle."))
        seen.add(above)
        above = others[above].shown_if if above in others else None
    return None


def why_not_drop(*, answered: int, depending: int) -> Refusal | None:
    """Say why a question is not taken out of the form; None when it may be.

    Source: Order of registration for events: what people have answered is not thrown away.
    """
    if depending:
        return _unfit("others_depend", gettext_noop("Other questions depend on this one. Take them out first."))
    if answered:
        one, many = ngettext(
            "%(answered)d person has answered it already.", "%(answered)d people have answered it already."
        )
        return Refusal(
            code="answered",
            title=gettext_noop("The question was not changed"),
            sentence=one,
            plural=many,
            count="answered",
            source=ORDER,
            facts={"answered": answered},
            advice=gettext_noop("Make it optional instead: then nobody has to answer it any more."),
        )
    return None


def _wrong(code: str, sentence: str) -> Refusal:
    return Refusal(code=code, title=gettext_noop("You were not registered"), sentence=sentence, source="")


def _unfit(code: str, sentence: str, **facts: object) -> Refusal:
    return Refusal(
        code=code, title=gettext_noop("The question was not changed"), sentence=sentence, source=ORDER, facts=facts
    )
