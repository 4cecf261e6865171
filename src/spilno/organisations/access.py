"""Who keeps the register of organisations; everyone reads it."""

from typing import Any

from django.http import Http404

from spilno.accounts.access import may, require
from spilno.accounts.models import Right
from spilno.organisations.models import Organisation
from spilno.organisations.queries import organisations
from spilno.territories.access import batch_to_keep
from spilno.territories.models import ImportBatch


def may_keep(user: Any) -> bool:
    """Tell whether the account keeps the registers."""
    return may(user, Right.SECRETARIAT)


def require_keeper(user: Any) -> None:
    """Raise 404 unless the account keeps the registers."""
    require(user, Right.SECRETARIAT)


def organisation_to_see(pk: int) -> Organisation:
    """Return an organisation of the register, ended ones too; 404 when there is none."""
    found = organisations().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def organisation_to_keep(user: Any, pk: int) -> Organisation:
    """Return an organisation for those who keep the register; 404 otherwise."""
    require_keeper(user)
    return organisation_to_see(pk)


def councils_batch(user: Any, pk: int) -> ImportBatch:
    """Return a preview of a file of councils, for those who keep the register; 404 otherwise."""
    return batch_to_keep(user, pk, ImportBatch.Kind.COUNCILS)
