"""The register of decisions, the page of each, effects prepared with an item."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from spilno.ballots.queries import names_are_public
from spilno.meetings.access.meetings import may_prepare, may_run
from spilno.meetings.access.voting import item_to_run
from spilno.meetings.exports.decisions import as_csv, decision_row, roll_lines, roll_rows
from spilno.meetings.forms.effects import EffectForm
from spilno.meetings.models import Decision, Effect
from spilno.meetings.queries import decisions as queries
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.queries.outcomes import printed_points
from spilno.meetings.queries.roll import Roll
from spilno.meetings.queries.voting import Outcome
from spilno.meetings.services.effects import drop_effect, prepare_effect, why_not_do
from spilno.statute.queries import edition_on, provisions_of

PER_PAGE = 25
UNPROCESSABLE = 422


def _titles_of_matters() -> dict[str, str]:
    edition = edition_on(timezone.localdate())
    if edition is None:
        return {}
    english = get_language() == "en"
    matters = provisions_of(edition).matters
    return {code: (matter.title_en if english else matter.title_uk) for code, matter in matters.items()}


def _filtered(request: HttpRequest) -> tuple[Any, dict[str, str]]:
    given = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "year", "matter", "control")}
    year = int(given["year"]) if given["year"].isdecimal() and len(given["year"]) == 4 else None
    rows = queries.register(
        text=given["q"], year=year, matter=given["matter"], control=given["control"], today=timezone.localdate()
    )
    return rows, given


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Show the register of decisions over all meetings, with search and filters."""
    rows, given = _filtered(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    queries.control_of(shown, today=timezone.localdate())
    titles = _titles_of_matters()
    context = {
        "page": page,
        "decisions": shown,
        "given": given,
        "asked": any(given.values()),
        "years": queries.years(),
        "matters": [(code, titles.get(code, code)) for code in queries.matters()],
    }
    return render(request, "meetings/decisions.html", context)


@require_safe
def decisions_data(request: HttpRequest, form: str) -> HttpResponse:
    """Give the register, filtered alike, as CSV or JSON."""
    rows, _given = _filtered(request)
    data = [
        decision_row(row, request.build_absolute_uri(reverse("meetings:decision", args=[row.number]))) for row in rows
    ]
    columns = list(data[0]) if data else ["number", "decided_on", "title", "text"]
    return _file(data, columns, name="decisions", form=form)


def _file(data: list[dict[str, Any]], columns: list[str], *, name: str, form: str) -> HttpResponse:
    if form == "json":
        return JsonResponse(data, safe=False, json_dumps_params={"ensure_ascii": False})
    response = HttpResponse(as_csv(data, columns), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _decision(number: int) -> Decision:
    found = queries.decision_by_number(number)
    if found is None:
        raise Http404
    return found


@require_safe
def decision(request: HttpRequest, number: int) -> HttpResponse:
    """Show one decision: its text, the vote with its reckoning, whom it binds, what it changed, its path."""
    found = _decision(number)
    context = {
        "decision": found,
        "points": printed_points(found),
        "meeting": found.meeting,
        "item": found.item,
        "outcome": Outcome(found.put) if found.put else None,
        "roll": _roll(request, found),
        "earlier": [Outcome(put) for put in queries.earlier_puts(found)],
        "undertakings": queries.undertakings_of(found),
        "effects": queries.effects_of(found),
        "matter": _titles_of_matters().get(found.matter, found.matter),
        "today": timezone.localdate(),
        "prepares": may_prepare(request.user),
    }
    return render(request, "meetings/decision.html", context)


def _roll(request: HttpRequest, found: Decision) -> Roll | None:
    if found.put is None or not names_are_public(found.put.question):
        return None
    given = {name: request.GET.get(name, "").strip()[:100] for name in ("vote", "level", "q", "page")}
    return Roll(
        found.put.question, vote=given["vote"], level=given["level"], words=given["q"], page_number=given["page"]
    )


@require_safe
def roll_call_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show the whole roll-call on one page, to be printed or kept; 404 when it was not voted by name."""
    found = _decision(number)
    if found.put is None or not names_are_public(found.put.question):
        raise Http404
    roll = Roll(found.put.question)
    context = {"decision": found, "meeting": found.meeting, "roll": roll, "rows": roll_lines(roll.lines)}
    return render(request, "meetings/roll_call.html", context)


@require_safe
def roll_call(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """Give the roll-call of a decision as CSV or JSON; 404 when it was not voted by name."""
    found = _decision(number)
    rows = roll_rows(found.put.question) if found.put else []
    if not rows:
        raise Http404
    return _file(rows, list(rows[0]), name=f"roll-call-{number}", form=form)


@login_required
def effects(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Prepare what the decision on an item will change; one kind at a time."""
    found = item_to_run(request.user, pk, item)
    kind = request.GET.get("kind", "")
    form = None
    if kind:
        if kind not in Effect.Kind.values:
            raise Http404
        form = EffectForm(request.POST if request.method == "POST" else None, kind=kind, day=day_of(found.meeting))
        if request.method == "POST" and form.is_valid():
            prepare_effect(found, kind=kind, by=request.user, **form.given())
            messages.success(request, _("Prepared. It will be done when the decision is carried."))
            return redirect("meetings:effects", pk, item)
    context = {
        "meeting": found.meeting,
        "item": found,
        "kinds": Effect.Kind.choices,
        "kind": kind,
        "kind_word": Effect.Kind(kind).label if kind else "",
        "form": form,
        "effects": found.effects.select_related(
            "membership__organisation",
            "seat__body",
            "person",
            "dues_table",
            "edition",
            "bound_membership__organisation",
            "bound_body",
            "bound_person",
            "target",
        ),
        "may_run": may_run(request.user, found.meeting),
        "why_not_done": why_not_do(found, day_of(found.meeting)),
    }
    return render(request, "meetings/effects.html", context, status=UNPROCESSABLE if form and form.errors else 200)


@login_required
@require_POST
def remove_effect(request: HttpRequest, pk: int, item: int, effect: int) -> HttpResponse:
    """Take a prepared effect away."""
    found = item_to_run(request.user, pk, item)
    drop_effect(get_object_or_404(found.effects.filter(done_at=None), pk=effect), by=request.user)
    messages.success(request, _("Taken away."))
    return redirect("meetings:effects", pk, item)
