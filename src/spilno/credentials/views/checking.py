"""The public check of certificates: by number, by code, by a file; and what whoever has the code may take."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from spilno.accounts.gateways import within_limit
from spilno.credentials import queries
from spilno.credentials.forms import FileForm
from spilno.credentials.rules.issuing import initials
from spilno.credentials.rules.numbers import code_shown, folded, number_shown, read_number, why_not_code
from spilno.credentials.services.checking import check_file as checked

INVALID = 422
TOO_MANY = 429
OF_REGISTER = {"valid", "expired", "suspended", "revoked", "renewed"}


def _answer(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer the public check: no search engine keeps it, no proxy either."""
    answer = render(
        request, "credentials/verify.html", {"now": timezone.now(), "file_form": FileForm(), **context}, status=status
    )
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    # the code leaves for no other site; with «no-referrer» a browser would hide where the form with the file comes from
    answer["Referrer-Policy"] = "same-origin"
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
    signed = queries.credential_by_code(typed) is not None
    return _answer(request, {"typed": shown, "certificate": found, "by_code": True, "signed": signed})


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


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_file(request: HttpRequest) -> HttpResponse:
    """Check a file: the PDF of a certificate, or its credential as JSON or a token, ours or somebody else's. Nothing is kept."""
    if request.method != "POST":
        return _answer(request, {})
    if not within_limit(request, "verify"):
        return _too_many(request)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _answer(request, {"file_form": form}, status=INVALID)
    verdict = checked(form.cleaned_data["file"].read())
    context = {
        "verdict": verdict,
        "certificate": verdict.certificate if verdict.state in OF_REGISTER else None,
        "by_code": True,
        "signed": verdict.certificate is not None and queries.credential_by_code(verdict.certificate.code) is not None,
    }
    return _answer(request, context, status=INVALID if verdict.why else 200)


def _signed(request: HttpRequest, code: str, field: str, content_type: str, ending: str) -> HttpResponse:
    if not within_limit(request, "verify"):
        return _too_many(request)
    found = queries.credential_by_code(code)
    if found is None:
        raise Http404
    answer = HttpResponse(getattr(found, field), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="certificate-{found.certificate}.{ending}"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


@never_cache
@require_safe
def credential(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the signed credential to whoever has the code; 404 while it is being signed."""
    return _signed(request, code, "body", "application/vc", "json")


@never_cache
@require_safe
def token(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the credential as a signed token to whoever has the code."""
    return _signed(request, code, "token", "application/vc+jwt", "jwt")
