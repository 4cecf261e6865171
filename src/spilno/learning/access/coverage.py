"""Who sees coverage: numbers are told to everyone with care for few people; names to the house and to the personnel service."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import Http404
from django.utils import timezone

from spilno.accounts.access import may, require
from spilno.accounts.models import Right
from spilno.learning.access.personnel import personnel_of
from spilno.learning.queries.coverage import who_is_due
from spilno.learning.queries.recertification import renewals_due
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


def council_to_act_for(user: Any, pk: int) -> Organisation:
    """Return a council to its personnel service; 404 otherwise."""
    found = council_to_see(user, pk)
    if pk not in own_councils(user):
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class StaffWaits:
    """A council of the personnel service: how many of its staff are due within ninety days, how many certificates to renew."""

    council: Organisation
    due: int
    renewals: int = 0


def staff_on_desk(user: Any) -> list[StaffWaits]:
    """Return the councils whose staff is due soon, to their personnel service; as many queries whatever their number."""
    own = own_councils(user)
    if not own:
        return []
    today = timezone.localdate()
    soon = who_is_due(today, organisations=own).order_by().values_list("organisation")
    counts = dict(soon.annotate(people=Count("person", distinct=True)))
    renewals = Counter(one.organisation.pk for one in renewals_due(today, organisations=own))
    councils = Organisation.objects.filter(pk__in={*counts, *renewals}).order_by("sort_key")
    return [StaffWaits(council, counts.get(council.pk, 0), renewals[council.pk]) for council in councils]
