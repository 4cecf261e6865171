"""Signing in by a link from a letter; what a person sets for himself."""

import secrets

import sesame.utils
from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.accounts.rules.doors import why_not_sign_in_by_link
from spilno.accounts.tasks import send_sign_in_link
from spilno.journal.services import record
from spilno.statute.rules.refusal import refuse


def ask_for_link(email: str) -> None:
    """Send a sign-in link to the address if it has an account. The same work is done here when it has none."""
    found = User.objects.filter(email=email.strip().lower(), is_active=True).values_list("pk", flat=True).first()
    send_sign_in_link.enqueue(found or 0)


@transaction.atomic
def use_link(token: str) -> User:
    """Use a sign-in link up; of two at once, one gets in.

    Raises RuleBroken when it is wrong, used or older than a quarter of an hour.
    """
    user = sesame.utils.get_user(token, update_last_login=False)
    if user is not None:  # look again under the lock: the token dies with the sign-in before it
        User.objects.select_for_update().get(pk=user.pk)
        user = sesame.utils.get_user(token, update_last_login=False)
    refuse(why_not_sign_in_by_link(known=user is not None))
    assert isinstance(user, User)  # noqa: S101 - anything else was refused
    user.last_login = timezone.now()
    user.save(update_fields=["last_login"])
    record("account.link_used", user, by=user)
    return user


@transaction.atomic
def end_other_sessions(user: User) -> User:
    """End all sessions of the account; the caller keeps his own by `update_session_auth_hash`."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.session_salt = secrets.token_hex(16)
    user.save(update_fields=["session_salt"])
    record("account.sessions_ended", user, by=user)
    return user


@transaction.atomic
def save_profile(user: User, *, language: str, theme: str) -> User:
    """Keep the language of letters and pages, and the theme (empty: as the system has it)."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.language, user.theme = language, theme
    user.save(update_fields=["language", "theme"])
    record("account.profile_saved", user, by=user, facts={"language": language, "theme": theme})
    return user
