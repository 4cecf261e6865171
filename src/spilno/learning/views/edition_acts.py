"""Acts on an edition: prepared, changed, its sessions planned, announced, begun, cancelled."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from spilno.learning.access import editions as access
from spilno.learning.forms import editions as forms
from spilno.learning.models import Edition
from spilno.learning.queries import editions as queries
from spilno.learning.rules.editions import why_not_change_edition
from spilno.learning.services import editions as services
from spilno.learning.services.sessions import plan_sessions
from spilno.learning.views.editions import page
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

UNPROCESSABLE, CONFLICT = 422, 409


@login_required
def draft(request: HttpRequest) -> HttpResponse:
    """Prepare an edition of a standard in force."""
    access.require_to_prepare(request.user)
    offered = list(queries.to_deliver(timezone.localdate(), access.organisations_to_deliver(request.user)))
    chosen = next((str(each.pk) for each in offered if str(each.standard_id) == request.GET.get("standard")), None)
    form = forms.DraftEditionForm(request.POST or None, offered=offered, initial={"what": chosen} if chosen else {})
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                made = services.draft_edition(**form.said(), by=request.user)  # type: ignore[arg-type]
            except RuleBroken as broken:
                refused(form, broken)
                status = CONFLICT
            else:
                messages.success(request, _("The edition was prepared. Plan its sessions now."))
                return redirect("learning:sessions", made.pk)
    return render(request, "learning/draft_edition.html", {"form": form, "offered": offered}, status=status)


def _drawn(
    request: HttpRequest, template: str, edition: Edition, form: Any, status: int, **context: Any
) -> HttpResponse:
    said = {"edition": edition, "form": form, "why": why_not_change_edition(edition.state), **context}
    return render(request, f"learning/{template}.html", said, status=status)


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change days, places and words."""
    found = access.edition_to_lead(request.user, pk)
    initial = {name: getattr(found, name) for name in forms.EditionForm.base_fields} | {"territory": found.territory_id}
    owners = [each for each in (found.provider_id, found.partner_id) if each]
    form = forms.EditionForm(request.POST or None, initial=initial, providers=owners)
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                services.change_edition(found, form.cleaned_data, by=request.user)  # type: ignore[arg-type]
            except RuleBroken as broken:
                refused(form, broken)
                status = CONFLICT
            else:
                messages.success(request, _("Saved."))
                return redirect("learning:edition", found.pk)
    return _drawn(request, "change_edition", found, form, status)


@login_required
def sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan the sessions of all modules at once."""
    found = access.edition_to_lead(request.user, pk)
    form = forms.SessionsForm(request.POST or None, edition=found, modules=queries.taught(found))
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            said = form.cleaned_data
            try:
                made = plan_sessions(
                    found, form.planned(), form=said["format"], place=said["place"], online_link=said["online_link"], by=request.user
                )  # fmt: skip  # type: ignore[arg-type]
            except RuleBroken as broken:
                refused(form, broken)
                status = CONFLICT
            else:
                words = ngettext("%(count)d session was planned.", "%(count)d sessions were planned.", len(made))
                messages.success(request, words % {"count": len(made)})
                return redirect("learning:edition", found.pk)
    return _drawn(request, "sessions", found, form, status)


@login_required
@require_POST
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """Announce the edition."""
    found = services.announce_edition(access.edition_to_lead(request.user, pk), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The edition was announced; applications are taken."))
    return redirect("learning:edition", found.pk)


@login_required
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin learning."""
    found = services.begin_learning(access.edition_to_lead(request.user, pk), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Learning has begun."))
    return redirect("learning:edition", found.pk)


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel the edition with a reason."""
    found = access.edition_to_lead(request.user, pk)
    form = forms.ReasonForm(request.POST, auto_id="reason_%s")
    if not form.is_valid():
        return page(request, found, status=UNPROCESSABLE, reason_form=form)
    try:
        services.cancel_edition(found, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
    except RuleBroken as broken:
        refused(form, broken)
        return page(request, found, status=CONFLICT, reason_form=form)
    messages.success(request, _("The edition was cancelled; everybody who applied was told."))
    return redirect("learning:edition", found.pk)
