"""Writing a standard: pages of those who develop it."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from spilno.learning.access import standards as access
from spilno.learning.forms import standards as forms
from spilno.learning.forms.standard_acts import CompetenceForm, PartnerForm
from spilno.learning.models import Competence, StandardVersion
from spilno.learning.queries.competences import competences_used
from spilno.learning.queries.standards import partners_of
from spilno.learning.rules.standards import why_not_write
from spilno.learning.services import standards as services
from spilno.people.access import speaks_for
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

UNPROCESSABLE, CONFLICT = 422, 409
PARTS = {  # in the order of writing
    "profile": gettext_lazy("Programme profile"),
    "partners": gettext_lazy("Who develops it"),
    "outcomes": gettext_lazy("Learning results"),
    "structure": gettext_lazy("Modules and hours"),
    "content": gettext_lazy("Content of modules"),
    "assessment": gettext_lazy("Assessment and literature"),
}
FOLLOWING = dict(pairwise(PARTS))


def _drawn(
    request: HttpRequest, version: StandardVersion, part: str, *, status: int, template: str = "part", **context: Any
) -> HttpResponse:
    said: dict[str, Any] = {"draft": version, "standard": version.standard, "part": part}
    said["why"] = why_not_write(version.state)
    following = FOLLOWING.get(part)
    if following:
        address = reverse(f"learning:{following}", args=[version.standard_id])
        said["following"] = {"address": address, "title": PARTS[following]}
    return render(request, f"learning/{template}.html", {**said, **context}, status=status)


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a standard: what it is and who develops it."""
    access.require_beginner(request.user)
    own = speaks_for(request.user)
    form = forms.BeginForm(request.POST or None, own=own, keeps=access.may_keep(request.user))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        version = services.begin_standard(partners=said.pop("partners"), by=request.user, **said)
        messages.success(request, _("The standard was begun. Write its profile now."))
        return redirect("learning:profile", version.standard_id)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "learning/begin.html", {"form": form}, status=status)


def _written(
    request: HttpRequest, version: StandardVersion, part: str, form: BaseForm, write: Callable[[], Any], **shown: Any
) -> HttpResponse:
    """Keep a part with what its form says; a form that is wrong, or refused, comes back with what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            write()
        except RuleBroken as broken:
            refused(form, broken)
            return _drawn(request, version, part, form=form, status=CONFLICT, **shown)
        messages.success(request, _("Saved."))
        return redirect(f"learning:{part}", version.standard_id)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return _drawn(request, version, part, form=form, status=status, **shown)


@login_required
def profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the programme is, for whom, how large."""
    version = access.draft_to_write(request.user, pk)
    initial = {name: getattr(version, name) for name in forms.ProfileForm.base_fields}
    form = forms.ProfileForm(request.POST or None, initial=initial)
    return _written(
        request, version, "profile", form, lambda: services.write_profile(version, form.cleaned_data, by=request.user),
        title=_("Programme profile"),
    )  # fmt: skip


@login_required
def outcomes(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the learning results."""
    version = access.draft_to_write(request.user, pk)
    form = forms.OutcomesForm(request.POST or None, version=version)
    return _written(
        request, version, "outcomes", form, lambda: services.write_outcomes(version, form.said(), by=request.user),
        template="outcomes", title=_("Learning results"),
    )  # fmt: skip


@login_required
def structure(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the table of modules and hours."""
    version = access.draft_to_write(request.user, pk)
    form = forms.StructureForm(request.POST or None, version=version)
    return _written(
        request, version, "structure", form, lambda: services.write_modules(version, form.said(), by=request.user),
        template="structure", title=_("Modules and hours"),
    )  # fmt: skip


@login_required
def content(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what is taught in each module."""
    version = access.draft_to_write(request.user, pk)
    form = forms.ContentForm(request.POST or None, version=version)
    return _written(
        request, version, "content", form, lambda: services.write_modules(version, form.said(), by=request.user),
        title=_("Content of modules"),
    )  # fmt: skip


@login_required
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Write how results are assessed and what to read."""
    version = access.draft_to_write(request.user, pk)
    initial = {"assessment": version.assessment, "literature": version.literature}
    form = forms.AssessmentForm(request.POST or None, initial=initial)
    return _written(
        request, version, "assessment", form, lambda: services.write_profile(version, form.cleaned_data, by=request.user),
        title=_("Assessment and literature"),
    )  # fmt: skip


@login_required
def partners(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the organisations that develop the standard."""
    version = access.draft_to_write(request.user, pk)
    form = PartnerForm(request.POST or None)
    return _written(
        request, version, "partners", form,
        lambda: services.name_partner(version, form.cleaned_data["organisation"], by=request.user),
        template="partners", title=_("Who develops it"), rows=partners_of(version.standard),
    )  # fmt: skip


@login_required
@require_POST
def drop_partner(request: HttpRequest, pk: int, partner: int) -> HttpResponse:
    """Take an organisation out."""
    version = access.draft_to_write(request.user, pk)
    services.drop_partner(version, access.partner_of(version.standard, partner), by=request.user)
    messages.success(request, _("Saved."))
    return redirect("learning:partners", version.standard_id)


@login_required
def competences(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Keep the list of competences: add one, or change one."""
    access.require_keeper(request.user)
    found = access.competence_to_keep(request.user, pk) if pk is not None else None
    form = CompetenceForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        kept = services.keep_competence(form.save(commit=False), by=request.user)
        messages.success(request, _("“%(competence)s” stands in the list.") % {"competence": kept})
        return redirect("learning:competences")
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "found": found, "rows": competences_used(Competence.objects.all())}
    return render(request, "learning/competences.html", context, status=status)
