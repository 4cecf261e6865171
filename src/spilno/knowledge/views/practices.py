"""The register of practices, the page of each, writing on the spot, review."""

import secrets
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from spilno.documents.queries import attachments_of
from spilno.events.access import event_to_see
from spilno.events.models import Event
from spilno.knowledge import access
from spilno.knowledge.forms import CardForm, PublishForm, RemarksForm
from spilno.knowledge.models import Adoption, Practice
from spilno.knowledge.queries import adoptions as adoption_queries
from spilno.knowledge.queries import practices as queries
from spilno.knowledge.rules import cards as rules
from spilno.knowledge.services import cards as services
from spilno.meetings.access.meetings import meeting_to_see
from spilno.meetings.models import Meeting, VisitStop
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

ON_PAGE = 24
ASKED = ("q", "topic", "raion", "council", "meeting", "event")


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """Show the register of practices, narrowed by words, topic, raion, council and visit."""
    given = {name: request.GET.get(name, "").strip()[:100] for name in ASKED}
    rows = queries.with_counts(queries.sought(queries.published(), given))
    return render(
        request,
        "knowledge/practices.html",
        {
            "page": Paginator(rows, ON_PAGE).get_page(request.GET.get("page")),
            "given": given,
            "asked": any(given.values()),
            "choices": queries.choices(),
            "hosts": queries.by_host(),
            "may_write": access.may_write(request.user),
            "event": _event(request),
            "waiting": queries.to_review() if access.may_review(request.user) else [],
        },
    )


@require_safe
def practice(request: HttpRequest, number: int) -> HttpResponse:
    """Show a practice: what was done, where it was seen, where it came from and who took it over."""
    return _page(request, access.practice_to_see(request.user, number))


def _page(request: HttpRequest, found: Practice, *, status: int = 200, **given: Any) -> HttpResponse:
    adoptions = list(adoption_queries.adoptions_of(found))
    own = access.councils_to_adopt(request.user).exclude(pk__in=[row.organisation_id for row in adoptions])
    card = rules.Card(found.state, found.title, found.problem, found.solution)
    reviews = access.may_review(request.user)
    return render(
        request,
        "knowledge/practice.html",
        {
            "practice": found,
            "photos": list(attachments_of(found)),
            "contact": queries.contact_of(found, timezone.localdate()),
            "adoptions": adoptions,
            "works": sum(row.state == Adoption.State.WORKS for row in adoptions),
            "dropped": sum(row.state == Adoption.State.DROPPED for row in adoptions),
            "tree": queries.lineage(found),
            "revisions": queries.revisions_of(found),
            "edits": access.may_edit(request.user, found),
            "reviews": reviews,
            "may_adopt": found.state == Practice.State.PUBLISHED and own.exclude(pk=found.organisation_id).exists(),
            "why_not_edit": rules.why_not_edit(found.state),
            "why_not_send": rules.why_not_send(card),
            "overdue": found.review_due_on is not None and found.review_due_on <= timezone.localdate(),
            "publish_form": given.get("publish_form")
            or PublishForm(initial={"licence": found.licence}, auto_id="publish_%s"),
            "remarks_form": given.get("remarks_form") or RemarksForm(auto_id="remarks_%s"),
        },
        status=status,
    )


def _seen_at(request: HttpRequest) -> tuple[Meeting | None, VisitStop | None]:
    """Return the meeting and the stop that the address names, where the practice was seen."""
    asked = request.GET.get("meeting", "")
    if not (asked.isdecimal() and len(asked) < 12):
        return None, None
    meeting = meeting_to_see(request.user, int(asked))
    return meeting, queries.stop_of(meeting, request.GET.get("stop", ""))


def _event(request: HttpRequest) -> Event | None:
    """Return the event that the address names, where the practice was seen; 404 when the person may not see it."""
    asked = request.GET.get("event", "")
    return event_to_see(request.user, int(asked)) if asked.isdecimal() and len(asked) < 12 else None


def _adoption(request: HttpRequest) -> Adoption | None:
    """Return the adoption from which an own practice grew, to those who write for its council; 404 to others."""
    asked = request.GET.get("adoption", "")
    return access.adoption_to_tell(request.user, int(asked)) if asked.isdecimal() and len(asked) < 12 else None


@login_required
def write(request: HttpRequest) -> HttpResponse:
    """Write a card, on a phone at the very place; `meeting`, `stop`, `event` and `adoption` in the address tell where it comes from."""
    access.require_writer(request.user)
    meeting, stop = _seen_at(request)
    event, adoption = _event(request), _adoption(request)
    initial: dict[str, Any] = {"title": stop.title if stop else ""}
    if adoption is not None:
        initial |= {"organisation": adoption.organisation_id, "topic": adoption.practice.topic}
    elif meeting is not None and meeting.host is not None:
        initial["organisation"] = meeting.host.organisation_id
    form = CardForm(request.POST or None, request.FILES or None, initial=initial, day=timezone.localdate())
    seen = {"seen_at_meeting": meeting, "seen_at_stop": stop, "seen_at_event": event}
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                made = _written(request, form, seen, adoption)
            except RuleBroken as broken:
                refused(form, broken, "photos")
                status = 409
            else:
                return _page_of(request, made)
        else:
            status = 422
    context = {
        "form": form,
        "meeting": meeting,
        "stop": stop,
        "event": event,
        "adoption": adoption,
        "phone_key": request.POST.get("phone_key", "")[:40] or secrets.token_urlsafe(16),
    }
    return render(request, "knowledge/card_form.html", context, status=status)


def _page_of(request: HttpRequest, made: Practice) -> HttpResponse:
    """Lead to the page of a card that was kept; a phone that sends by script gets its address."""
    page = reverse("knowledge:practice", args=[made.number])
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"page": page}, status=201)
    return redirect(page)


def _written(request: HttpRequest, form: CardForm, seen: dict[str, Any], adoption: Adoption | None) -> Practice:
    values = {name: value for name, value in form.cleaned_data.items() if name != "photos"}
    made = services.write_card(
        {**values, **seen},
        photos=form.cleaned_data["photos"],
        phone_key=request.POST.get("phone_key", "")[:40],
        adoption=adoption,
        by=request.user,
    )
    if "send" not in request.POST or made.state != Practice.State.DRAFT:
        messages.success(request, _("The card was kept."))
        return made
    try:
        services.send_card(made, by=request.user)
    except RuleBroken:
        messages.success(request, _("The card was kept."))
        messages.warning(request, _("It stays a draft: add the problem and the solution before it is sent for review."))
    else:
        messages.success(request, _("The card was sent for review."))
    return made


@login_required
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Change a card."""
    found = access.practice_to_edit(request.user, number)
    initial = {name: getattr(found, name) for name in services.TEXTS}
    initial |= {"organisation": found.organisation_id, "contact": str(found.contact_id or "")}
    form = CardForm(request.POST or None, request.FILES or None, initial=initial, day=timezone.localdate())
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        changed = {*form.changed_data, *(["contact_post"] if "contact" in form.changed_data else [])} - {"photos"}
        values = {name: value for name, value in form.cleaned_data.items() if name in changed}
        try:
            services.change_card(found, values, photos=form.cleaned_data["photos"], by=request.user)
        except RuleBroken as broken:
            refused(form, broken)
            status = 409
        else:
            messages.success(request, _("The card was changed."))
            return redirect("knowledge:practice", number)
    context = {"form": form, "practice": found, "why": rules.why_not_edit(found.state)}
    return render(request, "knowledge/card_form.html", context, status=status)


@login_required
@require_POST
def send(request: HttpRequest, number: int) -> HttpResponse:
    """Send a card for review."""
    services.send_card(access.practice_to_edit(request.user, number), by=request.user)
    messages.success(request, _("The card was sent for review."))
    return redirect("knowledge:practice", number)


@login_required
@require_POST
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Publish a card under a licence."""
    found = access.practice_to_review(request.user, number)
    form = PublishForm(request.POST, auto_id="publish_%s")
    if not form.is_valid():
        return _page(request, found, status=422, publish_form=form)
    services.publish_card(found, licence=form.cleaned_data["licence"], by=request.user)
    messages.success(request, _("The practice is published."))
    return redirect("knowledge:practice", number)


@login_required
@require_POST
def give_back(request: HttpRequest, number: int) -> HttpResponse:
    """Return a card with remarks."""
    found = access.practice_to_review(request.user, number)
    form = RemarksForm(request.POST, auto_id="remarks_%s")
    if not form.is_valid():
        return _page(request, found, status=422, remarks_form=form)
    services.return_card(found, remarks=form.cleaned_data["remarks"], by=request.user)
    messages.success(request, _("The card was returned with remarks."))
    return redirect("knowledge:practice", number)


@login_required
@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Confirm that a published card is still right."""
    services.confirm_card(access.practice_to_review(request.user, number), by=request.user)
    messages.success(request, _("The card is confirmed; its next review is in a year."))
    return redirect("knowledge:practice", number)


@login_required
@require_POST
def retire(request: HttpRequest, number: int) -> HttpResponse:
    """Mark a card as no longer kept up."""
    services.retire_card(access.practice_to_review(request.user, number), by=request.user)
    messages.success(request, _("The card is marked as no longer kept up."))
    return redirect("knowledge:practice", number)


@require_safe
def revision(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """Show what a card said in an earlier version."""
    found = access.practice_to_see(request.user, number)
    former = get_object_or_404(found.revisions, version=version)
    return render(request, "knowledge/revision.html", {"practice": found, "revision": former})
