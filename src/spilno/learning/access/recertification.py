"""Who sees how one stands with a certificate that has a term, and who may keep it up for a time."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from spilno.learning.access.ledger import is_personnel_for
from spilno.learning.access.standards import may_develop, standard_to_develop, standard_to_see
from spilno.learning.models import Standard, TemporaryCertification
from spilno.people.access import own_person
from spilno.people.models import Person


@dataclass(frozen=True, slots=True)
class Seen:
    """A person and a programme; `leads`: the account keeps certificates up, `mine`: it is his own."""

    person: Person
    standard: Standard
    leads: bool
    mine: bool


def certification_to_see(user: Any, pk: int, person: int) -> Seen:
    """Return it to the official, his personnel service, and those who lead the standard; 404 otherwise."""
    standard = standard_to_see(user, pk)
    found = Person.objects.filter(pk=person, erased_at__isnull=True).first()
    if found is None:
        raise Http404
    leads, mine = may_develop(user, standard), own_person(user) == found
    if not (leads or mine or is_personnel_for(user, found)):
        raise Http404
    return Seen(found, standard, leads, mine)


def certification_to_keep_up(user: Any, pk: int, person: int) -> Seen:
    """Return it to those who lead the standard; 404 otherwise."""
    standard_to_develop(user, pk)
    return certification_to_see(user, pk, person)


def temporary_to_revoke(user: Any, pk: int, person: int, kept: int) -> TemporaryCertification:
    """Return a temporary certification to those who lead the standard; 404 otherwise."""
    seen = certification_to_keep_up(user, pk, person)
    found = TemporaryCertification.objects.filter(pk=kept, person=seen.person, standard=seen.standard).first()
    if found is None:
        raise Http404
    return found


def may_read_evidence(user: Any, object_id: str, kind: str) -> bool:
    """Tell whether the evidence may be read: by the official, his personnel service, and those who lead the standard."""
    row = TemporaryCertification.objects.select_related("person", "standard").filter(pk=int(object_id)).first()
    if row is None:
        return False
    return may_develop(user, row.standard) or own_person(user) == row.person or is_personnel_for(user, row.person)
