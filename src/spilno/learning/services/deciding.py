"""Acts of the personnel service with claims: recognise, ask, refuse, annul; what a revoked certificate takes with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from spilno.accounts.models import User
from spilno.credentials.models import Certificate
from spilno.journal.services import record
from spilno.learning.models import CreditRow, OutsideCertificate
from spilno.learning.queries.ledger import judged_by
from spilno.learning.rules.deciding import why_not_annul, why_not_ask, why_not_recognise, why_not_refuse
from spilno.learning.services.credits import locked, recount, tell_standing
from spilno.learning.services.telling import tell_official
from spilno.statute.rules.refusal import Refusal, refuse

State = CreditRow.State


def _decide(row: CreditRow, state: str, because: str, *, by: User | None) -> CreditRow:
    row.state, row.because = state, because.strip()[:500]
    row.decided_at, row.decided_by = timezone.now(), by.pk if by else None
    row.save(update_fields=["state", "because", "decided_at", "decided_by", "credits"])
    return row


@transaction.atomic
def recognise(row: CreditRow, *, signature_checked: bool = False, by: User | None) -> CreditRow:
    """Recognise a claim: its credits count in the year. `signature_checked`: whoever decides checked it, and that is kept.

    Where the year has a bound of the kind, only what is left counts. Raises RuleBroken: decided, own, the signature of an
    electronic document is not checked, a certificate of ours fell, self-education outside an agreed programme.
    """
    row = locked(row)
    if signature_checked and row.outside_id and not row.decided_at:
        checked = OutsideCertificate.objects.filter(pk=row.outside_id, signature_checked_at__isnull=True)
        checked.update(signature_checked_at=timezone.now(), signature_checked_by=by.pk if by else None)
    refuse(why_not_recognise(judged_by(row, by), source=row.rule.source if row.rule else ""))
    row.credits = recount(row)
    row = _decide(row, State.RECOGNISED, "", by=by)
    facts = {"credits": str(row.credits), "year": row.year, "kind": row.kind, "signature_checked": signature_checked}
    record("credit.recognised", row, by=by, ground=row.ground, facts=facts)
    tell_standing([row])
    tell_official([row], by=by)
    return row


@dataclass(frozen=True, slots=True)
class Many:
    """What became of many claims: recognised ones, and why the others were not."""

    recognised: list[CreditRow]
    left: list[tuple[CreditRow, Refusal]]


@transaction.atomic
def recognise_many(rows: Iterable[CreditRow], *, by: User | None) -> Many:
    """Recognise those of many claims that may be; the others stay as they were, each with its reason. One letter to each official."""
    done: list[CreditRow] = []
    left: list[tuple[CreditRow, Refusal]] = []
    for each in sorted(rows, key=lambda row: row.pk):
        row = locked(each)
        why = why_not_recognise(judged_by(row, by), source=row.rule.source if row.rule else "")
        if why is not None:
            left.append((each, why))
            continue
        row.credits = recount(row)
        done.append(_decide(row, State.RECOGNISED, "", by=by))
        facts = {"credits": str(row.credits), "year": row.year, "kind": row.kind}
        record("credit.recognised", row, by=by, ground=row.ground, facts=facts)
    tell_standing(done)
    tell_official(done, by=by)
    return Many(done, left)


@transaction.atomic
def ask(row: CreditRow, *, question: str, by: User | None) -> CreditRow:
    """Ask the official about a claim before it is decided. Raises RuleBroken when it is decided, or nothing is asked."""
    row = locked(row)
    refuse(why_not_ask(row.state, question=question))
    row.state, row.because = State.ASKED, question.strip()[:500]
    row.save(update_fields=["state", "because"])
    record("credit.asked", row, by=by, ground=row.because)
    tell_official([row], by=by)
    return row


@transaction.atomic
def refuse_claim(row: CreditRow, *, because: str, by: User | None) -> CreditRow:
    """Refuse a claim on a ground; the official reads it and may claim anew. Raises RuleBroken when it is decided, or no ground is given."""
    row = locked(row)
    refuse(why_not_refuse(row.state, because=because, own=judged_by(row, by).own))
    row = _decide(row, State.REFUSED, because, by=by)
    record("credit.refused", row, by=by, ground=row.because, facts={"kind": row.kind, "year": row.year})
    tell_official([row], by=by)
    return row


@transaction.atomic
def annul(row: CreditRow, *, because: str, by: User | None) -> CreditRow:
    """Annul a recognised row: its credits count no longer, the row stays. Raises RuleBroken when it is not recognised, or without a reason."""
    row = locked(row)
    refuse(why_not_annul(row.state, because=because, own=judged_by(row, by).own))
    return _annulled(row, because, by=by)


def _annulled(row: CreditRow, because: str, *, by: User | None) -> CreditRow:
    before = row.state
    row = _decide(row, State.ANNULLED, because, by=by)
    record("credit.annulled", row, by=by, ground=row.because, facts={"credits": str(row.credits), "before": before})
    tell_standing([row])
    tell_official([row], by=by)
    return row


@transaction.atomic
def follow_revoked(certificate: Certificate, *, by: User | None) -> list[CreditRow]:
    """Annul every row that stands on a certificate which was revoked, claims too; in the transaction of the revocation."""
    rows = CreditRow.objects.select_for_update(of=("self",)).filter(
        certificate=certificate, state__in=CreditRow.STANDING
    )
    with override("uk"):
        because = gettext("Certificate no. %(number)s was revoked: %(because)s") % {
            "number": certificate,
            "because": certificate.revoked_because,
        }
    return [_annulled(row, because, by=by) for row in rows]
