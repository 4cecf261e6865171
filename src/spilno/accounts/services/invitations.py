"""Invitations: an account is opened by invitation only."""

import secrets
from datetime import timedelta
from functools import partial

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from spilno.accounts.gateways import digest_of, invitation_secret
from spilno.accounts.models import Invitation, User
from spilno.accounts.rules.doors import why_not_accept, why_not_invite, why_not_withdraw
from spilno.accounts.tasks import send_invitation
from spilno.journal.services import record
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def invite(email: str, *, by: User | None, send: bool = True) -> tuple[User, str]:
    """Invite a person to sign in; returns the account and the secret of the link.

    A second invitation takes the place of the first. The letter goes after the commit, unless `send` is false. Raises
    RuleBroken when the person signs in already or the account is blocked.
    """
    email = User.objects.normalize_email(email.strip()).lower()
    user = User.objects.select_for_update().filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email)
        record("account.opened", user, by=by)
    refuse(why_not_invite(has_signed_in=user.last_login is not None, is_blocked=not user.is_active))
    now = timezone.now()
    user.invitations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=now)
    invitation = Invitation(user=user, nonce=secrets.token_hex(16), invited_by=by)
    invitation.expires_at = now + timedelta(days=settings.INVITATION_DAYS)
    secret = invitation_secret(invitation)
    invitation.digest = digest_of(secret)
    invitation.save()
    record("account.invited", user, by=by, facts={"invitation": invitation.pk, "until": invitation.expires_at})
    if send:
        transaction.on_commit(partial(send_invitation.enqueue, invitation.pk))
    return user, secret


def open_invitation(secret: str) -> Invitation:
    """Return the invitation that the secret opens now; raises RuleBroken with the reason when it opens nothing."""
    return _openable(secret, lock=False)


@transaction.atomic
def accept_invitation(secret: str, *, password: str = "") -> User:
    """Open the account by its invitation, once; with a password, or without one (a passkey or links by mail then).

    Raises RuleBroken when the invitation is used, withdrawn or expired; of two at once, one gets in.
    """
    invitation = _openable(secret, lock=True)
    user = User.objects.select_for_update().get(pk=invitation.user_id)
    if password:
        user.set_password(password)
        user.save(update_fields=["password"])
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    record("invitation.accepted", user, by=user, facts={"invitation": invitation.pk, "password": bool(password)})
    return user


def _openable(secret: str, *, lock: bool) -> Invitation:
    found = Invitation.objects.filter(digest=digest_of(secret))
    if lock:
        found = found.select_for_update()
    invitation = found.first()
    refuse(
        why_not_accept(
            known=invitation is not None,
            used=invitation is not None and invitation.accepted_at is not None,
            withdrawn=invitation is not None and invitation.withdrawn_at is not None,
            expired=invitation is not None and invitation.expires_at <= timezone.now(),
            is_blocked=invitation is not None and not invitation.user.is_active,
        )
    )
    assert invitation is not None  # noqa: S101 - an unknown one was refused
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Withdraw an invitation: its link opens nothing from now on."""
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("user").get(pk=invitation.pk)
    refuse(why_not_withdraw(used=invitation.accepted_at is not None, withdrawn=invitation.withdrawn_at is not None))
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    record("invitation.withdrawn", invitation.user, by=by, facts={"invitation": invitation.pk})
    return invitation
