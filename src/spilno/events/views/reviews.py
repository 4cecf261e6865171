"""Pages of a reviewer: what waits for him, a paper without what he must not see, his review."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from spilno.events import access
from spilno.events.forms.reviews import ReviewForm
from spilno.events.gateways.blind_copy import UnreadableError, blind_copy
from spilno.events.queries import papers
from spilno.events.queries import reviews as queries
from spilno.events.rules import reviews as rules
from spilno.events.services import reviews as services
from spilno.people.access import own_person
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

ENDINGS = {"application/pdf": "pdf"}


@never_cache
@login_required
@require_safe
def own_reviews(request: HttpRequest) -> HttpResponse:
    """Show what one is asked to review and what one reviewed."""
    person = own_person(request.user)
    waiting = list(queries.waiting_reviews(person))
    owed = {review.pk for review in waiting}
    done = [review for review in queries.reviews_asked_of(person) if review.pk not in owed]
    return render(request, "events/papers/own_reviews.html", {"waiting": waiting, "done": done})


@never_cache
@login_required
def review(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show the paper to its reviewer and let him write; authors only where the review is not blind."""
    found = access.review_to_write(request.user, pk, number)
    paper = found.paper
    why = rules.why_not_review(
        state=paper.state, decided=bool(paper.decided), conflict=queries.conflict_with(paper, found.reviewer)
    )
    form = ReviewForm(request.POST or None, review=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.give_review(found, form.cleaned_data, form.scores(), by=request.user)  # type: ignore[arg-type]
        except RuleBroken as broken:
            refused(form, broken)
        else:
            messages.success(request, _("The review is kept. You may change it until the paper is decided on."))
            return redirect("events:own_reviews")
    context: dict[str, Any] = {
        "review": found,
        "paper": paper,
        "event": paper.call.event,
        "call": paper.call,
        "section": papers.section_title(paper),
        "authors": [] if paper.call.blind else list(paper.authors.all()),
        "file": papers.file_of(paper),
        "form": form,
        "why": why,
    }
    return render(request, "events/papers/review.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def declare_conflict(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Declare a conflict of interest with one press; the paper goes from the reviewer."""
    services.declare_conflict(access.review_to_write(request.user, pk, number), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Thank you. The paper is no longer before you; another reviewer will be asked."))
    return redirect("events:own_reviews")


@login_required
@require_safe
def review_file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Hand out the file to its reviewer; where the review is blind, a copy whose properties do not name the author."""
    paper = access.review_to_write(request.user, pk, number).paper
    row = papers.file_of(paper)
    if row is None:
        raise Http404
    content: Any = row.file.open("rb")
    if paper.call.blind:
        try:
            with content as opened:
                content = blind_copy(opened.read())
        except UnreadableError:
            messages.error(
                request,
                _(
                    "The file is damaged, so names cannot be taken out of it, and it is not handed out. Tell those who hold the conference."
                ),
            )
            return redirect("events:review", pk, number)
    answer = FileResponse(
        content,
        as_attachment=True,
        filename=f"paper-{number}.{ENDINGS.get(row.content_type, 'docx')}",
        content_type=row.content_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-cache"
    return answer
