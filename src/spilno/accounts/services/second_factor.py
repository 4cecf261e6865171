"""The second factor of a person who lost it with the recovery codes: taken off by others, never by oneself."""

import secrets
from functools import partial

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.accounts.rules.doors import why_not_take_off_second_factor
from spilno.accounts.tasks import TAKEN_OFF, send_change
from spilno.journal.services import record
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def take_off_second_factor(user: User, *, ground: str, by: User | None) -> User:
    """Take off passkeys, codes of an app and recovery codes; sessions end at once, and the person is told by a letter.

    `ground` tells how it was made sure who asks; `by` None: whoever runs the installation, at its command line. Rights
    of the staff wait until the person sets a second factor anew. Raises RuleBroken for one's own account, or when there
    is nothing to take off.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    factors = Authenticator.objects.filter(user=user)
    kinds = sorted(set(factors.values_list("type", flat=True)))
    refuse(
        why_not_take_off_second_factor(is_own=by is not None and by.pk == user.pk, has_any=bool(kinds), ground=ground)
    )
    factors.delete()
    user.session_salt = secrets.token_hex(16)
    user.save(update_fields=["session_salt"])
    record("account.second_factor_taken_off", user, by=by, ground=ground.strip(), facts={"kinds": kinds})
    at = timezone.now().isoformat(timespec="seconds")
    transaction.on_commit(partial(send_change.enqueue, user.pk, TAKEN_OFF, at))
    return user
