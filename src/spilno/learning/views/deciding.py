"""The personnel service: its queue, and what it decides."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from spilno.learning.access import ledger as access
from spilno.learning.forms import ledger as forms
from spilno.learning.queries import ledger as queries
from spilno.learning.services import deciding
from spilno.learning.views.ledger import row_page

PER_PAGE = 50
UNPROCESSABLE = 422


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits for the personnel service, the oldest first, each with why it cannot be recognised at once."""
    return _queue(request)


def _queue(request: HttpRequest, left: list[Any] | None = None) -> HttpResponse:
    waiting = access.claims_that_wait(request.user).order_by("claimed_at", "pk")
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": queries.queue_lines(page.object_list, request.user), "left": left or []}
    return render(request, "learning/credit_queue.html", context)


@login_required
@require_POST
def recognise_many(request: HttpRequest) -> HttpResponse:
    """Recognise those that are ticked and may be; the page says why the others were left."""
    wanted = [int(pk) for pk in request.POST.getlist("row") if pk.isdecimal()][:500]
    done = deciding.recognise_many(access.rows_to_decide(request.user).filter(pk__in=wanted), by=request.user)
    count = len(done.recognised)
    messages.success(
        request, ngettext("%(n)d row was recognised.", "%(n)d rows were recognised.", count) % {"n": count}
    )
    return _queue(request, done.left) if done.left else redirect("learning:credit_queue")


@login_required
@require_POST
def recognise(request: HttpRequest, pk: int) -> HttpResponse:
    """Recognise a claim; whoever ticks that he checked the signature answers for it."""
    row = access.row_to_decide(request.user, pk)
    form = forms.RecogniseForm(request.POST)
    checked = form.is_valid() and form.cleaned_data["signature_checked"]
    deciding.recognise(row, signature_checked=checked, by=request.user)
    messages.success(request, _("The credits are recognised."))
    return redirect("learning:credit_row", pk)


def _decided(
    request: HttpRequest, pk: int, *, name: str, form_class: type[Form], act: Callable[..., object], said: str
) -> HttpResponse:
    row = access.row_to_decide(request.user, pk)
    form = form_class(request.POST, auto_id=f"{name}_%s")
    if not form.is_valid():
        return row_page(request, row, status=UNPROCESSABLE, **{f"{name}_form": form})
    act(row, **form.cleaned_data, by=request.user)
    messages.success(request, said)
    return redirect("learning:credit_row", pk)


@login_required
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the official before deciding."""
    return _decided(
        request, pk, name="question", form_class=forms.QuestionForm, act=deciding.ask, said=_("The question was sent.")
    )


@login_required
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse a claim on a ground."""
    return _decided(
        request,
        pk,
        name="refuse",
        form_class=forms.GroundForm,
        act=deciding.refuse_claim,
        said=_("The claim is refused."),
    )


@login_required
@require_POST
def annul(request: HttpRequest, pk: int) -> HttpResponse:
    """Annul what was recognised."""
    return _decided(
        request, pk, name="annul", form_class=forms.GroundForm, act=deciding.annul, said=_("The credits are annulled.")
    )
