"""The outside world of sign-in: letters, secrets at rest, limits of attempts."""

import base64
import hashlib
from typing import Any

from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import salted_hmac
from sesame.utils import get_token

from spilno.accounts.models import Invitation, User


class SecretsKept(DefaultMFAAdapter):
    """Secrets of the second factor lie encrypted in the database: a stolen copy of it makes no codes."""

    def encrypt(self, text: str) -> str:
        """Encrypt with the key of the installation."""
        return safe("second factor").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt with the key of the installation or one of its former keys."""
        return safe("second factor").decrypt(encrypted_text.encode()).decode()


def safe(purpose: str) -> MultiFernet:
    """Return what encrypts secrets of one purpose with the key of the installation, and reads those of its former keys."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"spilno {purpose} {key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(each)) for each in digests])


def within_limit(request: HttpRequest, action: str, *, key: str = "") -> bool:
    """Count an attempt at the door and tell whether it is still allowed: by address of the network, and by account."""
    config = settings.DOOR_RATE_LIMITS
    usage = ratelimit.consume(request, app="spilno", action=action, config=config, key=key or None, limit_get=True)
    return usage is not None


def invitation_secret(invitation: Invitation) -> str:
    """Make the secret of an invitation from its nonce and the key of the installation."""
    return salted_hmac("spilno.invitation", invitation.nonce, algorithm="sha256").hexdigest()[:40]


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def sign_in_token(user: User) -> str:
    """Make a token that signs in once, for a quarter of an hour."""
    return get_token(user)


def post_letter(user: User, template: str, context: dict[str, Any]) -> None:
    """Send one letter about the account, in the language of its person: the first line of the template is the subject.

    Raises OSError or SMTPException when the mail server does not take it.
    """
    with translation.override(user.language):
        association = settings.ASSOCIATION_NAMES.get(user.language, "")
        text = render_to_string(template, {"user": user, "association": association, **context})
    subject, _, body = text.strip().partition("\n")
    headers = {"Auto-Submitted": "auto-generated"}
    EmailMessage(subject.strip(), body.strip() + "\n", to=[user.email], headers=headers).send()
