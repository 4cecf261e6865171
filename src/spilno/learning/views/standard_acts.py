"""Acts on a text and on what is in force: reviewed, answered, agreed, brought into force, delivered, archived."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from spilno.learning.access import standards as access
from spilno.learning.forms import standard_acts as forms
from spilno.learning.models import Standard
from spilno.learning.queries.standards import present_version
from spilno.learning.services import approving, force, standards
from spilno.learning.views.standards import page
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

UNPROCESSABLE, CONFLICT = 422, 409


def _done(request: HttpRequest, standard: Standard, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("learning:standard", standard.pk)


def _acted(
    request: HttpRequest,
    standard: Standard,
    named: tuple[str, BaseForm],
    act: Callable[[dict[str, Any]], Any],
    said: str,
) -> HttpResponse:
    """Do an act with what a form says; a form that is wrong, or refused, comes back on the page with what was typed."""
    name, form = named
    if not form.is_valid():
        return page(request, standard, status=UNPROCESSABLE, **{name: form})
    try:
        act(form.cleaned_data)
    except RuleBroken as broken:
        refused(form, broken)
        return page(request, standard, status=CONFLICT, **{name: form})
    return _done(request, standard, said)


@login_required
@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the draft to review."""
    found = access.standard_to_develop(request.user, pk)
    approving.send_to_review(found, by=request.user)
    return _done(request, found, _("The text waits for its review."))


@login_required
@require_POST
def reviewed(request: HttpRequest, pk: int) -> HttpResponse:
    """End the review: return the text with remarks, or put it to the partners."""
    found = access.standard_to_develop(request.user, pk)
    if request.POST.get("act") != "return":
        approving.put_to_partners(found, by=request.user)
        return _done(request, found, _("The text is with the partners; each was told."))
    form = forms.RemarksForm(request.POST, auto_id="remarks_%s")
    return _acted(
        request, found, ("remarks_form", form),
        lambda said: approving.return_from_review(found, remarks=said["remarks"], by=request.user),
        _("The text was returned to its authors."),
    )  # fmt: skip


@login_required
@require_POST
def answer(request: HttpRequest, pk: int, partner: int) -> HttpResponse:
    """Approve exactly the text that was shown, or return it with remarks."""
    side = access.partner_to_answer(request.user, pk, partner)
    found = access.standard_to_see(request.user, pk)
    agreed = request.POST.get("act") == "approve"
    form = forms.AnswerForm(request.POST, auto_id="answer_%s")
    return _acted(
        request, found, ("answer_form", form), lambda said: approving.answer(side, agreed=agreed, by=request.user, **said),
        _("The text was approved.") if agreed else _("The text was returned with remarks."),
    )  # fmt: skip


@login_required
@require_POST
def begin_next(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next version."""
    found = access.standard_to_develop(request.user, pk)
    standards.begin_next(found, by=request.user)
    return _done(request, found, _("The next version was begun; the one before it stays with its answers."))


@login_required
@require_POST
def put_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the text on the table aside."""
    found = access.standard_to_develop(request.user, pk)
    standards.put_aside(found, reason=request.POST.get("reason", "")[:400], by=request.user)
    return _done(request, found, _("The text was put aside."))


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the text as sent to НАДС."""
    found = access.standard_to_develop(request.user, pk)
    approving.send_to_nads(found, by=request.user)
    return _done(request, found, _("The text is marked as sent to НАДС."))


@login_required
@require_POST
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the agreement of НАДС."""
    found = access.standard_to_develop(request.user, pk)
    form = forms.AgreementForm(request.POST, auto_id="agreement_%s")
    return _acted(
        request, found, ("agreement_form", form), lambda said: approving.enter_agreement(found, by=request.user, **said),
        _("The agreement of НАДС was entered."),
    )  # fmt: skip


@login_required
@require_POST
def bring_into_force(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring the approved version into force."""
    found = access.standard_to_develop(request.user, pk)
    form = forms.ForceForm(request.POST, auto_id="force_%s")
    return _acted(
        request, found, ("force_form", form),
        lambda said: force.bring_into_force(found, starts=said["starts"], by=request.user), _("The version is in force."),
    )  # fmt: skip


@login_required
@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Archive the standard."""
    found = access.standard_to_develop(request.user, pk)
    form = forms.ArchiveForm(request.POST, standard=found, auto_id="archive_%s")
    return _acted(
        request, found, ("archive_form", form), lambda said: force.archive(found, by=request.user, **said), _("The standard was archived.")
    )  # fmt: skip


@login_required
@require_POST
def add_provider(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter who delivers the standard."""
    found = access.standard_to_develop(request.user, pk)
    form = forms.ProviderForm(request.POST, auto_id="provider_%s")
    return _acted(
        request, found, ("provider_form", form), lambda said: force.add_provider(found, by=request.user, **said), _("The provider was entered.")
    )  # fmt: skip


@login_required
@require_POST
def end_provider(request: HttpRequest, pk: int, provider: int) -> HttpResponse:
    """Enter the last day of a provider."""
    row = access.provider_to_end(request.user, pk, provider)
    found = access.standard_to_develop(request.user, pk)
    form = forms.EndForm(request.POST, auto_id="ends_%s")
    return _acted(
        request, found, ("end_form", form), lambda said: force.end_provider(row, ends=said["ends"], by=request.user), _("The last day was entered.")
    )  # fmt: skip


@login_required
@require_POST
def add_equivalence(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter an earlier programme that spares this one."""
    found = access.standard_to_develop(request.user, pk)
    version = present_version(found)
    if version is None:
        return redirect("learning:standard", found.pk)
    form = forms.EquivalenceForm(request.POST, version=version, auto_id="equivalence_%s")
    return _acted(
        request, found, ("equivalence_form", form), lambda said: force.enter_equivalence(version, by=request.user, **said),
        _("The equivalence was entered."),
    )  # fmt: skip


@login_required
@require_POST
def drop_equivalence(request: HttpRequest, pk: int, equivalence: int) -> HttpResponse:
    """Take an equivalence out."""
    row = access.equivalence_to_drop(request.user, pk, equivalence)
    force.drop_equivalence(row, by=request.user)
    return _done(request, access.standard_to_see(request.user, pk), _("The equivalence was taken out."))
