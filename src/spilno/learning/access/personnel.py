"""Who does the work of the personnel service of an organisation: its head and deputies, and those named for it."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from spilno.learning.models import PersonnelOfficer
from spilno.organisations.models import Organisation
from spilno.people.models import Office
from spilno.people.queries import holders_on

LEADING = frozenset(
    {
        Office.Category.HEAD,
        Office.Category.DEPUTY,
        Office.Category.COUNCIL_SECRETARY,
        Office.Category.STATE_HEAD,
        Office.Category.STATE_FIRST_DEPUTY,
        Office.Category.STATE_DEPUTY,
    }
)


def personnel_of(user: Any, day: date | None = None) -> frozenset[int]:
    """Return the numbers of organisations whose personnel service the account is on a day (today when not given).

    They are those that it leads, and those that named it. A mere official sees nobody's ledger but his own. Asked once
    per request for each day: the answer is kept on the user object.
    """
    if not getattr(user, "is_authenticated", False):
        return frozenset()
    day = day or timezone.localdate()
    kept: dict[date, frozenset[int]] = user.__dict__.setdefault("_personnel_of", {})
    if day not in kept:
        led = holders_on(day).filter(person__user=user.pk, category__in=LEADING, organisation__ended__isnull=True)
        named = PersonnelOfficer.objects.filter(
            Q(ends__isnull=True) | Q(ends__gte=day),
            person__user=user.pk,
            starts__lte=day,
            organisation__ended__isnull=True,
        )
        kept[day] = frozenset(
            [
                *led.order_by().values_list("organisation_id", flat=True),
                *named.values_list("organisation_id", flat=True),
            ]
        )
    return kept[day]


def leads(user: Any) -> frozenset[int]:
    """Return the numbers of organisations that the account leads today: it names their personnel officers."""
    if not getattr(user, "is_authenticated", False):
        return frozenset()
    held = holders_on(timezone.localdate()).filter(person__user=user.pk, category__in=LEADING)
    return frozenset(held.order_by().values_list("organisation_id", flat=True))


def require_personnel(user: Any) -> frozenset[int]:
    """Return the organisations whose personnel service the account is; 404 when there is none."""
    found = personnel_of(user)
    if not found:
        raise Http404
    return found


def organisation_to_staff(user: Any, pk: int) -> Organisation:
    """Return an organisation that the account leads, to name its personnel officers; 404 otherwise."""
    if pk not in leads(user):
        raise Http404
    return Organisation.objects.get(pk=pk)


def officer_to_end(user: Any, pk: int) -> PersonnelOfficer:
    """Return a personnel officer of an organisation that the account leads; 404 otherwise."""
    found = (
        PersonnelOfficer.objects.select_related("organisation", "person")
        .filter(pk=pk, organisation__in=leads(user))
        .first()
    )
    if found is None:
        raise Http404
    return found
