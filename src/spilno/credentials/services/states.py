"""Revoke a certificate; suspend and resume it. The status lists change in the same transaction."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.credentials.models import Certificate, StatusList
from spilno.credentials.queries import followers_of_revocation
from spilno.credentials.rules.issuing import why_not_resume, why_not_revoke, why_not_suspend
from spilno.credentials.tasks import publish
from spilno.journal.services import record, take_turn
from spilno.statute.rules.refusal import refuse

LONGEST_REASON = 400


def _locked(certificate: Certificate) -> Certificate:
    take_turn()  # lists of many certificates are published one act after another
    return Certificate.objects.select_for_update().get(pk=certificate.pk)


def _publish(certificate: Certificate) -> None:
    for status in StatusList.objects.filter(credentials__certificate=certificate):
        publish(status)


@transaction.atomic
def revoke(certificate: Certificate, *, reason: str, on: date | None = None, by: User | None) -> Certificate:
    """Revoke a certificate from a day on (today when not given); the public check says since when and why. Upper apps do their part.

    Raises RuleBroken when it is revoked already, no reason is given, or the day is before the issue or has not come.
    """
    certificate = _locked(certificate)
    today = timezone.localdate()
    day = on or today
    refuse(
        why_not_revoke(
            revoked_on=certificate.revoked_on, reason=reason, on=day, issued_on=certificate.issued_on, today=today
        )
    )
    certificate.revoked_on, certificate.revoked_because = day, reason.strip()[:LONGEST_REASON]
    certificate.suspended_on, certificate.suspended_because = None, ""  # revoking ends the suspension
    certificate.save(update_fields=["revoked_on", "revoked_because", "suspended_on", "suspended_because"])
    _publish(certificate)
    said = certificate.revoked_because
    record("certificate.revoked", certificate, by=by, ground=said, facts={"number": str(certificate)})
    for follow in followers_of_revocation():
        follow(certificate, by=by)
    return certificate


@transaction.atomic
def suspend(certificate: Certificate, *, reason: str, by: User | None) -> Certificate:
    """Suspend a certificate from today on; the public check says since when and why.

    Raises RuleBroken when it is revoked or suspended already, or no reason is given.
    """
    certificate = _locked(certificate)
    refuse(why_not_suspend(revoked_on=certificate.revoked_on, suspended_on=certificate.suspended_on, reason=reason))
    certificate.suspended_on, certificate.suspended_because = timezone.localdate(), reason.strip()[:LONGEST_REASON]
    certificate.save(update_fields=["suspended_on", "suspended_because"])
    _publish(certificate)
    said = certificate.suspended_because
    record("certificate.suspended", certificate, by=by, ground=said, facts={"number": str(certificate)})
    return certificate


@transaction.atomic
def resume(certificate: Certificate, *, reason: str, by: User | None) -> Certificate:
    """Let a suspended certificate be valid again; the reason stands in the journal.

    Raises RuleBroken when it is not suspended, or no reason is given.
    """
    certificate = _locked(certificate)
    refuse(why_not_resume(suspended_on=certificate.suspended_on, reason=reason))
    certificate.suspended_on, certificate.suspended_because = None, ""
    certificate.save(update_fields=["suspended_on", "suspended_because"])
    _publish(certificate)
    said = reason.strip()[:LONGEST_REASON]
    record("certificate.resumed", certificate, by=by, ground=said, facts={"number": str(certificate)})
    return certificate
