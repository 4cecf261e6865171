"""The hall: console of those who run the meeting, wall for everyone, phone of the delegate, acts of the session."""

import time
from functools import lru_cache, partial
from typing import Any

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from spilno.meetings.access import hall as access
from spilno.meetings.access.meetings import may_register, meeting_to_run
from spilno.meetings.access.tickets import ticket_for
from spilno.meetings.access.voting import may_count
from spilno.meetings.forms.hall import (
    KINDS,
    CarriedInterestForm,
    InterestForm,
    ReasonForm,
    RecessForm,
    SceneForm,
    SpeakerForm,
)
from spilno.meetings.live import scene_of
from spilno.meetings.models import Item, Meeting
from spilno.meetings.queries import hall as queries
from spilno.meetings.queries.controls import controls_of, delegate_controls
from spilno.meetings.queries.elections import unanswered
from spilno.meetings.queries.places import ANY_DELEGATE, place_of, votes_of
from spilno.meetings.queries.scenes import plain_delegates
from spilno.meetings.queries.texts import text_to_put
from spilno.meetings.queries.voting import voting_of
from spilno.meetings.rules.speakers import why_not_as_delegate
from spilno.meetings.services import hall as services
from spilno.meetings.services import interests
from spilno.statute.rules.refusal import refuse

UNCHANGED = 204


# Console


@never_cache
@login_required
@require_safe
def console(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the console: agenda, the item under discussion, who is here, who speaks, what can be done and why not."""
    return render(request, "meetings/console.html", _console(request, meeting_to_run(request.user, pk)))


@never_cache
@login_required
@require_safe
def console_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the console as it is now, or say that nothing changed since the version that the page has."""
    meeting = meeting_to_run(request.user, pk)
    if _unchanged(request, pk):
        return HttpResponse(status=UNCHANGED)
    return render(request, "meetings/_console.html", _console(request, meeting))


def _console(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    hall = queries.hall_of(meeting)
    item = hall.current
    return {
        "live": settings.LIVE_HALL,
        "meeting": meeting,
        "registers": may_register(request.user),
        "hall": hall,
        "item": item,
        "controls": controls_of(hall),
        "scene": scene_of(meeting),
        "voting": voting_of(
            item, request.user, meeting=meeting, may_run=True, may_count=partial(may_count, request.user, meeting)
        ),
        "text_to_put": text_to_put(item) if item is not None and item.state == Item.State.HEARD else "",
        "interest_form": InterestForm(item=item, auto_id="interest_%s") if item is not None else None,
        "speaker_form": SpeakerForm(meeting=meeting, auto_id="speaker_%s") if item is not None else None,
        "recusals": list(item.recusals.select_related("membership__organisation")) if item is not None else [],
        "outcome": queries.outcome_of(meeting) if meeting.state == Meeting.State.CLOSED else None,
    }


# Wall


@never_cache
@require_safe
def wall(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the meeting to the whole hall; nobody has to sign in."""
    return render(request, "meetings/wall.html", _wall(request, access.meeting_on_the_wall(pk)))


@never_cache
@require_safe
def wall_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the wall as it is now, or say that nothing changed."""
    if _unchanged(request, pk):
        return HttpResponse(status=UNCHANGED)
    return render(request, "meetings/_wall.html", _wall(request, access.meeting_on_the_wall(pk)))


def _wall(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    hall = queries.hall_of(meeting)
    return {
        "live": settings.LIVE_HALL,
        "meeting": meeting,
        "hall": hall,
        "item": hall.current,
        "voting": voting_of(hall.current, meeting=meeting),
        "finished": Item.FINISHED,
        "outcome": queries.outcome_of(meeting) if meeting.state == Meeting.State.CLOSED else None,
        "qr": _qr(request.build_absolute_uri(reverse("meetings:meeting", args=[meeting.pk]))),
    }


@lru_cache(maxsize=64)
def _qr(address: str) -> SafeString:
    return mark_safe(segno.make(address, error="m").svg_inline(border=2, omitsize=True))


# Phone


@never_cache
@require_safe
def phone(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the delegate's page; who is no delegate reads, and does nothing."""
    return render(request, "meetings/phone.html", _phone(request, access.meeting_on_the_wall(pk)))


@never_cache
@require_safe
def phone_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the phone's page as it is now, or say that nothing changed."""
    if _unchanged(request, pk):
        return HttpResponse(status=UNCHANGED)
    return render(request, "meetings/_phone.html", _phone(request, access.meeting_on_the_wall(pk)))


def _phone(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    hall = queries.hall_of(meeting)
    place = place_of(request.user, meeting)
    item = hall.current
    return {
        "live": settings.LIVE_HALL,
        "ticket": ticket_for(request.user, meeting.pk, now=time.time()) if settings.LIVE_HALL else "",
        "plain": place.person is not None and place.person.pk in plain_delegates(meeting.pk),
        "meeting": meeting,
        "hall": hall,
        "item": item,
        "place": place,
        "voting": voting_of(item, request.user, meeting=meeting, may_count=partial(may_count, request.user, meeting)),
        "controls": delegate_controls(hall, place),
        "kinds": KINDS,
        "own_requests": queries.own_requests(hall, place.person),
        "own_recusals": queries.recusals_of(item, [row.membership_id for row in place.rows]),
        "votes": votes_of(place, meeting),
        "nominations": [one for one in unanswered(place.person) if one.item.meeting_id == meeting.pk]
        if place.person
        else [],
        "outcome": queries.outcome_of(meeting) if meeting.state == Meeting.State.CLOSED else None,
    }


def phone_for_all(meeting: Meeting) -> str:
    """Return the phone's part as any delegate sees it who is here with one vote: made once, for 1,500 phones."""
    hall = queries.hall_of(meeting)
    context = {
        "meeting": meeting,
        "hall": hall,
        "item": hall.current,
        "place": ANY_DELEGATE,
        "for_all": True,
        "voting": voting_of(hall.current, meeting=meeting),
        "controls": delegate_controls(hall, ANY_DELEGATE),
        "kinds": KINDS,
        "outcome": queries.outcome_of(meeting) if meeting.state == Meeting.State.CLOSED else None,
    }
    return render_to_string("meetings/_phone.html", context)


def _unchanged(request: HttpRequest, pk: int) -> bool:
    known = request.GET.get("v", "")
    return bool(known) and queries.mark_of(pk) == known


# Acts of the meeting


def _to_console(meeting: Meeting) -> HttpResponse:
    return redirect("meetings:console", meeting.pk)


def _seen(request: HttpRequest) -> str:
    form = SceneForm(request.POST)
    return form.cleaned_data["seen"] if form.is_valid() else ""


def _wrong(request: HttpRequest, form: Any, meeting: Meeting, title: str) -> HttpResponse:
    return render(request, "meetings/hall_form.html", {"form": form, "meeting": meeting, "title": title}, status=422)


@login_required
@require_POST
def open_registration(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = services.open_registration(meeting_to_run(request.user, pk), by=request.user)
    return redirect("meetings:registration", pk) if request.POST.get("back") == "registration" else _to_console(meeting)


@login_required
@require_POST
def open_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    return _to_console(services.open_meeting(meeting_to_run(request.user, pk), by=request.user))


@login_required
@require_POST
def declare_not_held(request: HttpRequest, pk: int) -> HttpResponse:
    return _to_console(services.declare_not_held(meeting_to_run(request.user, pk), by=request.user))


@login_required
@require_POST
def recess(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_run(request.user, pk)
    form = RecessForm(request.POST)
    if not form.is_valid():
        return _wrong(request, form, meeting, "recess")
    until = services.in_minutes(form.cleaned_data["minutes"])
    services.recess(meeting, until=until, by=request.user, seen=form.cleaned_data["seen"])
    return _to_console(meeting)


@login_required
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    return _to_console(services.resume(meeting_to_run(request.user, pk), by=request.user))


@login_required
@require_POST
def close_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_run(request.user, pk)
    return _to_console(services.close_meeting(meeting, by=request.user, seen=_seen(request)))


# Acts on an item


@login_required
@require_safe
def item_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was said on an item, with the summaries for the minutes, to those who run the meeting."""
    item = access.item_to_run(request.user, pk)
    return render(
        request,
        "meetings/item_record.html",
        {
            "item": item,
            "meeting": item.meeting,
            "number": queries.number_of(item),
            "said": queries.speeches_of(item),
            "may_strike": queries.record_is_open(item.meeting),
        },
    )


@login_required
@require_POST
def take_item(request: HttpRequest, pk: int) -> HttpResponse:
    item = services.take_item(access.item_to_run(request.user, pk), by=request.user, seen=_seen(request))
    return _to_console(item.meeting)


@login_required
@require_POST
def finish_item(request: HttpRequest, pk: int) -> HttpResponse:
    return _to_console(services.finish_item(access.item_to_run(request.user, pk), by=request.user).meeting)


@login_required
@require_POST
def postpone_item(request: HttpRequest, pk: int) -> HttpResponse:
    item = access.item_to_run(request.user, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _wrong(request, form, item.meeting, "postpone")
    services.postpone_item(item, by=request.user, **form.cleaned_data)
    return _to_console(item.meeting)


@login_required
@require_POST
def withdraw_item(request: HttpRequest, pk: int) -> HttpResponse:
    item = access.item_to_run(request.user, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _wrong(request, form, item.meeting, "withdraw")
    services.withdraw_item(item, by=request.user, **form.cleaned_data)
    return _to_console(item.meeting)


@login_required
@require_POST
def declare_interest(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a conflict of interest that a member declared aloud."""
    item = access.item_to_run(request.user, pk)
    form = InterestForm(request.POST, item=item)
    if not form.is_valid():
        return _wrong(request, form, item.meeting, "interest")
    interests.declare_interest(item, by=request.user, **form.cleaned_data)
    return _to_console(item.meeting)


@login_required
@require_POST
def declare_own_interest(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a conflict of interest that a delegate declares from the phone, for the member whose vote he carries."""
    item, place = access.item_of_delegate(request.user, pk)
    form = CarriedInterestForm(request.POST)
    if not form.is_valid():
        return _wrong(request, form, item.meeting, "interest")
    refuse(why_not_as_delegate(here=place.here, left=place.left))
    membership = access.carried_membership(place, form.cleaned_data["membership"])
    interests.declare_interest(item, membership, reason=form.cleaned_data["reason"], by=request.user)
    return redirect("meetings:phone", item.meeting_id)


@login_required
@require_POST
def retract_interest(request: HttpRequest, pk: int) -> HttpResponse:
    recusal = access.recusal_to_run(request.user, pk)
    meeting = recusal.item.meeting
    interests.retract_interest(recusal, by=request.user)
    return _to_console(meeting)
