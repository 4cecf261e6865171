"""Acts from pages of activities: counted for an area or a measure, counted no longer."""

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from spilno.memoranda.access import plan as access
from spilno.memoranda.forms import FulfilsForm
from spilno.memoranda.queries import activity_facts
from spilno.memoranda.services.plan import contribute, withdraw_contribution
from spilno.people.access import speaks_for


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
        return redirect(fact.url)
    area, measure = chosen
    access.area_to_point_at(request.user, area.pk, fact.day)
    source = get_object_or_404(apps.get_model(key[0]), pk=key[1])
    contribute(area, source=source, day=fact.day, measure=measure, by=request.user)
    messages.success(request, _("The activity is counted for the memorandum."))
    return redirect(fact.url)


@login_required
@require_POST
def uncount(request: HttpRequest, pk: int) -> HttpResponse:
    """Count an activity no longer."""
    found = access.contribution_to_withdraw(request.user, pk)
    key = (found.source_type, found.source_id)
    fact = activity_facts([key]).get(key)
    withdraw_contribution(found, by=request.user)
    messages.success(request, _("The activity is no longer counted for the memorandum."))
    return redirect(fact.url if fact is not None else "portal:home")
