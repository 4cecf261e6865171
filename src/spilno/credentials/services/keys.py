"""Keys that sign credentials: put a new one in place, stop trusting one."""

from datetime import datetime, timedelta

from django.core.paginator import Paginator
from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.credentials.models import Certificate, Credential, FormerCredential, SigningKey, StatusList
from spilno.credentials.rules.keys import why_not_revoke_key
from spilno.credentials.tasks import make_papers, new_key, publish, signer
from spilno.journal.services import record, take_turn
from spilno.statute.rules.refusal import refuse

MINUTE = timedelta(minutes=1)
AT_ONCE = 500  # credentials put aside in one statement


@transaction.atomic
def rotate_key(*, by: User | None) -> SigningKey:
    """Put a new key in place: the former one signs no more and stays for checking what it signed."""
    take_turn()
    SigningKey.objects.filter(retired_at=None).update(retired_at=timezone.now())
    made = SigningKey.objects.get(pk=new_key(by=by).pk)
    record("signing_key.rotated", made, by=by, facts={"key": made.multikey})
    return made


@transaction.atomic
def revoke_key(key: SigningKey, *, since: datetime, reason: str, by: User | None) -> SigningKey:
    """Trust nothing that this key signed since a moment; a new key signs from now on, and all status lists are signed anew.

    Every certificate that it signed, before that moment too, is signed anew in the background: its number, its code and its state
    in the register stay, and who brings the old file is led to the new one. Other sites heed `revoked` of a key whenever it signed.
    Raises RuleBroken when it is revoked already, no reason is given, or the moment is impossible.
    """
    take_turn()
    key = SigningKey.objects.select_for_update().get(pk=key.pk)
    now = timezone.now()
    if timedelta(0) < key.made_at - since < MINUTE:
        since = key.made_at  # a form tells minutes
    refuse(
        why_not_revoke_key(revoked_since=key.revoked_since, made_at=key.made_at, since=since, reason=reason, now=now)
    )
    key.revoked_since, key.revoked_because, key.retired_at = since, reason.strip()[:400], key.retired_at or now
    key.save(update_fields=["revoked_since", "revoked_because", "retired_at"])
    facts = {"key": key.multikey, "since": since.isoformat(), "signed_anew": _withdraw_signed_by(key)}
    record("signing_key.revoked", key, by=by, ground=key.revoked_because, facts=facts)
    current = signer()
    for status in StatusList.objects.all():
        publish(status, current)
    if facts["signed_anew"]:
        transaction.on_commit(make_papers.enqueue)
    return key


def _withdraw_signed_by(key: SigningKey) -> int:
    """Put aside what the key signed, with its papers; returns how many certificates wait for new ones."""
    rows = Credential.objects.filter(key=key)
    count = rows.count()
    for page in Paginator(list(rows.values_list("pk", flat=True)), AT_ONCE):
        FormerCredential.objects.bulk_create(
            FormerCredential(
                certificate_id=row.certificate_id,
                key_id=row.key_id,
                status_id=row.status_id,
                place=row.place,
                body=row.body,
                token=row.token,
                document_id=row.certificate.document_id,
                made_at=row.made_at,
            )
            for row in rows.filter(pk__in=page.object_list).select_related("certificate").order_by("pk")
        )
    Certificate.objects.filter(credential__key=key).update(document=None)
    rows.delete()
    return count
