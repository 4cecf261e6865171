"""Tests of an edition: what they draw from, how they stand for a learner, what waits for a marker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from spilno.learning.models import Answer, Assignment, Attempt, Draw, Edition, Enrolment, Question, Submission, Test
from spilno.learning.queries.results import assignments_of, tests_of
from spilno.learning.queries.sitting import Shown, asked_as
from spilno.learning.rules.marking import percent_of
from spilno.learning.rules.sitting import TestFacts, may_review, why_not_begin, why_not_draw
from spilno.statute.rules.refusal import Refusal

GOING = Attempt.State.GOING


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment is not None else None


def facts_of(test: Test) -> TestFacts:
    """Return a test as its rules know it, moments in Kyiv time."""
    return TestFacts(_local(test.opens_at), _local(test.closes_at), test.minutes, test.attempts)


def pools_of(test: Test) -> list[tuple[str, list[int], int]]:
    """Return what a test draws from: words of each draw, numbers of the questions in use, how many are taken."""
    found = []
    for draw in test.draws.select_related("bank"):
        words = f"{draw.bank.title}: {draw.topic}" if draw.topic else draw.bank.title
        found.append((words, _pool(draw), draw.count))
    return found


def _pool(draw: Draw) -> list[int]:
    rows = Question.objects.filter(bank=draw.bank_id, active=True)
    if draw.topic:
        rows = rows.filter(topic=draw.topic)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def why_not_asked(test: Test) -> Refusal | None:
    """Say why a test cannot ask what it was told to draw; None: it can."""
    return why_not_draw(pools_of(test))


def why_not_sit(test: Test, enrolment: Enrolment) -> Refusal | None:
    """Say why a learner cannot begin an attempt; one that goes on can always be resumed."""
    learns = enrolment.state in {"admitted", "learning"} and test.edition.state == Edition.State.LEARNING
    done = test.sittings.filter(enrolment=enrolment).exclude(state=GOING).count()
    why = why_not_begin(facts_of(test), now=timezone.now(), done=done, learns=learns)
    return why or why_not_asked(test)


@dataclass(frozen=True, slots=True)
class TestLine:
    """A test on the page of an edition. `percent` None: no result yet; `waiting`: handed in, not marked."""

    test: Test
    going: Attempt | None
    done: int
    percent: Decimal | None
    passed: bool
    waiting: bool
    sat: int = 0
    unmarked: int = 0


def lines_of(edition: Edition, enrolment: Enrolment | None) -> list[TestLine]:
    """Return the tests of an edition as they stand for a learner, or (None) with how many sat each; a constant number of queries."""
    tests = tests_of(edition)
    rows = Attempt.objects.filter(test__edition=edition)
    if enrolment is None:
        counts = {row["test"]: row for row in rows.order_by().values("test").annotate(sat=Count("enrolment", distinct=True), unmarked=Count("pk", filter=Q(state="handed_in")))}  # fmt: skip
        empty = {"sat": 0, "unmarked": 0}
        return [TestLine(test, None, 0, None, passed=False, waiting=False, **{name: counts.get(test.pk, empty)[name] for name in empty}) for test in tests]  # fmt: skip
    own: dict[int, list[Attempt]] = {}
    for attempt in rows.filter(enrolment=enrolment):
        own.setdefault(attempt.test_id, []).append(attempt)
    return [_line(test, own.get(test.pk, [])) for test in tests]


def _line(test: Test, attempts: Sequence[Attempt]) -> TestLine:
    done = [each for each in attempts if each.state != GOING]
    percents = [percent_of(each.points, each.points_of) for each in done if each.points is not None]
    return TestLine(
        test,
        going=next((each for each in attempts if each.state == GOING), None),
        done=len(done),
        percent=max(percents, default=None),
        passed=any(each.passed for each in done),
        waiting=any(each.state == Attempt.State.HANDED_IN for each in done),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of an attempt on its page: its answer row, its place, how it is shown."""

    answer: Answer
    number: int
    shown: Shown

    @property
    def name(self) -> str:
        """Return the name of its controls."""
        return f"a{self.answer.pk}"


def asked_in(attempt: Attempt, *, reveals: bool = False) -> list[Asked]:
    """Return the questions of an attempt in their order, as the learner meets them."""
    rows = attempt.answers.select_related("question")
    return [
        Asked(answer, number, asked_as(answer.question, seed=attempt.seed, given=answer.given, reveals=reveals))
        for number, answer in enumerate(rows, 1)
    ]


def answers_named(attempt: Attempt, names: Sequence[str]) -> "QuerySet[Answer]":
    """Return answers of an attempt by the names of their controls; of another one's there are none."""
    numbers = [int(name[1:]) for name in names if name.startswith("a") and name[1:].isdecimal() and len(name) < 20]
    rows = Answer.objects.filter(attempt=attempt, pk__in=numbers).select_related("question")
    return rows.only("pk", "question__kind", "question__body")


def reveals(attempt: Attempt) -> bool:
    """Tell whether a learner sees the right answers of his attempt now."""
    closes = attempt.test.closes_at
    closed = (closes is not None and closes <= timezone.now()) or attempt.test.edition.state == Edition.State.FINISHED
    return may_review(attempt.test.review, going=attempt.state == GOING, closed=closed)


@dataclass(frozen=True, slots=True)
class WorkLine:
    """An assignment on the page of an edition, with the last version that the learner handed in."""

    assignment: Assignment
    last: Submission | None
    handed: int = 0


def works_of(edition: Edition, enrolment: Enrolment | None) -> list[WorkLine]:
    """Return the assignments of an edition as they stand for a learner, or (None) with how many handed each in."""
    assignments = assignments_of(edition)
    rows = Submission.objects.filter(assignment__module__edition=edition)
    if enrolment is None:
        counts = dict(rows.order_by().values_list("assignment").annotate(n=Count("enrolment", distinct=True)))
        return [WorkLine(each, None, counts.get(each.pk, 0)) for each in assignments]
    last = {each.assignment_id: each for each in rows.filter(enrolment=enrolment).order_by("version")}
    return [WorkLine(each, last.get(each.pk)) for each in assignments]


def answers_to_mark(edition: Edition, modules: frozenset[int] | None) -> "QuerySet[Answer]":
    """Return open answers that wait for a marker, the longest waiting first. `modules` None: of all."""
    rows = Answer.objects.filter(
        attempt__test__edition=edition, attempt__state=Attempt.State.HANDED_IN, points__isnull=True
    ).select_related("question", "attempt__test", "attempt__enrolment__person")
    if modules is not None:
        rows = rows.filter(Q(attempt__test__module__in=modules) | Q(attempt__test__module__isnull=True))
    return rows.order_by("attempt__handed_in_at", "pk")


def works_to_mark(edition: Edition, modules: frozenset[int] | None) -> "QuerySet[Submission]":
    """Return works that wait for a marker, the longest waiting first. `modules` None: of all."""
    rows = Submission.objects.filter(assignment__module__edition=edition, state=Submission.State.HANDED_IN)
    if modules is not None:
        rows = rows.filter(assignment__module__in=modules)
    return rows.select_related("assignment__module", "enrolment__person").order_by("handed_in_at", "pk")


def attempts_of(test: Test) -> "QuerySet[Attempt]":
    """Return all attempts of a test for those who lead it, by learner."""
    rows = test.sittings.select_related("enrolment__person", "enrolment__organisation")
    return rows.order_by("enrolment__person__sort_key", "enrolment", "number")


def last_number(model: Any, field: str, **which: Any) -> int:
    """Return the last number of a row (attempt, version) that a learner has; 0: none."""
    return int(model.objects.filter(**which).aggregate(last=Max(field))["last"] or 0)


def edition_title(edition: Edition) -> str:
    """Return how pages of tests name an edition."""
    return str(edition.version.title) if edition.number is None else _("%(title)s, edition № %(number)d") % {"title": edition.version.title, "number": edition.number}  # fmt: skip
