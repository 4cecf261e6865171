"""The people of a personnel service with their year, who does its work, and the rules of credits."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from spilno.learning.access import ledger as access
from spilno.learning.access import personnel as who
from spilno.learning.forms.ledger import OfficerForm, RuleForm
from spilno.learning.queries import personnel as queries
from spilno.learning.queries.credit_rules import whole_book
from spilno.learning.queries.standings import duties
from spilno.learning.services import credit_rules, personnel
from spilno.organisations.models import Organisation
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

PER_PAGE = 50
UNPROCESSABLE, CONFLICT = 422, 409


@login_required
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Show the people of the personnel service with their sums of the year; the head names there who does its work."""
    return _people(request)


def _people(request: HttpRequest, *, status: int = 200, wrong: OfficerForm | None = None, of: int = 0) -> HttpResponse:
    today = timezone.localdate()
    staff = access.staff_of(request.user)
    page = Paginator(staff.order_by("sort_key", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    led = Organisation.objects.filter(pk__in=who.leads(request.user)).order_by("sort_key")
    context = {
        "page": page,
        "lines": queries.staff_lines(page.object_list, who.personnel_of(request.user), today),
        "year": today.year,
        "waiting": access.claims_that_wait(request.user).count(),
        "led": [
            (
                each,
                queries.officers_of(each, today),
                wrong
                if wrong and of == each.pk
                else OfficerForm(people=queries.serving_in(each, today), auto_id=f"o{each.pk}_%s"),
            )
            for each in led
        ],
    }
    return render(request, "learning/credit_people.html", context, status=status)


@login_required
@require_POST
def name_officer(request: HttpRequest, pk: int) -> HttpResponse:
    """Name who does the work of the personnel service."""
    organisation = who.organisation_to_staff(request.user, pk)
    serving = queries.serving_in(organisation, timezone.localdate())
    form = OfficerForm(request.POST, people=serving, auto_id=f"o{pk}_%s")
    if not form.is_valid():
        return _people(request, status=UNPROCESSABLE, wrong=form, of=pk)
    personnel.name_officer(organisation, **form.cleaned_data, by=request.user)
    messages.success(request, _("Named."))
    return redirect("learning:credit_people")


@login_required
@require_POST
def end_officer(request: HttpRequest, pk: int) -> HttpResponse:
    """End it from today on."""
    personnel.end_officer(who.officer_to_end(request.user, pk), ends=queries.yesterday(), by=request.user)
    messages.success(request, _("Ended."))
    return redirect("learning:credit_people")


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show what earns credits and what is due, with acts."""
    return _rules(request)


def _rules(request: HttpRequest, *, form: RuleForm | None = None, status: int = 200) -> HttpResponse:
    keeps = access.may_keep_rules(request.user)
    context = {
        "rules": queries.rules_shown(whole_book(), timezone.localdate()),
        "duties": duties(),
        "keeps": keeps,
        "form": form or (RuleForm() if keeps else None),
    }
    return render(request, "learning/credit_rules.html", context, status=status)


@login_required
@require_POST
def enter_rule(request: HttpRequest) -> HttpResponse:
    """Enter a rule from a day on."""
    access.require_rule_keeper(request.user)
    form = RuleForm(request.POST)
    if not form.is_valid():
        return _rules(request, form=form, status=UNPROCESSABLE)
    try:
        credit_rules.enter_rule(**form.cleaned_data, by=request.user)
    except RuleBroken as broken:
        refused(form, broken)
        return _rules(request, form=form, status=CONFLICT)
    messages.success(request, _("The rule is entered."))
    return redirect("learning:credit_rules")
