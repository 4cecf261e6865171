"""Who may see and keep the register of members."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from spilno.accounts.access import may, require
from spilno.accounts.models import Right, User
from spilno.members.models import Assessment, DuesTable, Mandate, MandateImport, Membership
from spilno.members.queries import mandates_on
from spilno.territories.access import batch_to_keep
from spilno.territories.models import ImportBatch

PUBLIC = (*Membership.MEMBERS, Membership.State.LEFT, Membership.State.EXCLUDED, Membership.State.ENDED)


def keeps_register(user: Any) -> bool:
    """Tell whether the person keeps the register: the secretariat."""
    return may(user, Right.SECRETARIAT)


def sees_all(user: Any) -> bool:
    """Tell whether the person sees applications and accounts of all members."""
    return may(user, Right.SECRETARIAT, Right.AUDIT)


def require_keeper(user: Any) -> None:
    """Raise 404 unless the person keeps the register."""
    require(user, Right.SECRETARIAT)


def require_reader(user: Any) -> None:
    """Raise 404 unless the person may read accounts of all members."""
    require(user, Right.SECRETARIAT, Right.AUDIT)


def membership_to_see(user: Any, pk: int) -> Membership:
    """Return a membership of the public register to everyone, an application to those who see all; 404 otherwise."""
    membership = get_object_or_404(Membership.objects.select_related("organisation__territory__parent"), pk=pk)
    if membership.state not in PUBLIC and not (sees_all(user) or represents(user, membership)):
        raise Http404
    return membership


def membership_to_keep(user: Any, pk: int) -> Membership:
    """Return a membership to the secretariat; 404 otherwise."""
    require_keeper(user)
    return membership_to_see(user, pk)


def represents(user: Any, membership: Membership) -> bool:
    """Tell whether the person has a mandate of this member today, as representative or substitute."""
    if not isinstance(user, User):
        return False
    return mandates_on(timezone.localdate()).filter(membership=membership, person__user=user).exists()


def account_to_see(user: Any, pk: int) -> Membership:
    """Return a membership whose dues the person may see: its own representative, the secretariat, the audit; 404 otherwise."""
    membership = membership_to_see(user, pk)
    if not (sees_all(user) or represents(user, membership)):
        raise Http404
    return membership


def mandate_to_keep(user: Any, pk: int) -> Mandate:
    """Return a mandate to the secretariat; 404 otherwise."""
    require_keeper(user)
    return get_object_or_404(Mandate.objects.select_related("membership__organisation", "person"), pk=pk)


def assessment_to_keep(user: Any, pk: int) -> Assessment:
    """Return an assessment to the secretariat; 404 otherwise."""
    require_keeper(user)
    return get_object_or_404(Assessment.objects.select_related("membership__organisation"), pk=pk)


def table_to_read(user: Any, year: int) -> DuesTable:
    """Return the dues of a year to those who see all accounts; 404 otherwise."""
    require_reader(user)
    return get_object_or_404(DuesTable, year=year)


def import_to_keep(user: Any, pk: int) -> MandateImport:
    """Return a list that waits to be committed, to the secretariat; 404 otherwise."""
    require_keeper(user)
    return get_object_or_404(MandateImport, pk=pk)


def members_batch(user: Any, pk: int) -> ImportBatch:
    """Return a preview of a list of members, to the secretariat; 404 otherwise."""
    return batch_to_keep(user, pk, ImportBatch.Kind.MEMBERS)
