"""Cooperation in numbers and on a map: a page for everyone, each table as CSV."""

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from spilno.journal.queries import kept
from spilno.memoranda.queries.numbers import Numbers, cooperation, tiles_of_raions

HEADS = ["code", "name", "count"]


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """Show partners by country and kind, memoranda by area, activities by raion, and the trend over years."""
    found = kept(cooperation, timezone.localdate())
    context = {
        "found": found,
        "tiles": kept(tiles_of_raions, tuple(found.raions)),
        "tables": [("countries", found.countries), ("kinds", found.kinds), ("areas", found.areas)],
    }
    return render(request, "memoranda/numbers.html", context)


@require_safe
def numbers_csv(request: HttpRequest, table: str) -> HttpResponse:
    """Give one table as CSV."""
    rows = _rows(kept(cooperation, timezone.localdate()), table)
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows(rows)
    return HttpResponse(
        out.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="cooperation-{table}.csv"'},
    )


def _rows(found: Numbers, table: str) -> list[list[object]]:
    if table == "years":
        heads: list[object] = ["year", "signed", "in_force", "activities", "people"]
        return [heads, *([row.year, row.signed, row.in_force, row.held, row.people] for row in found.years)]
    rows = {"countries": found.countries, "kinds": found.kinds, "areas": found.areas, "raions": found.raions}.get(table)
    if rows is None:
        raise Http404
    return [[*HEADS], *([row.key, row.label, row.count] for row in rows)]
