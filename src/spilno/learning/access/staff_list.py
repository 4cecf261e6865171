"""Who brings the staff list of a council: its personnel service its own, the secretariat that of any."""

from typing import Any

from django.http import Http404

from spilno.accounts.access import may
from spilno.accounts.models import Right
from spilno.learning.access.personnel import personnel_of
from spilno.organisations.models import Organisation
from spilno.territories.models import ImportBatch


def enters_leaders(user: Any) -> bool:
    """Tell whether the account enters heads, deputies and secretaries of councils: the secretariat."""
    return may(user, Right.SECRETARIAT)


def may_bring_staff(user: Any, council: int) -> bool:
    """Tell whether the account brings the staff list of a council."""
    return enters_leaders(user) or council in personnel_of(user)


def council_to_list(user: Any, pk: int) -> Organisation:
    """Return a council to those who bring its staff list; 404 otherwise."""
    found = Organisation.objects.filter(pk=pk, kind=Organisation.Kind.COUNCIL).first()
    if found is None or not may_bring_staff(user, pk):
        raise Http404
    return found


def staff_batch(user: Any, council: Organisation, pk: int) -> ImportBatch:
    """Return a staff list of the council that the account itself brought; 404 otherwise."""
    found = ImportBatch.objects.filter(pk=pk, kind=ImportBatch.Kind.STAFF, created_by=user.pk).first()
    if found is None or (found.data and found.data[0] != council.pk):
        raise Http404
    return found
