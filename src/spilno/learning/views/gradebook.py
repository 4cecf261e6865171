"""The gradebook of an edition, as a page and as a table; finishing with its preview."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from spilno.credentials.queries import of_object, progress_of
from spilno.events.exports.presence import as_csv, as_xlsx
from spilno.learning.access import editions as edition_access
from spilno.learning.access import enrolments as access
from spilno.learning.exports.gradebook import cells_of, grades, table
from spilno.learning.forms.editions import FinishForm
from spilno.learning.models import Edition
from spilno.learning.queries import progress
from spilno.learning.rules.completion import why_not_finish
from spilno.learning.services.finishing import finish_edition
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

UNPROCESSABLE, CONFLICT = 422, 409
PER_PAGE = 50
FILES = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@never_cache
@login_required
@require_safe
def gradebook(request: HttpRequest, pk: int) -> HttpResponse:
    """Show learners by modules: what each attended, passed and lacks; teachers see their modules."""
    found, modules = access.modules_to_mark(request.user, pk)
    page = Paginator(progress.learners_of(found), PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    marks = grades(found, only=[row.pk for row in shown])
    heads, rows = cells_of(progress.standings(found, shown), marks, only=modules)
    context = {
        "edition": found,
        "page": page,
        "heads": heads,
        "rows": rows,
        "leads": edition_access.may_lead(request.user, found),
        "whole": modules is None,
    }
    return render(request, "learning/gradebook.html", context)


@never_cache
@login_required
@require_safe
def gradebook_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """Give the gradebook as CSV or XLSX."""
    found, modules = access.modules_to_mark(request.user, pk)
    make, kind = FILES[ending]
    rows = table(progress.standings(found, progress.learners_of(found)), grades(found), only=modules)
    response = HttpResponse(make(rows), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="gradebook-{pk}.{ending}"'
    return response


def _results(request: HttpRequest, found: Edition, form: FinishForm, *, status: int) -> HttpResponse:
    """Show what was frozen when the edition was finished."""
    issued = of_object(found)
    context = {
        "edition": found,
        "form": form,
        "over": True,
        "page": Paginator(progress.learners_of(found), PER_PAGE).get_page(request.GET.get("page")),
        "papers": progress_of(issued),
        "issued": issued.count(),
    }
    return render(request, "learning/finish.html", context, status=status)


def _preview(request: HttpRequest, found: Edition, form: FinishForm, *, status: int = 200) -> HttpResponse:
    if found.state == Edition.State.FINISHED:
        return _results(request, found, form, status=status)
    outlook = progress.outlook_of(found)
    page = Paginator([*outlook.failed, *outlook.done], PER_PAGE).get_page(request.GET.get("page"))
    shown = progress.with_who(page.object_list)
    waiting = progress.to_mark(found)
    why = why_not_finish(
        found.state,
        last_day=found.ends_on,
        today=timezone.localdate(),
        learners=page.paginator.count,
        nobody=[],  # asked in the form: a reason may be written there
        said="",
        waiting=waiting,
    )
    context: dict[str, Any] = {
        "edition": found,
        "form": form,
        "page": page,
        "done": len(outlook.done),
        "failed": len(outlook.failed),
        "shown_done": [each for each in shown if each.completed],
        "shown_failed": [each for each in shown if not each.completed],
        "nobody": outlook.nobody,
        "why": why,
        "waiting": waiting,
    }
    return render(request, "learning/finish.html", context, status=status)


@never_cache
@login_required
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who completes the edition and who does not, and why; finish it in one act."""
    found = edition_access.edition_to_lead(request.user, pk)
    form = FinishForm(request.POST or None)
    if request.method != "POST":
        return _preview(request, found, form)
    if not form.is_valid():
        return _preview(request, found, form, status=UNPROCESSABLE)
    try:
        issued = finish_edition(found, said=form.cleaned_data["said"], by=request.user)  # type: ignore[arg-type]
    except RuleBroken as broken:
        refused(form, broken)
        return _preview(request, found, form, status=CONFLICT)
    words = ngettext("The edition is finished; %(count)d certificate is issued.", "The edition is finished; %(count)d certificates are issued.", len(issued))  # fmt: skip
    messages.success(request, words % {"count": len(issued)})
    return redirect("learning:finish", found.pk)
