"""Keys that sign certificates: which there are, put a new one in place, stop trusting one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from spilno.credentials import access, queries
from spilno.credentials.forms import KeyForm
from spilno.credentials.models import SigningKey
from spilno.credentials.services.keys import revoke_key, rotate_key
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

INVALID = 422


def _page(request: HttpRequest, *, wrong: SigningKey | None = None, form: KeyForm | None = None) -> HttpResponse:
    rows = []
    for key in queries.signing_keys():
        mine = form if wrong is not None and wrong.pk == key.pk else None
        rows.append((key, mine or KeyForm(initial={"since": timezone.localtime()}, auto_id=f"key_{key.pk}_%s")))
    context = {"rows": rows, "left": queries.unfinished().count()}
    return render(request, "credentials/keys.html", context, status=INVALID if form is not None else 200)


@never_cache
@login_required
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Show the keys, what each signed, and what may be done with it."""
    access.require_keeper(request.user)
    return _page(request)


@login_required
@require_POST
def rotate(request: HttpRequest) -> HttpResponse:
    """Put a new key in place; the former one stays for checking what it signed."""
    access.require_keeper(request.user)
    rotate_key(by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("A new key signs from now on. What the former one signed stays valid."))
    return redirect("credentials:keys")


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Trust a key no more: all that it signed is signed anew."""
    access.require_keeper(request.user)
    key = get_object_or_404(SigningKey, pk=pk)
    form = KeyForm(request.POST, auto_id=f"key_{key.pk}_%s")
    if not form.is_valid():
        return _page(request, wrong=key, form=form)
    count = queries.signed_by(key)
    try:
        revoke_key(key, since=form.cleaned_data["since"], reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
    except RuleBroken as broken:
        if broken.refusal.code == "key_already_revoked":
            raise
        refused(form, broken)
        return _page(request, wrong=key, form=form)
    said = ngettext(
        "The key is not trusted any more. %(count)d certificate is being signed anew.",
        "The key is not trusted any more. %(count)d certificates are being signed anew.",
        count,
    )
    messages.success(request, said % {"count": count})
    return redirect("credentials:keys")
