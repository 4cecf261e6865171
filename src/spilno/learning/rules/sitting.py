"""A sitting of a test: which questions come and in which order, until when it lasts, what may be seen of it afterwards."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from spilno.statute.rules.refusal import Refusal, gettext_noop

GRACE = timedelta(seconds=30)  # what a press on a slow network may be late
TEST = gettext_noop("Conditions of the test, as they were announced to its learners")
NOT_BEGUN = gettext_noop("The test was not begun")
NOT_SAVED = gettext_noop("The answer was not saved")


@dataclass(frozen=True, slots=True)
class TestFacts:
    """A test as its learner meets it. `attempts` 0: as many as one likes; `minutes` None: no limit."""

    opens_at: datetime | None
    closes_at: datetime | None
    minutes: int | None
    attempts: int


def shuffled(numbers: Iterable[int], *, seed: str) -> list[int]:
    """Return numbers in an order that the seed fixes: the same on each page and after a broken connection.

    Source: docs/how-to/tests-of-an-edition.md, «What a learner gets».
    """
    return sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).digest())


def drawn(draws: Sequence[tuple[Sequence[int], int]], *, seed: str) -> list[int]:
    """Return the numbers of questions that an attempt gets: of each draw (numbers to choose from, how many) so many, none twice.

    Draws come one after another; a question that an earlier draw took is not taken again.

    Source: docs/how-to/tests-of-an-edition.md, «What a learner gets».
    """
    taken: list[int] = []
    for place, (numbers, count) in enumerate(draws):
        left = [number for number in numbers if number not in taken]
        taken += shuffled(left, seed=f"{seed}/{place}")[:count]
    return taken


def why_not_draw(draws: Sequence[tuple[str, Sequence[int], int]]) -> Refusal | None:
    """Say why questions cannot be drawn (words of the draw, numbers to choose from, how many): none is asked for, or too few are there.

    Source: docs/how-to/tests-of-an-edition.md, «Conditions of a test».
    """
    title = gettext_noop("The questions were not drawn")
    if not draws or all(count == 0 for _words, _numbers, count in draws):
        return _no(title, "no_draw", gettext_noop("It is not said which questions the test asks."), gettext_noop("Choose banks and how many questions of each."))  # fmt: skip
    taken: set[int] = set()
    for words, numbers, count in draws:
        left = set(numbers) - taken
        if len(left) < count:
            return _no(
                title, "bank_too_small",
                gettext_noop("“%(bank)s” has fewer questions (%(has)d) than the draw asks for (%(count)d)."),
                gettext_noop("Ask for fewer, or write more questions."), bank=words, has=len(left), count=count,
            )  # fmt: skip
        taken |= set(shuffled(left, seed="")[:count])
    return None


def why_not_begin(test: TestFacts, *, now: datetime, done: int, learns: bool) -> Refusal | None:
    """Say why an attempt cannot be begun: one does not learn here, it is not open yet or closed, all attempts are used.

    `done`: attempts that were handed in. The moment of opening is inside, the moment of closing is not.

    Source: docs/how-to/tests-of-an-edition.md, «Conditions of a test».
    """
    if not learns:
        return _no(NOT_BEGUN, "does_not_learn", gettext_noop("Learning in this edition does not go on for you now."), gettext_noop("Ask the manager of the edition."))  # fmt: skip
    if test.opens_at is not None and now < test.opens_at:
        return _no(NOT_BEGUN, "not_open_yet", gettext_noop("The test opens on %(moment)s."), gettext_noop("Come back then."), moment=_said(test.opens_at))  # fmt: skip
    if test.closes_at is not None and now >= test.closes_at:
        return _no(NOT_BEGUN, "closed", gettext_noop("The test was closed on %(moment)s."), gettext_noop("Ask the manager of the edition whether it will be opened once more."), moment=_said(test.closes_at))  # fmt: skip
    if test.attempts and done >= test.attempts:
        return _no(NOT_BEGUN, "attempts_used", gettext_noop("All attempts are used: %(attempts)d."), gettext_noop("Look at your result."), attempts=test.attempts)  # fmt: skip
    return None


def due_of(test: TestFacts, *, started: datetime) -> datetime | None:
    """Return until when an attempt lasts: its minutes, never past the closing of the test. None: no limit.

    Source: docs/how-to/tests-of-an-edition.md, «Time».
    """
    by_clock = started + timedelta(minutes=test.minutes) if test.minutes is not None else None
    ends = [moment for moment in (by_clock, test.closes_at) if moment is not None]
    return min(ends) if ends else None


def is_over(due: datetime | None, *, now: datetime) -> bool:
    """Tell whether the time of an attempt is over, the grace for slow networks included.

    Source: docs/how-to/tests-of-an-edition.md, «Time».
    """
    return due is not None and now > due + GRACE


def why_not_save(*, going: bool, due: datetime | None, now: datetime) -> Refusal | None:
    """Say why an answer cannot be saved: the attempt was handed in, or its time is over (with grace).

    Source: docs/how-to/tests-of-an-edition.md, «Time».
    """
    if not going:
        return _no(NOT_SAVED, "handed_in", gettext_noop("The test was handed in already."), gettext_noop("Look at your result."))  # fmt: skip
    if is_over(due, now=now):
        return _no(NOT_SAVED, "time_over", gettext_noop("The time of the test was over on %(moment)s; what was saved before counts."), gettext_noop("Look at your result."), moment=_said(due))  # fmt: skip
    return None


def may_review(review: str, *, going: bool, closed: bool) -> bool:
    """Tell whether a learner sees right answers and explanations: after each attempt, after the test is closed, or never.

    Source: docs/how-to/tests-of-an-edition.md, «What is shown afterwards».
    """
    return not going and (review == "after" or (review == "closed" and closed))


def _said(moment: datetime | None) -> str:
    return f"{moment:%d.%m.%Y %H:%M}" if moment is not None else "–"


def _no(title: str, code: str, sentence: str, advice: str, **facts: object) -> Refusal:
    return Refusal(code=code, title=title, sentence=sentence, source=TEST, facts=facts, advice=advice)
