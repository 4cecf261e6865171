"""Pages of bodies: who holds what today or on a chosen day, and what the secretariat keeps."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from spilno.bodies import access, services
from spilno.bodies.forms import BodyForm, EndBodyForm, EndForm, SeatForm, TermForm
from spilno.bodies.models import Body
from spilno.bodies.queries import (
    compositions_on,
    empty_seats,
    history_of,
    posts_of,
    term_limit,
    warnings_of,
    who_may_sign,
)


def _day(request: HttpRequest) -> date:
    try:
        return parse_date(request.GET.get("day", "")) or timezone.localdate()
    except ValueError:  # a day like 31 February
        return timezone.localdate()


@require_GET
def bodies(request: HttpRequest) -> HttpResponse:
    """Show all bodies with their holders on a day, and who may sign."""
    day = _day(request)
    compositions = compositions_on(day)
    context = {
        "day": day,
        "today": timezone.localdate(),
        "compositions": compositions,
        "signatories": list(who_may_sign(day)),
        "keeper": access.keeps_bodies(request.user),
        "empty": empty_seats(compositions),
        "posts": posts_of(compositions, day),
    }
    return render(request, "bodies/bodies.html", context)


@require_GET
def body(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a body: its seats, who holds them on a day, and all terms with their grounds."""
    found = access.body_to_see(pk)
    day = _day(request)
    compositions = compositions_on(day, Body.objects.filter(pk=pk))
    history = list(history_of(found))
    context: dict[str, Any] = {
        "body": found,
        "day": day,
        "today": timezone.localdate(),
        "composition": compositions[0] if compositions else None,
        "history": history,
        "warnings": warnings_of(found, history),
        "limit": term_limit(found, day),
        "keeper": access.keeps_bodies(request.user),
        "posts": posts_of(compositions, day),
    }
    return render(request, "bodies/body.html", context)


def _form_page(request: HttpRequest, form: Any, **context: Any) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "bodies/form.html", {"form": form, **context}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def add_body(request: HttpRequest) -> HttpResponse:
    """Record a body that the association formed."""
    access.require_keeper(request.user)
    form = BodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = services.add_body(**form.cleaned_data, by=request.user)
        messages.success(request, _("The body is recorded. Add its seats."))
        return redirect("bodies:body", pk=added.pk)
    return _form_page(request, form, heading=_("Record a body"), button=_("Record the body"))


@login_required
@require_http_methods(["GET", "POST"])
def end_body(request: HttpRequest, pk: int) -> HttpResponse:
    """End a body with a day: its seats have no holders after it."""
    found = access.body_to_keep(request.user, pk)
    form = EndBodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.end_body(found, **form.cleaned_data, by=request.user)
        messages.success(request, _("The body is ended."))
        return redirect("bodies:body", pk=pk)
    return _form_page(request, form, body=found, heading=_("End the body"), button=_("End the body"))


@login_required
@require_http_methods(["GET", "POST"])
def add_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a seat to a body."""
    found = access.body_to_keep(request.user, pk)
    form = SeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.add_seat(found, **form.cleaned_data, by=request.user)
        messages.success(request, _("The seat is added."))
        return redirect("bodies:body", pk=pk)
    return _form_page(request, form, body=found, heading=_("Add a seat"), button=_("Add the seat"))


@login_required
@require_http_methods(["GET", "POST"])
def take_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoint an acting holder, or enter an election of an earlier time."""
    seat = access.seat_to_keep(request.user, pk)
    form = TermForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.elect(seat, by=request.user, **form.cleaned_data)
        messages.success(request, _("The holder is recorded."))
        return redirect("bodies:body", pk=seat.body_id)
    return _form_page(request, form, body=seat.body, seat=seat, heading=_("Give the seat"), button=_("Give the seat"))


@login_required
@require_http_methods(["GET", "POST"])
def end_term(request: HttpRequest, pk: int) -> HttpResponse:
    """End a term with a day, on a ground."""
    term = access.term_to_keep(request.user, pk)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.end_term(term, **form.cleaned_data, by=request.user)
        messages.success(request, _("The term is ended."))
        return redirect("bodies:body", pk=term.seat.body_id)
    return _form_page(
        request,
        form,
        body=term.seat.body,
        seat=term.seat,
        term=term,
        heading=_("End the term"),
        button=_("End the term"),
    )
