"""Holders of an event, their logos, and series."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from spilno.events import access
from spilno.events.forms.event import LogoForm, OwnerSearchForm, SeriesForm
from spilno.events.models import Series
from spilno.events.queries import events as queries
from spilno.events.rules.life import why_not_remove_owner
from spilno.events.services import events as services
from spilno.events.services import logos
from spilno.events.services import series as series_services
from spilno.events.views.parts import Tool, register_tool
from spilno.organisations.models import Organisation
from spilno.organisations.queries import sought
from spilno.people.access import speaks_for

FOUND = 20


@login_required
def owners(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who holds the event, and find another organisation to hold it with."""
    event = access.event_to_keep(request.user, pk)
    form = OwnerSearchForm(request.GET or None)
    wanted = form.cleaned_data["q"].strip() if form.is_valid() else ""
    standing = list(queries.owners_of(event))
    own = speaks_for(request.user)
    last = why_not_remove_owner(state=event.state, owners=len(standing), holds=True, own=True)
    return render(
        request,
        "events/owners.html",
        {
            "event": event,
            "owners": standing,
            "own": own,
            "why_last": last,
            "form": form,
            "wanted": wanted,
            "found": list(sought(q=wanted).exclude(events__event=event)[:FOUND]) if wanted else [],
            "logo_form": LogoForm(),
        },
    )


@login_required
@require_POST
def add_owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an organisation a holder with the same rights."""
    event = access.event_to_keep(request.user, pk)
    organisation = _organisation(request)
    services.add_owner(event, organisation, by=request.user)
    messages.success(request, _("%(name)s holds the event with the same rights.") % {"name": organisation.name})
    return redirect("events:owners", pk)


@login_required
@require_POST
def remove_owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an organisation leave the holders."""
    event = access.event_to_keep(request.user, pk)
    organisation = _organisation(request)
    services.remove_owner(event, organisation, by=request.user)
    messages.success(request, _("%(name)s does not hold the event any more.") % {"name": organisation.name})
    return redirect("events:owners", pk) if access.may_keep_now(request.user, pk) else redirect("events:events")


def _organisation(request: HttpRequest) -> Organisation:
    number = request.POST.get("organisation", "")
    if not number.isdecimal() or len(number) > 12:
        raise Http404
    return get_object_or_404(Organisation, pk=number)


@login_required
@require_POST
def logo(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the logo of one's own organisation: it is shown with all its events."""
    event = access.event_to_keep(request.user, pk)
    organisation = access.organisation_to_speak_for(request.user, _organisation(request).pk)
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        logos.keep_logo(organisation, form.cleaned_data["file"], by=request.user)
        messages.success(request, _("The logo is kept; it is shown with all events of the organisation."))
    else:
        messages.error(request, _("No logo was kept: choose a picture."))
    return redirect("events:owners", event.pk)


@login_required
def series(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the event in a series, or start one with it."""
    event = access.event_to_keep(request.user, pk)
    known = access.series_known(request.user)
    form = SeriesForm(request.POST or None, known=known, initial={"series": event.series_id})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if values["series"]:
            series_services.join_series(event, values["series"], by=request.user)
        else:
            new = {name: values[name] for name in ("title_uk", "title_en", "joint")}
            series_services.start_series(event, **new, by=request.user)
        messages.success(request, _("The event stands in the series."))
        return redirect("events:event", pk)
    context = {"event": event, "form": form, "siblings": list(queries.in_series(event, drafts=True))}
    return render(request, "events/series.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def leave_series(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the event out of its series."""
    series_services.leave_series(access.event_to_keep(request.user, pk), by=request.user)
    messages.success(request, _("The event stands in no series any more."))
    return redirect("events:series", pk)


@login_required
@require_POST
def move_in_series(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the event one place up or down in its series."""
    event = access.event_to_keep(request.user, pk)
    if event.series_id is None:
        raise Http404
    order = list(queries.in_series(event, drafts=True).values_list("pk", flat=True))
    place = order.index(event.pk)
    target = place + (1 if request.POST.get("down") else -1)
    if 0 <= target < len(order):
        order[place], order[target] = order[target], order[place]
        series_services.order_series(Series.objects.get(pk=event.series_id), order, by=request.user)
    return redirect("events:series", pk)


register_tool(Tool(gettext_lazy("Holders and logos"), "events:owners", 4, "people"))
register_tool(Tool(gettext_lazy("Series"), "events:series", 6, "tiles"))
