"""Individual programmes: list, page, acts, the yearly proof; what all of them need together."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from spilno.learning.access import ledger as ledger_access
from spilno.learning.access import plans as access
from spilno.learning.exports.plans import needs_table
from spilno.learning.forms import plans as forms
from spilno.learning.gateways.plan import plan_pdf
from spilno.learning.models import IndividualProgramme
from spilno.learning.queries import plans as queries
from spilno.learning.rules.plans import why_not_agree, why_not_close, why_not_send, why_not_write
from spilno.learning.services import plans as services
from spilno.members.exports import csv_file, xlsx_file
from spilno.people.access import own_person
from spilno.people.queries import office_of

PER_PAGE = 50
UNPROCESSABLE = 422


@login_required
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Show one's own programmes and those of the people of the personnel service, what waits first."""
    rows = access.plans_to_see(request.user).order_by("-year", "-sent_on", "pk")
    own = own_person(request.user)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "own": own,
        "form": forms.BeginPlanForm(initial={"year": timezone.localdate().year}) if own else None,
        "analyses": access.may_analyse(request.user),
    }
    return render(request, "learning/plans.html", context)


@login_required
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a programme for oneself or for one of one's people."""
    person = access.person_to_plan(request.user, pk)
    form = forms.BeginPlanForm(request.POST)
    office = office_of(person, timezone.localdate())
    if office is None:
        raise Http404
    if not form.is_valid():
        messages.error(request, _("Choose the year."))
        return redirect("learning:plans")
    plan = services.begin_plan(
        person, year=form.cleaned_data["year"], organisation=office.organisation, office=office, by=request.user
    )
    return redirect("learning:plan", plan.pk)


@login_required
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a programme: needs, what is done, what may be done with it now."""
    return _page(request, access.plan_to_see(request.user, pk))


def _page(request: HttpRequest, found: IndividualProgramme, *, status: int = 200, **given: Any) -> HttpResponse:
    planned = queries.planned_as(found, request.user)
    rows = queries.rows_to_tie(found) if found.state != "closed" else None
    needs = list(queries.needs_of_programme(found))
    writes = why_not_write(planned) is None
    context = {
        "plan": found,
        "planned": planned,
        "mine": own_person(request.user) == found.person,
        "decides": ledger_access.is_personnel_for(request.user, found.person),
        "writes": writes,
        "needs": needs,
        "rows": list(rows) if rows is not None else [],
        "proof": queries.proof_of(found.person, found.year, shown=found),
        "lacking": queries.lacking(found.person, timezone.localdate()) if writes else [],
        "why_not_send": why_not_send(planned),
        "why_not_agree": why_not_agree(planned),
        "why_not_close": why_not_close(planned),
        "need_form": given.get("need_form") or forms.NeedForm(initial=_suggested(request)),
        "remarks_form": given.get("remarks_form") or forms.RemarksOfPlanForm(auto_id="remarks_%s"),
    }
    return render(request, "learning/plan.html", context, status=status)


def _suggested(request: HttpRequest) -> dict[str, Any]:
    return {name: request.GET[name] for name in ("topic", "competence") if name in request.GET}


@login_required
@require_safe
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the programme and what of it is done as PDF."""
    found = access.plan_to_see(request.user, pk)
    name = f"programa-{found.year}-{found.pk}.pdf"
    return HttpResponse(
        plan_pdf(found), content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@login_required
@require_POST
def add_need(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a need."""
    found = access.plan_to_see(request.user, pk)
    form = forms.NeedForm(request.POST)
    if not form.is_valid():
        return _page(request, found, need_form=form, status=UNPROCESSABLE)
    services.add_need(found, **form.cleaned_data, by=request.user)
    messages.success(request, _("The need is added."))
    return redirect("learning:plan", pk)


@login_required
@require_POST
def drop_need(request: HttpRequest, pk: int, need: int) -> HttpResponse:
    """Take a need out."""
    services.drop_need(access.need_to_write(request.user, pk, need), by=request.user)
    return redirect("learning:plan", pk)


@login_required
@require_POST
def tie(request: HttpRequest, pk: int, need: int) -> HttpResponse:
    """Tie a row of the ledger to a need, or untie it."""
    found = access.need_to_write(request.user, pk, need)
    form = forms.TieForm(request.POST, rows=queries.rows_to_tie(found.programme))
    row = form.cleaned_data["row"] if form.is_valid() else None
    services.tie_row(found, row, by=request.user)
    messages.success(request, _("Saved."))
    return redirect("learning:plan", pk)


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a draft."""
    services.drop_plan(access.plan_to_see(request.user, pk), by=request.user)
    messages.success(request, _("The draft was dropped."))
    return redirect("learning:plans")


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the programme to be agreed."""
    services.send_plan(access.plan_to_see(request.user, pk), by=request.user)
    messages.success(request, _("The programme waits for the personnel service."))
    return redirect("learning:plan", pk)


@login_required
@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree the programme."""
    services.agree_plan(access.plan_to_decide(request.user, pk), by=request.user)
    messages.success(request, _("The programme is agreed."))
    return redirect("learning:plan", pk)


@login_required
@require_POST
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the programme with remarks."""
    found = access.plan_to_decide(request.user, pk)
    form = forms.RemarksOfPlanForm(request.POST, auto_id="remarks_%s")
    if not form.is_valid():
        return _page(request, found, remarks_form=form, status=UNPROCESSABLE)
    services.return_plan(found, **form.cleaned_data, by=request.user)
    messages.success(request, _("The programme is returned with remarks."))
    return redirect("learning:plan", pk)


@login_required
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the programme at the end of the year."""
    services.close_plan(access.plan_to_decide(request.user, pk), by=request.user)
    messages.success(request, _("The programme is closed."))
    return redirect("learning:plan", pk)


@login_required
@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """Show what individual programmes need together, by competence; as a table too."""
    organisations = access.analysed_for(request.user)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else timezone.localdate().year
    raion = request.GET.get("raion", "")
    lines = queries.needs_analysed(
        year, raion=int(raion) if raion.isdecimal() and len(raion) < 10 else None, organisations=organisations
    )
    ending = request.GET.get("format")
    if ending in {"csv", "xlsx"}:
        heading, table = needs_table(lines)
        if ending == "csv":
            return csv_file(f"needs-{year}.csv", heading, table)
        return xlsx_file(f"needs-{year}.xlsx", _("Needs"), heading, table)
    context = {
        "lines": lines,
        "year": year,
        "raion": raion,
        "raions": queries.raions_of_plans(year),
        "all": organisations is None,
    }
    return render(request, "learning/needs.html", context)
