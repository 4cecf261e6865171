"""Acts from pages of activities: counted for an area or a measure, counted no longer."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from spilno.memoranda.access import plan as access
from spilno.memoranda.forms import FulfilsForm
from spilno.memoranda.models import Memorandum
from spilno.memoranda.queries import ActivityFact, activity_facts, found_activities
from spilno.memoranda.queries.plan import counted_for
from spilno.memoranda.services.plan import contribute, withdraw_contribution
from spilno.people.access import speaks_for


@dataclass(frozen=True, slots=True)
class Offer:
    """An activity that was found; `form` None: the memorandum was not in force on its day."""

    source_type: str
    source_id: str
    fact: ActivityFact
    counted: bool
    form: FulfilsForm | None


@login_required
@require_safe
def activities(request: HttpRequest, number: int) -> HttpResponse:
    """Show to a party what is counted for its memorandum, and find activities that exist already."""
    memorandum = access.memorandum_to_plan(request.user, number)
    asked = request.GET.get("q", "").strip()[:100]
    counted = counted_for(memorandum)
    known = {(row.source_type, row.source_id) for row, _fact in counted}
    context = {
        "memorandum": memorandum,
        "asked": asked,
        "found": _offers(request, memorandum, asked, known) if asked else [],
        "counted": [{"row": row, "fact": fact} for row, fact in counted],
    }
    return render(request, "memoranda/activities.html", context)


def _offers(request: HttpRequest, memorandum: Memorandum, asked: str, known: set[tuple[str, str]]) -> list[Offer]:
    speaks = speaks_for(request.user)
    offers = []
    for at, (source_type, source_id, fact) in enumerate(found_activities(asked)):
        form = FulfilsForm(organisations=speaks, day=fact.day, only=memorandum, auto_id=f"fulfils_{at}_%s")
        counted = (source_type, source_id) in known
        offers.append(Offer(source_type, source_id, fact, counted, form if form.offers else None))
    return offers


@login_required
@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """Count an activity for an area or a measure of a memorandum."""
    key = (request.POST.get("source_type", ""), request.POST.get("source_id", ""))
    fact = activity_facts([key]).get(key)
    if fact is None:
        raise Http404
    form = FulfilsForm(request.POST, organisations=speaks_for(request.user), day=fact.day)
    chosen = form.cleaned_data["fulfils"] if form.is_valid() else None
    if chosen is None:
        messages.error(request, _("Nothing was counted: choose an area or a measure that is open to you."))
        return _back(request, fact)
    area, measure = chosen
    access.area_to_point_at(request.user, area.pk, fact.day)
    source = get_object_or_404(apps.get_model(key[0]), pk=key[1])
    contribute(area, source=source, day=fact.day, measure=measure, by=request.user)
    messages.success(request, _("The activity is counted for the memorandum."))
    return _back(request, fact)


def _back(request: HttpRequest, fact: ActivityFact | None) -> HttpResponse:
    """Return to the memorandum from whose page it was done, else to the activity."""
    number = request.POST.get("memorandum", "")
    if number.isdecimal() and len(number) < 10:
        return redirect("memoranda:activities", int(number))
    return redirect(fact.url if fact is not None else "portal:home")


@login_required
@require_POST
def uncount(request: HttpRequest, pk: int) -> HttpResponse:
    """Count an activity no longer."""
    found = access.contribution_to_withdraw(request.user, pk)
    key = (found.source_type, found.source_id)
    fact = activity_facts([key]).get(key)
    withdraw_contribution(found, by=request.user)
    messages.success(request, _("The activity is no longer counted for the memorandum."))
    return _back(request, fact)
