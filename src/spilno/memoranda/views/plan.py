"""The plan of a year and its report: pages, acts of the parties, PDF."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from spilno.journal.queries import kept
from spilno.memoranda.access import plan as access
from spilno.memoranda.forms.plan import LineForm
from spilno.memoranda.gateways.report import report_pdf
from spilno.memoranda.models import Memorandum
from spilno.memoranda.queries import fulfilment as queries
from spilno.memoranda.services import planning as services
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

WRONG = 422
CONFLICT = 409


def _year(memorandum: Memorandum, year: int) -> int:
    """Return the year when it can be one of this memorandum: from its first to the next one; 404 otherwise."""
    first = memorandum.signed_on.year if memorandum.signed_on else year + 1
    if not first <= year <= timezone.localdate().year + 1:
        raise Http404
    return year


def _plan_page(
    request: HttpRequest, memorandum: Memorandum, year: int, *, form: LineForm | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    spoken = access.parties_spoken_for(request.user, memorandum)
    plan = queries.plan_of(memorandum, year, today)
    coming = queries.next_year(memorandum, today) if spoken else None
    context: dict[str, Any] = {
        "memorandum": memorandum,
        "plan": plan,
        "year": year,
        "years": sorted({*queries.years_of(memorandum), year, today.year, coming or year}, reverse=True),
        "mine": bool(spoken),
        "to_confirm": [one.party for one in plan.consents if one.party.pk in spoken and one.given is None],
        "form": form or (LineForm(memorandum=memorandum, day=today, auto_id="line_%s") if spoken else None),
        "opened": form is not None,
    }
    return render(request, "memoranda/plan.html", context, status=status)


@require_safe
def plan(request: HttpRequest, number: int, year: int) -> HttpResponse:
    """Show the plan of a year: its lines, who confirmed it, and to the parties what they may do."""
    memorandum = access.memorandum_to_read(request.user, number)
    return _plan_page(request, memorandum, _year(memorandum, year))


@login_required
@require_POST
def add_line(request: HttpRequest, number: int, year: int) -> HttpResponse:
    """Propose a line of the plan."""
    memorandum = access.memorandum_to_plan(request.user, number)
    _year(memorandum, year)
    form = LineForm(request.POST, memorandum=memorandum, day=timezone.localdate(), auto_id="line_%s")
    if not form.is_valid():
        return _plan_page(request, memorandum, year, form=form, status=WRONG)
    try:
        services.write_line(memorandum, year, form.said(), by=request.user)
    except RuleBroken as broken:
        refused(form, broken)
        return _plan_page(request, memorandum, year, form=form, status=CONFLICT)
    messages.success(request, _("The line stands in the plan; it binds when all parties confirm the plan."))
    return redirect("memoranda:plan", number, year)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a line of the plan, or show the form for it."""
    measure = access.measure_to_change(request.user, pk)
    memorandum = measure.agreed_area.memorandum
    given = request.POST if request.method == "POST" else None
    form = LineForm(given, memorandum=memorandum, day=timezone.localdate(), measure=measure)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_line(measure, form.said(), by=request.user)
        except RuleBroken as broken:
            refused(form, broken)
        else:
            messages.success(request, _("The line was changed; the parties confirm the plan anew."))
            return redirect("memoranda:plan", memorandum.number, measure.year)
    context = {"form": form, "measure": measure, "memorandum": memorandum}
    return render(request, "memoranda/line.html", context, status=WRONG if form.is_bound else 200)


@login_required
@require_POST
def withdraw_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a line out of the plan."""
    measure = access.measure_to_change(request.user, pk)
    memorandum, year = measure.agreed_area.memorandum, measure.year
    services.withdraw_line(measure, by=request.user)
    messages.success(request, _("The line was withdrawn; one that binds stays until all parties confirm it."))
    return redirect("memoranda:plan", memorandum.number, year)


@login_required
@require_POST
def confirm(request: HttpRequest, number: int, year: int, party: int) -> HttpResponse:
    """Confirm the plan of a year for a party, exactly as its page showed it."""
    found = access.party_to_confirm(request.user, number, party)
    seen = request.POST.get("sha256", "")
    made = services.confirm_plan(found.memorandum, year, party=found, seen=seen, by=request.user)
    said = _("All parties confirmed the plan: it binds.") if made.agreed else _("Your party confirmed the plan.")
    messages.success(request, said)
    return redirect("memoranda:plan", number, year)


@require_safe
def report(request: HttpRequest, number: int, year: int) -> HttpResponse:
    """Show the report of a year: what was planned and done, by whom, in figures; what was not, and why."""
    memorandum = access.memorandum_to_read(request.user, number)
    found = kept(queries.report_of, memorandum, _year(memorandum, year), timezone.localdate())
    years = sorted({*queries.years_of(memorandum), year}, reverse=True)
    return render(request, "memoranda/report.html", {"memorandum": memorandum, "report": found, "years": years})


@require_safe
def report_file(request: HttpRequest, number: int, year: int) -> HttpResponse:
    """Give the report of a year as PDF, as it stands today."""
    memorandum = access.memorandum_to_read(request.user, number)
    found = queries.report_of(memorandum, _year(memorandum, year), timezone.localdate())
    name = f"memorandum-{number}-{year}.pdf"
    return HttpResponse(
        report_pdf(found),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
