"""Pages of preparing a meeting: its plan, the agenda builder, the programme of visits, proof of delivery."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from spilno.documents.queries import documents_of
from spilno.meetings.access.meetings import may_register, meeting_to_prepare, require_preparer
from spilno.meetings.forms.meeting import MeetingForm, SafetyForm, StopForm
from spilno.meetings.models import Meeting
from spilno.meetings.queries import agenda as agenda_queries
from spilno.meetings.queries import planning
from spilno.meetings.queries.issues import waiting_to_be_placed
from spilno.meetings.queries.materials import materials_of
from spilno.meetings.queries.meetings import agenda_of, files_of_items
from spilno.meetings.rules.agenda import why_agenda_closed
from spilno.meetings.rules.notice import all_that_is_missing, nearest_day, notice_needed, why_not_draft
from spilno.meetings.services import drafting as services
from spilno.meetings.services.agenda import USUAL
from spilno.notices.queries import deliveries_of, notices_about, progress_of
from spilno.statute.queries import in_force_on
from spilno.statute.rules.days import days_between


@login_required
def draft(request: HttpRequest) -> HttpResponse:
    """Draft the next meeting: what can be proposed is filled in already."""
    require_preparer(request.user)
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=_proposed())
    if request.method == "POST" and form.is_valid():
        made = services.draft_meeting(_with_posts(form.cleaned_data), by=request.user)
        messages.success(request, _("The meeting is being prepared. Now build the agenda."))
        return redirect("meetings:prepare", made.pk)
    return render(request, "meetings/meeting_form.html", {"form": form}, status=422 if form.errors else 200)


def _proposed() -> dict[str, Any]:
    starts = planning.nearest_start(Meeting.Kind.ORDINARY)
    officers = planning.proposed_officers(timezone.localdate(starts))
    return {
        "number": planning.next_number(planning.general_meeting()),
        "starts_at": starts,
        "chair": officers.chair,
        "chair_post": officers.chair_post,
        "secretary": officers.secretary,
        "secretary_post": officers.secretary_post,
    }


def _with_posts(values: dict[str, Any]) -> dict[str, Any]:
    """Fill in the posts that were left empty."""
    day = timezone.localdate(values["starts_at"]) if values.get("starts_at") else timezone.localdate()
    for name in ("chair", "secretary"):
        if values.get(name) and not values.get(f"{name}_post"):
            values[f"{name}_post"] = planning.post_for(values[name], day)
    return values


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the plan of a draft."""
    meeting = meeting_to_prepare(request.user, pk)
    initial = {name: getattr(meeting, name) for name in services.FIELDS}
    demand = getattr(meeting, "demand", None)
    if demand is not None:
        initial |= {
            "demand_code": demand.code,
            "demand_count": demand.count,
            "demand_of": demand.of,
            "demand_document": demand.document,
            "demanded_on": demand.demanded_on,
        }
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_plan(meeting, _with_posts(form.cleaned_data), seen=seen_of(request), by=request.user)
        messages.success(request, _("The plan was saved."))
        return redirect("meetings:prepare", pk)
    return render(
        request,
        "meetings/meeting_form.html",
        {"form": form, "meeting": meeting, "why": why_not_draft(meeting.state)},
        status=422 if form.errors else 200,
    )


def seen_of(request: HttpRequest) -> int | None:
    """Return the version of the meeting that the page showed; None when the page did not say."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else None


@login_required
@require_safe
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show everything that is prepared: the plan, the agenda, visits, what is missing, who was told and when."""
    meeting = meeting_to_prepare(request.user, pk)
    today = timezone.localdate()
    plan = planning.plan_of(meeting)
    provisions = in_force_on(plan.day or today)
    needed = notice_needed(meeting.kind, provisions=provisions)
    items = agenda_queries.with_reported(agenda_of(meeting))
    deliveries = deliveries_of(meeting)
    missing = all_that_is_missing(plan, today=today, provisions=provisions) if meeting.state == "draft" else []
    return render(
        request,
        "meetings/prepare.html",
        {
            "meeting": meeting,
            "registers": may_register(request.user),
            "plan": plan,
            "items": items,
            "files": files_of_items(items),
            "materials": materials_of(meeting, items, today=today),
            "missing": missing,
            "why_not_convene": missing[0] if missing else None,
            "why_closed": why_agenda_closed(meeting.state),
            "needed": needed,
            "between": days_between(today, plan.day) if plan.day else None,
            "nearest": nearest_day(meeting.kind, notice=today, provisions=provisions),
            "told": len(planning.to_be_told(meeting)),
            "issues": waiting_to_be_placed(),
            "usual": [(code, title) for code, (title, matter) in USUAL.items()],
            "overdue": agenda_queries.overdue_not_listed(meeting, today).count(),
            "stops": meeting.stops.all(),
            "stop_form": StopForm(prefix="stop"),
            "safety_form": SafetyForm(initial={"text": meeting.safety_notice}, auto_id="safety_%s"),
            "documents": documents_of(meeting),
            "notices": notices_about(meeting),
            "progress": progress_of(deliveries),
            "deliveries": deliveries,
        },
    )


@login_required
@require_POST
def add_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a stop to the programme of visits."""
    meeting = meeting_to_prepare(request.user, pk)
    form = StopForm(request.POST, prefix="stop")
    if not form.is_valid():
        return render(request, "meetings/stop_form.html", {"form": form, "meeting": meeting}, status=422)
    services.add_stop(meeting, form.cleaned_data, by=request.user)
    messages.success(request, _("The stop was added to the programme of visits."))
    return redirect("meetings:prepare", pk)


@login_required
def change_stop(request: HttpRequest, pk: int, stop: int) -> HttpResponse:
    """Change a stop of the programme of visits."""
    meeting = meeting_to_prepare(request.user, pk)
    found = get_object_or_404(meeting.stops, pk=stop)
    initial = {name: getattr(found, name) for name in StopForm.base_fields}
    form = StopForm(request.POST if request.method == "POST" else None, initial=initial, prefix="stop")
    if request.method == "POST" and form.is_valid():
        services.change_stop(found, form.cleaned_data, by=request.user)
        messages.success(request, _("The stop was changed."))
        return redirect("meetings:prepare", pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/stop_form.html", {"form": form, "meeting": meeting, "stop": found}, status=status)


@login_required
@require_POST
def remove_stop(request: HttpRequest, pk: int, stop: int) -> HttpResponse:
    """Take a stop off the programme of visits."""
    meeting = meeting_to_prepare(request.user, pk)
    services.remove_stop(get_object_or_404(meeting.stops, pk=stop), by=request.user)
    messages.success(request, _("The stop was taken off the programme."))
    return redirect("meetings:prepare", pk)


@login_required
@require_POST
def safety_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the safety notice of the visit."""
    meeting = meeting_to_prepare(request.user, pk)
    form = SafetyForm(request.POST, auto_id="safety_%s")
    if not form.is_valid():
        return render(request, "meetings/safety_form.html", {"form": form, "meeting": meeting}, status=422)
    services.write_safety_notice(meeting, form.cleaned_data["text"], by=request.user)
    messages.success(request, _("The safety notice was saved."))
    return redirect("meetings:prepare", pk)
