"""Keys that sign credentials: put a new one in place, stop trusting one."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.credentials.models import SigningKey, StatusList
from spilno.credentials.rules.keys import why_not_revoke_key
from spilno.credentials.tasks import new_key, publish, signer
from spilno.journal.services import record, take_turn
from spilno.statute.rules.refusal import refuse


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

    Raises RuleBroken when it is revoked already, no reason is given, or the moment is impossible.
    """
    take_turn()
    key = SigningKey.objects.select_for_update().get(pk=key.pk)
    now = timezone.now()
    refuse(
        why_not_revoke_key(revoked_since=key.revoked_since, made_at=key.made_at, since=since, reason=reason, now=now)
    )
    key.revoked_since, key.revoked_because, key.retired_at = since, reason.strip()[:400], key.retired_at or now
    key.save(update_fields=["revoked_since", "revoked_because", "retired_at"])
    facts = {"key": key.multikey, "since": since.isoformat()}
    record("signing_key.revoked", key, by=by, ground=key.revoked_because, facts=facts)
    current = signer()
    for status in StatusList.objects.all():
        publish(status, current)
    return key
