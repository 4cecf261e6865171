"""Who sees and does what with learners: those who lead all of an edition, a council its own people, learners themselves."""

from typing import Any

from django.http import Http404
from django.utils import timezone

from spilno.learning.access.editions import edition_to_see, may_lead, reads_all
from spilno.learning.models import Edition, Enrolment, Lesson, Teacher
from spilno.learning.rules.enrolling import HAVE_PLACES
from spilno.organisations.models import Organisation
from spilno.people.access import own_person, speaks_for
from spilno.people.models import Person


def person_to_apply(user: Any) -> Person:
    """Return the person behind the account; 404 when there is none."""
    person = own_person(user)
    if person is None:
        raise Http404
    return person


def organisations_that_name(user: Any) -> list[Organisation]:
    """Return the organisations for which the account names people to learn, by name."""
    spoken = speaks_for(user, timezone.localdate())
    return list(Organisation.objects.filter(pk__in=spoken, ended__isnull=True).order_by("sort_key"))


def require_to_name(user: Any) -> list[Organisation]:
    """Return the organisations for which the account names people; 404 when there is none."""
    found = organisations_that_name(user)
    if not found:
        raise Http404
    return found


def enrolment_to_withdraw(user: Any, pk: int, number: int) -> Enrolment:
    """Return an enrolment to the learner, to who speaks for the organisation that named him, and to those who lead the edition."""
    edition = edition_to_see(user, pk)
    found = edition.enrolments.select_related("person").filter(pk=number).first()
    if found is None or not (
        may_lead(user, edition)
        or found.person == own_person(user)
        or (found.nominated and found.organisation_id in speaks_for(user))
    ):
        raise Http404
    found.edition = edition
    return found


def own_enrolment_to_see(user: Any, pk: int) -> Enrolment:
    """Return how the person behind the account stands in an edition; 404 when he does not."""
    person = person_to_apply(user)
    found = (
        Enrolment.objects.filter(edition=pk, person=person)
        .exclude(edition__state=Edition.State.DRAFT)
        .select_related(
            "edition__version__standard", "edition__provider", "edition__partner", "organisation", "certificate"
        )
        .order_by("-pk")
        .first()
    )
    if found is None:
        raise Http404
    return found


def modules_to_mark(user: Any, pk: int) -> tuple[Edition, frozenset[int] | None]:
    """Return an edition whose gradebook the account reads, and which modules of it: all (None) for those who lead or audit, own ones for teachers."""
    edition = edition_to_see(user, pk)
    if may_lead(user, edition) or reads_all(user):
        return edition, None
    person = own_person(user)
    own = (
        Teacher.objects.filter(module__edition=edition, person=person) if person is not None else Teacher.objects.none()
    )
    modules = frozenset(own.values_list("module", flat=True))
    if not modules:
        raise Http404
    return edition, modules


def lesson_to_learn(user: Any, pk: int, lesson: int) -> tuple[Lesson, Enrolment]:
    """Return a lesson to those who learn or learned in its edition; 404 otherwise."""
    enrolment = own_enrolment_to_see(user, pk)
    found = Lesson.objects.filter(pk=lesson, module__edition=pk).select_related("module__module").first()
    if found is None or enrolment.state not in HAVE_PLACES:
        raise Http404
    return found, enrolment


def may_read_lesson(user: Any, object_id: str, kind: str) -> bool:
    """Tell whether files of a lesson may be read: by learners of its edition, its teachers and those who lead it."""
    lesson = Lesson.objects.select_related("module__edition").filter(pk=int(object_id)).first()
    if lesson is None:
        return False
    edition = lesson.module.edition
    if may_lead(user, edition):
        return True
    person = own_person(user)
    if person is None:
        return False
    teaches = Teacher.objects.filter(module=lesson.module_id, person=person).exists()
    return teaches or edition.enrolments.filter(person=person, state__in=HAVE_PLACES).exists()


def enrolment_of_statement(user: Any, pk: int, number: int) -> Enrolment:
    """Return an enrolment with a place to the learner, to who speaks for his organisation, and to those who lead the edition."""
    edition = edition_to_see(user, pk)
    found = (
        edition.enrolments.filter(pk=number, state__in=HAVE_PLACES)
        .select_related("person", "organisation", "certificate")
        .first()
    )
    if found is None or not (
        may_lead(user, edition) or found.person == own_person(user) or found.organisation_id in speaks_for(user)
    ):
        raise Http404
    found.edition = edition
    return found
