"""The register of certificates: search, one of them, revoke, suspend and resume."""

import csv
import io
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from spilno.credentials import access, queries, services
from spilno.credentials.exports import heading, row_of
from spilno.credentials.forms import ReasonForm, RevokeForm
from spilno.credentials.models import Certificate
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

PER_PAGE = 50
INVALID = 422


def _filtered(request: HttpRequest, rows: "QuerySet[Certificate]") -> tuple["QuerySet[Certificate]", dict[str, str]]:
    given = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "kind", "year", "state", "of", "id")}
    if given["q"]:
        rows = queries.found(given["q"], rows)
    if given["kind"] in Certificate.Kind.values:
        rows = rows.filter(kind=given["kind"])
    if given["year"].isdigit():
        rows = rows.filter(year=int(given["year"][:4]))
    rows = queries.in_state(given["state"], rows)
    if given["of"]:
        rows = rows.filter(object_type=given["of"], object_id=given["id"])
    return rows, given


@never_cache
@login_required
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """Show the register to those who keep it, to everyone else his own certificates."""
    about = request.GET.get("of", ""), request.GET.get("id", "")
    rows, given = _filtered(request, access.certificates_to_see(request.user, *about))
    whole = access.sees_all(request.user) or access.leads(request.user, *about)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "given": given,
        "asked": any(given.values()),
        "kinds": Certificate.Kind.choices,
        "years": queries.years() if whole else [],
        "whole": whole,
        "may_keep": access.may_keep(request.user),
        "progress": queries.progress_of(rows) if whole else None,
    }
    part = "credentials/_progress.html" if "part" in request.GET else "credentials/certificates.html"
    return render(request, part, context)


@never_cache
@login_required
@require_safe
def certificates_csv(request: HttpRequest) -> HttpResponse:
    """Give the register, filtered alike, as CSV."""
    about = request.GET.get("of", ""), request.GET.get("id", "")
    rows, _given = _filtered(request, access.part_of_register(request.user, *about))
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(heading())
    writer.writerows(row_of(row) for row in rows.iterator(chunk_size=500))
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="certificates.csv"'
    return response


def _page(request: HttpRequest, found: Certificate, *, status: int = 200, **forms: Any) -> HttpResponse:
    context = {
        "certificate": found,
        "may_keep": access.may_keep(request.user),
        "form": RevokeForm(initial={"on": timezone.localdate()}),
        "reason": ReasonForm(),
        "signed": queries.credential_by_code(found.code) is not None,
        **forms,
    }
    return render(request, "credentials/certificate.html", context, status=status)


@never_cache
@login_required
@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one certificate to its holder and to those who keep the register."""
    return _page(request, access.certificate_to_see(request.user, pk))


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a certificate from a day on, with the reason that everybody may read."""
    found = access.certificate_to_keep(request.user, pk)
    form = RevokeForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=INVALID, form=form)
    try:
        services.revoke(found, reason=form.cleaned_data["reason"], on=form.cleaned_data["on"], by=request.user)  # type: ignore[arg-type]
    except RuleBroken as broken:
        if broken.refusal.code == "already_revoked":
            raise
        refused(form, broken)
        return _page(request, found, status=INVALID, form=form)
    messages.success(request, _("Certificate no. %(number)s was revoked.") % {"number": found})
    return redirect("credentials:certificate", pk)


@login_required
@require_POST
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """Suspend a certificate from today on, with the reason that everybody may read."""
    return _with_reason(request, pk, services.suspend, _("Certificate no. %(number)s was suspended."))


@login_required
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a suspended certificate be valid again, with the reason for the journal."""
    return _with_reason(request, pk, services.resume, _("Certificate no. %(number)s is valid again."))


def _with_reason(request: HttpRequest, pk: int, act: Callable[..., Certificate], said: str) -> HttpResponse:
    found = access.certificate_to_keep(request.user, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=INVALID, reason=form)
    try:
        act(found, reason=form.cleaned_data["reason"], by=request.user)
    except RuleBroken as broken:
        if not broken.refusal.code.startswith("no_reason"):
            raise
        refused(form, broken)
        return _page(request, found, status=INVALID, reason=form)
    messages.success(request, said % {"number": found})
    return redirect("credentials:certificate", pk)


@login_required
@require_POST
def make_papers(request: HttpRequest) -> HttpResponse:
    """Go on making the papers that are missing."""
    access.require_keeper(request.user)
    missing = services.go_on_making_papers()
    said = ngettext("%(count)d paper is being made.", "%(count)d papers are being made.", missing)
    messages.success(request, said % {"count": missing} if missing else _("All papers are made."))
    return redirect("credentials:certificates")
