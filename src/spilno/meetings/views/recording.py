"""Pages of recording a meeting held before Spilno, its papers and its decisions."""

from datetime import time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from spilno.meetings.access.meetings import decision_to_record, meeting_to_record, require_preparer
from spilno.meetings.forms.meeting import FileForm
from spilno.meetings.forms.recording import NewPastMeetingForm, PastDecisionForm, PastMeetingForm
from spilno.meetings.models import Decision, Meeting
from spilno.meetings.services import recording as services
from spilno.statute.queries import in_force_on
from spilno.statute.rules.provisions import Matter

UNPROCESSABLE = 422


@login_required
def record_meeting(request: HttpRequest) -> HttpResponse:
    """Record a meeting that was held before."""
    require_preparer(request.user)
    form = NewPastMeetingForm(
        request.POST if request.method == "POST" else None, request.FILES if request.method == "POST" else None
    )
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        made = services.record_meeting(values, scan=values.pop("scan"), by=request.user)
        messages.success(request, _("The meeting was recorded. Now enter its decisions."))
        return redirect("meetings:meeting", made.pk)
    return _meeting_page(request, form, None)


@login_required
def mend_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend the record of a meeting held before."""
    meeting = meeting_to_record(request.user, pk)
    at = timezone.localtime(meeting.starts_at)
    initial: dict[str, Any] = {name: getattr(meeting, name) for name in services.FIELDS}
    initial |= {"held_on": at.date(), "hour": at.time() if at.time() != time.min else None}
    form = PastMeetingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.mend_meeting(meeting, form.cleaned_data, by=request.user)
        messages.success(request, _("The record was mended."))
        return redirect("meetings:meeting", pk)
    return _meeting_page(request, form, meeting)


def _meeting_page(request: HttpRequest, form: PastMeetingForm, meeting: Meeting | None) -> HttpResponse:
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/past_meeting.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach scanned minutes or another paper to the record."""
    meeting = meeting_to_record(request.user, pk)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "meetings/past_file.html", {"form": form, "meeting": meeting}, status=UNPROCESSABLE)
    services.attach_to_record(meeting, form.cleaned_data["file"], title=form.cleaned_data["title"], by=request.user)
    messages.success(request, _("The document was attached."))
    return redirect("meetings:meeting", pk)


@login_required
def record_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a decision of a meeting held before."""
    meeting = meeting_to_record(request.user, pk)
    form = PastDecisionForm(request.POST if request.method == "POST" else None, matters=_matters())
    if request.method == "POST" and form.is_valid():
        made = services.record_decision(meeting, form.cleaned_data, by=request.user)
        messages.success(request, _("Decision no. %(number)d was entered.") % {"number": made.number})
        return redirect("meetings:meeting", pk)
    return _decision_page(request, form, meeting, None)


@login_required
def mend_decision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Mend the entry of a decision of earlier years."""
    decision = decision_to_record(request.user, pk, number)
    initial = {name: getattr(decision, name) for name in services.DECISION_FIELDS}
    form = PastDecisionForm(request.POST if request.method == "POST" else None, initial=initial, matters=_matters())
    if request.method == "POST" and form.is_valid():
        mended = services.mend_decision(decision, form.cleaned_data, by=request.user)
        messages.success(request, _("The entry was mended."))
        return redirect("meetings:decision", mended.number)
    return _decision_page(request, form, decision.meeting, decision)


def _matters() -> list[Matter]:
    return list(in_force_on(timezone.localdate()).matters.values())


def _decision_page(
    request: HttpRequest, form: PastDecisionForm, meeting: Meeting, decision: Decision | None
) -> HttpResponse:
    context = {"form": form, "meeting": meeting, "decision": decision}
    return render(request, "meetings/past_decision.html", context, status=UNPROCESSABLE if form.errors else 200)
