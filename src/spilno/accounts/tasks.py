"""Letters about accounts: written and sent away from the page, so that its speed tells nothing about who exists."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop
from django_tasks import task

from spilno.accounts.gateways import invitation_secret, post_letter, sign_in_token
from spilno.accounts.models import Invitation, User

log = logging.getLogger(__name__)

RETRIES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))

# What is told by mail: acts of allauth, and one of ours.
TAKEN_OFF = "spilno/second_factor_taken_off"
CHANGES = {
    TAKEN_OFF: gettext_noop(
        "Your second factor was taken off by the association, as lost; set it anew in your profile."
    ),
    "account/email/password_changed": gettext_noop("The password was changed."),
    "account/email/password_set": gettext_noop("A password was set."),
    "account/email/password_reset": gettext_noop("The password was changed by a link from a letter."),
    "mfa/email/totp_activated": gettext_noop("Codes from an app were added as the second factor."),
    "mfa/email/totp_deactivated": gettext_noop("Codes from an app are no longer the second factor."),
    "mfa/email/webauthn_added": gettext_noop("A passkey was added."),
    "mfa/email/webauthn_removed": gettext_noop("A passkey was removed."),
    "mfa/email/recovery_codes_generated": gettext_noop("New recovery codes were made; the former ones work no more."),
}


@task()
def send_sign_in_link(user_id: int, tries: int = 0) -> None:
    """Send a sign-in link; nothing for an unknown or blocked account."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is not None:
        address = _address(user, "accounts:use_link", sign_in_token(user))
        _send(send_sign_in_link, user, "accounts/mail/link.txt", {"address": address}, user_id, tries)


@task()
def send_password_reset(user_id: int, tries: int = 0) -> None:
    """Send a link that lets choose a new password."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is not None:
        key = default_token_generator.make_token(user)
        address = _address(user, "account_reset_password_from_key", user_pk_to_url_str(user), key)
        _send(send_password_reset, user, "accounts/mail/password.txt", {"address": address}, user_id, tries)


@task()
def send_invitation(invitation_id: int, tries: int = 0) -> None:
    """Send an invitation that is still open."""
    invitation = (
        Invitation.objects.select_related("user")
        .filter(pk=invitation_id, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now())
        .first()
    )
    if invitation is not None:
        user = invitation.user
        address = _address(user, "accounts:invitation", invitation_secret(invitation))
        context = {"address": address, "invitation": invitation}
        _send(send_invitation, user, "accounts/mail/invitation.txt", context, invitation_id, tries)


@task()
def send_change(user_id: int, change: str, at: str, tries: int = 0) -> None:
    """Tell the person that something about signing in was changed, and when."""
    user = User.objects.filter(pk=user_id).first()
    if user is not None:
        with translation.override(user.language):
            said = gettext(CHANGES[change])
        context = {"change": said, "at": datetime.fromisoformat(at), "profile": _address(user, "accounts:profile")}
        _send(send_change, user, "accounts/mail/change.txt", context, user_id, tries, change=change, at=at)


def _address(user: User, name: str, *parts: str) -> str:
    with translation.override(user.language):
        return settings.SITE_URL + reverse(name, args=parts)


def _send(  # noqa: PLR0917 - the letter, and how to try it again
    again: Any, user: User, template: str, context: dict[str, Any], number: int, tries: int, **more: str
) -> None:
    """Send, or try again later; what a mail server says may hold an address, so only its kind is logged."""
    try:
        post_letter(user, template, {**context, "site": settings.SITE_URL})
    except (OSError, SMTPException) as error:
        log.warning("%s for account %s: %s", template, user.pk, type(error).__name__)
        if tries < len(RETRIES) and again.get_backend().supports_defer:
            again.using(run_after=timezone.now() + RETRIES[tries]).enqueue(number, *more.values(), tries=tries + 1)
