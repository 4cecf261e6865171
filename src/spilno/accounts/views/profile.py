"""What a person sets for himself: language, view, ways to sign in, sessions."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from spilno.accounts import services
from spilno.accounts.access import held_rights, lacks_second_factor, rights_on
from spilno.accounts.forms import ProfileForm
from spilno.accounts.models import Right
from spilno.accounts.services.entrance import YEAR


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and keep what the person sets."""
    user = request.user
    form = ProfileForm(request.POST or None, initial={"language": user.language, "theme": user.theme})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        services.save_profile(user, language=chosen["language"], theme=chosen["theme"])
        messages.success(request, _("Saved."))
        with translation.override(chosen["language"]):
            answer = redirect(reverse("accounts:profile"))
        if chosen["theme"]:
            answer.set_cookie("theme", chosen["theme"], max_age=YEAR, samesite="Lax")
        else:
            answer.delete_cookie("theme")
        return answer
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    page = {
        "form": form,
        "has_password": user.has_usable_password(),
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "has_codes": Authenticator.Type.TOTP in kinds,
        "rights": [Right(each) for each in sorted(held_rights(user))],
        "usable": rights_on(user),
        "lacks_second_factor": lacks_second_factor(user),
    }
    return render(request, "accounts/profile.html", page, status=422 if form.errors else 200)


@login_required
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else; this session stays."""
    user = services.end_other_sessions(request.user)
    update_session_auth_hash(request, user)
    messages.success(request, _("You are signed out on all other devices."))
    return redirect("accounts:profile")


@login_required
@never_cache
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Say whether this session has shown a second factor, and how to show or set one."""
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    page = {
        "lacking": lacks_second_factor(request.user),
        "has_keys": Authenticator.Type.WEBAUTHN in kinds,
        "has_codes": Authenticator.Type.TOTP in kinds,
    }
    return render(request, "accounts/second_factor.html", page)
