"""Reads of certificates: the register, one by its number or code, those of a person or an object."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, QuerySet
from django.utils.translation import gettext

from spilno.credentials.models import Certificate
from spilno.credentials.rules.numbers import folded, read_number
from spilno.people.models import Person
from spilno.territories.rules.codes import search_key


@dataclass(frozen=True, slots=True)
class Progress:
    """How many papers of so many are made."""

    made: int
    of: int

    @property
    def left(self) -> int:
        """Return how many are still to be made."""
        return self.of - self.made


def certificates() -> "QuerySet[Certificate]":
    """Return the register, newest first."""
    return Certificate.objects.select_related("document", "person")


def found(q: str, rows: "QuerySet[Certificate]") -> "QuerySet[Certificate]":
    """Narrow the register by a number, a code, or words of the holder's name; apostrophes do not matter."""
    number = read_number(q)
    if number is not None:
        return rows.filter(year=number[0], number=number[1])
    by_code = rows.filter(code=folded(q))
    if by_code.exists():
        return by_code
    for word in search_key(q).split():
        rows = rows.filter(holder_search__contains=word)
    return rows


def by_code(code: str) -> Certificate | None:
    """Return the certificate with this code, however it was typed; None: there is none."""
    return certificates().filter(code=folded(code)).first()


def by_number(text: str) -> Certificate | None:
    """Return the certificate with this number; None: there is none, or it is no number."""
    number = read_number(text)
    return certificates().filter(year=number[0], number=number[1]).first() if number else None


def of_object(on: Model) -> "QuerySet[Certificate]":
    """Return the certificates about an object, newest first, revoked ones too."""
    return certificates().filter(object_type=on._meta.label_lower, object_id=str(on.pk))


def keys_of_valid(on: Model, kind: str) -> frozenset[str]:
    """Return who holds a valid certificate of the kind about the object: their keys."""
    rows = of_object(on).filter(kind=kind, revoked_on__isnull=True)
    return frozenset(rows.order_by().values_list("holder_key", flat=True))


def of_person(person: Person) -> "QuerySet[Certificate]":
    """Return the certificates of a person, newest first."""
    return certificates().filter(person=person)


def progress_of(rows: "QuerySet[Certificate]") -> Progress:
    """Tell how many papers of these certificates are made."""
    rows = rows.order_by()
    return Progress(rows.filter(document__isnull=False).count(), rows.count())


def years() -> list[int]:
    """Return the years of the register, the latest first."""
    return list(Certificate.objects.order_by("-year").values_list("year", flat=True).distinct())


def needs_of_person(person: Person, _day: date) -> Iterable[str]:
    """Say which certificates stand on a person: their register names whoever holds them."""
    numbers = [str(row) for row in Certificate.objects.filter(person=person).only("year", "number")[:3]]
    if numbers:
        yield gettext("certificates no. %(numbers)s") % {"numbers": ", ".join(numbers)}
