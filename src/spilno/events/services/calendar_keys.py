"""The secret address of a person's own calendar."""

import secrets

from django.db import transaction

from spilno.accounts.models import User
from spilno.events.models import CalendarKey
from spilno.journal.services import record


@transaction.atomic
def make_key(user: User) -> CalendarKey:
    """Give a person a new secret address of his calendar; the old one is unknown from now on."""
    key, _made = CalendarKey.objects.update_or_create(user=user, defaults={"token": secrets.token_urlsafe(32)})
    record("calendar.key_made", key, by=user)
    return key
