"""A question as a learner meets it: in the order of his attempt, with what he chose and, when it may be seen, what is right."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from spilno.learning.models import Question
from spilno.learning.rules.marking import share_of
from spilno.learning.rules.sitting import shuffled


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to choose. `share` and `feedback` are empty until they may be seen."""

    number: int
    text: str
    chosen: bool = False
    share: str = ""
    feedback: str = ""

    @property
    def right(self) -> bool:
        """Tell whether choosing it earns anything."""
        return bool(self.share) and Decimal(self.share) > 0


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a matching question: what is matched, what was chosen, what is right (None until it may be seen)."""

    number: int
    left: str
    chosen: int | None
    right: str | None = None
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A question on a page."""

    kind: str
    text: str
    points: Decimal
    choices: list[Choice] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    said: str = ""
    numbers: list[dict[str, Any]] = field(default_factory=list)
    rubric: list[dict[str, str]] = field(default_factory=list)
    feedback: str = ""
    share: Decimal | None = None
    reveals: bool = False


def asked_as(question: Question, *, seed: str, given: Any, reveals: bool = False) -> Shown:
    """Return a question as its page shows it. `seed` fixes the order of answers; empty: as they were written."""
    body, order = question.body, f"{seed}/{question.pk}"
    choices: list[Choice] = []
    rows: list[Row] = []
    if question.kind in {Question.Kind.SINGLE, Question.Kind.MULTIPLE}:
        chosen = {given} if isinstance(given, int) else set(given) if isinstance(given, list) else set()
        choices = [
            Choice(number, each["text"], number in chosen, each["share"] if reveals else "", each["feedback"] if reveals else "")
            for number, each in _in_order(body["options"], seed, order)
        ]  # fmt: skip
    if question.kind == Question.Kind.MATCHING:
        pairs = body["pairs"]
        rights = {each["right"]: number for number, each in reversed(list(enumerate(pairs)))}  # the same words once
        choices = [Choice(number, pairs[number]["right"]) for number in shuffled(rights.values(), seed=order)]
        picked = given if isinstance(given, list) else []
        rows = [_row(pairs, number, picked, reveals=reveals) for number, each in enumerate(pairs) if each["left"]]
    written = question.kind in {Question.Kind.NUMERIC, Question.Kind.OPEN} and isinstance(given, str)
    return Shown(
        kind=question.kind,
        text=question.text,
        points=question.points,
        choices=choices,
        rows=rows,
        said=given if written else "",
        numbers=body["answers"] if reveals and question.kind == Question.Kind.NUMERIC else [],
        rubric=body["rubric"] if question.kind == Question.Kind.OPEN else [],
        feedback=question.feedback if reveals else "",
        share=share_of(question.kind, body, given) if reveals else None,
        reveals=reveals,
    )


def _in_order(options: list[dict[str, str]], seed: str, order: str) -> list[tuple[int, dict[str, str]]]:
    numbers = shuffled(range(len(options)), seed=order) if seed else list(range(len(options)))
    return [(number, options[number]) for number in numbers]


def _row(pairs: list[dict[str, str]], number: int, picked: list[Any], *, reveals: bool) -> Row:
    chosen = picked[number] if number < len(picked) and isinstance(picked[number], int) else None
    right = pairs[number]["right"]
    fits = chosen is not None and 0 <= chosen < len(pairs) and pairs[chosen]["right"] == right
    return Row(number, pairs[number]["left"], chosen, right if reveals else None, reveals and fits)
