"""Check-in at the door, the attendance of an event, lists in and out, badges."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from spilno.events import access
from spilno.events.exports import presence as exports
from spilno.events.forms.presence import STATES, PlatformForm
from spilno.events.models import Attendance, Event, Registration, Session
from spilno.events.queries import presence as queries
from spilno.events.rules.presence import matched, moment_of_press, why_no_session
from spilno.events.services import presence as services
from spilno.events.services.presence import Press, Settled
from spilno.events.views.parts import Part, Tool, register_part, register_tool
from spilno.statute.rules.refusal import RuleBroken, refuse
from spilno.ui.sentences import say

ON_PAGE = 200
AT_DOOR = 60
MOST_PRESSES = 500
BAD_REQUEST, CONFLICT, INVALID = 400, 409, 422
WORKER = Path(__file__).parent.parent / "static" / "events" / "checkin_worker.js"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _goes_on(_request: HttpRequest, event: Event) -> bool:
    return event.state in {Event.State.ANNOUNCED, Event.State.HELD}


def _part(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """Return what the page of the event says of attendance: how many took part, and the way to check-in."""
    if not _goes_on(request, event):
        return None
    checks = access.may_check_in(request.user, event)
    taken = queries.taken_part(event)
    return {"taken": taken, "checks": checks} if checks or taken.people else None


register_part(Part("presence", 20, "events/_presence.html", _part))
register_tool(Tool(gettext_lazy("Check-in"), "events:check_in", 20, "check", _goes_on))
register_tool(Tool(gettext_lazy("Attendance"), "events:attendance", 22, "people", _goes_on))
register_tool(Tool(gettext_lazy("Badges"), "events:badges", 24, "print", _goes_on))


def session_of(request: HttpRequest, event: Event) -> tuple[list[Session], Session | None]:
    """Return the sessions that count, and the chosen one: else that of now. What is sent for one that is gone is refused."""
    sessions = list(queries.counted_sessions(event))
    sent = request.POST.get("session", "")
    given = sent or request.GET.get("session", "")
    chosen = next((session for session in sessions if str(session.pk) == given), None)
    if chosen is None and sent:
        refuse(why_no_session())
    return sessions, chosen or queries.session_now(sessions, timezone.now())


def session_to_mark(request: HttpRequest, event: Event) -> tuple[list[Session], Session]:
    """Return the sessions that count, and the one that is marked; 404 where none counts."""
    sessions, session = session_of(request, event)
    if session is None:
        raise Http404
    return sessions, session


@never_cache
@login_required
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the list at the door; take a press by code or by name as a plain form, too."""
    event = access.event_to_check_in(request.user, pk)
    sessions, session = session_of(request, event)
    if request.method == "POST":
        if session is None:
            raise Http404
        return _pressed(request, event, session)
    q = request.GET.get("q", "").strip()[:100]
    context: dict[str, Any] = {"event": event, "sessions": sessions, "session": session, "q": q}
    if session is not None:
        entries = queries.door_list(event.pk)
        page = Paginator(queries.found_at_door(entries, q) if q else entries, AT_DOOR).get_page(request.GET.get("page"))
        page.object_list = queries.rows_of(session, list(page.object_list))
        context |= {"page": page, "counts": queries.counts_of(session), "data": _data(request, event, session)}
    return render(request, "events/presence/check_in.html", context)


def _pressed(request: HttpRequest, event: Event, session: Session) -> HttpResponse:
    number = request.POST.get("registration", "")
    press = Press(
        number="",
        code=_code_in(request.POST.get("code", "")),
        registration=int(number) if number.isdecimal() else None,
        way=Attendance.Way.NAME if number else Attendance.Way.QR,
    )
    done = services.check_in(session, press, by=request.user)  # type: ignore[arg-type]
    (messages.success if done.new else messages.info)(request, said_of(done))
    leaf = f"&page={request.GET['page']}" if request.GET.get("page", "").isdecimal() else ""
    return redirect(f"{reverse('events:check_in', args=[event.pk])}?session={session.pk}{leaf}")


def said_of(done: services.CheckedIn) -> str:
    """Say what came of a check-in."""
    words = {"name": done.mark.registration.full_name, "at": f"{timezone.localtime(done.mark.at):%H:%M}"}
    return (_("%(name)s is here, %(at)s.") if done.new else _("%(name)s is already here, at %(at)s.")) % words


def _code_in(typed: str) -> str:
    """Return the code in what was typed or scanned: the address of a ticket, or the code itself."""
    return typed.strip().rstrip("/").rpartition("/")[2][:40]


def _data(request: HttpRequest, event: Event, session: Session) -> dict[str, Any]:
    """Return what the page needs for work without a network: its addresses, its words; the list itself comes apart."""
    return {
        "event": event.pk,
        "session": session.pk,
        "list": f"{reverse('events:door_list', args=[event.pk])}?session={session.pk}",
        "sync": reverse("events:sync", args=[event.pk]),
        "worker": reverse("events:check_in_worker", args=[event.pk]),
        "csrf": get_token(request),
        "words": {
            "here": _("here since %(at)s"),
            "already": _("%(name)s is already here, at %(at)s."),
            "now": _("%(name)s is here, %(at)s."),
            "kept": _("%(name)s is kept on this phone, %(at)s. It will be sent when the network is back."),
            "kept_mark": _("on this phone, %(at)s"),
            "unknown_kept": _("The code %(code)s is kept on this phone. It will be checked when the network is back."),
            "all_sent": _("Everything is sent."),
            "waiting": _("Kept on this phone and not sent yet: %(count)s."),
            "offline": _("There is no network. Go on: presses are kept on this phone."),
            "signed_out": _("You are signed out. Presses are kept on this phone: sign in again and open this page."),
            "failed": _(
                "The server did not take them. Presses are kept on this phone; the next try is in a few seconds."
            ),
            "more": _("Shown: the first %(shown)s of %(count)s. Type more letters."),
            "nobody": _("Nobody in the list answers this. Try fewer letters, or the code of the ticket."),
            "no_camera": _("The camera did not open. Type the code, or point the phone's own camera at the ticket."),
        },
    }


@never_cache
@login_required
@require_POST
def sync(request: HttpRequest, pk: int) -> HttpResponse:
    """Take presses that a phone had kept; answer each by its number: done, already, or refused with the sentence."""
    event = access.event_to_check_in(request.user, pk)
    try:
        told = json.loads(request.body)
        given, sent = told["presses"], _moment(told.get("now", timezone.now().isoformat()))
        sessions = {session.pk: session for session in event.sessions.select_related("event")}
        presses = [(sessions.get(int(one["session"])), _press(one, sent)) for one in given[:MOST_PRESSES]]
    except (ValueError, KeyError, TypeError, AttributeError, RawPostDataException):
        return JsonResponse({"error": "presses"}, status=BAD_REQUEST)
    settled = services.settle(presses, by=request.user)  # type: ignore[arg-type]
    return JsonResponse({"settled": [_told(one) for one in settled]})


def _moment(said: object) -> datetime:
    moment = parse_datetime(str(said))
    if moment is None or timezone.is_naive(moment):
        raise ValueError
    return moment


def _press(one: dict[str, Any], sent: datetime) -> Press:
    at = moment_of_press(_moment(one["at"]), told=sent, now=timezone.now())
    if timezone.now() - at > timedelta(days=60):
        raise ValueError
    number = one.get("registration")
    return Press(
        number=str(one["id"])[:40],
        code=_code_in(str(one.get("code", ""))),
        registration=int(number) if number is not None else None,
        at=at,
        way=Attendance.Way.QR if one.get("code") else Attendance.Way.NAME,
    )


def _told(one: Settled) -> dict[str, Any]:
    if one.refusal is not None:
        said = say(one.refusal)
        return {"id": one.press.number, "outcome": "refused", "said": f"{said.sentence} {said.advice}".strip()}
    assert one.checked is not None  # noqa: S101 - settled one way or the other
    return {
        "id": one.press.number,
        "outcome": "done" if one.checked.new else "already",
        "registration": one.checked.mark.registration_id,
        "at": f"{timezone.localtime(one.checked.mark.at):%H:%M}",
        "said": said_of(one.checked),
    }


@never_cache
@login_required
@require_safe
def door_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the whole list of a session to the phone at the door: who, whence, the code, since when he is here."""
    event = access.event_to_check_in(request.user, pk)
    _sessions, session = session_to_mark(request, event)
    came = queries.here_since(session)
    wheres: dict[str, int] = {}
    people = [
        [
            one.pk,
            one.name,
            wheres.setdefault(one.where, len(wheres)),
            one.code,
            "" if one.state == Registration.State.CONFIRMED else str(Registration.State(one.state).label),
            f"{timezone.localtime(came[one.pk]):%H:%M}" if one.pk in came else "",
        ]
        for one in queries.door_list(event.pk)
    ]
    return JsonResponse({"where": list(wheres), "people": people}, json_dumps_params={"ensure_ascii": False})


@login_required
@require_safe
def worker(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the small program that keeps the check-in page of this event for work without a network."""
    access.event_to_check_in(request.user, pk)
    answer = HttpResponse(WORKER.read_text(encoding="utf-8"), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@never_cache
@login_required
@require_safe
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the attendance of the whole event: a line for each who has a place, a column for each counted session."""
    event = access.event_to_check_in(request.user, pk)
    page = Paginator(queries.places_by_name(event), ON_PAGE).get_page(request.GET.get("page"))
    sessions, page.object_list = queries.sheet(event, only=list(page.object_list))
    context = {
        "event": event,
        "sessions": [(session, queries.counts_of(session)) for session in sessions],
        "page": page,
        "taken": queries.taken_part(event),
        "keeps": access.may_keep(request.user, event),
    }
    return render(request, "events/presence/attendance.html", context)


@never_cache
@login_required
def paper_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a paper list: a mark and a reason for each, saved whole or not at all."""
    event = access.event_to_check_in(request.user, pk)
    sessions, session = session_to_mark(request, event)
    context: dict[str, Any] = {"event": event, "sessions": sessions, "session": session, "states": STATES}
    typed: dict[int, tuple[str, str]] = {}
    if request.method == "POST":
        typed = _marks(request)
        try:
            changed = services.take_paper_list(session, typed, by=request.user)  # type: ignore[arg-type]
        except RuleBroken as broken:
            context["said"] = say(broken.refusal)
        else:
            said = ngettext("%(count)d mark was changed.", "%(count)d marks were changed.", changed)
            messages.success(request, said % {"count": changed})
            return redirect(
                f"{reverse('events:paper_list', args=[pk])}?{request.GET.urlencode() or f'session={session.pk}'}"
            )
    page = Paginator(queries.door_list(event.pk, places=True), ON_PAGE).get_page(request.GET.get("page"))
    context["page"] = page
    context["lines"] = [(row, *_shown(row, typed)) for row in queries.rows_of(session, list(page.object_list))]
    return render(request, "events/presence/paper_list.html", context, status=INVALID if "said" in context else 200)


def _marks(request: HttpRequest) -> dict[int, tuple[str, str]]:
    """Return what was changed on the sheet; a line left as it was shown must not undo what happened at the door meanwhile."""
    allowed = {code for code, _word in STATES}
    found = {}
    for name, state in request.POST.items():
        number = name.removeprefix("state_")
        if name.startswith("state_") and number.isdecimal() and state in allowed:
            reason = request.POST.get(f"reason_{number}", "").strip()[:300]
            if request.POST.get(f"was_{number}") != f"{state}:{reason}":
                found[int(number)] = (str(state), reason)
    return found


def _shown(row: queries.Row, typed: dict[int, tuple[str, str]]) -> tuple[str, str]:
    kept = (row.mark.state, row.mark.reason) if row.mark else ("", "")
    return typed.get(row.registration.pk, kept)


@never_cache
@login_required
def platform_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a platform's list: first a preview by line, then all that it names is marked, or nothing."""
    event = access.event_to_check_in(request.user, pk)
    sessions, session = session_to_mark(request, event)
    form = PlatformForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"event": event, "sessions": sessions, "session": session, "form": form}
    if request.method == "POST" and form.is_valid():
        rows = form.cleaned_data["rows"]
        words = {row.name: queries.words_of(row.name) for row in rows}
        found = matched(rows, queries.known_to(event), words, at_least=form.cleaned_data["at_least"])
        if request.POST.get("act") == "commit":
            new = services.take_platform_list(session, found, by=request.user)  # type: ignore[arg-type]
            said = ngettext("%(count)d person is marked as here.", "%(count)d people are marked as here.", new)
            messages.success(request, said % {"count": new})
            return redirect("events:attendance", pk)
        context["found"] = sorted(found, key=lambda one: (one.verdict == "taken", one.row.line))
        context["taken"] = sum(one.verdict == "taken" for one in found)
        context["text"] = form.cleaned_data["text"]
    status = INVALID if request.method == "POST" and not form.is_valid() else 200
    return render(request, "events/presence/platform_list.html", context, status=status)


@never_cache
@login_required
@require_safe
def list_file(request: HttpRequest, pk: int, format: str) -> HttpResponse:  # noqa: A002 - the word of the address
    """Give the attendance as CSV, XLSX or PDF; `?sign` gives the paper list with boxes to sign."""
    event = access.event_to_check_in(request.user, pk)
    sessions, lines = queries.sheet(event)
    one = [session for session in sessions if str(session.pk) == request.GET.get("session")]
    if format == "pdf":
        signing = "sign" in request.GET
        return _pdf(exports.list_pdf(event, one or sessions, _of(lines, sessions, one), signing=signing)[1], "list.pdf")
    rows = exports.table(sessions, lines)
    if format == "csv":
        return _file(exports.as_csv(rows), "attendance.csv", "text/csv; charset=utf-8")
    if format == "xlsx":
        return _file(exports.as_xlsx(rows), "attendance.xlsx", XLSX)
    raise Http404


def _of(lines: list[queries.SheetLine], sessions: list[Session], one: list[Session]) -> list[queries.SheetLine]:
    if not one:
        return lines
    place = sessions.index(one[0])
    return [queries.SheetLine(line.registration, [line.marks[place]]) for line in lines]


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@login_required
@require_POST
def keep_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the list as it is now as a document of the event."""
    event = access.event_to_keep(request.user, pk)
    sessions, lines = queries.sheet(event)
    title, content = exports.list_pdf(event, sessions, lines, signing=False)
    services.keep_list(event, content, title=title[:500], by=request.user)
    messages.success(request, _("The list of participants stands among the documents of the event."))
    return redirect("events:attendance", pk)


@never_cache
@login_required
@require_safe
def badges(request: HttpRequest, pk: int) -> HttpResponse:
    """Give badges to print, eight to a sheet."""
    event = access.event_to_check_in(request.user, pk)
    rows = event.registrations.filter(state=Registration.State.CONFIRMED).select_related("organisation")
    ordered = sorted(rows, key=lambda row: (row.family_name, row.given_name))
    return _pdf(exports.badges_pdf(event, ordered, queries.speakers(event)), "badges.pdf")
