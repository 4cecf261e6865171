"""The public register: the list, the map, a member's page, founders."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from spilno.journal.queries import kept
from spilno.members import access
from spilno.members.exports import csv_file, register_table, xlsx_file
from spilno.members.models import Membership
from spilno.members.queries import register as reads
from spilno.members.queries.register import Filter, Place
from spilno.members.queries.standing import mandates_on, refusal_to_step
from spilno.members.rules.path import Step, warn_other_association
from spilno.organisations.models import Organisation
from spilno.statute.queries import in_force_on
from spilno.statute.rules.adoption import NoEdition
from spilno.ui.charts import Tile

PAGE, ORPHANS = 50, 14  # lines on a page; so few more stay on the last one
WHOLE = "all"  # the list on one page, for printing
STATES = ("member", "suspended", "left", "excluded", "ended")


def filter_of(request: HttpRequest) -> Filter:
    """Read the filters of the address; what is not known is not asked."""
    asked = request.GET
    level = asked.get("level", "")
    state = asked.get("state", "member")
    states = (*STATES, "applied", "declined") if access.sees_all(request.user) else STATES
    raion = asked.get("raion", "")
    return Filter(
        text=asked.get("q", "")[:100].strip(),
        level=level if level in Organisation.Level.values else "",
        raion=int(raion) if raion.isascii() and raion.isdigit() and len(raion) < 10 else None,
        state=state if state in states else "member",
    )


@require_GET
def members(request: HttpRequest) -> HttpResponse:
    """Show the register of members with its filters and the map of tiles; or hand it out as CSV or XLSX."""
    today = timezone.localdate()
    wanted = filter_of(request)
    lines = kept(reads.lines_on, today)
    shown = reads.narrowed(lines, wanted)
    if request.GET.get("format") in {"csv", "xlsx"}:
        table = register_table(reads.rows_of(shown, today, reads.raions_of(shown)), reads.codes_of(shown))
        return _export(request.GET["format"], *table)
    everyone = reads.members_of(lines)
    raions = kept(reads.raions_on, today)
    lying = {line.raion for line in everyone}
    whole = request.GET.get("page") == WHOLE
    page = Paginator(shown, max(len(shown), 1) if whole else PAGE, orphans=ORPHANS).get_page(request.GET.get("page"))
    page.object_list = reads.rows_of(page.object_list, today, raions)
    context: dict[str, Any] = {
        "today": today,
        "wanted": wanted,
        "narrowed": wanted != Filter(),
        "page": page,
        "found": len(shown),
        "total": len(everyone),
        "counts": [(_of_level(level, number), number) for level, number in reads.counts_by_level(everyone).items()],
        "levels": Organisation.Level.choices,
        "raions": [(raion.pk, raion.name) for raion in raions.values() if raion.pk in lying],
        "states": _states(request),
        "tiles": tiles(kept(reads.places_on, today), shown={line.membership for line in shown}),
        "keeper": access.keeps_register(request.user),
        "reader": access.sees_all(request.user),
    }
    if context["keeper"]:
        applied = reads.narrowed(lines, Filter(state="applied"))
        context |= {
            "applied": reads.rows_of(applied, today, {}),
            "without": reads.without_representative(today),
            "to_follow": list(reads.successions_to_follow(today)),
        }
    return render(request, "members/members.html", context)


def _states(request: HttpRequest) -> list[tuple[str, str]]:
    names: dict[str, Any] = dict(Membership.State.choices)
    asked = [state for state in STATES if state != "member"]
    if access.sees_all(request.user):
        asked += ["applied", "declined"]
    return [("member", _("members today")), *((state, str(names[state])) for state in asked)]


def _of_level(level: str, number: int) -> str:
    """Name councils of a level as they follow their number: «7 районних рад»."""
    words = {
        Organisation.Level.REGION: ngettext("oblast council", "oblast councils", number),
        Organisation.Level.RAION: ngettext("raion council", "raion councils", number),
        Organisation.Level.CITY: ngettext("city council", "city councils", number),
        Organisation.Level.CITY_DISTRICT: ngettext("city-district council", "city-district councils", number),
        Organisation.Level.SETTLEMENT: ngettext("settlement council", "settlement councils", number),
        Organisation.Level.VILLAGE: ngettext("village council", "village councils", number),
    }
    return words[Organisation.Level(level)] if level else _("others")


def tiles(places: list[Place], *, shown: set[int]) -> list[Tile]:
    """Draw members as full tiles, those outside the filter pale, hromadas that are not members dashed."""
    return [
        Tile(
            x=place.x,
            y=place.y,
            raion=str(place.raion),
            name=place.name,
            kind=_tile_kind(place, shown),
            url=reverse("members:member", args=[place.membership]) if place.membership else "",
        )
        for place in places
    ]


def _tile_kind(place: Place, shown: set[int]) -> str:
    if place.membership is None:
        return "none"
    return "was" if place.membership in shown else "plain"


def _export(kind: str, heading: list[str], lines: list[list[Any]]) -> HttpResponse:
    name = f"members-{timezone.localdate().isoformat()}"
    if kind == "csv":
        return csv_file(f"{name}.csv", heading, lines)
    return xlsx_file(f"{name}.xlsx", _("Members"), heading, lines)


@require_GET
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one member: its path with grounds, who represents it, what it was founded by and what became of it."""
    membership = access.membership_to_see(request.user, pk)
    today = timezone.localdate()
    mandates = list(reads.mandates_of(membership))
    current = {row.pk for row in mandates_on(today).filter(membership=membership)}
    keeper = access.keeps_register(request.user)
    context: dict[str, Any] = {
        "membership": membership,
        "organisation": membership.organisation,
        "today": today,
        "path": list(reads.path_of(membership)),
        "next_step": NEXT.get(membership.state),
        "raion": reads.raion_of(membership.organisation),
        "now": [row for row in mandates if row.pk in current],
        "later": [row for row in mandates if row.starts > today],
        "before": [row for row in mandates if row.pk not in current and row.starts <= today],
        "successions": membership.organisation.successions.select_related("successor"),
        "predecessors": membership.organisation.predecessions.select_related("predecessor"),
        "others": Membership.objects.filter(organisation=membership.organisation, state__in=access.PUBLIC).exclude(
            pk=pk
        ),
        "keeper": keeper,
        "sees_account": access.sees_all(request.user) or access.represents(request.user, membership),
    }
    if keeper:
        context |= {
            "steps": [(step, STEP_NAMES[step], refusal_to_step(membership, step, on=today)) for step in STEPS_BY_HAND],
            "lookalikes": reads.lookalikes(membership.organisation),
            "warning": _warning(membership),
        }
    return render(request, "members/member.html", context)


# What lies ahead of a state, in one sentence.
NEXT = {
    Membership.State.APPLIED: "board",
    Membership.State.ADMITTED: "meeting",
    Membership.State.SUSPENDED: "restore",
}
STEPS_BY_HAND = (Step.ADMIT, Step.DECLINE, Step.CONFIRM, Step.SUSPEND, Step.RESTORE, Step.LEAVE, Step.EXCLUDE)


STEP_NAMES: dict[Step, Any] = {
    Step.ADMIT: gettext_lazy("Admitted by the Board"),
    Step.DECLINE: gettext_lazy("Declined"),
    Step.CONFIRM: gettext_lazy("Confirmed by the General Meeting"),
    Step.SUSPEND: gettext_lazy("Suspended"),
    Step.RESTORE: gettext_lazy("Restored"),
    Step.LEAVE: gettext_lazy("Left by its own decision"),
    Step.EXCLUDE: gettext_lazy("Excluded"),
}


def _warning(membership: Membership) -> Any:
    try:
        status = in_force_on(timezone.localdate()).status.value
    except NoEdition:
        return None
    return warn_other_association(
        all_ukrainian=status == "all_ukrainian",
        others=[part.strip() for part in membership.other_associations.split(";") if part.strip()],
        council=membership.organisation.name,
    )


@require_GET
def founders(request: HttpRequest) -> HttpResponse:
    """Show who founded the association, by what decision, and what became of each."""
    return render(request, "members/founders.html", {"founders": list(reads.founders())})
