"""Sign-in links and invitations: pages that a stranger may open."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from spilno.accounts import services
from spilno.accounts.forms import AcceptForm, EmailForm
from spilno.accounts.gateways import within_limit
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.sentences import say

RETRY_AFTER = "900"  # seconds: how long attempts of an account are counted


def told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give an answer of allauth its status: 422 for a form that is wrong, 429 after too many attempts."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        form = (getattr(answer, "context_data", None) or {}).get("form")
        if request.method == "POST" and answer.status_code == 200 and form is not None and form.errors:
            codes = {error.code for errors in form.errors.as_data().values() for error in errors}
            answer.status_code = 429 if "too_many_login_attempts" in codes else 422
            if answer.status_code == 429:
                answer["Retry-After"] = RETRY_AFTER
        return answer

    return answered


def too_many(request: HttpRequest) -> HttpResponse:
    """Say that there were too many attempts, and when to come back."""
    answer = render(request, "429.html", status=429)
    answer["Retry-After"] = RETRY_AFTER
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_link(request: HttpRequest) -> HttpResponse:
    """Ask for a sign-in link; the answer is the same whether the address is known or not."""
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].strip().lower()
        if not within_limit(request, "ask_link", key=email):
            return too_many(request)
        services.ask_for_link(email)
        return redirect("accounts:link_sent")
    return render(request, "accounts/ask_link.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """Say that a letter is on its way if the address has an account."""
    return render(request, "accounts/link_sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button; press it to sign in. Opening the page uses nothing up: mail scanners open links."""
    if request.method != "POST":
        return _private(render(request, "accounts/use_link.html"))
    if not within_limit(request, "use_link"):
        return too_many(request)
    user = services.use_link(token)
    record_authentication(request, user, method="link")
    return perform_login(request, Login(user=user, email=user.email))


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept an invitation: choose a password, or go on without one."""
    if not within_limit(request, "invitation"):
        return too_many(request)
    try:
        found = services.open_invitation(secret)
    except RuleBroken as broken:
        status = 404 if broken.refusal.code == "invitation_unknown" else 410
        page = {"said": say(broken.refusal)}
        return _private(render(request, "accounts/invitation_over.html", page, status=status))
    form = AcceptForm(request.POST if "with_password" in request.POST else None, user=found.user)
    if request.method == "POST" and ("with_password" not in request.POST or form.is_valid()):
        password = form.cleaned_data["password1"] if form.is_bound else ""
        user = services.accept_invitation(secret, password=password)
        record_authentication(request, user, method="password" if password else "invitation")
        messages.success(request, _("Your account is open."))
        after = reverse("accounts:profile") if password else reverse("accounts:second_factor")
        return perform_login(request, Login(user=user, email=user.email, redirect_url=after))
    page = {"form": form, "invitation": found}
    return _private(render(request, "accounts/invitation.html", page, status=422 if form.errors else 200))


def _private(answer: HttpResponse) -> HttpResponse:
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "same-origin"
    return answer
