"""Who sees and does what with individual programmes: the official his own, the personnel service those of its people."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from spilno.accounts.access import may
from spilno.accounts.models import Right
from spilno.learning.access.ledger import is_personnel_for, ledger_to_see
from spilno.learning.access.personnel import personnel_of
from spilno.learning.models import IndividualProgramme, Need
from spilno.learning.queries.plans import programmes
from spilno.organisations.models import Organisation
from spilno.people.access import own_person, speaks_for
from spilno.people.models import Person


def plans_to_see(user: Any) -> "QuerySet[IndividualProgramme]":
    """Return one's own programmes, and those of the organisations whose personnel service the account is."""
    own, staffed = own_person(user), personnel_of(user)
    if own is None and not staffed:
        raise Http404
    return programmes().filter(Q(person=own) | Q(organisation__in=staffed))


def plan_to_see(user: Any, pk: int) -> IndividualProgramme:
    """Return a programme to its official and his personnel service; 404 otherwise."""
    found = programmes().filter(pk=pk).first()
    own = own_person(user)
    if found is None or not ((own is not None and own.pk == found.person_id) or is_personnel_for(user, found.person)):
        raise Http404
    return found


def plan_to_decide(user: Any, pk: int) -> IndividualProgramme:
    """Return a programme to the personnel service of its official; 404 otherwise."""
    found = plan_to_see(user, pk)
    if not is_personnel_for(user, found.person):
        raise Http404
    return found


def need_to_write(user: Any, pk: int, need: int) -> Need:
    """Return a need of a programme that the account sees; 404 otherwise."""
    plan = plan_to_see(user, pk)
    found = Need.objects.select_related("programme__person").filter(pk=need, programme=plan).first()
    if found is None:
        raise Http404
    return found


def person_to_plan(user: Any, pk: int | None) -> Person:
    """Return for whom a programme is begun: oneself (None), or one of the people of the personnel service."""
    return ledger_to_see(user, pk)


def may_analyse(user: Any) -> bool:
    """Tell whether the account reads what all programmes need: the secretariat, chair and audit, and who speaks for a training institution."""
    if may(user, Right.SECRETARIAT, Right.CHAIR, Right.AUDIT):
        return True
    return Organisation.objects.filter(pk__in=speaks_for(user), kind=Organisation.Kind.EDUCATION).exists()


def analysed_for(user: Any) -> frozenset[int] | None:
    """Return the organisations whose needs the account reads in sum: None for all; its own for a personnel service; 404 otherwise."""
    if may_analyse(user):
        return None
    own = personnel_of(user)
    if not own:
        raise Http404
    return own
