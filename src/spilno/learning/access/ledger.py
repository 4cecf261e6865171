"""Who sees a ledger: the official his own, the personnel service those of its people; nobody else."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone

from spilno.accounts.access import may, require
from spilno.accounts.models import Right
from spilno.credentials.models import Certificate
from spilno.learning.access.personnel import personnel_of, require_personnel
from spilno.learning.models import CreditRow
from spilno.learning.queries.ledger import rows_whole
from spilno.people.access import own_person
from spilno.people.models import Person
from spilno.people.queries import holders_on
from spilno.territories.models import ImportBatch


def may_keep_rules(user: Any) -> bool:
    """Tell whether the account keeps the rules of credits: the secretariat."""
    return may(user, Right.SECRETARIAT)


def require_rule_keeper(user: Any) -> None:
    """Raise 404 unless the account keeps the rules of credits."""
    require(user, Right.SECRETARIAT)


def learner(user: Any) -> Person:
    """Return the person behind the account, for his own ledger; 404 when there is none."""
    person = own_person(user)
    if person is None:
        raise Http404
    return person


def staff_of(user: Any) -> "QuerySet[Person]":
    """Return the people who serve today where the account is the personnel service; 404 when it is none."""
    own = require_personnel(user)
    held = holders_on(timezone.localdate()).filter(person=OuterRef("pk"), organisation__in=own).order_by()
    return Person.objects.filter(Exists(held), erased_at__isnull=True)


def is_personnel_for(user: Any, person: Person) -> bool:
    """Tell whether the account is the personnel service of a person: of where he serves today."""
    own = personnel_of(user)
    if not own:
        return False
    return holders_on(timezone.localdate()).filter(person=person, organisation__in=own).exists()


def ledger_to_see(user: Any, pk: int | None) -> Person:
    """Return whose ledger it is, to himself (None: his own) and to his personnel service; 404 otherwise."""
    own = own_person(user)
    if pk is None or (own is not None and own.pk == pk):
        return learner(user)
    person = Person.objects.filter(pk=pk, erased_at__isnull=True).first()
    if person is None or not is_personnel_for(user, person):
        raise Http404
    return person


def row_to_see(user: Any, pk: int) -> CreditRow:
    """Return a row to the official and to his personnel service; 404 otherwise."""
    row = rows_whole().filter(pk=pk).first()
    own = own_person(user)
    if row is None or not ((own is not None and own.pk == row.person_id) or is_personnel_for(user, row.person)):
        raise Http404
    return row


def own_row(user: Any, pk: int) -> CreditRow:
    """Return a row of one's own, to answer or to take it back; 404 otherwise."""
    row = rows_whole().filter(pk=pk, person=learner(user)).first()
    if row is None:
        raise Http404
    return row


def row_to_decide(user: Any, pk: int) -> CreditRow:
    """Return a row to the personnel service of its official, his own too: the rule then says why not; 404 otherwise."""
    row = rows_whole().filter(pk=pk).first()
    if row is None or not is_personnel_for(user, row.person):
        raise Http404
    return row


def rows_to_decide(user: Any) -> "QuerySet[CreditRow]":
    """Return the rows of the people of the personnel service; 404 when the account is none."""
    return rows_whole().filter(person__in=staff_of(user))


def claims_that_wait(user: Any) -> "QuerySet[CreditRow]":
    """Return the claims of the people of the personnel service that are not decided yet: the queue and every count of it."""
    return rows_to_decide(user).filter(state__in=CreditRow.OPEN)


def own_certificate(user: Any, pk: int) -> Certificate:
    """Return a certificate of one's own, to claim credits by it; 404 otherwise."""
    found = Certificate.objects.filter(pk=pk, person=learner(user)).first()
    if found is None:
        raise Http404
    return found


def may_read_files(user: Any, object_id: str, kind: str) -> bool:
    """Tell whether the account reads the evidence of a row: its official and his personnel service."""
    row = CreditRow.objects.select_related("person").filter(pk=int(object_id)).first()
    own = own_person(user)
    return row is not None and ((own is not None and own.pk == row.person_id) or is_personnel_for(user, row.person))


def certificates_batch(user: Any, pk: int) -> ImportBatch:
    """Return a table of certificates that the account itself brought as a personnel service; 404 otherwise."""
    require_personnel(user)
    found = ImportBatch.objects.filter(pk=pk, kind=ImportBatch.Kind.CREDITS, created_by=user.pk).first()
    if found is None:
        raise Http404
    return found
