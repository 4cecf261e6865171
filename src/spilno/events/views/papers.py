"""Pages of a call for papers, of one's own papers, and of those that came to the conference."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from spilno.events import access
from spilno.events.forms.papers import AuthorForms, CallForm, PaperForm
from spilno.events.models import CallForPapers, Event, Paper
from spilno.events.queries import papers as queries
from spilno.events.queries.collection import published
from spilno.events.queries.reviews import papers_in_collection, words_to_author
from spilno.events.rules import papers as rules
from spilno.events.services import papers as services
from spilno.events.views.parts import Part, Tool, register_part, register_tool
from spilno.people.access import own_person
from spilno.statute.rules.refusal import Refusal, RuleBroken
from spilno.ui.forms import KeptElsewhere, refused


def _why_closed(call: CallForPapers) -> Refusal | None:
    """Say why nothing is submitted to the call now."""
    return rules.why_not_submit(rules.PaperFacts(rules.DRAFT), queries.call_facts(call), timezone.localtime())


@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the call: what is asked, until when, and one's own papers for it."""
    found = access.call_to_see(request.user, pk)
    context = {
        "call": found,
        "event": found.event,
        "sections": queries.sections_of(found),
        "own": list(queries.papers_of_author(request.user).filter(call=found)) if request.user.is_authenticated else [],
        "why": _why_closed(found),
        "keeps": access.may_keep(request.user, found.event),
    }
    return render(request, "events/papers/call.html", context)


@login_required
def edit_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Open or change the call of a conference."""
    event = access.event_to_keep(request.user, pk)
    if event.kind != Event.Kind.CONFERENCE:
        raise Http404
    form = CallForm(request.POST or None, instance=queries.call_of(event) or CallForPapers(event=event))
    if request.method == "POST" and form.is_valid():
        try:
            services.keep_call(event, form.cleaned_data, form.sections(), criteria=form.criteria(), by=request.user)
        except RuleBroken as broken:
            refused(form, broken)
        else:
            messages.success(request, _("The call for papers is kept."))
            return redirect("events:call", pk)
    context = {"event": event, "form": form, "stands": queries.call_of(event) is not None}
    return render(request, "events/papers/call_form.html", context, status=422 if form.errors else 200)


@login_required
def own(request: HttpRequest) -> HttpResponse:
    """Show one's own papers at all conferences."""
    papers = list(queries.papers_of_author(request.user))
    return render(request, "events/papers/own.html", {"papers": papers})


@login_required
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a paper; it may be kept as a draft or submitted at once."""
    found = access.call_to_see(request.user, pk)
    person = own_person(request.user)
    first = [{"name": person.full_name if person else "", "email": request.user.email}]
    return _paper_form(request, found, None, first)


@login_required
def edit(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Change one's own paper."""
    paper = access.paper_to_write(request.user, pk, number)
    standing = list(paper.authors.values("name", "post", "organisation_name", "email"))
    return _paper_form(request, paper.call, paper, standing)


def _paper_form(
    request: HttpRequest, found: CallForPapers, paper: Paper | None, standing: list[dict[str, Any]]
) -> HttpResponse:
    form = PaperForm(request.POST or None, request.FILES or None, instance=paper, call=found)
    authors = AuthorForms(request.POST or None, initial=standing, prefix="authors")
    if request.method == "POST" and form.is_valid() and authors.is_valid():
        try:
            kept = _keep(request, found, paper, form, authors)
        except RuleBroken as broken:
            refused(form, broken, "file" if broken.refusal.code == "paper_file_kind" else None)
        else:
            return _kept(request, kept)
    wrong = bool(form.errors) or (authors.is_bound and not authors.is_valid())
    state = paper.state if paper is not None else Paper.State.DRAFT
    context = {
        "call": found,
        "event": found.event,
        "paper": paper,
        "form": form,
        "authors": authors,
        "drafts": state == Paper.State.DRAFT,
        "why": _why_closed(found) if state == Paper.State.DRAFT else None,
        "why_change": rules.why_not_change(
            state, queries.call_facts(found), timezone.localtime(), changes_until=paper.changes_until if paper else None
        ),
    }
    return render(request, "events/papers/paper_form.html", context, status=422 if wrong else 200)


def _keep(request: HttpRequest, found: CallForPapers, paper: Paper | None, form: PaperForm, authors: Any) -> Paper:
    values, said, file = form.cleaned_data, authors.said(), form.cleaned_data.get("file") or None
    if paper is None:
        return services.draft_paper(found, values, said, file, by=request.user)
    return services.change_paper(Paper.objects.get(pk=paper.pk), values, said, file, by=request.user)


def _kept(request: HttpRequest, paper: Paper) -> HttpResponse:
    """Submit what was kept when it was asked for; a refusal leaves the draft, which is written already."""
    if "send" in request.POST and paper.state == Paper.State.DRAFT:
        try:
            services.submit_paper(paper, by=request.user)
        except RuleBroken as broken:
            page = reverse("events:paper", args=[paper.call.event_id, paper.number])
            raise KeptElsewhere(broken.refusal, page) from broken
        messages.success(request, _("The paper was submitted under number %(number)d.") % {"number": paper.number})
    else:
        messages.success(request, _("The paper is kept."))
    return redirect("events:paper", paper.call.event_id, paper.number)


@login_required
@require_safe
def paper(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show a paper to its author and to those who keep the conference."""
    found = access.paper_to_see(request.user, pk, number)
    facts, now = queries.call_facts(found.call), timezone.localtime()
    context = {
        "paper": found,
        "event": found.call.event,
        "section": queries.section_title(found),
        "authors": list(found.authors.all()),
        "file": queries.file_of(found),
        "own": access.wrote(request.user, found),
        "judges": access.may_judge(request.user, found),
        "printed": published(found.call.event) and found in papers_in_collection(found.call),
        "why_submit": rules.why_not_submit(queries.paper_facts(found), facts, now),
        "why_change": rules.why_not_change(found.state, facts, now, changes_until=found.changes_until),
        "words": words_to_author(found),
        "why_withdraw": rules.why_not_withdraw(found.state, facts),
    }
    return render(request, "events/papers/paper.html", context)


@login_required
@require_POST
def submit(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Submit a draft."""
    services.submit_paper(access.paper_to_write(request.user, pk, number), by=request.user)
    messages.success(request, _("The paper was submitted under number %(number)d.") % {"number": number})
    return redirect("events:paper", pk, number)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Withdraw one's own paper."""
    services.withdraw_paper(access.paper_to_write(request.user, pk, number), by=request.user)
    messages.success(request, _("The paper was withdrawn."))
    return redirect("events:paper", pk, number)


@login_required
@require_safe
def file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Hand out the file of a paper under a name that tells nothing of its authors; it is always saved."""
    row = queries.file_of(access.paper_to_see(request.user, pk, number))
    if row is None:
        raise Http404
    ending = "pdf" if row.content_type == "application/pdf" else "docx"
    answer = FileResponse(
        row.file.open("rb"), as_attachment=True, filename=f"paper-{number}.{ending}", content_type=row.content_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _part(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    found = queries.call_of(event)
    if found is None:
        return None
    found.event = event
    return {
        "call": found,
        "why_papers": _why_closed(found),
        "accepted": papers_in_collection(found) if found.announced_at else [],
        "collected": published(event),
    }


def _conference(_request: HttpRequest, event: Event) -> bool:
    return event.kind == Event.Kind.CONFERENCE


register_part(Part("papers", 30, "events/_papers.html", _part))
register_tool(Tool(gettext_lazy("Call for papers"), "events:edit_call", 30, "signal", _conference))
