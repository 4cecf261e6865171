"""Certificates of an event: who gets one and who does not, and why; issue them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from spilno.credentials.queries import of_object, progress_of
from spilno.events import access
from spilno.events.forms.presence import ShareForm
from spilno.events.models import Event
from spilno.events.queries import presence as queries
from spilno.events.queries.collection import authors_to_certify
from spilno.events.services import certificates as services
from spilno.events.services import presence
from spilno.events.views.parts import Tool, register_tool

INVALID = 422


def _begun(_request: HttpRequest, event: Event) -> bool:
    return event.state in {Event.State.ANNOUNCED, Event.State.HELD}


register_tool(Tool(gettext_lazy("Certificates"), "events:certificates", 26, "seal", _begun))


def _page(request: HttpRequest, event: Event, form: ShareForm | None = None, *, status: int = 200) -> HttpResponse:
    series = queries.joint_series(event)
    about: Any = series or event
    attendees, speakers, authors = queries.attendees(event), queries.speakers(event), authors_to_certify(event)
    context = {
        "event": event,
        "series": series,
        "course": queries.course_of(event),
        "percent": queries.percent_of(event),
        "form": form or ShareForm(initial={"percent": queries.percent_of(event)}),
        "groups": [
            ("attendance", _("Who attended"), attendees, sum(each.gets for each in attendees)),
            ("speaker", _("Who spoke"), speakers, sum(each.gets for each in speakers)),
            *(
                [("paper", _("Whose papers stand in the collection"), authors, sum(each.gets for each in authors))]
                if authors
                else []
            ),
        ],
        "why_not_yet": queries.why_not_yet(event),
        "issued": of_object(about).count() + (of_object(event).count() if series else 0),
        "papers": progress_of(of_object(about)),
        "about": about._meta.label_lower,
        "about_id": about.pk,
    }
    return render(request, "events/presence/certificates.html", context, status=status)


@never_cache
@login_required
@require_safe
def certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who gets a certificate and who does not, and why."""
    return _page(request, access.event_to_keep(request.user, pk))


@login_required
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue certificates to all who get one now."""
    event = access.event_to_keep(request.user, pk)
    kind = request.POST.get("kind", "")
    if kind not in {services.ATTENDANCE, services.SPEAKER, services.PAPER}:
        raise Http404
    issued = services.issue_for(event, kind, by=request.user)  # type: ignore[arg-type]
    said = ngettext("%(count)d certificate is issued.", "%(count)d certificates are issued.", len(issued))
    messages.success(request, said % {"count": len(issued)})
    return redirect("events:certificates", pk)


@login_required
@require_POST
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Set which share of the counted sessions must be attended."""
    event = access.event_to_keep(request.user, pk)
    form = ShareForm(request.POST)
    if not form.is_valid():
        return _page(request, event, form, status=INVALID)
    presence.set_share(event, form.cleaned_data["percent"], by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The share was changed."))
    return redirect("events:certificates", pk)
