"""Pages of voting cards: issue, take the sheets to print, withdraw."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from spilno.meetings.access.registration import meeting_to_register
from spilno.meetings.exports.cards import cards_pdf
from spilno.meetings.models import Meeting
from spilno.meetings.queries import registration as queries
from spilno.meetings.rules.registration import why_no_cards
from spilno.meetings.services import cards as services
from spilno.meetings.views.registration import file_answer, number_of, page_of
from spilno.statute.rules.refusal import refuse

PART = 160  # cards in one file: twenty sheets, made in under a second


@never_cache
@login_required
def cards(request: HttpRequest, pk: int) -> HttpResponse:
    """Show voting cards; issue them for all or for chosen members; withdraw one."""
    meeting = meeting_to_register(request.user, pk)
    if request.method == "POST":
        return _cards_act(request, meeting)
    return _cards_page(request, meeting)


def _cards_page(request: HttpRequest, meeting: Meeting, *, status: int = 200) -> HttpResponse:
    words = request.GET.get("q", "")[:200]
    page = page_of(request, queries.sought(meeting, words))
    rows = queries.roll_of(meeting, list(page.object_list))
    issued = meeting.codes.filter(withdrawn_at__isnull=True)
    codes = {code.membership_id: code for code in issued.filter(membership__in=[row.membership.pk for row in rows])}
    page.object_list = [{"row": row, "code": codes.get(row.membership.pk)} for row in rows]
    context = {**_issued(meeting), "page": page, "q": words, "why": why_no_cards(meeting.state)}
    return render(request, "meetings/cards.html", context, status=status)


def _issued(meeting: Meeting) -> dict[str, Any]:
    """Tell of the cards that work now."""
    facts = meeting.codes.filter(withdrawn_at__isnull=True).aggregate(issued=Count("pk"), used=Count("used_at"))
    return {"meeting": meeting, "newest": services.newest_code(meeting), **facts}


def _cards_act(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    if "withdraw" in request.POST:
        number = number_of(request.POST["withdraw"])
        services.withdraw_card(get_object_or_404(meeting.codes, pk=number), by=request.user)
        messages.success(request, _("The card was withdrawn: its code does not work any more."))
        return redirect("meetings:cards", meeting.pk)
    working = _issued(meeting)
    if "all" in request.POST and working["issued"] and request.POST.get("sure") != str(working["newest"]):
        refuse(why_no_cards(meeting.state))
        return render(request, "meetings/cards_anew.html", working)
    chosen = None if "all" in request.POST else [number_of(value) for value in request.POST.getlist("member")]
    key = services.new_key()
    seen = working["newest"] if chosen is None else None
    made = services.issue_cards(meeting, chosen, by=request.user, key=key, seen=seen)
    if not made:
        messages.error(request, _("No card was issued: choose members with a representative."), extra_tags="no")
        return _cards_page(request, meeting, status=422)
    context = {"meeting": meeting, "count": len(made), "key": key, "parts": _parts(len(made))}
    return render(request, "meetings/cards_issued.html", context)


def _parts(count: int) -> list[dict[str, int]]:
    """Return the files that hold so many cards: number, first and last card."""
    return [
        {"number": number, "first": first + 1, "last": min(first + PART, count)}
        for number, first in enumerate(range(0, count, PART), start=1)
    ]


@never_cache
@login_required
@require_POST
@sensitive_post_parameters("key")
@sensitive_variables("key")
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one file of cards to print from the key that only the page of the one who issued them knows."""
    meeting = meeting_to_register(request.user, pk)
    cards = services.cards_to_print(meeting, request.POST.get("key", ""))
    asked = request.POST.get("part", "1")
    part = int(asked) if asked.isdecimal() and len(asked) < 5 else 0
    chosen = cards[(part - 1) * PART : part * PART] if part else []
    if not chosen:
        raise Http404
    name = f"cards-{meeting.number}" + (f"-{part}" if len(cards) > PART else "")
    return file_answer(cards_pdf(meeting, chosen), f"{name}.pdf", "application/pdf")
