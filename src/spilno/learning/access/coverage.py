"""Who sees coverage: numbers are told to everyone with care for few people; names to the house and to the personnel service."""

from typing import Any

from django.http import Http404

from spilno.accounts.access import may, require
from spilno.accounts.models import Right
from spilno.learning.access.personnel import personnel_of
from spilno.organisations.models import Organisation


def sees_everyone(user: Any) -> bool:
    """Tell whether the account sees exact numbers and names of all officials: secretariat, chair, audit."""
    return may(user, Right.SECRETARIAT, Right.CHAIR, Right.AUDIT)


def require_everyone(user: Any) -> None:
    """Raise 404 unless the account sees all officials."""
    require(user, Right.SECRETARIAT, Right.CHAIR, Right.AUDIT)


def own_councils(user: Any) -> frozenset[int]:
    """Return the numbers of organisations whose staff the account sees: it is their personnel service."""
    return personnel_of(user)


def council_to_see(user: Any, pk: int) -> Organisation:
    """Return a council to those who see its staff; 404 otherwise."""
    found = Organisation.objects.filter(pk=pk, kind__in=[Organisation.Kind.COUNCIL, Organisation.Kind.STATE]).first()
    if found is None or not (pk in own_councils(user) or sees_everyone(user)):
        raise Http404
    return found
