"""Pages of the register of issues."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from spilno.documents.queries import attachments_of
from spilno.meetings.access import issues as access
from spilno.meetings.access.meetings import may_prepare, meeting_to_prepare
from spilno.meetings.forms.issues import IssueForm, IssueSearch, MergeForm, ReasonForm
from spilno.meetings.models import Issue, Meeting
from spilno.meetings.queries import issues as queries
from spilno.meetings.rules import issues as rules
from spilno.meetings.services import agenda as agenda_services
from spilno.meetings.services import issues as services
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

ON_PAGE = 30


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Show the register of issues, narrowed down by what is sought."""
    seen = access.issues_to_see(request.user)
    form = IssueSearch(request.GET, rows=seen)
    sought = form.sought()
    rows = queries.search(seen, sought)
    own = list(access.councils_of(request.user)[:1]) if request.user.is_authenticated else []
    return render(
        request,
        "meetings/issues.html",
        {
            "form": form,
            "page": Paginator(rows, ON_PAGE).get_page(request.GET.get("page")),
            "sought": sought != queries.Sought(),
            "may_raise": bool(own),
            "answers": may_prepare(request.user),
        },
    )


@require_safe
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one issue: who raised it, its text, every earlier consideration, what is akin, its history."""
    return _page(request, access.issue_to_see(request.user, pk))


def _page(request: HttpRequest, found: Issue, *, unchosen: bool = False) -> HttpResponse:
    """Draw the page of an issue; `unchosen`: it was to be merged, but into what was not said."""
    facts = queries.facts_of(found)
    writes = access.may_write(request.user, found)
    answers = may_prepare(request.user)
    return render(
        request,
        "meetings/issue.html",
        {
            "issue": found,
            "considerations": queries.considerations_of(found),
            "akin": queries.akin_to(found, access.issues_to_see(request.user)),
            "merged": found.merged.select_related("raised_by"),
            "attachments": attachments_of(found),
            "writes": writes,
            "answers": answers,
            "why_not_edit": rules.why_not_edit(facts),
            "why_not_send": rules.why_not_send(facts),
            "why_not_withdraw": rules.why_not_withdraw(facts),
            "why_not_accept": rules.why_not_accept(facts),
            "why_not_return": rules.why_not_return(facts, "-"),
            "targets": queries.open_targets(found) if answers else [],
            "drafts": Meeting.objects.filter(state__in=["draft", "convened"]).select_related("body") if answers else [],
            "unchosen": unchosen,
            "why_not_put": rules.why_not_put_on_agenda(facts, already_there=False),
        },
        status=422 if unchosen else 200,
    )


@login_required
def raise_issue(request: HttpRequest) -> HttpResponse:
    """Write an issue for one's council."""
    councils = access.councils_of(request.user)
    if not councils.exists():
        return render(request, "meetings/issue_not_yours.html", status=403)
    form = IssueForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        councils=councils,
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made = services.write_issue(
                values["organisation"], values, files=values["files"], send="send" in request.POST, by=request.user
            )
        except RuleBroken as broken:
            refused(form, broken)
            return render(request, "meetings/issue_form.html", {"form": form}, status=409)
        return _kept(request, made)
    return render(request, "meetings/issue_form.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft or a returned issue."""
    found = access.issue_to_write(request.user, pk)
    councils = access.councils_of(request.user).filter(pk=found.raised_by_id)
    initial = {name: getattr(found, name) for name in services.FIELDS} | {"territory": found.territory_id}
    form = IssueForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        councils=councils,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in services.FIELDS if name in form.changed_data}
        files, send = form.cleaned_data["files"], "send" in request.POST
        try:
            services.change_issue(found, values, files=files, send=send, by=request.user)
        except RuleBroken as broken:
            refused(form, broken)
            return _edit_page(request, found, form, status=409)
        return _kept(request, found)
    return _edit_page(request, found, form, status=422 if form.errors else 200)


def _edit_page(request: HttpRequest, found: Issue, form: IssueForm, *, status: int) -> HttpResponse:
    why = rules.why_not_edit(queries.facts_of(found))
    return render(request, "meetings/issue_form.html", {"form": form, "issue": found, "why": why}, status=status)


def _kept(request: HttpRequest, found: Issue) -> HttpResponse:
    if "send" in request.POST:
        messages.success(request, _("The issue was sent to the secretariat."))
    else:
        messages.success(request, _("The draft was saved. It is not sent yet."))
    return redirect("meetings:issue", found.pk)


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a draft to the secretariat."""
    services.send_issue(access.issue_to_write(request.user, pk), by=request.user)
    messages.success(request, _("The issue was sent to the secretariat."))
    return redirect("meetings:issue", pk)


@login_required
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept an issue for consideration."""
    services.accept_issue(access.issue_to_answer(request.user, pk), by=request.user)
    messages.success(request, _("The issue was accepted; the council is told."))
    return redirect("meetings:issue", pk)


@login_required
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return an issue with a reason."""
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    services.return_issue(access.issue_to_answer(request.user, pk), reason=reason, by=request.user)
    messages.success(request, _("The issue was returned; the council is told why."))
    return redirect("meetings:issue", pk)


@login_required
@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge an issue into another one."""
    found = access.issue_to_answer(request.user, pk)
    form = MergeForm(request.POST)
    if not request.POST.get("into"):
        return _page(request, found, unchosen=True)
    if not form.is_valid():
        raise Http404
    into = access.issue_to_answer(request.user, form.cleaned_data["into"].pk)
    services.merge_issue(found, into, by=request.user)
    messages.success(request, _("The issues were merged; files and earlier considerations went over."))
    return redirect("meetings:issue", into.pk)


@login_required
@require_POST
def put_on_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an accepted issue on the agenda of a meeting in preparation."""
    found = access.issue_to_answer(request.user, pk)
    number = request.POST.get("meeting", "")
    meeting = meeting_to_prepare(request.user, int(number)) if number.isdecimal() else get_object_or_404(Meeting, pk=0)
    agenda_services.take_issue(meeting, found, by=request.user)
    messages.success(request, _("The issue stands on the agenda now."))
    return redirect("meetings:prepare", meeting.pk)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an issue back for the council."""
    services.withdraw_issue(access.issue_to_write(request.user, pk), by=request.user)
    messages.success(request, _("The issue was withdrawn."))
    return redirect("meetings:issue", pk)
