"""Pages of those who keep the conference: reviewers, papers with their scores, decisions, announcement, the programme."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from spilno.events import access
from spilno.events.forms.reviews import AskForm, DecisionForm, ProgrammeForm, ReviewerForm
from spilno.events.models import CallForPapers, Event, Paper
from spilno.events.queries import papers
from spilno.events.queries import reviews as queries
from spilno.events.rules import reviews as rules
from spilno.events.services import decisions
from spilno.events.services import reviews as services
from spilno.events.views.parts import Tool, register_tool
from spilno.people.access import own_person
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

FILTER_WORDS = {
    "": gettext_lazy("all papers"),
    "few": gettext_lazy("too few reviews"),
    "undecided": gettext_lazy("not decided on"),
    "accepted": gettext_lazy("to be accepted"),
    "changes": gettext_lazy("with changes"),
    "rejected": gettext_lazy("to be rejected"),
}


def _call(request: HttpRequest, pk: int) -> CallForPapers:
    access.event_to_keep(request.user, pk)
    return access.call_to_see(request.user, pk)


@never_cache
@login_required
@require_safe
def committee(request: HttpRequest, pk: int) -> HttpResponse:
    """Show those who keep the conference the papers that came, their scores, and what is to be done."""
    return _table(request, _call(request, pk), ReviewerForm())


def _table(request: HttpRequest, call: CallForPapers, form: ReviewerForm) -> HttpResponse:
    rows = queries.table_of(call, request.user, own_person(request.user))
    show, section, sort = (request.GET.get(name, "") for name in ("show", "section", "sort"))
    to_tell = queries.to_tell(call).count()
    context = {
        "event": call.event,
        "call": call,
        "rows": queries.ordered(queries.chosen(rows, show=show, section=section, needed=call.reviews_needed), sort),
        "count": len(rows),
        "given": sum(row.summary.given for row in rows),
        "sections": papers.sections_of(call),
        "filters": list(FILTER_WORDS.items()),
        "show": show,
        "section": section,
        "sort": sort,
        "reviewers": list(queries.reviewers_of(call)),
        "form": form,
        "why_share": rules.why_not_ask_reviewer(
            conflict="", state="submitted", decided=False, asked=False, deadline_passed=queries.deadline_passed(call)
        ),
        "to_tell": to_tell,
        "why_announce": rules.why_not_announce(undecided=queries.undecided(call), to_tell=to_tell),
        "speaking": queries.speaking_papers(call).count(),
    }
    return render(request, "events/papers/committee.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def name_reviewer(request: HttpRequest, pk: int) -> HttpResponse:
    """Name a reviewer."""
    call, form = _call(request, pk), ReviewerForm(request.POST)
    if form.is_valid():
        try:
            person = services.name_reviewer(call, form.cleaned_data["email"], by=request.user)  # type: ignore[arg-type]
        except RuleBroken as broken:
            refused(form, broken, "email")
        else:
            messages.success(request, _("%(name)s is a reviewer now.") % {"name": person})
            return redirect("events:committee", pk)
    return _table(request, call, form)


@login_required
@require_POST
def drop_reviewer(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Take a reviewer off."""
    call = _call(request, pk)
    services.drop_reviewer(call, get_object_or_404(call.reviewers, pk=person), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The reviewer was taken off."))
    return redirect("events:committee", pk)


@login_required
@require_POST
def share_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Share the papers out evenly."""
    count = services.share_out(_call(request, pk), by=request.user)  # type: ignore[arg-type]
    said = ngettext("%(count)d review was asked for.", "%(count)d reviews were asked for.", count)
    messages.success(request, said % {"count": count})
    return redirect("events:committee", pk)


@login_required
@require_POST
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """Announce all decisions at once."""
    count = decisions.announce_decisions(_call(request, pk), by=request.user)  # type: ignore[arg-type]
    said = ngettext("%(count)d author was told the decision.", "%(count)d authors were told the decisions.", count)
    messages.success(request, said % {"count": count})
    return redirect("events:committee", pk)


@never_cache
@login_required
def decide(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show a paper with its reviews, and keep the decision on it."""
    paper = access.paper_to_judge(request.user, pk, number)
    form = DecisionForm(request.POST or None, initial=_decided(paper))
    if request.method == "POST" and form.is_valid():
        try:
            decisions.decide(paper, **form.said(), by=request.user)  # type: ignore[arg-type]
        except RuleBroken as broken:
            refused(form, broken)
        else:
            messages.success(request, _("The decision is kept. The author learns it when decisions are announced."))
            return redirect("events:committee", pk)
    return _desk(request, paper, form)


def _decided(paper: Paper) -> dict[str, Any]:
    accepted = DecisionForm.CHANGES if paper.changes_until else DecisionForm.ACCEPT
    return {
        "decision": {Paper.State.ACCEPTED: accepted, Paper.State.REJECTED: DecisionForm.REJECT}.get(paper.decided, ""),
        "talk": paper.talk,
        "changes_until": paper.changes_until,
        "note": paper.decision_note,
        "seen": decisions.stamp_of(paper),
    }


def _desk(request: HttpRequest, paper: Paper, form: DecisionForm, asking: AskForm | None = None) -> HttpResponse:
    person = own_person(request.user)
    row = next(row for row in queries.table_of(paper.call, request.user, person) if row.paper.pk == paper.pk)
    asked = {review.reviewer_id for review in row.reviews}
    criteria = queries.criteria_of(paper.call)
    context = {
        "event": paper.call.event,
        "call": paper.call,
        "paper": paper,
        "row": row,
        "section": row.section,
        "authors": list(paper.authors.all()),
        "file": papers.file_of(paper),
        "reviews": [
            {"review": each, "scores": [(one.title, each.scores.get(one.code)) for one in criteria]}
            for each in row.reviews
        ],
        "free": [
            {"person": each, "why": rules.CONFLICTS.get(row.conflicts.get(each.pk, ""), "")}
            for each in queries.reviewers_of(paper.call)
            if each.pk not in asked
        ],
        "why_ask": rules.why_not_ask_reviewer(
            conflict="",
            state=paper.state,
            decided=bool(paper.decided),
            asked=False,
            deadline_passed=queries.deadline_passed(paper.call),
        ),
        "form": form,
        "decides": paper.state == Paper.State.SUBMITTED and queries.deadline_passed(paper.call),
    }
    wrong = bool(form.errors) or (asking is not None and bool(asking.errors))
    return render(request, "events/papers/decide.html", context, status=422 if wrong else 200)


@login_required
@require_POST
def ask_review(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Ask one reviewer for a review of a paper."""
    paper = access.paper_to_judge(request.user, pk, number)
    form = AskForm(request.POST, call=paper.call)
    if not form.is_valid():
        return _desk(request, paper, DecisionForm(initial=_decided(paper)), form)
    services.ask_review(paper, form.cleaned_data["reviewer"], by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The reviewer was asked and told by letter."))
    return redirect("events:decide_paper", pk, number)


@login_required
@require_POST
def take_back_review(request: HttpRequest, pk: int, number: int, review: int) -> HttpResponse:
    """Take a paper back from a reviewer who did not review it."""
    paper = access.paper_to_judge(request.user, pk, number)
    services.take_back(get_object_or_404(paper.reviews, pk=review, conflict=False), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The paper was taken back from the reviewer."))
    return redirect("events:decide_paper", pk, number)


@login_required
def to_programme(request: HttpRequest, pk: int) -> HttpResponse:
    """Put accepted talks into sessions of the programme in one act."""
    call = _call(request, pk)
    talks = queries.by_section(queries.speaking_papers(call))
    sessions = queries.sessions_for_papers(call.event)
    form = ProgrammeForm(request.POST or None, call=call, sessions=sessions, codes=list(talks))
    if request.method == "POST" and form.is_valid():
        count = decisions.put_into_programme(call, form.chosen(), by=request.user)  # type: ignore[arg-type]
        said = ngettext(
            "%(count)d talk was put into the programme.", "%(count)d talks were put into the programme.", count
        )
        messages.success(request, said % {"count": count})
        return redirect("events:programme", pk)
    context = {"event": call.event, "form": form, "talks": talks, "sessions": sessions}
    return render(request, "events/papers/to_programme.html", context, status=422 if form.errors else 200)


def _calls(_request: HttpRequest, event: Event) -> bool:
    return papers.call_of(event) is not None


register_tool(Tool(gettext_lazy("Papers, reviews, decisions"), "events:committee", 31, "minutes", _calls))
