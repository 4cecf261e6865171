"""Acts of those who hold an event: prepare, change, announce, cancel, close, repeat."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spilno.events import access
from spilno.events.forms.event import CloneForm, DraftForm, EventForm, GroundForm, ReachedForm, ReasonForm
from spilno.events.models import Event
from spilno.events.queries import events as queries
from spilno.events.queries.outcomes import outcome_of
from spilno.events.rules import life
from spilno.events.rules.outcomes import WORDS, is_there, required_outcomes, why_not_close
from spilno.events.services import events as services
from spilno.events.views.parts import Tool, register_tool
from spilno.organisations.models import Organisation
from spilno.statute.rules.refusal import Refusal, RuleBroken
from spilno.ui.forms import refused


@login_required
def draft(request: HttpRequest) -> HttpResponse:
    """Prepare an event in the name of one's own organisation."""
    own = access.own_organisations(request.user)
    if not own.exists():
        raise Http404
    form = DraftForm(request.POST or None, holders=own)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        made = services.draft_event(values, owner=values.pop("owner"), by=request.user)
        messages.success(
            request, _("The event is being prepared. Now build its programme and add those who hold it with you.")
        )
        return redirect("events:event", made.pk)
    return _event_form(request, form, None)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an event; of an announced one, those who registered are told."""
    event = access.event_to_keep(request.user, pk)
    holders = Organisation.objects.filter(events__event=event)
    form = EventForm(request.POST or None, instance=event, holders=holders)
    if request.method == "POST" and form.is_valid():
        services.change_event(event, form.cleaned_data, by=request.user)
        messages.success(request, _("The event was changed."))
        return redirect("events:event", pk)
    return _event_form(request, form, Event.objects.get(pk=pk))


def _event_form(request: HttpRequest, form: forms.Form, event: Event | None) -> HttpResponse:
    context = {
        "form": form,
        "event": event,
        "told": queries.to_be_told(event).count() if event and event.state == Event.State.ANNOUNCED else 0,
        "why": life.why_not_change(event.state) if event else None,
    }
    return render(request, "events/event_form.html", context, status=422 if form.errors else 200)


def _act(
    request: HttpRequest,
    event: Event,
    *,
    heading: str,
    button: str,
    form: forms.Form | None = None,
    refusals: list[Refusal] | None = None,
    **more: Any,
) -> HttpResponse:
    """Show the page of one act: what will happen, the form, or why it cannot be done."""
    context = {"event": event, "heading": heading, "button": button, "form": form, "refusals": refusals or [], **more}
    return render(request, "events/act.html", context, status=422 if form is not None and form.errors else 200)


@login_required
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """Announce an event; before the press, say what is missing."""
    event = access.event_to_keep(request.user, pk)
    if request.method == "POST":
        services.announce_event(event, by=request.user)
        messages.success(request, _("The event is announced."))
        return redirect("events:event", pk)
    return _act(
        request,
        event,
        heading=_("Announce the event"),
        lead=_("From now on everyone sees it in the register, in the calendar and in search; registration works."),
        button=_("Announce"),
        refusals=life.all_that_is_missing(queries.plan_of(event), today=timezone.localdate()),
    )


@login_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel an event and tell everyone who registered why."""
    event = access.event_to_keep(request.user, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            services.cancel_event(event, reason=reason, by=request.user)
        except RuleBroken as broken:
            if not form.errors:
                refused(form, broken)
        else:
            messages.success(request, _("The event was cancelled; those who registered are being told."))
            return redirect("events:event", pk)
    why = life.why_not_cancel(event.state, "-")
    return _act(
        request,
        event,
        heading=_("Cancel the event"),
        lead=_(
            "Everyone who registered gets a letter with the reason and a calendar file that takes the event off the calendar."
        ),
        button=_("Cancel the event"),
        form=form,
        refusals=[why] if why else [],
        grave=True,
    )


@login_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an event as held, when the outcome of its kind stands."""
    event = access.event_to_keep(request.user, pk)
    if request.method == "POST":
        services.close_event(event, by=request.user)
        messages.success(request, _("The event is closed as held."))
        return redirect("events:event", pk)
    outcome = outcome_of(event)
    why = why_not_close(state=event.state, kind=event.kind, outcome=outcome, ends_at=event.ends_at, now=timezone.now())
    return _act(
        request,
        event,
        heading=_("Close the event as held"),
        lead=_("The record stays: who held it, the programme, attendance and the outcome."),
        button=_("Close as held"),
        refusals=[why] if why else [],
        outcomes=[(WORDS[what], is_there(what, outcome)) for what in required_outcomes(event.kind)],
        reached_form=ReachedForm(initial={"count": event.people_reached})
        if event.kind == Event.Kind.OUTREACH
        else None,
    )


@login_required
def enter_held(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter an event that was held before, with its source."""
    event = access.event_to_keep(request.user, pk)
    form = GroundForm(request.POST or None)
    if request.method == "POST":
        ground = form.cleaned_data["ground"] if form.is_valid() else ""
        services.enter_held_event(event, ground=ground, by=request.user)
        messages.success(request, _("The event is entered as held."))
        return redirect("events:event", pk)
    why = life.why_not_enter_held(
        state=event.state, ends=event.ends_at, now=timezone.now(), owners=event.owners.count(), ground="-"
    )
    return _act(
        request,
        event,
        heading=_("Enter as held before"),
        lead=_("For events of earlier years. Nobody is invited; the outcome may be added later."),
        button=_("Enter as held"),
        form=form,
        refusals=[why] if why else [],
    )


@login_required
def reached(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep how many people an outreach event reached."""
    event = access.event_to_keep(request.user, pk)
    form = ReachedForm(request.POST)
    if request.method == "POST" and form.is_valid():
        services.tell_reached(event, form.cleaned_data["count"], by=request.user)
        messages.success(request, _("The number is kept."))
    else:
        messages.error(request, _("Nothing was kept: say the number of people."))
    return redirect("events:close", pk)


@login_required
def clone(request: HttpRequest, pk: int) -> HttpResponse:
    """Repeat an event on another day."""
    event = access.event_to_keep(request.user, pk)
    form = CloneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.clone_event(event, form.cleaned_data["first"], by=request.user)
        except RuleBroken as broken:
            refused(form, broken, "first")
        else:
            messages.success(request, _("A new event is being prepared from this one."))
            return redirect("events:event", made.pk)
    return _act(
        request,
        event,
        heading=_("Repeat the event"),
        lead=_(
            "Holders, texts and sessions are copied at the same hours; speakers, registrations, links and results are not."
        ),
        button=_("Prepare the new event"),
        form=form,
    )


def _draft(_request: HttpRequest, event: Event) -> bool:
    return event.state == Event.State.DRAFT


def _past_draft(_request: HttpRequest, event: Event) -> bool:
    return event.state == Event.State.DRAFT and event.ends_at is not None and event.ends_at < timezone.now()


def _announced(_request: HttpRequest, event: Event) -> bool:
    return event.state == Event.State.ANNOUNCED


def _open(_request: HttpRequest, event: Event) -> bool:
    return life.why_not_change(event.state) is None


for _tool in (
    Tool(gettext_lazy("Announce the event"), "events:announce", 1, "signal", _draft),
    Tool(gettext_lazy("Enter as held before"), "events:enter_held", 1, "book", _past_draft),
    Tool(gettext_lazy("Change the event"), "events:edit", 2, "minutes", _open),
    Tool(gettext_lazy("Close as held"), "events:close", 80, "check", _announced),
    Tool(gettext_lazy("Repeat on another day"), "events:clone", 85, "calendar"),
    Tool(gettext_lazy("Cancel the event"), "events:cancel", 90, "cross", _open),
):
    register_tool(_tool)
