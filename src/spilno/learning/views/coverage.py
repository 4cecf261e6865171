"""Coverage for everyone, who is due for those who may know, the staff of a council for its personnel service."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from spilno.learning.access import coverage as access
from spilno.learning.access import editions as edition_access
from spilno.learning.access.staff_list import may_bring_staff
from spilno.learning.exports.coverage import coverage_file
from spilno.learning.forms.coverage import CoverageForm, GapForm, StaffForm
from spilno.learning.gateways.coverage import coverage_pdf
from spilno.learning.queries import coverage as queries
from spilno.learning.queries.gaps import gaps_on
from spilno.learning.queries.recertification import renewals_due
from spilno.learning.queries.staff import open_editions, staff_of
from spilno.learning.queries.standings import duties
from spilno.learning.rules.coverage import STEPS, Count
from spilno.learning.rules.standing import duty_of_year
from spilno.learning.services.enrolling import nominate
from spilno.learning.services.gaps import MOST, draft_proposed
from spilno.organisations.models import Organisation
from spilno.organisations.queries import raions_with_organisations
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

PER_PAGE = 100
UNPROCESSABLE, CONFLICT = 422, 409


def _form(request: HttpRequest) -> CoverageForm:
    return CoverageForm(request.GET or None, this_year=timezone.localdate().year, raions=raions_with_organisations())


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the share of officials who have done what is due: in all, on the map, by council, raion, category, over years."""
    today, exact = timezone.localdate(), access.sees_everyone(request.user)
    form = _form(request)
    wanted = form.wanted()
    found = queries.coverage(wanted, today, exact=exact, own=access.own_councils(request.user))
    over = queries.trend(wanted, exact=exact)
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "page": Paginator(found.councils, PER_PAGE).get_page(request.GET.get("page")),
        "trend": over,
        "trend_points": [(line.name, line.count.percent if line.told else None) for line in over],
        "going": bool(over) and over[-1].name == str(today.year),
        "steps": _steps(),
        "duty": duty_of_year(duties(), wanted.year),
        "today": today,
        "last_day": date(today.year, 12, 31),
        "exact": exact,
        "gap": next(iter(gaps_on(today, raion=wanted.raion, most=1)), None) if wanted.year == today.year else None,
        "narrowed": bool(wanted.category or wanted.raion),
    }
    return render(request, "learning/coverage.html", context)


def _steps() -> list[tuple[int, str]]:
    """Say the bounds of each step of the map."""
    firsts, lasts = (0, *STEPS), (*(bound - 1 for bound in STEPS), 100)
    return [
        (step, f"{first}–{last}\u00a0%") for step, (first, last) in enumerate(zip(firsts, lasts, strict=True), start=1)
    ]


@require_safe
def file(request: HttpRequest, table: str, ending: str) -> HttpResponse:
    """Give one table as CSV or XLSX: what the page tells to this reader, too few people left out."""
    exact, wanted, today = access.sees_everyone(request.user), _form(request).wanted(), timezone.localdate()
    if table == "years":
        lines = queries.trend(wanted, exact=exact)
    elif table == "competences":
        lines = queries.by_competence(wanted, today, exact=exact)
    else:
        found = queries.coverage(wanted, today, exact=exact, own=access.own_councils(request.user))
        lines = {"councils": found.councils, "raions": found.raions, "categories": found.categories}[table]
    return coverage_file(lines, table=table, year=wanted.year, ending=ending)


@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """Give the coverage of a year as PDF."""
    exact, wanted, today = access.sees_everyone(request.user), _form(request).wanted(), timezone.localdate()
    found = queries.coverage(wanted, today, exact=exact, own=access.own_councils(request.user))
    content = coverage_pdf(
        found, queries.trend(wanted, exact=exact), duty=duty_of_year(duties(), wanted.year), today=today
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="coverage-{wanted.year}.pdf"'
    return response


@require_safe
def competences(request: HttpRequest) -> HttpResponse:
    """Show how many officials learned each competence."""
    today = timezone.localdate()
    form = _form(request)
    wanted = form.wanted()
    lines = queries.by_competence(wanted, today, exact=access.sees_everyone(request.user))
    context = {"form": form, "lines": lines, "wanted": wanted, "first": wanted.year - queries.COMPETENCE_YEARS + 1}
    return render(request, "learning/coverage_competences.html", context)


@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """Show where the next editions do most, in one raion or in all, with the reckoning of each."""
    raion = _form(request).wanted().raion
    context = {
        "gaps": gaps_on(timezone.localdate(), raion=raion, most=MOST),
        "raion": next((unit for unit in raions_with_organisations() if unit.pk == raion), None),
        "exact": access.sees_everyone(request.user),
        "may_draft": edition_access.may_prepare(request.user),
    }
    return render(request, "learning/gaps.html", context)


@login_required
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Draft the proposed edition, and lead to its page."""
    edition_access.require_to_prepare(request.user)
    form = GapForm(request.POST)
    if not form.is_valid():
        raise Http404
    found = draft_proposed(
        **form.cleaned_data,
        organisations=edition_access.organisations_to_deliver(request.user),
        by=request.user,  # type: ignore[arg-type]
    )
    messages.success(
        request, _("The edition was drafted from the proposal: look at its days and places, then announce it.")
    )
    return redirect("learning:edition", found.pk)


@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """Show who is due within ninety days, to those who see all officials."""
    access.require_everyone(request.user)
    today = timezone.localdate()
    page = Paginator(queries.who_is_due(today), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "learning/due.html", {"page": page, "renewals": len(renewals_due(today)), "today": today})


@require_safe
def due_renewals(request: HttpRequest) -> HttpResponse:
    """Show whose certificates end within ninety days or are past their term, to those who see all officials."""
    access.require_everyone(request.user)
    page = Paginator(renewals_due(timezone.localdate()), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "learning/renewals_due.html", {"page": page})


@never_cache
@require_safe
def staff(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the staff of a council with what each has and what is due."""
    return _staff(request, access.council_to_see(request.user, pk))


def _staff(
    request: HttpRequest, council: Organisation, form: StaffForm | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    members = staff_of(council, today)
    bound = [each.standing for each in members if each.standing.due_on]
    line = queries.Line("all", "", Count(len(bound), sum(each.met for each in bound)))
    context = {
        "council": council,
        "page": Paginator(members, PER_PAGE).get_page(request.GET.get("page")),
        "line": line,
        "duty": duty_of_year(duties(), today.year),
        "today": today,
        "brings": may_bring_staff(request.user, council.pk),
        "personnel": council.pk in access.own_councils(request.user),
        "form": form or StaffForm(editions=open_editions(today), members=members),
    }
    return render(request, "learning/staff.html", context, status=status)


@login_required
@require_POST
def nominate_staff(request: HttpRequest, pk: int) -> HttpResponse:
    """Nominate the chosen people of a council to an announced edition, all of them or none."""
    council, today = access.council_to_act_for(request.user, pk), timezone.localdate()
    form = StaffForm(request.POST, editions=open_editions(today), members=staff_of(council, today))
    if not form.is_valid():
        return _staff(request, council, form, UNPROCESSABLE)
    edition, people = form.cleaned_data["edition"], form.cleaned_data["people"]
    try:
        rows = nominate(edition, council, people, speaks=True, by=request.user)  # type: ignore[arg-type]
    except RuleBroken as broken:
        refused(form, broken)
        return _staff(request, council, form, CONFLICT)
    words = ngettext("%(count)d person was named.", "%(count)d people were named.", len(rows))
    messages.success(request, words % {"count": len(rows)})
    return redirect("learning:staff", council.pk)
