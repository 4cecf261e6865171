"""The public check of certificates, and their register."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from spilno.accounts.gateways import within_limit
from spilno.credentials import access, queries, services
from spilno.credentials.exports import heading, row_of
from spilno.credentials.forms import RevokeForm
from spilno.credentials.models import Certificate
from spilno.credentials.rules.issuing import initials
from spilno.credentials.rules.numbers import code_shown, folded, number_shown, read_number, why_not_code
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

PER_PAGE = 50
INVALID = 422
TOO_MANY = 429


def _answer(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer the public check: no search engine keeps it, no proxy either."""
    answer = render(request, "credentials/verify.html", {"now": timezone.now(), **context}, status=status)
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _too_many(request: HttpRequest) -> HttpResponse:
    answer = render(request, "429.html", status=TOO_MANY)
    answer["Retry-After"] = "60"
    return answer


@never_cache
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a number or a code; a code leads to its page, a number tells everything but the name."""
    typed = request.GET.get("n", "").strip()[:60]
    if not typed:
        return _answer(request, {})
    if not within_limit(request, "verify"):
        return _too_many(request)
    number = read_number(typed)
    if number is None:
        refusal = why_not_code(typed)
        if refusal is None:
            return redirect("credentials:check", code_shown(folded(typed)))
        return _answer(request, {"typed": typed, "why": refusal}, status=INVALID)
    found = queries.by_number(typed)
    if found is None:
        return _answer(request, {"typed": typed, "unknown": number_shown(*number)}, status=404)
    return _answer(request, {"typed": typed, "certificate": found, "initials": initials(found.holder_name)})


@never_cache
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Say of a code: valid; revoked, since when and why; or unknown. Who has the code has the paper: the name is shown."""
    if not within_limit(request, "verify"):
        return _too_many(request)
    typed = code.strip()[:60]
    refusal = why_not_code(typed)
    if refusal is not None:
        return _answer(request, {"typed": typed, "why": refusal}, status=404)
    found = queries.by_code(typed)
    shown = code_shown(folded(typed))
    if found is None:
        return _answer(request, {"typed": shown, "unknown": shown}, status=404)
    return _answer(request, {"typed": shown, "certificate": found, "by_code": True})


@never_cache
@require_safe
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the paper to whoever has its code; 404 while it is being made."""
    if not within_limit(request, "verify"):
        return _too_many(request)
    found = queries.by_code(code)
    if found is None or found.document is None:
        raise Http404
    answer = FileResponse(
        found.document.file.open("rb"), filename=found.document.download_name, content_type="application/pdf"
    )
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _filtered(request: HttpRequest, rows: "QuerySet[Certificate]") -> tuple["QuerySet[Certificate]", dict[str, str]]:
    given = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "kind", "year", "state", "of", "id")}
    if given["q"]:
        rows = queries.found(given["q"], rows)
    if given["kind"] in Certificate.Kind.values:
        rows = rows.filter(kind=given["kind"])
    if given["year"].isdigit():
        rows = rows.filter(year=int(given["year"][:4]))
    if given["state"] in {"valid", "revoked"}:
        rows = rows.filter(revoked_on__isnull=given["state"] == "valid")
    if given["of"]:
        rows = rows.filter(object_type=given["of"], object_id=given["id"])
    return rows, given


@never_cache
@login_required
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """Show the register to those who keep it, to everyone else his own certificates."""
    rows, given = _filtered(request, access.certificates_to_see(request.user))
    whole = access.sees_all(request.user)
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
    rows, _given = _filtered(request, access.whole_register(request.user))
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(heading())
    writer.writerows(row_of(row) for row in rows.iterator(chunk_size=500))
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="certificates.csv"'
    return response


def _page(
    request: HttpRequest, found: Certificate, form: RevokeForm | None = None, *, status: int = 200
) -> HttpResponse:
    form = form or RevokeForm(initial={"on": timezone.localdate()})
    context = {"certificate": found, "may_keep": access.may_keep(request.user), "form": form}
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
        return _page(request, found, form, status=INVALID)
    try:
        services.revoke(found, reason=form.cleaned_data["reason"], on=form.cleaned_data["on"], by=request.user)  # type: ignore[arg-type]
    except RuleBroken as broken:
        if broken.refusal.code == "already_revoked":
            raise
        refused(form, broken)
        return _page(request, found, form, status=INVALID)
    messages.success(request, _("Certificate no. %(number)s was revoked.") % {"number": found})
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
