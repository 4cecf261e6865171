"""Who keeps the register of certificates, and who may read one: its holder, the secretariat, whoever has its code."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from spilno.accounts.access import may
from spilno.accounts.models import Right
from spilno.credentials import queries
from spilno.credentials.models import Certificate
from spilno.people.access import own_person


def may_keep(user: Any) -> bool:
    """Tell whether the account keeps the register: the secretariat."""
    return may(user, Right.SECRETARIAT)


def sees_all(user: Any) -> bool:
    """Tell whether the account reads the whole register: the secretariat and the audit."""
    return may(user, Right.SECRETARIAT, Right.AUDIT)


def require_keeper(user: Any) -> None:
    """Raise 404 unless the account keeps the register."""
    if not may_keep(user):
        raise Http404


def whole_register(user: Any) -> "QuerySet[Certificate]":
    """Return the whole register to those who keep or audit it; 404 otherwise."""
    if not sees_all(user):
        raise Http404
    return queries.certificates()


def certificates_to_see(user: Any) -> "QuerySet[Certificate]":
    """Return the whole register to those who keep or audit it; to everyone else his own certificates."""
    rows = queries.certificates()
    if sees_all(user):
        return rows
    person = own_person(user)
    return rows.filter(person=person) if person else rows.none()


def certificate_to_see(user: Any, pk: int) -> Certificate:
    """Return a certificate to its holder and to those who keep or audit the register; 404 otherwise."""
    found = certificates_to_see(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def certificate_to_keep(user: Any, pk: int) -> Certificate:
    """Return a certificate to those who keep the register; 404 otherwise."""
    require_keeper(user)
    return certificate_to_see(user, pk)


def may_read_paper(user: Any, number: str, _kind: str) -> bool:
    """Tell whether the account may read the paper of a certificate: its holder."""
    person = own_person(user)
    return (
        person is not None and number.isdigit() and Certificate.objects.filter(pk=int(number), person=person).exists()
    )
