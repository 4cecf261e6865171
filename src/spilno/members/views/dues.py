"""Dues: the table of a year, its assessment, arrears and reminders; a member's own account."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from spilno.members import access, services
from spilno.members.exports import dues_table, xlsx_file
from spilno.members.forms import PaymentForm, RateForm, TableForm
from spilno.members.models import Assessment, DuesTable
from spilno.members.queries import dues as reads
from spilno.members.queries.register import following_on
from spilno.organisations.models import Organisation
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused


@login_required
@require_GET
def dues(request: HttpRequest) -> HttpResponse:
    """Show tables by year, what is owed past its day, and who may be suspended for it."""
    access.require_reader(request.user)
    today = timezone.localdate()
    arrears = reads.arrears_on(today)
    if request.GET.get("format") == "xlsx":
        heading, lines = dues_table(arrears)
        return xlsx_file(f"arrears-{today.isoformat()}.xlsx", _("Arrears"), heading, lines)
    context = {
        "today": today,
        "years": reads.years(),
        "arrears": arrears,
        "owed": sum(row.account.owed for row in arrears),
        "candidates": reads.candidates_for_suspension(arrears, today),
        "follows": following_on(today),
        "keeper": access.keeps_register(request.user),
    }
    return render(request, "members/dues.html", context)


@login_required
@require_GET
def year(request: HttpRequest, number: int) -> HttpResponse:
    """Show the table of a year and what each member owes by it."""
    table = access.table_to_read(request.user, number)
    today = timezone.localdate()
    rows = reads.rows_on(today, Assessment.objects.filter(year=number).order_by("membership__organisation__sort_key"))
    if request.GET.get("format") == "xlsx":
        heading, lines = dues_table(rows)
        return xlsx_file(f"dues-{number}.xlsx", _("Dues %(year)d") % {"year": number}, heading, lines)
    context = {
        "table": table,
        "rates": sorted(table.rates.all(), key=lambda rate: list(Organisation.Level.values).index(rate.level)),
        "rows": rows,
        "total": sum(row.account.amount for row in rows),
        "paid": sum(row.account.paid for row in rows),
        "owed": sum(row.account.owed for row in rows),
        "late": [row for row in rows if row.late],
        "refusal": services.refusal_to_assess(table),
        "keeper": access.keeps_register(request.user),
        "unassessed": reads.not_assessed(table, timezone.localdate()) if table.assessed_at else [],
    }
    return render(request, "members/dues_year.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a table of dues for a year; the General Meeting adopts it by a decision."""
    access.require_keeper(request.user)
    latest = DuesTable.objects.order_by("-year").prefetch_related("rates").first()
    known = {rate.level: rate for rate in latest.rates.all()} if latest else {}
    form = TableForm(request.POST or None, initial={"year": timezone.localdate().year + 1})
    lines = [
        RateForm(request.POST or None, prefix=level, level=level, initial=_initial(known.get(level)))
        for level in Organisation.Level.values
    ]
    if request.method == "POST" and form.is_valid() and all([line.is_valid() for line in lines]):  # noqa: C419 - all are checked
        rates = [line.rate() for line in lines if not line.is_empty]
        table = services.propose_dues(
            form.cleaned_data["year"], rates, ground=form.cleaned_data["ground"], by=request.user
        )
        messages.success(request, _("The proposal is kept. Put it on the agenda: the decision adopts it."))
        return redirect("members:dues_year", number=table.year)
    status = 422 if request.method == "POST" else 200
    return render(request, "members/propose.html", {"form": form, "lines": lines}, status=status)


def _initial(rate: Any) -> dict[str, Any]:
    return {name: getattr(rate, name) for name in ("flat", "per_resident", "minimum", "maximum")} if rate else {}


@login_required
@require_POST
def assess(request: HttpRequest, number: int) -> HttpResponse:
    """Assess the dues of a year for every member."""
    access.require_keeper(request.user)
    rows = services.assess(access.table_to_read(request.user, number), by=request.user)
    said = ngettext("Dues are assessed for %(count)d member.", "Dues are assessed for %(count)d members.", len(rows))
    messages.success(request, said % {"count": len(rows)})
    return redirect("members:dues_year", number=number)


@login_required
@require_POST
def assess_member(request: HttpRequest, number: int, member: int) -> HttpResponse:
    """Assess the dues of a year for one member that joined after all were assessed."""
    access.require_keeper(request.user)
    membership = access.membership_to_keep(request.user, member)
    services.assess_member(access.table_to_read(request.user, number), membership, by=request.user)
    said = _("Dues are assessed for %(member)s.") % {"member": membership.organisation.name_uk}
    messages.success(request, said)
    return redirect("members:dues_year", number=number)


@login_required
@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Write to every member in arrears."""
    access.require_keeper(request.user)
    posted = services.remind_of_dues(reads.arrears_on(timezone.localdate()), by=request.user)
    said = ngettext("%(count)d reminder is posted.", "%(count)d reminders are posted.", posted)
    messages.success(request, said % {"count": posted})
    return redirect("members:dues")


@login_required
@require_GET
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a member its own account: each year with its reckoning, payments, what is owed."""
    membership = access.account_to_see(request.user, pk)
    rows = reads.account_rows(membership, timezone.localdate())
    context = {
        "membership": membership,
        "rows": rows,
        "owed": sum(row.account.owed for row in rows),
        "keeper": access.keeps_register(request.user),
    }
    return render(request, "members/account.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    """Record money that came for an assessment."""
    assessment = access.assessment_to_keep(request.user, pk)
    form = PaymentForm(request.POST or None, initial={"amount": reads.account_of(assessment).owed})
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            services.record_payment(assessment, **form.cleaned_data, by=request.user)
        except RuleBroken as broken:
            refused(form, broken)
            status = 409
        else:
            messages.success(request, _("The payment is recorded."))
            return redirect("members:account", pk=assessment.membership_id)
    context = {"form": form, "assessment": assessment, "account": reads.account_of(assessment)}
    return render(request, "members/pay.html", context, status=status)
