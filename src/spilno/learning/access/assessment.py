"""Who keeps banks, leads tests of an edition, takes and marks them: what is not one's own does not exist."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from spilno.accounts.access import may
from spilno.accounts.models import Right
from spilno.learning.models import Bank, Question
from spilno.learning.queries.banks import bank_ground
from spilno.organisations.models import Organisation
from spilno.people.access import speaks_for
from spilno.territories.models import ImportBatch


def may_keep_all(user: Any) -> bool:
    """Tell whether the account keeps the banks and tests of all organisations."""
    return may(user, Right.SECRETARIAT)


def organisations_to_keep(user: Any) -> "QuerySet[Organisation]":
    """Return the organisations whose banks the account keeps; the secretariat keeps those of whoever delivers programmes, and its own."""
    if not may_keep_all(user):
        return Organisation.objects.filter(pk__in=speaks_for(user)).order_by("name_uk")
    delivers = Q(delivers__isnull=False) | Q(banks__isnull=False) | Q(ours=True)
    return Organisation.objects.filter(delivers).distinct().order_by("name_uk")


def banks_to_keep(user: Any) -> "QuerySet[Bank]":
    """Return the banks that exist for an account: of the organisations for which it speaks; all for the secretariat."""
    rows = Bank.objects.select_related("organisation")
    return rows if may_keep_all(user) else rows.filter(organisation__in=speaks_for(user))


def require_bank_keeper(user: Any) -> None:
    """Raise 404 unless the account keeps banks of some organisation."""
    if not (may_keep_all(user) or speaks_for(user)):
        raise Http404


def bank_to_keep(user: Any, pk: int) -> Bank:
    """Return a bank to those who keep it; 404 otherwise."""
    found = banks_to_keep(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def question_to_keep(user: Any, bank: int, pk: int) -> Question:
    """Return a question of a bank to those who keep it; 404 otherwise."""
    kept = bank_to_keep(user, bank)
    newer = Question.objects.filter(follows=OuterRef("pk"))
    found = kept.questions.annotate(has_newer=Exists(newer)).filter(pk=pk).first()
    if found is None:
        raise Http404
    found.bank = kept
    return found


def batch_to_keep(user: Any, bank: int, pk: int) -> tuple[Bank, ImportBatch]:
    """Return a preview of questions with its bank, to the one who made it while he keeps the bank; 404 otherwise."""
    kept = bank_to_keep(user, bank)
    batch = ImportBatch.objects.filter(
        pk=pk, kind=ImportBatch.Kind.QUESTIONS, created_by=user.pk, ground=bank_ground(kept)
    ).first()
    if batch is None:
        raise Http404
    return kept, batch
