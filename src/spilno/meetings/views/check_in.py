"""Own registration: by a click on the delegate's phone, by the code on the voting card."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from spilno.meetings.access.registration import at_the_door, own_meeting
from spilno.meetings.models import CheckInCode
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.queries.registration import arrival_of
from spilno.meetings.rules.registration import (
    hall_allowed,
    remote_allowed,
    why_code_fails,
    why_not_leave,
    why_not_register,
)
from spilno.meetings.services import cards as card_services
from spilno.meetings.services import registration as services
from spilno.people.access import own_person
from spilno.statute.queries import in_force_on

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
A_DAY = 24 * 3600


@never_cache
@login_required
def here(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a delegate register himself, in the hall or at a distance, and say that he leaves."""
    meeting, members = own_meeting(request.user, pk)
    person = request.user.person  # type: ignore[union-attr]
    chosen = request.POST.get("member", "")
    membership = next((member for member in members if str(member.pk) == chosen), members[0] if not chosen else None)
    if membership is None:
        raise Http404
    if request.method == "POST":
        if request.POST.get("act") == "leave":
            services.mark_left(meeting, membership, by=request.user)
            messages.success(request, _("It is noted that you left. Come back with the same button."))
            return redirect("meetings:here", pk)
        mode = request.POST.get("mode", "")
        services.register_member(
            meeting,
            membership,
            person=person,
            mode=mode if mode in {"hall", "remote"} else "",
            how="click",
            by=request.user,
        )
        messages.success(request, _("You are registered."))
        return redirect("meetings:phone", pk)
    present = {row.membership_id: row for row in meeting.attendance.filter(left_at__isnull=True)}
    provisions = in_force_on(day_of(meeting))
    modes = [
        mode
        for mode, possible in (
            ("hall", hall_allowed(meeting.format)),
            ("remote", remote_allowed(meeting.format, also_online=meeting.also_online)),
        )
        if possible
    ]
    lines = []
    for member in members:
        row = present.get(member.pk)
        arrival = arrival_of(meeting, member, person, mode=modes[0])
        own = row is not None and row.person_id == person.pk
        lines.append(
            {
                "membership": member,
                "row": row,
                "why_not": why_not_register(arrival, provisions=provisions),
                "why_not_leave": why_not_leave(
                    meeting.state, here=own, by_proxy=row is not None and row.proxy_id is not None
                ),
            }
        )
    return render(request, "meetings/here.html", {"meeting": meeting, "lines": lines, "modes": modes})


@never_cache
@sensitive_variables("secret")
def check_in(request: HttpRequest, secret: str) -> HttpResponse:
    """Open the address of a voting card: one press registers the delegate and signs him in for this meeting.

    A registrar who scans it with his own phone registers the delegate by the list.

    Opening alone changes nothing: a messenger that looks at links in advance must not use up the code.
    """
    code = (
        CheckInCode.objects.filter(digest=card_services.digest_of(secret))
        .select_related("meeting__body", "membership__organisation", "person")
        .first()
    )
    if code is not None and code.withdrawn_at is None and at_the_door(request.user, code):
        return _at_the_door(request, code)
    facts = card_services.code_facts(code, code.meeting if code else None, request.user)
    why = why_code_fails(facts)
    if code is None or why is not None:
        owner = code is not None and own_person(request.user) == code.person
        if owner and facts.used_at:
            return redirect("meetings:phone", code.meeting_id)  # type: ignore[union-attr]
        return render(request, "meetings/check_in.html", {"why": why, "code": code}, status=409)
    if request.method != "POST":
        return render(request, "meetings/check_in.html", {"code": code, "meeting": code.meeting})
    entered = card_services.enter_by_card(code, visitor=request.user if request.user.is_authenticated else None)
    if entered.user is not None and not request.user.is_authenticated:
        login(request, entered.user, backend=BACKEND)
        request.session.set_expiry(A_DAY)
    if request.user.is_authenticated:
        messages.success(request, _("You are registered."))
        return redirect("meetings:phone", code.meeting_id)
    return render(request, "meetings/check_in.html", {"code": code, "meeting": code.meeting, "done": True})


def _at_the_door(request: HttpRequest, code: CheckInCode) -> HttpResponse:
    """Let a registrar who scans somebody's card register him by the list; the code stays for the delegate's own phone."""
    meeting, membership, person = code.meeting, code.membership, code.person
    row = meeting.attendance.filter(membership=membership, left_at__isnull=True, proxy__isnull=True).first()
    if request.method == "POST":
        services.register_member(meeting, membership, person=person, how="list", by=request.user)  # type: ignore[arg-type]
        return redirect("meetings:check_in", request.resolver_match.kwargs["secret"])  # type: ignore[union-attr]
    arrival = arrival_of(meeting, membership, person, mode="hall" if hall_allowed(meeting.format) else "remote")
    context = {
        "code": code,
        "meeting": meeting,
        "row": row,
        "at_the_door": True,
        "why_not": why_not_register(arrival, provisions=in_force_on(day_of(meeting))),
    }
    return render(request, "meetings/check_in.html", context)
