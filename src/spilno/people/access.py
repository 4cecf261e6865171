"""Who sees personal data: those who keep the registers, those who audit, and each person his own."""

from datetime import date
from typing import Any

from django.http import Http404
from django.utils import timezone

from spilno.accounts.access import may, require
from spilno.accounts.models import Right
from spilno.organisations.queries import our_association
from spilno.people.models import Office, Person
from spilno.people.queries import holders_on


def may_keep(user: Any) -> bool:
    """Tell whether the account keeps the register of persons."""
    return may(user, Right.SECRETARIAT)


def require_reader(user: Any) -> None:
    """Raise 404 unless the account keeps or audits the register."""
    require(user, Right.SECRETARIAT, Right.AUDIT)


def require_keeper(user: Any) -> None:
    """Raise 404 unless the account keeps the register."""
    require(user, Right.SECRETARIAT)


def person_to_see(user: Any, pk: int) -> Person:
    """Return a person for those who keep or audit the register; 404 otherwise."""
    require_reader(user)
    return _person(pk)


def person_to_keep(user: Any, pk: int) -> Person:
    """Return a person whose data are there, for those who keep the register; 404 otherwise."""
    require_keeper(user)
    person = _person(pk)
    if person.erased_at is not None:
        raise Http404
    return person


def office_to_keep(user: Any, pk: int) -> Office:
    """Return an office for those who keep the register; 404 otherwise."""
    require_keeper(user)
    office = Office.objects.select_related("person", "organisation").filter(pk=pk).first()
    if office is None:
        raise Http404
    return office


def own_person(user: Any) -> Person | None:
    """Return the person behind the account; None for a stranger and when the account has none."""
    return getattr(user, "person", None) if getattr(user, "is_authenticated", False) else None


# who speaks for an organisation in joint work, besides those named by it expressly
SPEAKING = frozenset(
    {
        Office.Category.HEAD,
        Office.Category.DEPUTY,
        Office.Category.OFFICIAL,
        Office.Category.STATE_HEAD,
        Office.Category.STATE_FIRST_DEPUTY,
        Office.Category.STATE_DEPUTY,
        Office.Category.CIVIL_SERVANT,
    }
)


def speaks_for(user: Any, day: date | None = None) -> frozenset[int]:
    """Return the numbers of the organisations for which the account speaks in joint work on a day (today when not given).

    They are those where the person is head, deputy or official on the day, and our own association for its secretariat and chair.
    Asked once per request for each day: the answer is kept on the user object.
    """
    if not getattr(user, "is_authenticated", False):
        return frozenset()
    day = day or timezone.localdate()
    kept: dict[date, frozenset[int]] = user.__dict__.setdefault("_speaks_for", {})
    if day not in kept:
        held = holders_on(day).filter(person__user=user.pk, category__in=SPEAKING, organisation__ended__isnull=True)
        found = set(held.order_by().values_list("organisation_id", flat=True))
        if may(user, Right.SECRETARIAT, Right.CHAIR) and (ours := our_association()) is not None:
            found.add(ours.pk)
        kept[day] = frozenset(found)
    return kept[day]


def _person(pk: int) -> Person:
    person = Person.objects.select_related("user", "merged_into").filter(pk=pk).first()
    if person is None:
        raise Http404
    return person
