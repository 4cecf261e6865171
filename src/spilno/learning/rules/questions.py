"""What a question is made of, by kind, and why one cannot be kept; what becomes of each question of a file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from spilno.learning.rules.marking import HUNDRED, read_number
from spilno.statute.rules.refusal import Refusal, gettext_noop
from spilno.territories.rules.preview import Outcome

KINDS = ("single", "multiple", "matching", "numeric", "open")
NOT_KEPT = gettext_noop("The question was not kept")
SHARES = gettext_noop("Shares of the answers of a question make 100 per cent")
BANK = gettext_noop("A question of a bank has a text, answers and points")
ASKED = gettext_noop("A question that was asked is never changed")
SLACK = Decimal("0.1")  # thirds and sixths never make exactly 100 per cent
MOST_OPTIONS = 40
LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class QuestionText:
    """A question as it is written. `body` by kind, see `models.assessment.Question`; `line`: where it begins in a file, 0: none."""

    kind: str
    text: str
    body: dict[str, Any]
    points: Decimal = Decimal(1)
    feedback: str = ""
    code: str = ""
    topic: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """What a reader of files could not take: an error, or (`skipped`) a thing that is left out and does not stop the rest."""

    line: int
    title: str
    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    skipped: bool = False


def as_row(question: QuestionText) -> dict[str, Any]:
    """Return plain values, to be kept with a preview.

    Source: docs/architecture.md: an import shows its preview and commits whole or not at all.
    """
    return {**asdict(question), "points": str(question.points)}


def from_row(row: Mapping[str, Any]) -> QuestionText:
    """Return a question from its plain values.

    Source: docs/architecture.md: an import shows its preview and commits whole or not at all.
    """
    return QuestionText(**{**row, "points": Decimal(row["points"])})


def plain_number(value: Decimal) -> str:
    """Write a number without an exponent and without idle zeros: 33.33333, 100, -50.

    Source: docs/how-to/tests-of-an-edition.md, «Files of questions».
    """
    written = format(value, "f")
    return (written.rstrip("0").rstrip(".") or "0") if "." in written else written


def why_not_keep(question: QuestionText) -> Refusal | None:
    """Say why a question cannot be kept: no text, too few answers, none of them right, shares that do not make 100 per cent.

    Source: docs/how-to/tests-of-an-edition.md, «Five kinds of questions».
    """
    if not question.text.strip():
        return _no(
            "text_missing", gettext_noop("The question has no text."), gettext_noop("Write what is asked."), BANK
        )
    if len(question.text) > LONGEST:
        return _no(
            "text_long",
            gettext_noop("The text of the question has %(length)d characters; at most %(most)d are kept."),
            gettext_noop("Shorten it, or put the reading into a lesson."),
            BANK,
            length=len(question.text),
            most=LONGEST,
        )
    if not Decimal(0) < question.points <= Decimal("999.99"):
        return _no(
            "points_wrong",
            gettext_noop("A question earns more than 0 and less than 1000 points."),
            gettext_noop("Change the points."),
            BANK,
        )
    check = {"single": _single, "multiple": _multiple, "matching": _matching, "numeric": _numeric, "open": _open}
    return check[question.kind](question)


def _few(least: int) -> Refusal:
    return _no(
        "options_few",
        gettext_noop("The question has too few answers to choose from: at least %(least)d are needed."),
        gettext_noop("Add answers."),
        BANK,
        least=least,
    )


def _options(question: QuestionText) -> Refusal | None:
    options = question.body.get("options", [])
    texts = [each["text"].strip() for each in options]
    if len(options) < 2:
        return _few(2)
    if len(options) > MOST_OPTIONS:
        return _no(
            "options_many",
            gettext_noop("The question has %(has)d answers; at most %(most)d are kept."),
            gettext_noop("Divide the question."),
            BANK,
            has=len(options),
            most=MOST_OPTIONS,
        )
    if not all(texts):
        return _no("option_empty", gettext_noop("An answer has no text."), gettext_noop("Write it, or take it out."), BANK)  # fmt: skip
    if len(set(texts)) < len(texts):
        return _no(
            "option_twice",
            gettext_noop("Two answers are the same: a learner cannot tell which one is meant."),
            gettext_noop("Change or take out one of them."),
            BANK,
        )
    if any(not -HUNDRED <= Decimal(each["share"]) <= HUNDRED for each in options):
        return _no(
            "share_out_of_bounds",
            gettext_noop("The share of an answer is from −100 to 100 per cent."),
            gettext_noop("Change the share."),
            SHARES,
        )
    return None


def _single(question: QuestionText) -> Refusal | None:
    wrong = _options(question)
    if wrong is not None:
        return wrong
    right = sum(1 for each in question.body["options"] if Decimal(each["share"]) == HUNDRED)
    if right == 0:
        return _no(
            "no_right_answer",
            gettext_noop("No answer is right: the question cannot be answered."),
            gettext_noop("Mark the right answer."),
            SHARES,
        )
    if right == len(question.body["options"]):
        return _no(
            "all_right",
            gettext_noop("Every answer is right: the question asks nothing."),
            gettext_noop("Add a wrong answer."),
            SHARES,
        )
    return None


def _multiple(question: QuestionText) -> Refusal | None:
    wrong = _options(question)
    if wrong is not None:
        return wrong
    together = sum((max(Decimal(each["share"]), Decimal(0)) for each in question.body["options"]), Decimal(0))
    if abs(together - HUNDRED) <= SLACK:
        return None
    return _no(
        "shares_do_not_sum",
        gettext_noop("The right answers make %(together)s per cent together, and must make 100."),
        gettext_noop("Change the shares of the right answers."),
        SHARES,
        together=plain_number(together),
    )


def _matching(question: QuestionText) -> Refusal | None:
    pairs = question.body.get("pairs", [])
    lefts = [each["left"].strip() for each in pairs if each["left"].strip()]
    if len(lefts) < 2 or len({each["right"].strip() for each in pairs}) < 2:
        return _few(2)
    if any(not each["right"].strip() for each in pairs):
        return _no("option_empty", gettext_noop("An answer has no text."), gettext_noop("Write it, or take it out."), BANK)  # fmt: skip
    if len(set(lefts)) < len(lefts):
        return _no(
            "option_twice",
            gettext_noop("Two answers are the same: a learner cannot tell which one is meant."),
            gettext_noop("Change or take out one of them."),
            BANK,
        )
    return None


def _numeric(question: QuestionText) -> Refusal | None:
    answers = question.body.get("answers", [])
    if not answers:
        return _few(1)
    for each in answers:
        value, tolerance = read_number(each["value"]), read_number(each["tolerance"])
        if value is None or tolerance is None or tolerance < 0:
            return _no(
                "number_unreadable",
                gettext_noop("“%(value)s” ± “%(tolerance)s” is not a number with its tolerance."),
                gettext_noop("Write numbers, the tolerance not below 0."),
                BANK,
                value=each["value"],
                tolerance=each["tolerance"],
            )
    if all(Decimal(each["share"]) != HUNDRED for each in answers):
        return _no(
            "no_right_answer",
            gettext_noop("No answer is right: the question cannot be answered."),
            gettext_noop("Mark the right answer."),
            SHARES,
        )
    return None


def _open(question: QuestionText) -> Refusal | None:
    rubric = question.body.get("rubric", [])
    together = sum((Decimal(each["points"]) for each in rubric), Decimal(0))
    if not rubric or together == question.points:
        return None
    return _no(
        "rubric_does_not_sum",
        gettext_noop("The rubric gives %(together)s points together, and the question %(points)s."),
        gettext_noop("Change the points of the rubric or of the question."),
        BANK,
        together=plain_number(together),
        points=plain_number(question.points),
    )


def fingerprint_of(question: QuestionText) -> tuple[str, str, str]:
    """Return what makes two questions the same: kind, text and answers, whatever their code, topic and points.

    Source: docs/how-to/tests-of-an-edition.md, «Files of questions».
    """
    return question.kind, " ".join(question.text.split()).casefold(), str(_sorted(question.body))


def _sorted(value: Any) -> Any:
    if isinstance(value, Mapping):
        return [(key, _sorted(value[key])) for key in sorted(value) if key != "feedback"]
    return [_sorted(each) for each in value] if isinstance(value, list) else value


def plan_of(
    questions: Sequence[QuestionText], problems: Iterable[Problem], known: Iterable[tuple[str, str, str]]
) -> list[Outcome]:
    """Return what becomes of each question of a file, by line: new, already there, left out, or an error with its reason.

    Source: docs/how-to/tests-of-an-edition.md, «Files of questions».
    """
    seen, outcomes = set(known), []
    for question in questions:
        title, refusal, print_ = _title(question), why_not_keep(question), fingerprint_of(question)
        if refusal is not None:
            outcomes.append(Outcome(question.line, "error", question.code, title, refusal.sentence, refusal.facts))
        elif print_ in seen:
            outcomes.append(Outcome(question.line, "same", question.code, title, ""))
        else:
            sentence = gettext_noop("Comes into the bank. Topic: %(topic)s.")
            facts = {"topic": question.topic or "–"}
            outcomes.append(Outcome(question.line, "new", question.code, title, sentence, facts, "create"))
            seen.add(print_)
    for problem in problems:
        kind = "warning" if problem.skipped else "error"
        outcomes.append(Outcome(problem.line, kind, "", problem.title, problem.sentence, problem.facts))  # type: ignore[arg-type]
    return sorted(outcomes, key=lambda outcome: outcome.number)


def fresh_of(questions: Iterable[QuestionText], known: Iterable[tuple[str, str, str]]) -> list[QuestionText]:
    """Return the questions of a file that come into the bank: valid, and neither there already nor written twice.

    Source: docs/how-to/tests-of-an-edition.md, «Files of questions».
    """
    seen, fresh = set(known), []
    for question in questions:
        print_ = fingerprint_of(question)
        if print_ not in seen and why_not_keep(question) is None:
            seen.add(print_)
            fresh.append(question)
    return fresh


def _title(question: QuestionText) -> str:
    return " ".join(question.text.split())[:120]


def why_not_change(*, active: bool, newer: bool) -> Refusal | None:
    """Say why a question cannot be written anew: a newer form stands already, or it was retired.

    Source: docs/adr/0013-learning.md (a question that was asked never changes).
    """
    if newer:
        return _no(
            "newer_form_stands",
            gettext_noop("A newer form of this question stands already."),
            gettext_noop("Open the newer form and change that one."),
            ASKED,
        )
    if not active:
        return _no(
            "question_retired",
            gettext_noop("The question was taken out of the bank."),
            gettext_noop("Write a new question."),
            ASKED,
        )
    return None


def _no(code: str, sentence: str, advice: str, source: str, **facts: object) -> Refusal:
    return Refusal(code=code, title=NOT_KEPT, sentence=sentence, source=source, facts=facts, advice=advice)
