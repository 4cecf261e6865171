"""Acts of the official: claim credits, answer, take a claim back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from spilno.learning.access import ledger as access
from spilno.learning.forms.ledger import AnswerClaimForm, ClaimForm
from spilno.learning.services import badges
from spilno.learning.services import credits as services
from spilno.learning.views.ledger import row_page
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

UNPROCESSABLE, CONFLICT = 422, 409


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest) -> HttpResponse:
    """Claim credits by a thing that was learned elsewhere; a credential is checked by machine at once."""
    person = access.learner(request.user)
    status = UNPROCESSABLE if request.method == "POST" else 200
    form = ClaimForm(request.POST or None, request.FILES or None, person=person, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        badge, files = form.cleaned_data["badge"], form.cleaned_data["files"]
        content = badge.read() if badge else b""
        if content.startswith(b"%PDF-"):
            badge.seek(0)
            files = [*files, badge]  # whoever decides looks at the paper
        try:
            row = badges.claim_with(person, form.claimed(), badge=content, files=files, by=request.user)
        except RuleBroken as broken:
            refused(form, broken)
            status = CONFLICT
        else:
            messages.success(request, _("The claim waits for the personnel service."))
            return redirect("learning:credit_row", row.pk)
    return render(request, "learning/claim.html", {"form": form}, status=status)


def _initial(request: HttpRequest) -> dict[str, Any]:
    return {name: request.GET[name] for name in ("kind", "title", "need") if name in request.GET}


@login_required
@require_POST
def claim_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Claim credits by a certificate of our own register."""
    row = services.claim_certificate(access.own_certificate(request.user, pk), by=request.user)
    messages.success(request, _("The claim waits for the personnel service."))
    return redirect("learning:credit_row", row.pk)


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer what the personnel service asked."""
    row = access.own_row(request.user, pk)
    form = AnswerClaimForm(request.POST, request.FILES, auto_id="answer_%s")
    if not form.is_valid():
        return row_page(request, row, answer_form=form, status=UNPROCESSABLE)
    services.answer(row, **form.cleaned_data, by=request.user)
    messages.success(request, _("The answer was sent; the claim waits again."))
    return redirect("learning:credit_row", pk)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a claim back."""
    services.withdraw(access.own_row(request.user, pk), by=request.user)
    messages.success(request, _("The claim was taken back."))
    return redirect("learning:ledger")
