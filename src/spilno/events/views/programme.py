"""The programme builder: sessions, speakers, warnings, published versions, sessions from a calendar file."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from spilno.events import access
from spilno.events.forms.programme import CalendarUploadForm, SessionForm, SpeakerForms
from spilno.events.gateways.calendar_file import Taken, read_sessions
from spilno.events.models import Event, Session
from spilno.events.queries.programme import last_version, parts_in, programme_of, sessions_of, snapshot
from spilno.events.rules import life
from spilno.events.rules import programme as rules
from spilno.events.services import programme as services
from spilno.events.views.parts import Tool, register_tool
from spilno.statute.rules.refusal import refuse

KEEP_PREVIEW_SECONDS = 24 * 60 * 60


@login_required
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the programme as it stands, what overlaps, and what changed since it was published."""
    event = access.event_to_keep(request.user, pk)
    parts = parts_in(snapshot(sessions_of(event)))
    last = last_version(event)
    changes = rules.changes(parts_in(last.body) if last is not None else [], parts)
    return render(
        request,
        "events/programme.html",
        {
            "event": event,
            "programme": programme_of(event),
            "overlaps": rules.overlaps(parts),
            "outside": rules.outside(parts, event.starts_at, event.ends_at),
            "version": last,
            "changes": changes if last is not None else [],
            "why_publish": life.why_not_change(event.state)
            or life.why_not_publish_nothing(changes=len(changes), published=last is not None),
            "why_change": life.why_not_change(event.state),
            "upload_form": CalendarUploadForm(),
        },
    )


@login_required
def add_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a session with its speakers."""
    event = access.event_to_keep(request.user, pk)
    last = event.sessions.order_by("-ends_at").first()
    return _session_form(request, event, None, initial={"starts_at": last.ends_at if last else event.starts_at})


@login_required
def edit_session(request: HttpRequest, pk: int, session: int) -> HttpResponse:
    """Change a session and its speakers."""
    found = access.session_to_keep(request.user, pk, session)
    return _session_form(request, found.event, found, initial={})


def _session_form(
    request: HttpRequest, event: Event, session: Session | None, *, initial: dict[str, Any]
) -> HttpResponse:
    form = SessionForm(request.POST or None, instance=session, initial=initial)
    names = ("name_uk", "name_en", "role", "post", "topic", "email")
    standing = list(session.speakers.values(*names)) if session else []
    speakers = SpeakerForms(request.POST or None, initial=standing, prefix="speakers")
    if request.method == "POST" and form.is_valid() and speakers.is_valid():
        services.keep_session(event, form.cleaned_data, speakers.said(), session=session, by=request.user)
        messages.success(request, _("The session is kept. People are told when the programme is published."))
        return redirect("events:programme", event.pk)
    wrong = bool(form.errors) or (speakers.is_bound and not speakers.is_valid())
    context = {"event": event, "session": session, "form": form, "speakers": speakers}
    return render(request, "events/session_form.html", context, status=422 if wrong else 200)


@login_required
@require_POST
def remove_session(request: HttpRequest, pk: int, session: int) -> HttpResponse:
    """Take a session out of the programme."""
    services.remove_session(access.session_to_keep(request.user, pk, session), by=request.user)
    messages.success(request, _("The session was taken out."))
    return redirect("events:programme", pk)


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the programme; a later version is told to those concerned."""
    version = services.publish_programme(access.event_to_keep(request.user, pk), by=request.user)
    messages.success(request, _("Version %(number)d of the programme is published.") % {"number": version.number})
    return redirect("events:programme", pk)


@login_required
@require_POST
def preview_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a calendar file would bring; nothing is written yet."""
    event = access.event_to_keep(request.user, pk)
    form = CalendarUploadForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("No file was chosen."))
        return redirect("events:programme", pk)
    reading = read_sessions(form.cleaned_data["file"].read(settings.MAX_UPLOAD_BYTES + 1))
    refuse(rules.why_not_import(count=reading.count, without_times=reading.without_times, readable=reading.readable))
    rows = [
        {**asdict(each), "starts": each.starts.isoformat(), "ends": each.ends.isoformat()} for each in reading.taken
    ]
    context = {
        "event": event,
        "taken": reading.taken,
        "outside": sum(_outside(event, each) for each in reading.taken),
        "sealed": signing.dumps(rows, salt=_salt(event), compress=True),
    }
    return render(request, "events/import.html", context)


@login_required
@require_POST
def commit_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the sessions that were shown, all of them."""
    event = access.event_to_keep(request.user, pk)
    try:
        rows = signing.loads(request.POST.get("sealed", ""), salt=_salt(event), max_age=KEEP_PREVIEW_SECONDS)
    except signing.BadSignature as broken:
        raise Http404 from broken
    taken = [
        Taken(
            each["title"], datetime.fromisoformat(each["starts"]), datetime.fromisoformat(each["ends"]), each["place"]
        )
        for each in rows
    ]
    count = services.import_sessions(event, taken, by=request.user)
    said = ngettext("%(count)d session was taken.", "%(count)d sessions were taken.", count)
    messages.success(request, said % {"count": count})
    return redirect("events:programme", pk)


def _outside(event: Event, each: Taken) -> bool:
    return bool((event.starts_at and each.starts < event.starts_at) or (event.ends_at and each.ends > event.ends_at))


def _salt(event: Event) -> str:
    return f"events.import.{event.pk}"


register_tool(Tool(gettext_lazy("Programme and speakers"), "events:programme", 3, "minutes"))
