"""The report of a training institution for its ministry."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from spilno.learning.access.reports import reported_for
from spilno.learning.exports.provider_report import report_table
from spilno.learning.queries.provider_report import provider_report
from spilno.members.exports import csv_file, xlsx_file

SUMMED = ("began", "people", "failed", "certificates", "hours", "credits")


@login_required
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Show who learned and completed what, by year, programme and category; as CSV and XLSX too."""
    providers = reported_for(request.user)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
    lines = provider_report(providers, year)
    heading, table = report_table(lines)
    name = f"training-{year or 'all'}"
    if request.GET.get("format") == "csv":
        return csv_file(f"{name}.csv", heading, table)
    if request.GET.get("format") == "xlsx":
        return xlsx_file(f"{name}.xlsx", _("Report of training"), heading, table)
    sums = {name: sum(getattr(line, name) for line in lines) for name in SUMMED}
    context = {"lines": lines, "year": year, "sums": sums, "all": providers is None}
    return render(request, "learning/provider_report.html", context)
