"""The list of areas and the library of clauses: pages of the secretariat."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from spilno.memoranda.access.memoranda import require_keeper
from spilno.memoranda.forms.library import AreaForm, ClauseForm
from spilno.memoranda.models import Area, Clause
from spilno.memoranda.queries.library import areas_used, clauses_by_kind
from spilno.memoranda.services import library as services
from spilno.memoranda.services.drafting import take_library
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

UNPROCESSABLE = 422


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def library(request: HttpRequest) -> HttpResponse:
    """Show areas and clauses, and which of them each kind begins with; a POST takes in those of the house."""
    require_keeper(request.user)
    if request.method == "POST":
        take_library(by=request.user)
        messages.success(request, _("Areas and clauses of the house are in the library."))
        return redirect("memoranda:library")
    clauses = list(Clause.objects.order_by("retired", "position", "pk"))
    context = {"areas": areas_used(), "clauses": clauses, "kinds": clauses_by_kind(clauses)}
    return render(request, "memoranda/library.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def area(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Write an area of the list."""
    require_keeper(request.user)
    found = get_object_or_404(Area, pk=pk) if pk is not None else None
    form = AreaForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        services.keep_area(found, _given(form), by=request.user)
        messages.success(request, _("The area was kept; memoranda that have it keep their own words."))
        return redirect("memoranda:library")
    title = _("Area of cooperation") if found else _("New area of cooperation")
    return _drawn(request, form, title, [["title_uk", "title_en"], ["source"], ["position"], ["retired"]])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def clause(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Write a clause of the library."""
    require_keeper(request.user)
    found = get_object_or_404(Clause, pk=pk) if pk is not None else None
    form = ClauseForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.keep_clause(found, _given(form), by=request.user)
        except RuleBroken as broken:
            refused(form, broken, "text_en")
        else:
            messages.success(request, _("The clause was kept; texts that have it keep their own copy."))
            return redirect("memoranda:library")
    title = _("Clause of the library") if found else _("New clause of the library")
    rows = [["title_uk", "title_en"], ["text_uk", "text_en"], ["kinds"], ["required"], ["position"], ["retired"]]
    return _drawn(request, form, title, rows)


def _given(form: Any) -> dict[str, Any]:
    """Return what was typed, by field; the object itself is written by the service."""
    return {name: form.cleaned_data[name] for name in form.Meta.fields}


def _drawn(request: HttpRequest, form: Any, title: str, rows: list[list[str]]) -> HttpResponse:
    status = UNPROCESSABLE if form.is_bound else 200
    context = {"form": form, "title": title, "rows": [[form[name] for name in names] for names in rows]}
    return render(request, "memoranda/library_item.html", context, status=status)
