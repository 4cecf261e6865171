"""Who hosted when, calls for hosts, offers, the choice."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from spilno.people.access import own_person
from spilno.statute.queries import in_force_on
from spilno.statute.rules.refusal import Refusal, RuleBroken
from spilno.ui.forms import refused
from spilno.visits import access
from spilno.visits.forms import CallForm, ChooseForm, OfferForm, ProlongForm, ReasonForm
from spilno.visits.models import Call, Offer
from spilno.visits.queries import hosts as queries
from spilno.visits.rules import calls as rules
from spilno.visits.services import calls as services


@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """Show who hosted when, on a map and as a table; whose turn it is; calls for hosts."""
    history = queries.history()
    return render(
        request,
        "visits/visits.html",
        {
            "history": history,
            "tiles": queries.tiles(history),
            "places": ", ".join(visit.host.place for visit in history),
            "turns": queries.turns_today(),
            "calls": list(access.calls_to_see(request.user)),
            "keeps": access.may_keep(request.user),
            "today": timezone.localdate(),
        },
    )


@login_required
def prepare(request: HttpRequest) -> HttpResponse:
    """Prepare a call for hosts."""
    access.require_keeper(request.user)
    form = CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.prepare_call(form.cleaned_data, by=request.user)
        messages.success(request, _("The call is in preparation. Announce it when it is ready."))
        return redirect("visits:call", made.pk)
    return render(request, "visits/call_form.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a call in preparation."""
    found = access.call_to_keep(request.user, pk)
    form = CallForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.change_call(found, form.cleaned_data, by=request.user)
        messages.success(request, _("The call was changed."))
        return redirect("visits:call", pk)
    context = {"form": form, "call": found, "why": rules.why_not_change(found.state)}
    return render(request, "visits/call_form.html", context, status=422 if form.errors else 200)


def _own(request: HttpRequest, found: Call, offers: list[Offer]) -> tuple[bool, Refusal | None]:
    """Tell whether the person speaks for some council, and why none of them can offer now."""
    own = access.memberships_to_offer(request.user)
    if not own:
        return False, None
    today = timezone.localdate()
    offered = {offer.membership_id for offer in offers if offer.state != Offer.State.WITHDRAWN}
    why = None
    for membership in own:
        why = rules.why_not_offer(
            queries.facts_of(found),
            standing=str(getattr(membership, "standing", "") or ""),
            offered_already=membership.pk in offered,
            today=today,
            provisions=in_force_on(today),
        )
        if why is None:
            break
    return True, why


def _page(request: HttpRequest, found: Call, *, status: int = 200, **given: Any) -> HttpResponse:
    offers = list(access.offers_to_see(request.user, found))
    keeps = access.may_keep(request.user)
    speaks, why_not_offer = _own(request, found, offers)
    today = timezone.localdate()
    facts = queries.facts_of(found)
    rows = queries.compared(offers)
    for_choice = any(offer.state == Offer.State.OFFERED for offer in offers)
    own = {membership.pk for membership in access.memberships_to_offer(request.user)} if speaks else set()
    return render(
        request,
        "visits/call.html",
        {
            "call": found,
            "rows": rows,
            "count": found.offers.exclude(state=Offer.State.WITHDRAWN).count(),
            "chosen": found.offers.filter(state=Offer.State.CHOSEN).select_related("membership__organisation").first(),
            "keeps": keeps,
            "speaks": speaks,
            "own": own,
            "today": today,
            "side_by_side": any(offer.membership_id not in own for offer in offers),
            "why_not_offer": why_not_offer,
            "why_not_announce": rules.why_not_announce(facts, today),
            "why_not_choose": rules.why_not_choose(
                facts, offer_state="offered", standing="confirmed", act="-", today=today, provisions=in_force_on(today)
            ),
            "choose_form": (given.get("choose_form") or ChooseForm(auto_id="choose_%s"))
            if keeps and for_choice
            else None,
            "wrong_offer": given.get("wrong_offer"),
            "prolong_form": given.get("prolong_form") or ProlongForm(auto_id="prolong_%s"),
            "may_prolong": keeps
            and found.state == Call.State.ANNOUNCED
            and (today <= found.closes_on or not for_choice),
            "cancel_form": given.get("cancel_form") or ReasonForm(auto_id="cancel_%s"),
        },
        status=status,
    )


@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a call: until when, how many offered, the comparison to those who choose, the host when chosen."""
    return _page(request, access.call_to_see(request.user, pk))


@login_required
@require_POST
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """Announce a call to all members."""
    services.announce_call(access.call_to_keep(request.user, pk), by=request.user)
    messages.success(request, _("The call is announced: members are told."))
    return redirect("visits:call", pk)


@login_required
@require_POST
def prolong(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the last day of offers further, with a reason."""
    found = access.call_to_keep(request.user, pk)
    form = ProlongForm(request.POST, auto_id="prolong_%s")
    if not form.is_valid():
        return _page(request, found, status=422, prolong_form=form)
    try:
        services.prolong_call(found, **form.cleaned_data, by=request.user)
    except RuleBroken as broken:
        refused(form, broken)
        return _page(request, found, status=409, prolong_form=form)
    messages.success(request, _("The last day was moved: members are told."))
    return redirect("visits:call", pk)


@login_required
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer to be the host."""
    found, own = access.call_to_offer(request.user, pk)
    form = OfferForm(request.POST or None, own=own, initial=queries.taken_back(found, own))
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "contact": own_person(request.user)}
        try:
            services.offer_to_host(found, form.cleaned_data["membership"], values, by=request.user)
        except RuleBroken as broken:
            refused(form, broken)
            return render(request, "visits/offer_form.html", {"form": form, "call": found}, status=409)
        messages.success(request, _("The offer was taken. The choice follows after the last day."))
        return redirect("visits:call", pk)
    _speaks, why = _own(request, found, list(access.offers_to_see(request.user, found)))
    context = {"form": form, "call": found, "why": why}
    return render(request, "visits/offer_form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an offer back."""
    found = services.withdraw_offer(access.own_offer(request.user, pk), by=request.user)
    messages.success(request, _("The offer was taken back."))
    return redirect("visits:call", found.call_id)


@login_required
@require_POST
def choose(request: HttpRequest, pk: int, offer: int) -> HttpResponse:
    """Choose the host by an act."""
    found = access.offer_to_choose(request.user, pk, offer)
    form = ChooseForm(request.POST, auto_id="choose_%s")
    if not form.is_valid():
        return _page(request, found.call, status=422, choose_form=form, wrong_offer=found.pk)
    try:
        meeting = services.choose_host(found, **form.cleaned_data, by=request.user)
    except RuleBroken as broken:
        refused(form, broken)
        return _page(request, found.call, status=409, choose_form=form, wrong_offer=found.pk)
    messages.success(request, _("The host is chosen; the meeting is in preparation."))
    return redirect("meetings:prepare", meeting.pk)


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a call with a reason."""
    found = access.call_to_keep(request.user, pk)
    form = ReasonForm(request.POST, auto_id="cancel_%s")
    if not form.is_valid():
        return _page(request, found, status=422, cancel_form=form)
    services.cancel_call(found, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("The call is cancelled; those who offered are told."))
    return redirect("visits:call", pk)
