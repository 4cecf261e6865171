"""Who keeps the register of certificates, and who may read one: its holder, the secretariat, whoever has its code."""

from collections.abc import Callable
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


Leads = Callable[[Any, str], bool]
_leads: dict[str, Leads] = {}


def register_leads(object_type: str, leads: Leads) -> None:
    """Let an upper app say who leads what certificates of this type are about («learning.edition»), by its number."""
    _leads[object_type] = leads


def leads(user: Any, object_type: str, number: str) -> bool:
    """Tell whether the account leads what certificates are about: it reads all of them, and keeps none."""
    asked = _leads.get(object_type)
    return asked is not None and number.isdecimal() and asked(user, number)


def part_of_register(user: Any, object_type: str, number: str) -> "QuerySet[Certificate]":
    """Return the register to those who keep or audit it, of one object to those who lead it; 404 otherwise."""
    rows = queries.certificates()
    if leads(user, object_type, number):
        return rows.filter(object_type=object_type, object_id=number)
    if not sees_all(user):
        raise Http404
    return rows


def certificates_to_see(user: Any, object_type: str = "", number: str = "") -> "QuerySet[Certificate]":
    """Return what `part_of_register` does; to everyone else his own certificates."""
    if sees_all(user) or leads(user, object_type, number):
        return part_of_register(user, object_type, number)
    person = own_person(user)
    rows = queries.certificates()
    return rows.filter(person=person) if person else rows.none()


def certificate_to_see(user: Any, pk: int) -> Certificate:
    """Return a certificate to its holder, to those who lead what it is about, and to those who keep or audit the register; 404 otherwise."""
    found = queries.certificates().filter(pk=pk).first()
    if found is None:
        raise Http404
    own = own_person(user)
    holds = own is not None and found.person_id == own.pk
    if not (holds or sees_all(user) or leads(user, found.object_type, found.object_id)):
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
