"""Acts about texts and the life of a memorandum: sent, answered, signed, changed, renewed, ended."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from spilno.memoranda.access import memoranda as access
from spilno.memoranda.forms.acts import (
    AnswerForm,
    CoordinatorForm,
    DeclineForm,
    EnterForm,
    GroundForm,
    RenewForm,
    SendForm,
    SignForm,
)
from spilno.memoranda.services import agreeing, coordinators, entering, life, signing
from spilno.memoranda.views.register import page
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

UNPROCESSABLE = 422
CONFLICT = 409


def _done(request: HttpRequest, number: int, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("memoranda:memorandum", number)


@login_required
@require_POST
def send(request: HttpRequest, number: int) -> HttpResponse:
    """Put the text to the parties."""
    memorandum = access.memorandum_to_keep(request.user, number)
    form = SendForm(request.POST, auto_id="send_%s")
    form.is_valid()
    try:
        agreeing.send(memorandum, note=form.cleaned_data["note"], by=request.user)
    except RuleBroken as broken:
        if broken.refusal.code != "note_missing":
            raise
        refused(form, broken, "note")
        return page(request, memorandum, status=CONFLICT, send_form=form)
    return _done(request, number, _("The text is with the parties; each was told."))


@login_required
@require_POST
def enter(request: HttpRequest, number: int) -> HttpResponse:
    """Enter a draft as concluded by a paper that was signed before."""
    memorandum = access.memorandum_to_keep(request.user, number)
    form = EnterForm(request.POST, request.FILES, auto_id="enter_%s")
    if not form.is_valid():
        return page(request, memorandum, status=UNPROCESSABLE, enter_form=form)
    try:
        entering.enter_signed(memorandum, by=request.user, **form.cleaned_data)
    except RuleBroken as broken:
        refused(form, broken)
        return page(request, memorandum, status=CONFLICT, enter_form=form)
    return _done(request, number, _("The memorandum was entered; plans and reports are kept here now."))


@login_required
@require_POST
def answer(request: HttpRequest, number: int, party: int) -> HttpResponse:
    """Approve exactly the text that was shown, or refuse it with remarks."""
    side = access.party_to_act(request.user, number, party)
    form = AnswerForm(request.POST, auto_id="answer_%s")
    if not form.is_valid():
        return page(request, access.memorandum_to_see(request.user, number), status=UNPROCESSABLE, answer_form=form)
    agreed = request.POST.get("act") == "approve"
    said = form.cleaned_data
    try:
        agreeing.answer(side, agreed=agreed, by=request.user, **said)
    except RuleBroken as broken:
        if broken.refusal.code != "remarks_missing":
            raise
        refused(form, broken, "remarks")
        return page(request, access.memorandum_to_see(request.user, number), status=CONFLICT, answer_form=form)
    return _done(request, number, _("The text was approved.") if agreed else _("The text was returned with remarks."))


@login_required
@require_POST
def write_next(request: HttpRequest, number: int) -> HttpResponse:
    """Begin the next version of a text that parties saw."""
    agreeing.write_next(access.memorandum_to_keep(request.user, number), by=request.user)
    return _done(request, number, _("The next version was begun; the one before it stays with its answers."))


@login_required
@require_POST
def put_aside(request: HttpRequest, number: int) -> HttpResponse:
    """Put the text on the table aside."""
    agreeing.put_aside(
        access.memorandum_to_keep(request.user, number), reason=request.POST.get("reason", "")[:300], by=request.user
    )
    return _done(request, number, _("The text was put aside."))


@login_required
@require_POST
def sign(request: HttpRequest, number: int, party: int) -> HttpResponse:
    """Keep a signature: the file of an electronic one, or the day and the scan of a paper."""
    side = access.party_to_serve(request.user, number, party)
    form = SignForm(request.POST, request.FILES, auto_id=f"sign_{party}_%s")
    if form.is_valid():
        said = form.cleaned_data
        try:
            if said["signature"]:
                signing.sign_electronically(side, said["signature"], by=request.user)
            else:
                signing.sign_on_paper(side, on=said["on"], scan=said["scan"], by=request.user)
        except RuleBroken as broken:
            refused(form, broken)
            return page(
                request, access.memorandum_to_see(request.user, number), status=CONFLICT, sign_forms={party: form}
            )
        return _done(request, number, _("The signature was kept."))
    return page(request, access.memorandum_to_see(request.user, number), status=UNPROCESSABLE, sign_forms={party: form})


@login_required
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Begin a change of what is in force."""
    life.begin_change(access.memorandum_to_keep(request.user, number), by=request.user)
    return _done(
        request, number, _("A change was begun: write the new text. What is in force stays in force until all sign it.")
    )


@login_required
@require_POST
def renew(request: HttpRequest, number: int) -> HttpResponse:
    """Begin a renewal."""
    memorandum = access.memorandum_to_renew(request.user, number)
    form = RenewForm(request.POST, auto_id="renew_%s")
    if not form.is_valid():
        return page(request, memorandum, status=UNPROCESSABLE, renew_form=form)
    try:
        life.begin_renewal(memorandum, until=form.cleaned_data["until"], by=request.user)
    except RuleBroken as broken:
        refused(form, broken, "until")
        return page(request, memorandum, status=CONFLICT, renew_form=form)
    if access.may_keep(request.user):
        return _done(request, number, _("A renewal was begun: put it to the parties."))
    return _done(request, number, _("A renewal was begun; the secretariat puts its text to the parties."))


@login_required
def coordinator(request: HttpRequest, number: int, party: int) -> HttpResponse:
    """Name who coordinates for a party, or show the form for it."""
    side = access.party_to_serve(request.user, number, party)
    form = CoordinatorForm(request.POST or None, party=side)
    if request.method == "POST" and form.is_valid():
        try:
            coordinators.name_coordinator(side, form.cleaned_data["person"], by=request.user)
        except RuleBroken as broken:
            refused(form, broken, "person")
        else:
            return _done(request, number, _("The coordinator was named; the other parties were told."))
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "memorandum": side.memorandum, "party": side}
    return render(request, "memoranda/coordinator.html", context, status=status)


@login_required
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End a memorandum by agreement."""
    memorandum = access.memorandum_to_keep(request.user, number)
    form = GroundForm(request.POST, auto_id="end_%s")
    if not form.is_valid():
        return page(request, memorandum, status=UNPROCESSABLE, end_form=form)
    try:
        life.end(memorandum, by=request.user, **form.cleaned_data)
    except RuleBroken as broken:
        refused(form, broken)
        return page(request, memorandum, status=CONFLICT, end_form=form)
    return _done(request, number, _("The end of the memorandum was recorded."))


@login_required
@require_POST
def withdraw(request: HttpRequest, number: int, party: int) -> HttpResponse:
    """Record that a side withdraws: by itself, or by the secretariat on its letter."""
    side = access.party_to_serve(request.user, number, party)
    memorandum = access.memorandum_to_see(request.user, number)
    form = GroundForm(request.POST, auto_id=f"withdraw_{party}_%s")
    if not form.is_valid():
        return page(request, memorandum, status=UNPROCESSABLE, withdraw_forms={party: form})
    try:
        life.withdraw(side, by=request.user, **form.cleaned_data)
    except RuleBroken as broken:
        refused(form, broken)
        return page(request, memorandum, status=CONFLICT, withdraw_forms={party: form})
    return _done(request, number, _("The withdrawal was recorded."))


@login_required
@require_POST
def decline(request: HttpRequest, number: int, party: int) -> HttpResponse:
    """Record that one's own side takes no part in what is not concluded yet."""
    side = access.party_to_act(request.user, number, party)
    memorandum = access.memorandum_to_see(request.user, number)
    form = DeclineForm(request.POST, auto_id="decline_%s")
    if not form.is_valid():
        return page(request, memorandum, status=UNPROCESSABLE, decline_form=form)
    life.decline(side, reason=form.cleaned_data["reason"], by=request.user)
    return _done(request, number, _("The refusal to take part was recorded; the other sides were told."))
