"""Results of an edition: what is passed, what is best, and how many queries it takes."""

from decimal import Decimal

import pytest
from django.utils import timezone
from tests.cast import make_person

from spilno.learning.models import Assignment, Attempt, Submission
from spilno.learning.queries import results
from spilno.learning.tests.making_tests import make_edition, make_enrolment, make_test

pytestmark = pytest.mark.django_db


def sat(test, learner, *, number=1, points, passed):
    return Attempt.objects.create(
        test=test, enrolment=learner, number=number, seed="1", state="marked" if points is not None else "going", started_at=timezone.now(),
        points=points, points_of=Decimal(10), passed=passed,
    )  # fmt: skip


def learners(edition, count):
    return [make_enrolment(edition, make_person(f"Калина-{number}")) for number in range(count)]


def test_a_test_is_passed_once_and_for_all_and_the_best_mark_counts():
    edition, other = make_edition(), make_edition()
    first, second = learners(edition, 2)
    entry, final = make_test(edition, purpose="entry"), make_test(edition)
    sat(final, first, number=1, points=Decimal(9), passed=True)
    sat(final, first, number=2, points=Decimal(2), passed=False)
    sat(entry, first, points=Decimal(3), passed=False)
    sat(final, second, points=None, passed=None)
    sat(make_test(other), learners(other, 1)[0], points=Decimal(10), passed=True)

    assert results.tests_passed(edition) == {first.pk: {final.pk}}
    assert {pk: marks.tests for pk, marks in results.marks_of(edition).items()} == {
        first.pk: {final.pk: Decimal("90.0"), entry.pk: Decimal("30.0")}
    }
    assert results.tests_of(edition) == [entry, final]


def test_an_assignment_counts_when_it_is_accepted():
    edition = make_edition()
    first, second = learners(edition, 2)
    work = Assignment.objects.create(
        module=edition.modules.all()[0], title="Аналіз", text="Опишіть", pass_points=Decimal(6)
    )
    for learner, state, points in ((first, "accepted", Decimal(8)), (second, "returned", Decimal(4))):
        Submission.objects.create(
            assignment=work, enrolment=learner, state=state, points=points, handed_in_at=timezone.now()
        )
    assert results.assignments_passed(edition) == {first.pk: {work.pk}}
    assert results.marks_of(edition)[second.pk].assignments == {work.pk: Decimal(4)}


@pytest.mark.parametrize("count", [1, 3])
def test_results_take_as_many_queries_whatever_the_number_of_learners(count, django_assert_num_queries):
    edition = make_edition()
    test = make_test(edition)
    for learner in learners(edition, count):
        sat(test, learner, points=Decimal(10), passed=True)
    with django_assert_num_queries(4):
        results.tests_passed(edition), results.assignments_passed(edition), results.marks_of(edition)
