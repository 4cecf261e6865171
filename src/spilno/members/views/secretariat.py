"""What the secretariat keeps: applications, steps, mandates, lists of representatives."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from spilno.members import access, services
from spilno.members.forms import ApplicationForm, EndMandateForm, EnrolForm, ListForm, MandateForm, StepForm
from spilno.members.models import MandateImport
from spilno.members.queries.standing import refusal_to_step
from spilno.members.rules.path import Step
from spilno.members.views.register import STEP_NAMES, STEPS_BY_HAND
from spilno.organisations.models import Succession
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

ACTS = {
    Step.ADMIT: services.admit_by_board,
    Step.DECLINE: services.decline,
    Step.CONFIRM: services.confirm_admission,
    Step.SUSPEND: services.suspend,
    Step.RESTORE: services.restore,
    Step.LEAVE: services.leave,
    Step.EXCLUDE: services.exclude,
}


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200


@login_required
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """Record an application to join."""
    access.require_keeper(request.user)
    form = ApplicationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        membership = services.apply(**form.cleaned_data, by=request.user)
        messages.success(request, _("The application is recorded. The Board decides on it."))
        return redirect("members:member", pk=membership.pk)
    return render(request, "members/apply.html", {"form": form}, status=_status(request))


@login_required
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """Enter a member of earlier years with its whole path."""
    access.require_keeper(request.user)
    form = EnrolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        membership = services.enrol(**form.cleaned_data, by=request.user)
        messages.success(request, _("The member of earlier years is entered."))
        return redirect("members:member", pk=membership.pk)
    return render(request, "members/enrol.html", {"form": form}, status=_status(request))


@login_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, word: str) -> HttpResponse:
    """Record a step of the path by the decision that made it."""
    membership = access.membership_to_keep(request.user, pk)
    act = Step(word) if word in set(STEPS_BY_HAND) else None
    if act is None:
        return redirect("members:member", pk=pk)
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ACTS[act](membership, **form.cleaned_data, by=request.user)
        messages.success(request, _("The step is recorded."))
        return redirect("members:member", pk=pk)
    context = {
        "form": form,
        "membership": membership,
        "step": act,
        "step_name": STEP_NAMES[act],
        "refusal": refusal_to_step(membership, act, on=form["on"].field.initial()),
        "by_meeting": act in {Step.CONFIRM, Step.SUSPEND, Step.RESTORE, Step.LEAVE, Step.EXCLUDE},
    }
    return render(request, "members/step.html", context, status=_status(request))


@login_required
@require_http_methods(["GET", "POST"])
def give_mandate(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a mandate to a person who stands in the register or is new to it."""
    membership = access.membership_to_keep(request.user, pk)
    form = MandateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.give_mandate_to(membership, **form.cleaned_data, by=request.user)
        messages.success(request, _("The mandate is recorded."))
        return redirect("members:member", pk=pk)
    return render(request, "members/mandate.html", {"form": form, "membership": membership}, status=_status(request))


@login_required
@require_http_methods(["GET", "POST"])
def end_mandate(request: HttpRequest, pk: int) -> HttpResponse:
    """End a mandate with a day, on a ground."""
    mandate = access.mandate_to_keep(request.user, pk)
    form = EndMandateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.end_mandate(mandate, **form.cleaned_data, by=request.user)
        messages.success(request, _("The mandate is ended."))
        return redirect("members:member", pk=mandate.membership_id)
    context = {"form": form, "mandate": mandate, "membership": mandate.membership}
    return render(request, "members/end_mandate.html", context, status=_status(request))


@login_required
@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Do to a membership what became of its council."""
    access.require_keeper(request.user)
    succession = get_object_or_404(Succession.objects.select_related("predecessor", "successor"), pk=pk)
    goes_on = services.follow_succession(succession, by=request.user)
    if goes_on is None:
        messages.success(request, _("The membership ended with the council."))
        return redirect("members:members")
    messages.success(request, _("The membership goes on in the successor."))
    return redirect("members:member", pk=goes_on.pk)


@login_required
@require_http_methods(["GET", "POST"])
def read_list(request: HttpRequest) -> HttpResponse:
    """Read a list of representatives and show what each row would do."""
    access.require_keeper(request.user)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            kept = services.preview_list(
                data["file"], data["file"].name, act=data["act"], starts=data["starts"], by=request.user
            )
        except RuleBroken as broken:
            refused(form, broken, "file")
        else:
            return redirect("members:list", pk=kept.pk)
    return render(request, "members/read_list.html", {"form": form}, status=_status(request))


@login_required
@require_GET
def shown_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a list by row: what is new, changed, worth a look, or wrong."""
    kept = access.import_to_keep(request.user, pk)
    order = {"error": 0, "warning": 1, "changed": 2, "new": 3, "same": 4}
    rows = sorted(kept.rows, key=lambda row: (order[row["state"]], row["line"]))
    context: dict[str, Any] = {
        "kept": kept,
        "rows": [
            {**row, "said": _(row["reason"]) % (row["facts"] or {}) if row["reason"] else ""} for row in rows[:300]
        ],
        "more": max(len(rows) - 300, 0),
        "refusal": services.refusal_to_commit(kept),
        "waits": kept.state == MandateImport.State.PREVIEW,
    }
    return render(request, "members/list.html", context)


@login_required
@require_POST
def commit_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the whole list, or throw it away."""
    kept = access.import_to_keep(request.user, pk)
    if "drop" in request.POST:
        services.drop_list(kept, by=request.user)
        messages.success(request, _("The list was thrown away. Nothing changed."))
        return redirect("members:read_list")
    given = services.commit_list(kept, by=request.user)
    messages.success(
        request, ngettext("%(given)d mandate is given.", "%(given)d mandates are given.", given) % {"given": given}
    )
    return redirect("members:members")
