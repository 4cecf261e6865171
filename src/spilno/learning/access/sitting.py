"""Who leads tests of an edition, takes them and marks them; an attempt of another person does not exist."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from spilno.learning.access.assessment import banks_to_keep, may_keep_all
from spilno.learning.access.editions import editions_to_lead, may_lead
from spilno.learning.models import Answer, Assignment, Attempt, Bank, Edition, Enrolment, Submission, Teacher, Test
from spilno.people.access import own_person

LEARNS = (Enrolment.State.ADMITTED, Enrolment.State.LEARNING)
INSIDE = (*LEARNS, Enrolment.State.COMPLETED, Enrolment.State.FAILED)


def marks_in(user: Any, edition: Edition) -> frozenset[int] | None:
    """Return the modules of an edition that the account marks as their teacher; None: all, as one who leads it."""
    if may_lead(user, edition):
        return None
    person = own_person(user)
    if person is None:
        return frozenset()
    rows = Teacher.objects.filter(module__edition=edition, person=person, marks=True)
    return frozenset(rows.values_list("module", flat=True))


def own_enrolment(user: Any, edition: Edition) -> Enrolment | None:
    """Return how the person behind the account learns in an edition, the last one; None: he does not."""
    person = own_person(user)
    if person is None:
        return None
    return edition.enrolments.filter(person=person, state__in=INSIDE).order_by("-pk").first()


def _edition(pk: int) -> Edition:
    found = Edition.objects.select_related("version", "provider").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def edition_inside(user: Any, pk: int) -> Edition:
    """Return an edition to those who lead, mark or learn in it; 404 otherwise."""
    found = _edition(pk)
    if may_lead(user, found) or marks_in(user, found) or own_enrolment(user, found) is not None:
        return found
    raise Http404


def edition_to_test(user: Any, pk: int) -> Edition:
    """Return an edition to those who lead its tests; 404 otherwise."""
    found = _edition(pk)
    if not may_lead(user, found):
        raise Http404
    return found


def edition_to_mark(user: Any, pk: int) -> tuple[Edition, frozenset[int] | None]:
    """Return an edition and the modules that the account marks (None: all); 404 for those who mark nothing."""
    found = _edition(pk)
    modules = marks_in(user, found)
    if modules is not None and not modules:
        raise Http404
    return found, modules


def test_to_lead(user: Any, pk: int) -> Test:
    """Return a test to those who lead it; 404 otherwise."""
    found = Test.objects.select_related("edition__version", "module__module").filter(pk=pk).first()
    if found is None or not may_lead(user, found.edition):
        raise Http404
    return found


def assignment_to_lead(user: Any, pk: int) -> Assignment:
    """Return an assignment to those who lead it; 404 otherwise."""
    found = Assignment.objects.select_related("module__edition__version", "module__module").filter(pk=pk).first()
    if found is None or not may_lead(user, found.module.edition):
        raise Http404
    return found


def banks_to_draw(user: Any, edition: Edition) -> "QuerySet[Bank]":
    """Return the banks from which tests of an edition draw: those that the account keeps, and its provider's."""
    kept = banks_to_keep(user).values("pk")
    return Bank.objects.filter(Q(pk__in=kept) | Q(organisation=edition.provider_id)).order_by("title", "pk")


def test_to_take(user: Any, pk: int) -> tuple[Test, Enrolment]:
    """Return a test with the enrolment of who takes it; 404 for those who do not learn in its edition."""
    found = Test.objects.select_related("edition__version", "module__module").filter(pk=pk).first()
    enrolment = own_enrolment(user, found.edition) if found is not None else None
    if found is None or enrolment is None:
        raise Http404
    return found, enrolment


def attempt_to_take(user: Any, pk: int) -> Attempt:
    """Return an attempt to the one who sits it; 404 otherwise."""
    found = (
        Attempt.objects.select_related("test__edition__version", "enrolment__person")
        .filter(pk=pk, enrolment__person__user=user.pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


def attempt_to_save(user: Any, pk: int) -> Attempt:
    """Return an attempt to the one who sits it, without anything that a page shows: answers are saved by hundreds at once."""
    found = Attempt.objects.only("pk").filter(pk=pk, enrolment__person__user=user.pk).first()
    if found is None:
        raise Http404
    return found


def answer_to_mark(user: Any, pk: int) -> Answer:
    """Return an open answer of an attempt that was handed in to those who mark it; 404 otherwise."""
    found = (
        Answer.objects.select_related("question", "attempt__test__edition__version", "attempt__enrolment__person")
        .filter(pk=pk, question__kind="open")
        .exclude(attempt__state=Attempt.State.GOING)
        .first()
    )
    if found is None or not _marks(user, found.attempt.test.edition, found.attempt.test.module_id):
        raise Http404
    return found


def submission_to_mark(user: Any, pk: int) -> Submission:
    """Return work that was handed in to those who mark it; 404 otherwise."""
    rows = Submission.objects.select_related(
        "assignment__module__edition__version", "assignment__module__module", "enrolment__person"
    )
    found = rows.filter(pk=pk).first()
    if found is None or not _marks(user, found.assignment.module.edition, found.assignment.module_id):
        raise Http404
    return found


def _marks(user: Any, edition: Edition, module: int | None) -> bool:
    modules = marks_in(user, edition)
    if modules is None:
        return True
    return module in modules if module is not None else bool(modules)


def assignment_to_do(user: Any, pk: int) -> tuple[Assignment, Enrolment]:
    """Return an assignment with the enrolment of who does it; 404 for those who do not learn in its edition."""
    found = Assignment.objects.select_related("module__edition__version", "module__module").filter(pk=pk).first()
    enrolment = own_enrolment(user, found.module.edition) if found is not None else None
    if found is None or enrolment is None:
        raise Http404
    return found, enrolment


def may_read_work(user: Any, object_id: str, _kind: str) -> bool:
    """Tell whether the account may read files of a work: its author, and those who mark it."""
    rows = Submission.objects.select_related("assignment__module__edition", "enrolment__person")
    found = rows.filter(pk=int(object_id)).first()
    if found is None:
        return False
    own = own_person(user)
    if own is not None and found.enrolment.person_id == own.pk:
        return True
    return _marks(user, found.assignment.module.edition, found.assignment.module_id)


def learner_of(user: Any, pk: int) -> tuple[Edition, Enrolment]:
    """Return an edition with the enrolment of the person behind the account; 404 for those who do not learn in it."""
    found = _edition(pk)
    enrolment = own_enrolment(user, found)
    if enrolment is None:
        raise Http404
    return found, enrolment


def editions_to_sum(user: Any) -> "QuerySet[Edition]":
    """Return the editions whose quality the account sees: those it leads and that have begun, the latest first; 404 when it leads none."""
    begun = editions_to_lead(user).filter(state__in=[Edition.State.LEARNING, Edition.State.FINISHED])
    if not may_keep_all(user) and not begun.exists():
        raise Http404
    return begun.select_related("version", "provider")
