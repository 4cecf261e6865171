"""Put, cast, count by hand, close, cancel."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from spilno.ballots.models import Elector, Question
from spilno.ballots.queries import names_of, paper_of, rights_of, value_in_words
from spilno.ballots.queries.box import box_of
from spilno.ballots.queries.sheets import names_needed
from spilno.ballots.rules.choices import is_known
from spilno.meetings.access import voting as access
from spilno.meetings.forms.pile import PileForm
from spilno.meetings.forms.voting import CancelForm, NoteForm, PutForm, SheetForm, choice_in
from spilno.meetings.models import Put
from spilno.meetings.queries.outcome import Outcome
from spilno.meetings.queries.turnout import turnout_of
from spilno.meetings.queries.voting import recorded_in_words, voting_of
from spilno.meetings.rules.putting import asks_before_closing
from spilno.meetings.services import voting as services
from spilno.meetings.services.decisions import take_note as note
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.sentences import say

UNPROCESSABLE = 422
MENDED_IN_FORM = frozenset({"more_hands_than_members", "more_papers_than_handed", "voted_by_phone", "election_by_roll"})


@login_required
@require_POST
def put_to_vote(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Put a question of an item to the vote."""
    found = access.item_to_run(request.user, pk, item)
    form = PutForm(request.POST)
    if not form.is_valid():
        context = {"meeting": found.meeting, "item": found, "form": form}
        return render(request, "meetings/put_wrong.html", context, status=UNPROCESSABLE)
    given = form.cleaned_data
    services.put_to_vote(
        found,
        purpose=given["purpose"],
        method=given["method"],
        text=given["text"],
        minutes=given["minutes"] or None,
        by=request.user,
        seen=given["seen"],
    )
    return redirect("meetings:console", pk)


@login_required
@require_POST
def close_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the vote and announce its result; ask once more while some have yet to vote."""
    put = access.put_to_run(request.user, pk)
    if put.question.state == Question.State.OPEN and request.POST.get("sure") != "1":
        so_far = turnout_of(put, timezone.now())
        if asks_before_closing(
            method=so_far.method, present=so_far.present, waiting=so_far.waiting, time_left=so_far.time_left
        ):
            context = {
                "put": put,
                "meeting": put.item.meeting,
                "so_far": so_far,
                "voted": so_far.present - so_far.waiting,
            }
            return render(request, "meetings/close_early.html", context)
    put = services.close_vote(put, by=request.user)
    if put.question.carried:
        messages.success(request, _("Carried: for %(votes)d, needed %(needed)d.") % _numbers(put))
    else:
        messages.info(request, _not_carried(put))
    return redirect("meetings:console", put.item.meeting_id)


def _not_carried(put: Put) -> str:
    shown = Outcome(put)
    if shown.leads_to_run_off:
        return _("Nobody has enough votes for the seat: a run-off is needed.")
    if shown.rounds:
        return _("Nobody is elected: the majority that the statute asks for was not reached.")
    said = _("Not carried: for %(votes)d, needed %(needed)d.") % _numbers(put)
    return said if shown.double is None else capfirst(f"{shown.words.votes} → {shown.words.so}")


def _numbers(put: Put) -> dict[str, int | None]:
    return {"votes": put.question.votes_for, "needed": put.question.needed}


@login_required
@require_POST
def cancel_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel the vote, with the reason for the minutes."""
    put = access.put_to_run(request.user, pk)
    form = CancelForm(request.POST)
    if not form.is_valid():
        context = {"meeting": put.item.meeting, "put": put, "form": form}
        return render(request, "meetings/cancel_wrong.html", context, status=UNPROCESSABLE)
    services.cancel_vote(put, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("The vote was cancelled; the question may be put again."))
    return redirect("meetings:console", put.item.meeting_id)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def cast(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the votes of the person: the first press asks once more, because a vote is final; the second records.

    Opened by its address it lets one who carries several votes choose for each council; nothing there changes by itself.
    """
    put, person = access.put_to_cast(request.user, pk)
    if request.method == "GET":
        waiting = voting_of(put.item, request.user).to_cast
        if put.question.state != Question.State.OPEN or not waiting:
            return redirect("meetings:phone", put.item.meeting_id)
        if put.question.kind != Question.Kind.MOTION:
            return _paper(request, put, waiting)
        return render(request, "meetings/split.html", {"put": put, "meeting": put.item.meeting, "rights": waiting})
    votes = _votes(request, put, person.pk)
    chosen = _to_confirm(put, votes, person.pk) if request.POST.get("confirm") != "1" else []
    if chosen:
        values = {value for _right, value, _word in chosen}
        context = {"put": put, "meeting": put.item.meeting, "chosen": chosen, "values": values}
        return render(request, "meetings/cast.html", context)
    receipt = services.cast_vote(put, votes=votes, by=request.user)
    at = timezone.localtime(receipt.at).strftime("%H:%M:%S")
    if receipt.recorded:
        said = recorded_in_words(len(receipt.recorded), at)
    else:
        said = _("This vote was already recorded; nothing has changed.")
    messages.success(request, said)
    return redirect("meetings:phone", put.item.meeting_id)


def _paper(request: HttpRequest, put: Put, waiting: list[Elector]) -> HttpResponse:
    """Show the ballot paper of an election: for all rights that wait, or for the one that is asked for."""
    only = [right for right in waiting if str(right.pk) == request.GET.get("right")]
    context = {
        "put": put,
        "meeting": put.item.meeting,
        "rights": only or waiting,
        "only": only[0].pk if only else None,
        "candidates": put.question.candidates.all(),
    }
    return render(request, "meetings/ballot_paper.html", context)


def _to_confirm(put: Put, votes: dict[int, str], person_id: int) -> list[tuple[Elector, str, str]]:
    """Return rights, values and words that are asked about once more; none when the service can answer at once.

    Who has voted already is not led to confirm again: he is told what was recorded.
    """
    if put.question.state != Question.State.OPEN:
        return []
    rights = {right.pk: right for right in rights_of(put.question, person_id)}
    paper, names = paper_of(put.question), names_of(put.question)
    known = [(rights[n], value) for n, value in votes.items() if n in rights and is_known(value, paper=paper)]
    if len(known) < len(votes) or all(hasattr(right, "vote") for right, _value in known):
        return []
    return [(right, value, value_in_words(value, names)) for right, value in known]


def _votes(request: HttpRequest, put: Put, person_id: int) -> dict[int, str]:
    """Read votes: one value for all rights that have not voted (`value`), or a value for each (`right-<number>`)."""
    split = {
        int(name.removeprefix("right-")): str(value)
        for name, value in request.POST.items()
        if name.startswith("right-") and name.removeprefix("right-").isdecimal() and len(name) < 25 and value
    }
    if split:
        return split
    value = request.POST.get("value", "") or choice_in(request.POST, put.question)
    only = request.POST.get("right", "")
    if value and only.isdecimal() and len(only) < 19:
        return {int(only): value}
    rights = [right for right in rights_of(put.question, person_id) if not right.recused]
    waiting = [right for right in rights if not hasattr(right, "vote")]
    return {right.pk: value for right in (waiting or rights)} if value else {}


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def hand_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the sheet of a member of the counting commission."""
    put = access.put_to_count(request.user, pk)
    if put.question.method == Question.Method.SECRET:
        return _pile(request, put)
    by_roll = request.GET.get("roll") == "1" or names_needed(put.question)
    able = put.question.electors.filter(present=True, recused=False, vote__isnull=True)
    electors = list(able.select_related("membership__organisation"))
    voting = voting_of(put.item, request.user)
    mine = voting.my_sheet
    form = SheetForm(
        request.POST if request.method == "POST" else None, electors=electors, by_roll=by_roll, initial=_kept(mine)
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        numbers = {name: given.get(name) or 0 for name in ("votes_for", "votes_against", "votes_abstained")}
        if _entered(request, put, form, roll=form.roll if by_roll else None, **numbers):
            return redirect("meetings:hand_sheet", put.pk)
    context = {
        "put": put,
        "meeting": put.item.meeting,
        "form": form,
        "by_roll": by_roll,
        "voting": voting,
        "mine": mine,
        "may_vote": len(electors),
    }
    return render(request, "meetings/hand_sheet.html", context, status=UNPROCESSABLE if form.errors else 200)


def _pile(request: HttpRequest, put: Put) -> HttpResponse:
    """Enter what lay in the box of paper ballots of a secret vote."""
    voting = voting_of(put.item, request.user)
    mine = voting.my_sheet
    posted = request.POST if request.method == "POST" else None
    form = PileForm(posted, question=put.question, kept=mine.pile if mine is not None else {})
    if posted is not None and form.is_valid():
        if _entered(request, put, form, pile=form.pile):
            return redirect("meetings:hand_sheet", put.pk)
    context = {"put": put, "meeting": put.item.meeting, "form": form, "voting": voting, "mine": mine}
    context |= {"box": box_of(put.question), "secret": True}
    return render(request, "meetings/hand_sheet.html", context, status=UNPROCESSABLE if form.errors else 200)


def _entered(request: HttpRequest, put: Put, form: SheetForm | PileForm, **sheet: Any) -> bool:
    """Enter a sheet; what the rule refuses is said in the form, and what was typed stays there."""
    try:
        services.enter_sheet(put, by=request.user, **sheet)
    except RuleBroken as broken:
        if broken.refusal.code not in MENDED_IN_FORM:
            raise
        said = say(broken.refusal)
        form.add_error(None, f"{said.sentence} {said.advice}".strip())
        return False
    messages.success(request, _("Your sheet was entered."))
    return True


def _kept(mine: object) -> dict[str, object]:
    if mine is None:
        return {}
    kept: dict[str, object] = {f"elector-{number}": value for number, value in getattr(mine, "roll", {}).items()}
    for name in ("votes_for", "votes_against", "votes_abstained"):
        kept[name] = getattr(mine, name)
    return kept


@login_required
@require_POST
def take_note(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take note of an item by general consent."""
    found = access.item_to_run(request.user, pk, item)
    form = NoteForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {"text": "", "nobody_objects": False}
    decision = note(found, text=given["text"], nobody_objects=given["nobody_objects"], by=request.user)
    messages.success(request, _("Taken note of, no. %(number)d.") % {"number": decision.number})
    return redirect("meetings:console", pk)
