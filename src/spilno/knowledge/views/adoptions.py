"""Adopting a practice, and telling how it goes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from spilno.knowledge import access
from spilno.knowledge.forms import AdoptForm, StatusForm
from spilno.knowledge.models import Adoption
from spilno.knowledge.queries.adoptions import awaited_month
from spilno.knowledge.services import adoptions as services
from spilno.people.access import own_person
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused
from spilno.undertakings.queries import of_source


@login_required
def adopt(request: HttpRequest, number: int) -> HttpResponse:
    """Take a practice over with a plan."""
    practice, own = access.practice_to_adopt(request.user, number)
    form = AdoptForm(request.POST or None, own=own)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = services.adopt(
                practice,
                form.cleaned_data["organisation"],
                plan=form.cleaned_data["plan"],
                due_on=form.cleaned_data["due_on"],
                responsible=own_person(request.user),
                by=request.user,
            )
        except RuleBroken as broken:
            refused(form, broken)
            status = 409
        else:
            messages.success(request, _("The adoption is opened. Its status is asked after 6 and 12 months."))
            return redirect("knowledge:adoption", made.pk)
    return render(request, "knowledge/adopt_form.html", {"form": form, "practice": practice}, status=status)


@require_safe
def adoption(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an adoption: its plan, what was told of it, its undertaking; the answer is one button for its council."""
    return _page(request, access.adoption_to_see(request.user, pk))


def _page(request: HttpRequest, found: Adoption, *, status: int = 200, form: Any = None) -> HttpResponse:
    return render(
        request,
        "knowledge/adoption.html",
        {
            "adoption": found,
            "statuses": list(found.statuses.all()),
            "undertakings": list(of_source(found)),
            "tells": access.may_tell(request.user, found),
            "awaited": awaited_month(found),
            "form": form or StatusForm(auto_id="status_%s"),
        },
        status=status,
    )


@login_required
@require_POST
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell how an adoption goes."""
    found = access.adoption_to_tell(request.user, pk)
    form = StatusForm(request.POST, auto_id="status_%s")
    if not form.is_valid():
        return _page(request, found, status=422, form=form)
    try:
        services.tell_status(found, **form.cleaned_data, by=request.user)
    except RuleBroken as broken:
        refused(form, broken, "effect")
        return _page(request, found, status=409, form=form)
    messages.success(request, _("Thank you: the status was kept."))
    return redirect("knowledge:adoption", pk)
