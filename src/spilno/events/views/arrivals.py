"""Who comes to the door: with a ticket that a phone has read, or without registration."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from spilno.events import access
from spilno.events.forms.registration import AnotherForm
from spilno.events.models import Registration
from spilno.events.queries import presence as queries
from spilno.events.services.presence import CheckedIn, Press, check_in
from spilno.events.services.walk_ins import write_in
from spilno.events.views.presence import said_of, session_of, session_to_mark
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

CONFLICT, INVALID = 409, 422


@never_cache
def arrive(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Open the ticket that a phone's own camera has read: a registrar checks in, everybody else learns what it is."""
    event = access.event_to_see(request.user, pk)
    if not access.may_check_in(request.user, event):
        return render(request, "events/presence/ticket.html", {"event": event})
    event = access.event_to_check_in(request.user, pk)
    sessions, session = session_of(request, event)
    found = Registration.objects.select_related("event", "organisation").filter(code__iexact=code).first()
    context: dict[str, Any] = {
        "event": event,
        "sessions": sessions,
        "session": session,
        "registration": found,
        "code": code,
    }
    if request.method == "POST" and session is not None:
        try:
            context["done"] = check_in(session, Press(number="", code=code), by=request.user)  # type: ignore[arg-type]
            context["said"] = said_of(context["done"])
        except RuleBroken as broken:
            context["why"] = broken.refusal
    elif found is None or found.event_id != event.pk:
        context["registration"] = None
    elif session is not None and (standing := queries.mark_of_here(session, found)) is not None:
        context["done"] = CheckedIn(standing, new=False)
        context["said"] = said_of(context["done"])
    return render(request, "events/presence/arrive.html", context, status=CONFLICT if context.get("why") else 200)


@never_cache
@login_required
def walk_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Write somebody into the list and check him in; the form is then empty for the next one."""
    event = access.event_to_check_in(request.user, pk)
    sessions, session = session_to_mark(request, event)
    form = AnotherForm(request.POST or None)
    status = INVALID if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            done = write_in(session, form.applicant(get_language() or "uk"), by=request.user)  # type: ignore[arg-type]
        except RuleBroken as broken:
            refused(form, broken)
            status = CONFLICT
        else:
            (messages.success if done.new else messages.info)(request, said_of(done))
            return redirect(f"{reverse('events:walk_in', args=[pk])}?session={session.pk}")
    context = {"event": event, "sessions": sessions, "session": session, "form": form}
    return render(request, "events/presence/walk_in.html", context, status=status)
