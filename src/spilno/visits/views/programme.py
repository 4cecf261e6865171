"""The visit on a phone and on paper: programme, safety, groups, questions to the host."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from spilno.meetings.models import Meeting
from spilno.meetings.queries.places import place_of
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused
from spilno.visits import access
from spilno.visits.exports import groups_pdf
from spilno.visits.forms import AnswerForm, GroupForm, QuestionForm
from spilno.visits.queries import programme as queries
from spilno.visits.queries.attendance import present_at
from spilno.visits.rules.programme import AFTER, BEFORE
from spilno.visits.services import certificates
from spilno.visits.services import programme as services


def _page(request: HttpRequest, meeting: Meeting, *, status: int = 200, **given: Any) -> HttpResponse:
    place = place_of(request.user, meeting)
    details = access.sees_details(request.user, meeting, place)
    keeps = access.may_keep(request.user)
    part = access.takes_part(place)
    own = access.memberships_to_ask(request.user) if meeting.state in BEFORE else []
    return render(
        request,
        "visits/visit.html",
        {
            "meeting": meeting,
            "stops": list(meeting.stops.all()),
            "details": details,
            "keeps": keeps,
            "takes_part": part,
            "groups": queries.lines_of(meeting, place.person, takes_part=part) if details else [],
            "joining": part and meeting.state in AFTER and meeting.state in BEFORE,
            "safety_digest": queries.digest_of(meeting.safety_notice),
            "has_read": queries.has_read(meeting, place.person),
            "readers": queries.readers(meeting) if details and meeting.safety_notice else 0,
            "proven": present_at(meeting) if keeps else [],
            "questions": queries.questions_of(meeting),
            "question_form": given.get("question_form") or (QuestionForm(own=own, auto_id="ask_%s") if own else None),
            "answers": access.answers_for_host(request.user, meeting),
            "answer_form": given.get("answer_form"),
            "wrong_question": given.get("wrong_question"),
            "group_form": given.get("group_form")
            or (GroupForm(meeting=meeting, auto_id="group_%s") if keeps else None),
        },
        status=status,
    )


@require_safe
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the visit: its programme, the safety notice, groups, questions to the host."""
    return _page(request, access.visit_to_see(request.user, pk))


@login_required
@require_POST
def add_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a group of visitors."""
    meeting = access.visit_to_keep(request.user, pk)
    form = GroupForm(request.POST, meeting=meeting, auto_id="group_%s")
    if not form.is_valid():
        return _page(request, meeting, status=422, group_form=form)
    services.add_group(meeting, form.cleaned_data, by=request.user)
    messages.success(request, _("The group was added."))
    return redirect("visits:visit", pk)


@login_required
def change_group(request: HttpRequest, pk: int, group: int) -> HttpResponse:
    """Change a group of visitors."""
    meeting = access.visit_to_keep(request.user, pk)
    found = access.group_of(meeting, group)
    form = GroupForm(request.POST or None, meeting=meeting, group=found)
    if request.method == "POST" and form.is_valid():
        services.change_group(found, form.cleaned_data, by=request.user)
        messages.success(request, _("The group was changed."))
        return redirect("visits:visit", pk)
    context = {"form": form, "meeting": meeting, "group": found}
    return render(request, "visits/group_form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def remove_group(request: HttpRequest, pk: int, group: int) -> HttpResponse:
    """Remove a group."""
    meeting = access.visit_to_keep(request.user, pk)
    services.remove_group(access.group_of(meeting, group), by=request.user)
    messages.success(request, _("The group was removed; whoever was in it may choose another."))
    return redirect("visits:visit", pk)


@login_required
@require_POST
def join(request: HttpRequest, pk: int, group: int) -> HttpResponse:
    """Join a group."""
    meeting, place = access.visit_to_join(request.user, pk)
    found = access.group_of(meeting, group)
    services.join_group(meeting, found, place.person, takes_part=access.takes_part(place), by=request.user)
    messages.success(request, _("You go with the group “%(group)s”.") % {"group": found.name})
    return redirect("visits:visit", pk)


@login_required
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the group."""
    meeting, place = access.visit_to_join(request.user, pk)
    services.leave_group(meeting, place.person, by=request.user)
    messages.success(request, _("You are in no group now."))
    return redirect("visits:visit", pk)


@login_required
@require_POST
def confirm_safety(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm having read the safety notice."""
    meeting, place = access.visit_to_join(request.user, pk)
    services.confirm_safety(meeting, place.person, shown=request.POST.get("shown", "")[:64], by=request.user)
    messages.success(request, _("Thank you: your confirmation was kept."))
    return redirect("visits:visit", pk)


@login_required
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the host what the council wants to learn."""
    meeting, own = access.visit_to_ask(request.user, pk)
    form = QuestionForm(request.POST, own=own, auto_id="ask_%s")
    if not form.is_valid():
        return _page(request, meeting, status=422, question_form=form)
    try:
        services.ask_host(meeting, form.cleaned_data["membership"], text=form.cleaned_data["text"], by=request.user)
    except RuleBroken as broken:
        refused(form, broken)
        return _page(request, meeting, status=409, question_form=form)
    messages.success(request, _("The question was sent to the host."))
    return redirect("visits:visit", pk)


@login_required
@require_POST
def answer(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """Answer a question for the host."""
    found = access.question_to_answer(request.user, pk, question)
    form = AnswerForm(request.POST, auto_id=f"answer_{question}_%s")
    if not form.is_valid():
        return _page(request, found.meeting, status=422, answer_form=form, wrong_question=question)
    try:
        services.answer_question(found, text=form.cleaned_data["text"], for_host=True, by=request.user)
    except RuleBroken as broken:
        refused(form, broken)
        return _page(request, found.meeting, status=409, answer_form=form, wrong_question=question)
    messages.success(request, _("The answer was kept; members see it."))
    return redirect("visits:visit", pk)


@login_required
@require_POST
def issue_statements(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue statements of participation to all who were there."""
    meeting = access.visit_to_keep(request.user, pk)
    made = certificates.issue_statements(meeting, by=request.user)
    said = ngettext(
        "%(count)d statement of participation was issued.",
        "%(count)d statements of participation were issued.",
        len(made),
    )
    messages.success(request, said % {"count": len(made)})
    return redirect("visits:visit", pk)


@login_required
@require_safe
def groups_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the lists of groups as a PDF."""
    meeting = access.visit_to_print(request.user, pk)
    response = HttpResponse(groups_pdf(meeting), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="groups-{meeting.number}.pdf"'
    return response
