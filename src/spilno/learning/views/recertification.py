"""Certificates with a term: who is to renew, how one stands, a certificate kept up for a time."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from spilno.documents.queries import attachments_of
from spilno.learning.access import recertification as access
from spilno.learning.access.standards import standard_to_develop
from spilno.learning.forms.recertification import KeepUpForm, RevokeKeepingForm
from spilno.learning.queries import recertification as queries
from spilno.learning.queries.standards import present_version
from spilno.learning.rules.recertification import longest_temporary
from spilno.learning.services import recertification as services
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

PER_PAGE = 100
UNPROCESSABLE, CONFLICT = 422, 409


@login_required
@require_safe
def to_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Show whose certificates of a programme are to be renewed, to those who lead its standard."""
    standard, today = standard_to_develop(request.user, pk), timezone.localdate()
    page = Paginator(queries.to_renew(standard, today), PER_PAGE).get_page(request.GET.get("page"))
    context = {"standard": standard, "version": present_version(standard), "page": page, "rule": queries.terms()[-1]}
    return render(request, "learning/to_renew.html", context)


@login_required
@require_safe
def certification(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Show how one stands with a programme: certificates, what keeps them up, where to renew."""
    return _page(request, access.certification_to_see(request.user, pk, person))


def _page(request: HttpRequest, seen: access.Seen, *, status: int = 200, **given: Any) -> HttpResponse:
    today = timezone.localdate()
    line = queries.line_of(seen.person, seen.standard, today)
    if line is None:
        raise Http404
    longest = longest_temporary(line.stands.until, queries.terms()) if line.stands.until else None
    kept_up = list(queries.temporary_of(seen.person, seen.standard))
    holds = any(each.revoked_on is None and each.ends >= today for each in kept_up)
    context = {
        "seen": seen,
        "line": line,
        "rule": queries.terms_of(line, today),
        "certificates": queries.certificates_for(seen.person, seen.standard),
        "kept_up": [(each, attachments_of(each)) for each in kept_up],
        "editions": queries.editions_that_renew(seen.standard, today) if line.stands.to_renew else [],
        "longest": longest,
        "may_keep_up": seen.leads
        and not seen.mine
        and line.stands.to_renew
        and longest is not None
        and longest >= today
        and (not holds or "form" in given),  # a refused form comes back with its reason
        "form": given.get("form") or KeepUpForm(initial={"ends": longest}),
        "revoke_form": given.get("revoke_form") or RevokeKeepingForm(auto_id="revoke_%s"),
        "today": today,
    }
    return render(request, "learning/certification.html", context, status=status)


@login_required
@require_POST
def keep_up(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Keep a certificate up to a day, with evidence."""
    seen = access.certification_to_keep_up(request.user, pk, person)
    form = KeepUpForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, seen, status=UNPROCESSABLE, form=form)
    try:
        services.grant_temporary(seen.person, seen.standard, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
    except RuleBroken as broken:
        refused(form, broken)
        return _page(request, seen, status=CONFLICT, form=form)
    messages.success(request, _("The certificate is kept up to the day that you chose."))
    return redirect("learning:certification", pk, person)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int, person: int, kept: int) -> HttpResponse:
    """Revoke a temporary certification."""
    made = access.temporary_to_revoke(request.user, pk, person, kept)
    form = RevokeKeepingForm(request.POST, auto_id="revoke_%s")
    seen = access.certification_to_keep_up(request.user, pk, person)
    if not form.is_valid():
        return _page(request, seen, status=UNPROCESSABLE, revoke_form=form)
    try:
        services.revoke_temporary(made, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
    except RuleBroken as broken:
        refused(form, broken)
        return _page(request, seen, status=CONFLICT, revoke_form=form)
    messages.success(request, _("The temporary certification is revoked."))
    return redirect("learning:certification", pk, person)
