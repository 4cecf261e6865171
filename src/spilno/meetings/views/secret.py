"""A secret vote: papers to those who sign in, ballots from nobody known, the public list."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from spilno.ballots.queries.box import box_of, handed_to, takers_of
from spilno.ballots.queries.sheets import beside_phones
from spilno.ballots.rules.handed import FEW, ON_PAPER
from spilno.ballots.services.secret import TokenRequest
from spilno.meetings.access import voting as access
from spilno.meetings.exports.votes import vote_file
from spilno.meetings.forms.secret import BALLOT_BYTES, asked_papers, ballot_in
from spilno.meetings.models import Put
from spilno.meetings.queries.paper_ballots import rights_here
from spilno.meetings.queries.voting import Outcome
from spilno.meetings.services import secret as services
from spilno.meetings.services.secret import drop_ballots, give_papers
from spilno.statute.rules.refusal import Refusal
from spilno.ui.sentences import say

BAD_REQUEST, CONFLICT, TOO_LARGE = 400, 409, 413
ON_PAGE = 100
JSON = "application/json"


def _said(refusal: Refusal) -> dict[str, str]:
    said = say(refusal)
    return {"code": refusal.code, "sentence": said.sentence, "advice": said.advice}


@never_cache
@login_required
@require_POST
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the blinded tokens of the rights that a person carries; those that are refused say why."""
    put, person = access.put_to_cast(request.user, pk)
    asked = asked_papers(request.body) if request.content_type == JSON else {}
    if not asked:
        return JsonResponse({}, status=BAD_REQUEST)
    answers = give_papers(put, [TokenRequest(number, person.pk, blinded) for number, blinded in asked.items()])
    given, refused = {}, {}
    for number, answer in zip(asked, answers, strict=True):
        if isinstance(answer, Refusal):
            refused[number] = _said(answer)
        else:
            given[number] = answer.hex()
    return JsonResponse({"papers": given, "refusals": refused})


@csrf_exempt  # a ballot bears its own proof, and nothing of a session is read here
@never_cache
@require_POST
def box(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one ballot. Neither cookie, session nor address is read; the answer says only that it lies in the box."""
    put = access.put_with_box(pk)
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if not announced.isdecimal() or int(announced) > BALLOT_BYTES:
        return JsonResponse({}, status=TOO_LARGE)
    ballot = ballot_in(request.body) if request.content_type == JSON else None
    if ballot is None:
        return JsonResponse({}, status=BAD_REQUEST)
    answer = drop_ballots(put, [ballot])[0]
    if isinstance(answer, Refusal):
        return JsonResponse(_said(answer), status=CONFLICT)  # here, so that a refusal is not kept by anybody either
    return JsonResponse({"recorded": True, "already": answer.already})


@never_cache
@login_required
@require_safe
def paper_ballots(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the counting commission to whom a ballot may be given out on paper, and to whom it was."""
    put = access.put_to_count(request.user, pk, secret=True)
    asked = request.GET.get("q", "").strip()[:100]
    page = Paginator(rights_here(put.question, asked=asked), ON_PAGE).get_page(request.GET.get("page"))
    context = {
        "put": put,
        "meeting": put.item.meeting,
        "page": page,
        "asked": asked,
        "box": box_of(put.question),
        "on_paper": ON_PAPER,
        "few_papers": FEW,
    }
    return render(request, "meetings/paper_ballots.html", context)


@login_required
@require_POST
def hand_paper(request: HttpRequest, pk: int, elector: int) -> HttpResponse:
    """Write down that a ballot was given out on paper."""
    put, right = access.right_to_hand(request.user, pk, elector)
    services.hand_paper(put, right, by=request.user)
    messages.success(request, _("A paper ballot was given out: %(name)s.") % {"name": right.member_name})
    return _back(request, put)


@login_required
@require_POST
def take_paper_back(request: HttpRequest, pk: int, elector: int) -> HttpResponse:
    """Take back a paper ballot that was given out by mistake."""
    put, right = access.right_to_hand(request.user, pk, elector)
    services.take_paper_back(put, right, by=request.user)
    messages.success(request, _("The paper ballot was taken back: %(name)s.") % {"name": right.member_name})
    return _back(request, put)


def _back(request: HttpRequest, put: Put) -> HttpResponse:
    asked = {name: request.POST[name] for name in ("q", "page") if request.POST.get(name)}
    return redirect(f"{reverse('meetings:paper_ballots', args=[put.pk])}?{urlencode(asked)}".rstrip("?"))


@require_safe
def secret_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the ballots of a closed secret vote in the order of their tokens; each voter finds his own."""
    put = access.put_sealed(request.user, pk)
    added = beside_phones(put.question)
    page = Paginator(put.question.ballots.order_by("token"), ON_PAGE).get_page(request.GET.get("page"))
    context = {
        "put": put,
        "meeting": put.item.meeting,
        "outcome": Outcome(put),
        "box": box_of(put.question),
        "secret": put.question.secret,
        "takers": takers_of(put.question),
        "handed": handed_to(put.question),
        "pile": added.pile if added else (),
        "page": page,
    }
    return render(request, "meetings/secret_list.html", context)


@require_safe
def secret_list_json(request: HttpRequest, pk: int) -> HttpResponse:
    """Give everything that is needed to count a closed secret vote again."""
    put = access.put_sealed(request.user, pk)
    answer = JsonResponse(vote_file(put), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="ballots-{put.pk}.json"'
    return answer
