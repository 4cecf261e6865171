"""Events for calendars and for walls: one file, a person's own feed, the poster."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from spilno.events import access
from spilno.events.exports.poster import SIZES, poster_pdf
from spilno.events.gateways.calendar_file import calendar_file, told_by
from spilno.events.models import CalendarKey
from spilno.events.queries import events as queries
from spilno.events.services.calendar_keys import make_key
from spilno.events.views.parts import Tool, register_tool
from spilno.people.access import own_person

CALENDAR = "text/calendar; charset=utf-8"


@require_safe
def event_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one event as a calendar file; with the link of the room to those who may see it."""
    event = access.event_to_see(request.user, pk)
    if event.starts_at is None:
        raise Http404
    content = calendar_file([event], now=timezone.now(), links=access.may_see_link(request.user, event))
    answer = HttpResponse(content, content_type=CALENDAR)
    answer["Content-Disposition"] = f'attachment; filename="event-{event.pk}.ics"'
    answer["Cache-Control"] = "private, no-cache"
    return answer


@require_safe
@cache_control(private=True, no_cache=True)
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give a person's own events to his calendar program, by the secret in the address; what it has already is not sent again."""
    key = access.calendar_key_to_use(token)
    person = own_person(key.user)
    events = queries.events_of_person(person) if person is not None else []
    content = calendar_file(events, now=timezone.now(), name=_("My events"), links=True)
    answer = HttpResponse(content, content_type=CALENDAR)
    answer["ETag"] = "W/" + quote_etag(told_by(content))  # weak: the moment of asking differs, what is told does not
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer


@login_required
@never_cache
def own(request: HttpRequest) -> HttpResponse:
    """Show the secret address of one's own calendar, or make a new one."""
    if request.method == "POST":
        make_key(request.user)
        messages.success(request, _("The address is made. The one before is unknown from now on."))
        return redirect("events:own_calendar")
    key = CalendarKey.objects.filter(user=request.user).first()
    address = settings.SITE_URL + reverse("events:feed", args=[key.token]) if key is not None else ""
    person = own_person(request.user)
    rows = list(queries.in_lists(queries.events_of_person(person))) if person is not None else []
    return render(request, "events/own.html", {"address": address, "events": rows})


@login_required
@require_safe
def poster(request: HttpRequest, pk: int, size: str) -> HttpResponse:
    """Give the poster on A4 or A3 to those who hold the event."""
    event = access.event_to_keep(request.user, pk)
    if size not in SIZES:
        raise Http404
    language = get_language() or "uk"
    with translation.override(language):
        content = poster_pdf(event, list(queries.owners_of(event)), size=size, language=language)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="poster-{event.pk}-{size}.pdf"'
    return answer


@login_required
@require_safe
def posters(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer the poster in its sizes."""
    return render(request, "events/posters.html", {"event": access.event_to_keep(request.user, pk), "sizes": SIZES})


register_tool(Tool(gettext_lazy("Poster"), "events:posters", 70, "print"))
