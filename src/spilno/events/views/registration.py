"""Pages of those who register: the form, the person's own page by its link, a council that names its people."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from spilno.accounts.gateways import within_limit
from spilno.events import access
from spilno.events.exports.presence import address_of
from spilno.events.forms.registration import GuestForm, NominateForm, OwnForm
from spilno.events.gateways import ticket
from spilno.events.gateways.calendar_file import calendar_file
from spilno.events.models import Event, Registration
from spilno.events.queries import registration as queries
from spilno.events.queries.results import afterwards_of
from spilno.events.rules.registration import why_not_register, why_not_withdraw
from spilno.events.services import registration as services
from spilno.events.views.parts import Context, Part, register_part
from spilno.people.access import own_person
from spilno.people.queries import offices_of, post_shown
from spilno.statute.rules.refusal import Refusal, RuleBroken
from spilno.ui.forms import refused

RETRY_AFTER = "3600"


def on_the_page(request: HttpRequest, event: Event) -> Context | None:
    """Return what the event's page says of registration to this person; None where nobody registers."""
    if event.state == Event.State.DRAFT or (not event.needs_registration and event.state != Event.State.ANNOUNCED):
        return None
    person = own_person(request.user)
    if queries.over(event) and (person is None or queries.standing(event, person=person, email="") is None):
        return None  # its materials and results stand on this very page
    names = request.user.is_authenticated and access.councils_that_name(request.user).exists()
    return {"entrance": queries.entrance_for(event, person), "names": names}


register_part(Part("registration", 10, "events/_registration.html", on_the_page))


@never_cache
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Register for an event: a person with an account in three fields, a guest by a letter to his address."""
    event = access.event_to_see(request.user, pk)
    person = own_person(request.user)
    if person is not None:
        there = queries.standing(event, person=person, email="")
        if there is not None and there.state != Registration.State.REFUSED:
            messages.success(request, _("You are registered already."))
            return redirect("events:own", there.token)
    why = why_not_register(queries.door_of(event), now=timezone.now())
    if why is not None:
        return _shut(request, event, why)
    data = request.POST if request.method == "POST" else None
    form: Any
    modules = queries.modules_to_register(event, person=person)
    if person is not None:
        form = OwnForm(data, event=event, modules=modules, person=person, day=timezone.localdate())
    else:
        form = GuestForm(data, event=event, modules=modules)
    if data is not None and form.is_valid():
        return _enter(request, event, form)
    status = 422 if form.errors else 200
    return _form(request, event, form, status=status)


def _form(request: HttpRequest, event: Event, form: Any, *, status: int) -> HttpResponse:
    signed_in = isinstance(form, OwnForm)
    context = {
        "event": event,
        "form": form,
        "signed_in": signed_in,
        "place": queries.places_of(event),
        "keep_years": settings.KEEP_REGISTRATIONS_YEARS,
        "series": event.series if event.series and event.series.joint else None,
        "modules": form.modules,
    }
    return render(request, "events/register.html", context, status=status)


def _shut(request: HttpRequest, event: Event, why: Refusal) -> HttpResponse:
    status = 410 if why.code in {"cancelled", "over"} else 409
    return render(request, "events/register_shut.html", {"event": event, "why": why}, status=status)


def _enter(request: HttpRequest, event: Event, form: Any) -> HttpResponse:
    applicant = form.applicant(get_language() or "uk")
    guest = isinstance(form, GuestForm)
    if guest and not within_limit(request, "register_guest", key=applicant.email.lower()):
        answer = render(request, "events/register_later.html", {"event": event}, status=429)
        answer["Retry-After"] = RETRY_AFTER
        return answer
    by = None if guest else request.user
    try:
        if event.series is not None and event.series.joint:
            entered = services.register_for_series(event.series, applicant, by=by)  # type: ignore[arg-type]
            found = next((each for each in entered if each.registration.event_id == event.pk), entered[0])
        else:
            found = services.register(event, applicant, by=by)  # type: ignore[arg-type]
    except RuleBroken as broken:
        refused(form, broken)
        return _form(request, event, form, status=409)
    if guest:
        return redirect("events:letter_sent", event.pk)
    _say(request, found)
    return redirect("events:own", found.registration.token)


def _say(request: HttpRequest, found: services.Entered) -> None:
    state = found.registration.state
    if not found.new:
        messages.success(request, _("You are registered already."))
    elif state == Registration.State.CONFIRMED:
        messages.success(request, _("You are registered and have a place."))
    elif state == Registration.State.WAITING:
        messages.success(request, _("You are registered and stand on the waiting list."))
    else:
        messages.success(request, _("Your registration has come to the organisers."))


@require_safe
def letter_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell a guest that a letter went: the same words whether the address is known or not."""
    return render(request, "events/letter_sent.html", {"event": access.event_to_see(request.user, pk)})


@never_cache
@require_safe
def own(request: HttpRequest, token: str) -> HttpResponse:
    """Show a registration to the one who has its link: place or number in the queue, ticket, calendar, withdrawing."""
    found = access.registration_of_link(token)
    if found is None:
        return render(request, "events/unknown_registration.html", status=404)
    state = Registration.State
    has_place = found.state == state.CONFIRMED
    over = queries.over(found.event)
    answer = render(
        request,
        "events/own_registration.html",
        {
            "registration": found,
            "event": found.event,
            "has_place": has_place,
            "why_waits": queries.why_waits(found),
            "ticket": ticket.qr(address_of(found))
            if has_place and not over and found.event.state != Event.State.CANCELLED
            else "",
            "code": " ".join(found.code[at : at + 4] for at in range(0, len(found.code), 4)),
            "others": list(queries.together_with(found)),
            "over": over,
            "afterwards": afterwards_of(found) if has_place and over else None,
            "why_not_withdraw": why_not_withdraw(found.state, over=over),
            "live": found.state in {*queries.LIVE, state.UNPROVED},
            "why_not_again": why_not_register(queries.door_of(found.event), now=timezone.now()),
        },
    )
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _by_token(token: str) -> Registration:
    found = access.registration_of_link(token)
    if found is None:
        raise Http404
    return found


@require_POST
def prove(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm the address: opening the link alone changes nothing, for mail programs open links by themselves."""
    found = services.prove(_by_token(token))
    _say(request, services.Entered(found, new=True))
    return redirect("events:own", token)


@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Withdraw by one's own link; the place goes to the next one."""
    by = request.user if request.user.is_authenticated else None
    services.withdraw(_by_token(token), by=by, whole="whole" in request.POST)
    messages.success(request, _("Your registration is withdrawn. The place goes to the next one."))
    return redirect("events:own", token)


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Give the event as a calendar file, with the link of the video room for one who has a place."""
    found = _by_token(token)
    has_place = found.state == Registration.State.CONFIRMED
    file = calendar_file([found.event], now=timezone.now(), links=has_place)
    answer = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="event-{found.event_id}.ics"'
    return answer


@never_cache
@login_required
def nominate(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a council name several of its people at once."""
    event = access.event_to_see(request.user, pk)
    councils = list(access.councils_that_name(request.user))
    if not councils:
        raise Http404
    why = why_not_register(queries.door_of(event), now=timezone.now())
    if why is not None:
        return _shut(request, event, why)
    chosen = request.POST.get("council") or request.GET.get("council", "")
    council = next((each for each in councils if str(each.pk) == chosen), councils[0])
    day = timezone.localdate()
    people = queries.own_people(council, day)
    data = request.POST if request.method == "POST" else None
    form = NominateForm(data, councils=councils, people=people, initial={"council": council.pk})
    status = 422 if form.errors else 200
    if data is not None and form.is_valid():
        posts = {number: post_shown(office) for number, office in offices_of([each.pk for each in people], day).items()}
        try:
            named = services.nominate(event, council, list(form.applicants(posts)), speaks=True, by=request.user)  # type: ignore[arg-type]
        except RuleBroken as broken:
            refused(form, broken)
            status = 409
        else:
            new = sum(each.new for each in named)
            if new:
                messages.success(request, _("The council has named: %(people)d") % {"people": new})
            if new < len(named):
                messages.info(request, _("Registered already: %(people)d") % {"people": len(named) - new})
            return redirect("events:nominate", event.pk)
    there = event.registrations.filter(council=council).exclude(state=Registration.State.WITHDRAWN)
    context = {"event": event, "form": form, "council": council, "councils": councils, "there": there}
    return render(request, "events/nominate.html", context, status=status)
