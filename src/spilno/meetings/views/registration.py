"""Pages at the door: the list, proxies, guests, working bodies."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from spilno.meetings.access.meetings import may_run
from spilno.meetings.access.registration import meeting_to_register
from spilno.meetings.exports.attendance import attendance_csv as csv_of
from spilno.meetings.exports.attendance import attendance_pdf
from spilno.meetings.forms.registration import GuestForm, OfficerForm, ProxyForm
from spilno.meetings.models import Meeting
from spilno.meetings.queries import registration as queries
from spilno.meetings.queries.attendance import day_of, presence
from spilno.meetings.rules.quorum import has_quorum, quorum_needed
from spilno.meetings.rules.registration import why_not_on_the_list, why_not_registering
from spilno.meetings.services import registration as services
from spilno.members.models import Membership
from spilno.people.models import Person
from spilno.statute.queries import in_force_on
from spilno.statute.rules.refusal import RuleBroken, refuse
from spilno.ui.forms import refused

ON_PAGE = 100


@never_cache
@login_required
@require_safe
def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the list at the door, with the reckoning of the quorum."""
    meeting = meeting_to_register(request.user, pk)
    words, only_away = request.GET.get("q", "")[:200], request.GET.get("away") == "1"
    page = page_of(request, queries.sought(meeting, words, only_away=only_away))
    page.object_list = queries.roll_of(meeting, list(page.object_list))
    context = {
        **_reckoning(meeting),
        "page": page,
        "q": words,
        "away": only_away,
        "runs": may_run(request.user, meeting),
    }
    return render(request, "meetings/registration.html", context)


def page_of(request: HttpRequest, found: list[int]) -> Page[Any]:
    """Return the page of the list that was asked for."""
    return Paginator(found, ON_PAGE).get_page(request.GET.get("page"))


def _reckoning(meeting: Meeting) -> dict[str, Any]:
    here, provisions = presence(meeting), in_force_on(day_of(meeting))
    return {
        "meeting": meeting,
        "counts": queries.counts_of(meeting),
        "presence": here,
        "needed": quorum_needed(here, provisions=provisions),
        "has_quorum": has_quorum(here, provisions=provisions),
        "ground": provisions.quorum.ground,
        "why_closed": why_not_registering(meeting.state),
    }


def _done(request: HttpRequest, meeting: Meeting, membership: Membership, said: str) -> HttpResponse:
    """Answer an act on a line: what changed, to a page that stays; the list as it was sought, to a plain form."""
    if request.htmx:  # type: ignore[attr-defined]
        carried = meeting.proxies.filter(holder=membership).values_list("giver", flat=True)
        rows = queries.roll_of(meeting, [membership.pk, *carried])
        return render(request, "meetings/_registered.html", {**_reckoning(meeting), "rows": rows, "said": said})
    messages.success(request, said)
    kept = {name: request.POST[name] for name in ("q", "away", "page") if request.POST.get(name)}
    return redirect(f"{reverse('meetings:registration', args=[meeting.pk])}{'?' + urlencode(kept) if kept else ''}")


def numbers_in(value: str, count: int) -> list[int]:
    """Return numbers written as 12 or 12:34. Raises RuleBroken for anything else."""
    parts = value.split(":")
    readable = len(parts) == count and all(part.isdecimal() and len(part) < 15 for part in parts)
    refuse(why_not_on_the_list(found=readable))
    return [int(part) for part in parts]


def number_of(value: str) -> int:
    """Return one number. Raises RuleBroken for anything else."""
    (number,) = numbers_in(value, 1)
    return number


def _member(number: int) -> Membership:
    found = Membership.objects.select_related("organisation").filter(pk=number).first()
    refuse(why_not_on_the_list(found=found is not None))
    assert found is not None  # noqa: S101 - the rule has just told
    return found


def _member_and_person(value: str) -> tuple[Membership, Person]:
    member, person = numbers_in(value, 2)
    found = Person.objects.filter(pk=person).first()
    refuse(why_not_on_the_list(found=found is not None))
    assert found is not None  # noqa: S101 - the rule has just told
    return _member(member), found


@login_required
@require_POST
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Register a member by the list."""
    meeting = meeting_to_register(request.user, pk)
    membership, person = _member_and_person(request.POST.get("who", ""))
    row = services.register_member(meeting, membership, person=person, mode=_mode(request), how="list", by=request.user)
    return _done(
        request, meeting, membership, _("Registered: %(member)s.") % {"member": row.membership.organisation.name}
    )


def _mode(request: HttpRequest) -> str:
    mode = request.POST.get("mode", "")
    return mode if mode in {"hall", "remote"} else ""


@login_required
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a member left."""
    meeting = meeting_to_register(request.user, pk)
    membership = _member(number_of(request.POST.get("member", "")))
    services.mark_left(meeting, membership, by=request.user)
    return _done(request, meeting, membership, _("Left: %(member)s.") % {"member": membership.organisation.name})


@login_required
@require_POST
def substitute(request: HttpRequest, pk: int) -> HttpResponse:
    """Let another person with a mandate represent the member from now on."""
    meeting = meeting_to_register(request.user, pk)
    membership, person = _member_and_person(request.POST.get("instead", ""))
    services.substitute_member(meeting, membership, person=person, by=request.user)
    said = _("From now on the member is represented by %(person)s.") % {"person": person}
    return _done(request, meeting, membership, said)


@login_required
@require_safe
def attendance_list(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Give the list as CSV or PDF."""
    meeting = meeting_to_register(request.user, pk)
    rows = queries.roll_of(meeting)
    content, kind = (
        (csv_of(rows), "text/csv; charset=utf-8")
        if form == "csv"
        else (attendance_pdf(meeting, rows), "application/pdf")
    )
    return file_answer(content, f"attendance-{meeting.number}.{form}", kind)


def file_answer(content: bytes, name: str, kind: str) -> HttpResponse:
    """Answer with a file to keep."""
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@login_required
def proxies(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and accept proxies."""
    meeting = meeting_to_register(request.user, pk)
    form = ProxyForm(
        request.POST if request.method == "POST" else None,
        meeting=meeting,
        initial={"giver": request.GET.get("giver", "")},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.accept_proxy(meeting, **form.cleaned_data, by=request.user)
            except RuleBroken as broken:
                refused(form, broken)
                status = 409
            else:
                messages.success(request, _("The proxy was accepted."))
                return redirect("meetings:proxies", pk)
    context = {
        "meeting": meeting,
        "form": form,
        "rows": meeting.proxies.select_related("giver__organisation", "holder__organisation", "holder_person").order_by(
            "pk"
        ),
        "limits": in_force_on(day_of(meeting)).proxies,
    }
    return render(request, "meetings/proxies.html", context, status=status)


@login_required
@require_POST
def withdraw_proxy(request: HttpRequest, pk: int, proxy: int) -> HttpResponse:
    """Take a proxy back."""
    meeting = meeting_to_register(request.user, pk)
    services.withdraw_proxy(get_object_or_404(meeting.proxies, pk=proxy), by=request.user)
    messages.success(request, _("The proxy was withdrawn."))
    return redirect("meetings:proxies", pk)


@login_required
def guests(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and enter guests with a consultative voice."""
    meeting = meeting_to_register(request.user, pk)
    form = GuestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.invite_guest(meeting, **form.cleaned_data, by=request.user)
        messages.success(request, _("The guest was entered."))
        return redirect("meetings:guests", pk)
    context = {"meeting": meeting, "form": form, "rows": meeting.guests.all()}
    return render(request, "meetings/guests.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def guest(request: HttpRequest, pk: int, guest: int) -> HttpResponse:
    """Note that a guest came, or take him off the list."""
    meeting = meeting_to_register(request.user, pk)
    found = get_object_or_404(meeting.guests, pk=guest)
    if request.POST.get("act") == "remove":
        services.remove_guest(found, by=request.user)
    else:
        services.guest_arrived(found, by=request.user)
    return redirect("meetings:guests", pk)


@login_required
def officers(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and enter members of working bodies that the meeting elected."""
    meeting = meeting_to_register(request.user, pk)
    form = OfficerForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        services.name_officer(meeting, **form.cleaned_data, by=request.user)
        messages.success(request, _("The working body was changed."))
        return redirect("meetings:officers", pk)
    context = {
        "meeting": meeting,
        "form": form,
        "rows": meeting.officers.select_related("person").order_by("role", "-head", "pk"),
    }
    return render(request, "meetings/officers.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def remove_officer(request: HttpRequest, pk: int, officer: int) -> HttpResponse:
    """Take a person out of a working body of the meeting."""
    meeting = meeting_to_register(request.user, pk)
    services.remove_officer(get_object_or_404(meeting.officers, pk=officer), by=request.user)
    return redirect("meetings:officers", pk)
