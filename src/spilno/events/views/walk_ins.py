"""The page at the door for those who come without registration."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from spilno.events import access
from spilno.events.forms.registration import AnotherForm
from spilno.events.services.walk_ins import write_in
from spilno.events.views.presence import said_of, session_of
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

INVALID, CONFLICT = 422, 409


@never_cache
@login_required
def walk_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Write somebody into the list and check him in; the form is then empty for the next one."""
    event = access.event_to_check_in(request.user, pk)
    sessions, session = session_of(event, request.POST.get("session") or request.GET.get("session", ""))
    if session is None:
        raise Http404
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
