"""How django-allauth asks us: nobody opens an account by himself, and letters are our own."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from spilno.accounts.models import User
from spilno.accounts.tasks import CHANGES, send_change, send_password_reset

YEAR = 365 * 24 * 3600


class ByInvitationOnly(DefaultAccountAdapter):
    """Accounts are opened by invitation; letters go by tasks, in our words and in the language of the person."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account by himself: a council or the secretariat invites."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Go to the desk, in the language of the person."""
        language = getattr(request.user, "language", "uk")
        with translation.override(language):
            return reverse("portal:desk")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to the profile."""
        return reverse("accounts:profile")

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Bring along the theme that the person chose."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if user.theme:
            response.set_cookie("theme", user.theme, max_age=YEAR, samesite="Lax")
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again only when the last proof, the sign-in itself included, is older than ten minutes."""
        records = get_authentication_records(self.request, self.request.user)
        last = max((float(each["at"]) for each in records), default=0.0)
        return time.time() - last > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def reauthenticate(self, user: User, password: str) -> bool:
        """Check the password of the person who is signed in; attempts are counted as at the door."""
        request = self.request
        found = self.authenticate(request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Let a task write the letter and make its key."""
        send_password_reset.enqueue(user.pk)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell about a change by a letter of ours."""
        if template_prefix in CHANGES:
            send_change.enqueue(user.pk, template_prefix, timezone.now().isoformat(timespec="seconds"))
