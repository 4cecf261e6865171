"""The page of an election: how it is held, who is nominated, consent and withdrawal; the page of a candidate."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from spilno.meetings.access.elections import own_nomination
from spilno.meetings.access.voting import item_to_run
from spilno.meetings.forms.elections import ElectionForm, NominationForm
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.queries.elections import election_on, was_put
from spilno.meetings.rules.elections import why_not_change_nomination
from spilno.meetings.services import elections as services

UNPROCESSABLE = 422


@login_required
@require_http_methods(["GET", "POST"])
def election(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Show the election on an item; a form says how it is held."""
    found = item_to_run(request.user, pk, item)
    held = election_on(found)
    kept = {"kind": held.kind, "ends": held.ends, "seats": list(held.seats.all())} if held else {}
    form = ElectionForm(request.POST if request.method == "POST" else None, day=day_of(found.meeting), initial=kept)
    if request.method == "POST" and form.is_valid():
        services.prepare_election(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("The election is prepared."))
        return redirect("meetings:election", pk, item)
    context = {
        "meeting": found.meeting,
        "item": found,
        "election": held,
        "form": form,
        "nomination_form": NominationForm(),
        "nominations": found.nominations.select_related("person"),
        "was_put": was_put(found),
    }
    return render(request, "meetings/election.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_POST
def nominate(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Nominate a candidate."""
    found = item_to_run(request.user, pk, item)
    form = NominationForm(request.POST)
    if form.is_valid():
        services.nominate(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("The candidate is nominated."))
    else:
        messages.error(request, _("The candidate was not nominated: choose the person and say who nominates."))
    return redirect("meetings:election", pk, item)


@login_required
@require_POST
def agree(request: HttpRequest, pk: int, item: int, nomination: int) -> HttpResponse:
    """Write down that a candidate agrees to stand."""
    found = get_object_or_404(item_to_run(request.user, pk, item).nominations, pk=nomination)
    services.give_consent(found, by=request.user)
    return redirect("meetings:election", pk, item)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int, item: int, nomination: int) -> HttpResponse:
    """Write down that a candidate withdraws."""
    found = get_object_or_404(item_to_run(request.user, pk, item).nominations, pk=nomination)
    services.withdraw_candidate(found, by=request.user)
    return redirect("meetings:election", pk, item)


@login_required
@require_safe
def candidacy(request: HttpRequest, pk: int) -> HttpResponse:
    """Show to a person what he or she is nominated for, by whom, and what to answer."""
    nomination = own_nomination(request.user, pk)
    item = nomination.item
    held = election_on(item)
    context = {
        "nomination": nomination,
        "item": item,
        "meeting": item.meeting,
        "election": held,
        "seats": list(held.seats.select_related("body")) if held else [],
        "why_not": why_not_change_nomination(item_state=item.state, put=was_put(item)),
    }
    return render(request, "meetings/candidacy.html", context)


@login_required
@require_POST
def agree_to_stand(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the consent of the person who is nominated."""
    services.give_consent(own_nomination(request.user, pk), by=request.user)
    messages.success(request, _("Your consent is recorded: you stand on the ballot paper."))
    return redirect("meetings:candidacy", pk)


@login_required
@require_POST
def refuse_to_stand(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the refusal of the person who is nominated, also after having agreed."""
    services.withdraw_candidate(own_nomination(request.user, pk), by=request.user)
    messages.success(request, _("Your refusal is recorded: you do not stand on the ballot paper."))
    return redirect("meetings:candidacy", pk)
