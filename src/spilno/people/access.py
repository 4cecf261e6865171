"""Who sees personal data: those who keep the registers, those who audit, and each person his own."""

from typing import Any

from django.http import Http404

from spilno.accounts.access import may, require
from spilno.accounts.models import Right
from spilno.people.models import Office, Person


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
    """Return the person behind the account; None when the account has none."""
    return Person.objects.filter(user=user).first()


def _person(pk: int) -> Person:
    person = Person.objects.select_related("user", "merged_into").filter(pk=pk).first()
    if person is None:
        raise Http404
    return person
