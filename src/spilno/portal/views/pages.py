"""Pages that explain: voting from a phone, accessibility, personal data, open data."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from spilno.portal.queries.desk.tasks import address
from spilno.statute.queries import in_force_on
from spilno.statute.rules.adoption import NoEdition


@dataclass(frozen=True, slots=True)
class DataSet:
    """A register that anybody may take whole: what it holds, its page, and its files by kind."""

    title: Any
    about: Any
    page: str
    files: tuple[tuple[str, str], ...]


DATA_SETS = (
    DataSet(
        _("Members"),
        _("Councils with codes KATOTTG and EDRPOU, level, date of joining."),
        "members:members",
        (("CSV", "members:members_csv"), ("XLSX", "members:members_xlsx"), ("JSON", "members:members_json")),
    ),
    DataSet(
        _("Decisions"),
        _("Number, date, meeting, text, counts of the vote, how the undertakings stand."),
        "meetings:decisions",
        (("CSV", "meetings:decisions_csv"), ("JSON", "meetings:decisions_json")),
    ),
    DataSet(
        _("Undertakings"),
        _("Who must do what by when, on what ground, and what became of it."),
        "undertakings:undertakings",
        (("CSV", "undertakings:undertakings_csv"), ("JSON", "undertakings:undertakings_json")),
    ),
    DataSet(
        _("Journal of acts"),
        _("Every act in a chain of SHA-256, without names: anybody can check it without us."),
        "journal:journal",
        (("JSON Lines", "journal:lines"), ("JSON", "journal:heads"), ("Python", "journal:checker")),
    ),
    DataSet(
        _("Calendar"),
        _("Meetings and terms; a subscription brings changes by itself."),
        "portal:calendar",
        (("iCalendar", "portal:calendar_feed"),),
    ),
)


@require_safe
def voting(request: HttpRequest) -> HttpResponse:
    """Show how to vote from a phone."""
    try:
        provisions = in_force_on(timezone.localdate())
    except NoEdition:
        provisions = None
    return render(request, "portal/voting.html", {"provisions": provisions})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Tell which standard the site keeps to, how it is checked, what is not there yet."""
    return render(request, "portal/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Tell which personal data are kept, what is public, how to ask for one's own."""
    return render(request, "portal/privacy.html")


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """List what anybody may take as a file."""
    rows = []
    for data in DATA_SETS:
        files = [(kind, address(name)) for kind, name in data.files if address(name)]
        if files:
            rows.append({"title": data.title, "about": data.about, "page": address(data.page), "files": files})
    return render(request, "portal/open_data.html", {"rows": rows})
