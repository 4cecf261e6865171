"""The first page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from spilno.journal.queries import kept
from spilno.portal.queries.calendar import coming
from spilno.portal.queries.home import (
    hromadas,
    last_decisions,
    last_path,
    opening,
    ordinary_majority,
    visits,
    year_in_figures,
)
from spilno.ui import registry
from spilno.ui.charts import Tile

AHEAD_DAYS = 60
MOST_DAYS = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what goes on, what is next, what was decided and what came of it."""
    today = timezone.localdate()
    first = opening()
    return render(
        request,
        "portal/home.html",
        {
            "opening": first,
            "decisions": kept(last_decisions, today),
            "entries": coming(today, most=MOST_DAYS, days=AHEAD_DAYS),
            "year": kept(year_in_figures, today),
            "path": kept(last_path, today),
            "majority": ordinary_majority(today),
            "cards": registry.home_cards(request),
            **kept(_map),
        },
    )


def _map() -> dict[str, Any]:
    """Return tiles of hromadas with the visits on them; nothing while no meeting was a visiting one."""
    made = visits()
    if not made:
        return {"visits": [], "tiles": []}
    by_unit = {visit.unit: visit for visit in made}
    tiles = []
    for unit in hromadas():
        visit = by_unit.get(unit.pk)
        kind = "plain" if visit is None else "here" if visit.ahead else "was"
        tiles.append(Tile(unit.x, unit.y, str(unit.raion), unit.name, str(visit.number) if visit else "", kind))
    told = ", ".join(visit.place for visit in made)
    description = gettext("A map of tiles: one tile is one hromada. Visited: %(places)s.") % {"places": told}
    return {"visits": made, "tiles": tiles, "map_description": description}
