"""The register of undertakings and the page of each."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from spilno.documents.access import may_read
from spilno.journal.queries import kept
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused
from spilno.undertakings import access, queries, services
from spilno.undertakings.exports import COLUMNS, row_of
from spilno.undertakings.forms import AnswerForm, ExtendForm, ReportForm, TakeOffForm
from spilno.undertakings.models import Undertaking

PER_PAGE = 30
BAD_REQUEST = 400
CONFLICT = 409


def _filtered(request: HttpRequest) -> tuple[Any, dict[str, str]]:
    given = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "state", "organisation")}
    rows = access.undertakings_to_see(request.user, queries.undertakings(timezone.localdate()))
    if given["q"]:
        rows = queries.found(given["q"], rows)
    if given["state"] == "overdue":
        rows = rows.filter(state=Undertaking.State.OPEN, due_on__lt=timezone.localdate())
    elif given["state"] in Undertaking.State.values:
        rows = rows.filter(state=given["state"])
    if given["organisation"]:
        rows = queries.of_council(given["organisation"], rows)
    return rows, given


@require_safe
def undertakings(request: HttpRequest) -> HttpResponse:
    """Show the register: who must do what by when, what is overdue."""
    rows, given = _filtered(request)
    today = timezone.localdate()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    origins = queries.origins_of(page.object_list)
    context = {
        "page": page,
        "lines": [(row, origins.get(row.pk)) for row in page.object_list],
        "given": given,
        "asked": any(given.values()),
        "states": Undertaking.State.choices,
        "councils": kept(queries.councils_bound),
        "counts": kept(queries.counts, today),
    }
    return render(request, "undertakings/undertakings.html", context)


@require_safe
def undertakings_csv(request: HttpRequest) -> HttpResponse:
    """Give the register, filtered alike, as CSV."""
    rows, _given = _filtered(request)
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(row_of(row) for row in rows)
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="undertakings.csv"'
    return response


def _page(request: HttpRequest, undertaking: Undertaking, *, status: int = 200, **forms: Any) -> HttpResponse:
    control = access.may_control(request.user, undertaking)
    context = {
        "undertaking": undertaking,
        "origin": queries.origins_of([undertaking]).get(undertaking.pk),
        "reports": [
            (report, [file for file in files if may_read(request.user, file)])
            for report, files in queries.reports_of(undertaking)
        ],
        "extensions": list(undertaking.extensions.all()),
        "may_report": access.may_report(request.user, undertaking),
        "may_control": control,
        "controllers": access.controllers_in_words(undertaking),
        "may_take_off": access.may_take_off(request.user, undertaking),
        "live": undertaking.state in queries.LIVE,
        "report_form": forms.get("report_form")
        or ReportForm(auto_id="report_%s", initial={"public": undertaking.public}),
        "answer_form": forms.get("answer_form") or AnswerForm(auto_id="answer_%s"),
        "extend_form": forms.get("extend_form") or ExtendForm(auto_id="extend_%s"),
        "take_off_form": forms.get("take_off_form")
        or TakeOffForm(auto_id="off_%s", initial={"on": timezone.localdate()}),
    }
    return render(request, "undertakings/undertaking.html", context, status=status)


@require_safe
def undertaking(request: HttpRequest, number: int) -> HttpResponse:
    """Show an undertaking: what, who, by when, on what ground, reports and terms."""
    return _page(request, access.undertaking_to_see(request.user, number))


@login_required
@require_POST
def report(request: HttpRequest, number: int) -> HttpResponse:
    """Report what was done."""
    found = access.undertaking_to_report(request.user, number)
    form = ReportForm(request.POST, request.FILES, auto_id="report_%s")
    if not form.is_valid():
        return _page(request, found, status=BAD_REQUEST, report_form=form)
    given = form.cleaned_data
    try:
        services.report(found, text=given["text"], files=given["files"], public=given["public"], by=request.user)
    except RuleBroken as broken:
        refused(form, broken)
        return _page(request, found, status=CONFLICT, report_form=form)
    messages.success(request, _("The report was given; who controls the undertaking will answer it."))
    return redirect("undertakings:undertaking", number)


@login_required
@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Accept the report or return it with a reason."""
    found = access.undertaking_to_control(request.user, number)
    form = AnswerForm(request.POST, auto_id="answer_%s")
    if not form.is_valid():
        return _page(request, found, status=BAD_REQUEST, answer_form=form)
    said = form.cleaned_data["answer"]
    if request.POST.get("act") == "accept":
        services.accept(found, answer=said, by=request.user)
        messages.success(request, _("The report was accepted: the undertaking is done."))
        return redirect("undertakings:undertaking", number)
    try:
        services.return_report(found, reason=said, by=request.user)
    except RuleBroken as broken:
        if broken.refusal.code != "no_reason":
            raise
        refused(form, broken, "answer")
        return _page(request, found, status=CONFLICT, answer_form=form)
    messages.success(request, _("The report was returned with the reason."))
    return redirect("undertakings:undertaking", number)


@login_required
@require_POST
def extend(request: HttpRequest, number: int) -> HttpResponse:
    """Give a later term by an act."""
    found = access.undertaking_to_control(request.user, number)
    form = ExtendForm(request.POST, auto_id="extend_%s")
    if not form.is_valid():
        return _page(request, found, status=BAD_REQUEST, extend_form=form)
    try:
        services.extend(found, by=request.user, **form.cleaned_data)
    except RuleBroken as broken:
        if broken.refusal.code == "undertaking_ended":  # its page has no such form any more
            raise
        refused(form, broken)
        return _page(request, found, status=CONFLICT, extend_form=form)
    messages.success(request, _("The term was extended."))
    return redirect("undertakings:undertaking", number)


@login_required
@require_POST
def take_off(request: HttpRequest, number: int) -> HttpResponse:
    """Take it off control by a decision of those who agreed it."""
    found = access.undertaking_to_take_off(request.user, number)
    form = TakeOffForm(request.POST, auto_id="off_%s")
    if not form.is_valid():
        return _page(request, found, status=BAD_REQUEST, take_off_form=form)
    try:
        services.take_off_control(found, by=request.user, **form.cleaned_data)
    except RuleBroken as broken:
        if broken.refusal.code == "undertaking_ended":  # its page has no such form any more
            raise
        refused(form, broken)
        return _page(request, found, status=CONFLICT, take_off_form=form)
    messages.success(request, _("The undertaking was taken off control."))
    return redirect("undertakings:undertaking", number)
