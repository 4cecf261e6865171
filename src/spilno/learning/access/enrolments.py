"""Who sees and does what with learners: those who lead all of an edition, a council its own people, learners themselves."""

from typing import Any

from django.http import Http404
from django.utils import timezone

from spilno.learning.access.editions import edition_to_see, may_lead
from spilno.learning.models import Edition, Enrolment
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
