"""Results of tests and assignments of an edition: who passed what, and the best marks for the gradebook."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from spilno.learning.models import Assignment, Attempt, Edition, Submission, Test
from spilno.learning.rules.marking import percent_of


@dataclass(frozen=True, slots=True)
class Marks:
    """Best marks of a learner: per cent by test, points by assignment; what has no mark yet is not there."""

    tests: dict[int, Decimal] = field(default_factory=dict)
    assignments: dict[int, Decimal] = field(default_factory=dict)


def _of(only: Collection[int] | None) -> Q:
    return Q() if only is None else Q(enrolment__in=only)


def tests_passed(edition: Edition, *, only: Collection[int] | None = None) -> dict[int, set[int]]:  # noqa: PT028 - no test
    """Return the tests that each enrolment passed at least once; who passed none is not there. One query. `only`: of these enrolments."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = (
        Attempt.objects.filter(_of(only), test__edition=edition, passed=True)
        .values_list("enrolment", "test")
        .distinct()
    )
    for enrolment, test in rows.order_by():
        found[enrolment].add(test)
    return dict(found)


def assignments_passed(edition: Edition, *, only: Collection[int] | None = None) -> dict[int, set[int]]:
    """Return the assignments that were accepted for each enrolment; who has none is not there. One query. `only`: of these enrolments."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Submission.objects.filter(_of(only), assignment__module__edition=edition, state=Submission.State.ACCEPTED)
    for enrolment, assignment in rows.order_by().values_list("enrolment", "assignment"):
        found[enrolment].add(assignment)
    return dict(found)


def marks_of(edition: Edition, *, only: Collection[int] | None = None) -> dict[int, Marks]:
    """Return the best marks of each enrolment that has any. Two queries, whatever the number of learners. `only`: of these enrolments."""
    found: dict[int, Marks] = defaultdict(Marks)
    attempts = Attempt.objects.filter(_of(only), test__edition=edition, points__isnull=False).order_by()
    for enrolment, test, points, points_of in attempts.values_list("enrolment", "test", "points", "points_of"):
        best = found[enrolment].tests
        best[test] = max(best.get(test, Decimal(0)), percent_of(points, points_of))
    submissions = Submission.objects.filter(
        _of(only), assignment__module__edition=edition, points__isnull=False
    ).order_by()
    for enrolment, assignment, points in submissions.values_list("enrolment", "assignment", "points"):
        works = found[enrolment].assignments
        works[assignment] = max(works.get(assignment, Decimal(0)), points)
    return dict(found)


def tests_of(edition: Edition) -> list[Test]:
    """Return the tests of an edition: entry test first, then by module, the final test last."""
    order = {Test.Purpose.ENTRY: 0, Test.Purpose.MODULE: 1, Test.Purpose.EXIT: 2}
    rows = edition.tests.select_related("module__module")
    return sorted(rows, key=lambda test: (order[Test.Purpose(test.purpose)], test.module.order if test.module else 0, test.pk))  # fmt: skip


def assignments_of(edition: Edition) -> list[Assignment]:
    """Return the assignments of an edition, by module."""
    rows = Assignment.objects.filter(module__edition=edition).select_related("module__module")
    return list(rows.order_by("module__order", "pk"))
