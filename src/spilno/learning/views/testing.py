"""Tests and assignments of an edition: the page of all, conditions, results."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from spilno.learning.access import sitting as access
from spilno.learning.forms import testing as forms
from spilno.learning.models import Assignment, Edition
from spilno.learning.queries import testing as queries
from spilno.learning.queries.quality import asked_now
from spilno.learning.services import testing as services
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

PER_PAGE = 50
UNPROCESSABLE, CONFLICT = 422, 409


@login_required
@require_safe
def tests(request: HttpRequest, pk: int) -> HttpResponse:
    """Show tests and assignments of an edition: to a learner his own, to those who lead or mark what was done."""
    edition = access.edition_inside(request.user, pk)
    modules = access.marks_in(request.user, edition)
    inside = modules is None or bool(modules)
    enrolment = None if inside else access.own_enrolment(request.user, edition)
    context = {
        "edition": edition,
        "title": queries.edition_title(edition),
        "leads": modules is None,
        "inside": inside,
        "lines": queries.lines_of(edition, enrolment),
        "works": queries.works_of(edition, enrolment),
        "to_mark": _to_mark(edition, modules) if inside else 0,
        "asks": asked_now(enrolment) if enrolment else "",
    }
    return render(request, "learning/tests.html", context)


def _to_mark(edition: Edition, modules: frozenset[int] | None) -> int:
    return queries.answers_to_mark(edition, modules).count() + queries.works_to_mark(edition, modules).count()


@login_required
def write_test(request: HttpRequest, pk: int, test: int | None = None) -> HttpResponse:
    """Write conditions of a test and what it draws."""
    edition = access.edition_to_test(request.user, pk)
    kept = access.test_to_lead(request.user, test) if test is not None else None
    banks = access.banks_to_draw(request.user, edition)
    form = forms.TestForm(request.POST or None, instance=kept, edition=edition, banks=banks)
    context = {
        "edition": edition, "title": queries.edition_title(edition), "form": form, "test": kept,
        "why": queries.why_not_asked(kept) if kept is not None else None,
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        fields, draws = form.said()
        try:
            written = services.write_test(edition, fields, draws, test=kept, by=request.user)
        except RuleBroken as broken:
            refused(form, broken)
            return render(request, "learning/test_write.html", context, status=CONFLICT)
        why = queries.why_not_asked(written)
        if why is None:
            messages.success(request, _("The test was written."))
            return redirect("learning:tests", edition.pk)
        messages.warning(request, _("The test was written, but cannot be begun yet: see below."))
        return redirect("learning:write_test", edition.pk, written.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "learning/test_write.html", context, status=status)


@login_required
@require_POST
def drop_test(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a test out."""
    found = access.test_to_lead(request.user, pk)
    edition = found.edition_id
    services.drop_test(found, by=request.user)
    messages.success(request, _("The test was taken out."))
    return redirect("learning:tests", edition)


@login_required
@require_safe
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who sat a test and how."""
    found = access.test_to_lead(request.user, pk)
    rows = queries.attempts_of(found)
    context = {
        "test": found,
        "edition": found.edition,
        "title": queries.edition_title(found.edition),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "learning/test_results.html", context)


@login_required
def write_assignment(request: HttpRequest, pk: int, assignment: int | None = None) -> HttpResponse:
    """Write an assignment and its rubric."""
    edition = access.edition_to_test(request.user, pk)
    kept: Assignment | None = access.assignment_to_lead(request.user, assignment) if assignment is not None else None
    form = forms.AssignmentForm(request.POST or None, edition=edition, assignment=kept)
    context = {"edition": edition, "title": queries.edition_title(edition), "form": form, "assignment": kept}
    if request.method == "POST" and form.is_valid():
        try:
            services.write_assignment(form.cleaned_data["module"], form.said(), assignment=kept, by=request.user)
        except RuleBroken as broken:
            refused(form, broken)
            return render(request, "learning/assignment_write.html", context, status=CONFLICT)
        messages.success(request, _("The assignment was written."))
        return redirect("learning:tests", edition.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "learning/assignment_write.html", context, status=status)
