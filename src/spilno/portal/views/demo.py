"""Ready sign-ins of the demo, its letters and its clock: never outside it."""

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from spilno.accounts.models import User
from spilno.knowledge.queries.adoptions import next_asking
from spilno.meetings.models import Meeting, Minutes
from spilno.members.queries.standing import representatives_on
from spilno.portal.gateways.demo_clock import ahead, set_forward_to
from spilno.portal.gateways.demo_mail import Letters
from spilno.visits.queries.hosts import open_calls

KHARKIV = Path(__file__).resolve().parent.parent / "data" / "kharkiv"
PASSWORD = "spilno-demo"  # noqa: S105 - printed on the page itself
PAGE = 20
MORNING = time(10)


def _roles() -> list[dict[str, Any]]:
    if not settings.DEMO:
        raise Http404
    return tomllib.loads((KHARKIV / "roles.toml").read_text(encoding="utf-8"))["role"]


def _tour() -> list[dict[str, Any]]:
    """Return the pages on a newcomer's way through what is done together, each with its address."""
    steps = tomllib.loads((KHARKIV / "tour.toml").read_text(encoding="utf-8"))["step"]
    return [{**step, "address": _address(**step)} for step in steps]


def _address(*, view: str, args: Iterable[int] = (), query: str = "", **_words: str) -> str:
    return reverse(view, args=[*args]) + (f"?{query}" if query else "")


def _delegates() -> dict[str, str]:
    """Return the councils by the address with which their representative signs in today, in the order of names."""
    mandates = sorted(
        representatives_on(timezone.localdate()).values(), key=lambda each: each.membership.organisation.sort_key
    )
    people = [mandate.person_id for mandate in mandates]
    address = dict(User.objects.filter(person__in=people).values_list("person", "email"))
    return {
        address[mandate.person_id]: str(mandate.membership.organisation)
        for mandate in mandates
        if mandate.person_id in address
    }


def sign_ins(request: HttpRequest) -> HttpResponse:
    """List who may be tried, and what to try first."""
    roles = _roles()
    people = {
        user.email: user
        for user in User.objects.filter(email__in=[role["email"] for role in roles]).select_related("person")
    }
    running = Meeting.objects.filter(state__in=Meeting.RUNNING).order_by("-starts_at").first()
    return render(
        request,
        "portal/demo.html",
        {
            "roles": [{**role, "person": people[role["email"]].person} for role in roles if role["email"] in people],
            "tour": _tour(),
            "delegates": _delegates().items(),
            "password": PASSWORD,
            "running": running,
            "moments": _moments(),
            "ahead": ahead(),
            "now": timezone.now(),
        },
    )


@never_cache
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Show the letters that a real installation would have sent, the newest first; their links lead to this very demo."""
    _roles()
    page = Paginator(Letters(), PAGE).get_page(request.GET.get("page"))
    here = request.build_absolute_uri("/").rstrip("/")
    shown = [(letter, letter.text.replace(settings.SITE_URL, here)) for letter in page.object_list]
    return render(request, "portal/demo_letters.html", {"page": page, "letters": shown})


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the listed accounts or as the delegate of a council, and go where it is worth to begin."""
    email = request.POST.get("email", "")
    beginnings = {role["email"]: role["next"] for role in _roles()}
    if email not in beginnings and email not in _delegates():
        raise Http404
    user = get_object_or_404(User, email=email)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    running = Meeting.objects.filter(state__in=Meeting.RUNNING).order_by("-starts_at").first()
    beginning = beginnings.get(email, "phone")
    if running is None or beginning == "desk":
        return HttpResponseRedirect(reverse("portal:desk"))
    return HttpResponseRedirect(reverse(f"meetings:{beginning}", args=[running.pk]))


def _moments() -> list[dict[str, Any]]:
    """Name the moments that are worth going to, the nearest first.

    Meetings convened, ends of terms for objections to minutes, the choice of a host, the question how an adoption goes.
    """
    return sorted([*_of_meetings(timezone.now()), *_of_visits()], key=lambda moment: moment["at"])


def _of_meetings(now: datetime) -> Iterator[dict[str, Any]]:
    for each in Meeting.objects.filter(state=Meeting.State.CONVENED, starts_at__gt=now):
        if each.starts_at is not None:
            at = each.starts_at - timedelta(minutes=1)
            yield {"key": f"meeting-{each.pk}", "at": at, "kind": "meeting", "number": each.number}
    laid_open = Minutes.objects.filter(state=Minutes.State.OBJECTIONS, objections_until__gt=now)
    for minutes in laid_open.select_related("meeting"):
        at = minutes.objections_until + timedelta(minutes=1)
        yield {"key": f"minutes-{minutes.pk}", "at": at, "kind": "minutes", "number": minutes.meeting.number}


def _of_visits() -> Iterator[dict[str, Any]]:
    for call in open_calls():
        at = _morning(call.closes_on + timedelta(days=1))
        yield {"key": f"call-{call.pk}", "at": at, "kind": "call", "title": call.title}
    asked = next_asking(timezone.localdate())
    if asked is not None:
        day, month = asked
        yield {"key": "adoption", "at": _morning(day), "kind": "adoption", "number": month}


def _morning(day: date) -> datetime:
    """Return a moment of the day when its letters are written already."""
    return timezone.make_aware(datetime.combine(day, MORNING))


@require_POST
def set_clock(request: HttpRequest) -> HttpResponse:
    """Set the demo's clock forward to one of the moments that the page names."""
    _roles()
    moment = next((moment for moment in _moments() if moment["key"] == request.POST.get("moment")), None)
    if moment is None:
        raise Http404
    set_forward_to(moment["at"])
    messages.success(request, _("The demo's clock was set forward."))
    return HttpResponseRedirect(reverse("portal:demo"))
