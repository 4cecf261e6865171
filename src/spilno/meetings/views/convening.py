"""Pages of convening: the last look before the notice goes out, a change, the end."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from spilno.meetings.access.meetings import meeting_to_prepare
from spilno.meetings.forms.issues import ReasonForm
from spilno.meetings.forms.meeting import ChangeForm
from spilno.meetings.queries import planning
from spilno.meetings.queries.agenda import overdue_since_drafted, with_reported
from spilno.meetings.queries.meetings import agenda_of
from spilno.meetings.rules.notice import all_that_is_missing, nearest_day, notice_needed, why_not_cancel
from spilno.meetings.services import convening as services
from spilno.meetings.views.prepare import seen_of
from spilno.statute.queries import in_force_on
from spilno.statute.rules.days import days_between
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused


@login_required
def convene(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the reckoning before the notice goes out; on the press, convene and tell every member."""
    meeting = meeting_to_prepare(request.user, pk)
    if request.method == "POST":
        services.convene_meeting(meeting, seen=seen_of(request), by=request.user)
        told = len(planning.to_be_told(meeting))
        messages.success(
            request,
            ngettext(
                "The meeting is convened; %(count)d member is being told.",
                "The meeting is convened; %(count)d members are being told.",
                told,
            )
            % {"count": told},
        )
        return redirect("meetings:prepare", pk)
    today = timezone.localdate()
    plan = planning.plan_of(meeting)
    provisions = in_force_on(plan.day or today)
    missing = all_that_is_missing(plan, today=today, provisions=provisions)
    told_list = planning.to_be_told(meeting)
    return render(
        request,
        "meetings/convene.html",
        {
            "meeting": meeting,
            "plan": plan,
            "items": with_reported(agenda_of(meeting)),
            "coming": overdue_since_drafted(meeting, today),
            "missing": missing,
            "why_not": missing[0] if missing else None,
            "needed": notice_needed(meeting.kind, provisions=provisions),
            "between": days_between(today, plan.day) if plan.day else None,
            "nearest": nearest_day(meeting.kind, notice=today, provisions=provisions),
            "today": today,
            "out_of_order": planning.out_of_order(meeting),
            "told": told_list,
            "without_mandate": [row for row in told_list if row.mandate is None],
            "without_address": [
                row
                for row in told_list
                if not row.membership.organisation.email and not (row.mandate and row.mandate.person.email)
            ],
        },
    )


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a convened meeting and tell every member."""
    meeting = meeting_to_prepare(request.user, pk)
    initial = {name: getattr(meeting, name) for name in services.CHANGEABLE}
    form = ChangeForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in services.CHANGEABLE}
        reason = form.cleaned_data["reason"]
        try:
            services.change_meeting(meeting, values, reason=reason, seen=seen_of(request), by=request.user)
        except RuleBroken as broken:
            if broken.refusal.code != "no_reason":
                raise
            refused(form, broken, "reason")
            meeting.refresh_from_db()
        else:
            messages.success(request, _("The meeting was changed; members are being told."))
            return redirect("meetings:prepare", pk)
    context = {
        "form": form,
        "meeting": meeting,
        "late": [item for item in agenda_of(meeting) if item.late],
        "told": len(planning.to_be_told(meeting)),
        "why": why_not_cancel(meeting.state, "-"),
    }
    return render(request, "meetings/change_meeting.html", context, status=422 if form.errors else 200)


@login_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a convened meeting and tell every member why."""
    meeting = meeting_to_prepare(request.user, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        services.cancel_meeting(meeting, reason=reason, seen=seen_of(request), by=request.user)
        messages.success(request, _("The meeting was cancelled; members are being told."))
        return redirect("meetings:meeting", pk)
    context = {
        "form": form,
        "meeting": meeting,
        "told": len(planning.to_be_told(meeting)),
        "why": why_not_cancel(meeting.state, "-"),
    }
    return render(request, "meetings/cancel_meeting.html", context)
