"""Writing a standard: pages of those who develop it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
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


def _drawn(request: HttpRequest, template: str, version: StandardVersion, part: str, **context: Any) -> HttpResponse:
    form: BaseForm | None = context.get("form")
    status = 200 if request.method != "POST" else UNPROCESSABLE
    if form is not None and getattr(form, "conflict", False):
        status = CONFLICT
    said = {"draft": version, "standard": version.standard, "part": part, "why": why_not_write(version.state)}
    return render(request, f"learning/{template}.html", {**said, **context}, status=status)


def _saved(request: HttpRequest, version: StandardVersion, part: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(f"learning:{part}", version.standard_id)


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


@login_required
def profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the programme is, for whom, how large."""
    version = access.draft_to_write(request.user, pk)
    initial = {name: getattr(version, name) for name in forms.ProfileForm.base_fields}
    form = forms.ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_profile(version, form.cleaned_data, by=request.user)
        except RuleBroken as broken:
            _refused(form, broken)
        else:
            return _saved(request, version, "profile")
    return _drawn(request, "part", version, "profile", form=form, title=_("Programme profile"))


@login_required
def outcomes(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the learning results."""
    version = access.draft_to_write(request.user, pk)
    form = forms.OutcomesForm(request.POST or None, version=version)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_outcomes(version, form.said(), by=request.user)
        except RuleBroken as broken:
            _refused(form, broken)
        else:
            return _saved(request, version, "outcomes")
    return _drawn(request, "outcomes", version, "outcomes", form=form, title=_("Learning results"))


@login_required
def structure(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the table of modules and hours."""
    version = access.draft_to_write(request.user, pk)
    form = forms.StructureForm(request.POST or None, version=version)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_modules(version, form.said(), by=request.user)
        except RuleBroken as broken:
            _refused(form, broken)
        else:
            return _saved(request, version, "structure")
    return _drawn(request, "structure", version, "structure", form=form, title=_("Modules and hours"))


@login_required
def content(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what is taught in each module."""
    version = access.draft_to_write(request.user, pk)
    form = forms.ContentForm(request.POST or None, version=version)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_modules(version, form.said(), by=request.user)
        except RuleBroken as broken:
            _refused(form, broken)
        else:
            return _saved(request, version, "content")
    return _drawn(request, "part", version, "content", form=form, title=_("Content of modules"))


@login_required
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Write how results are assessed and what to read."""
    version = access.draft_to_write(request.user, pk)
    initial = {"assessment": version.assessment, "literature": version.literature}
    form = forms.AssessmentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_profile(version, form.cleaned_data, by=request.user)
        except RuleBroken as broken:
            _refused(form, broken)
        else:
            return _saved(request, version, "assessment")
    return _drawn(request, "part", version, "assessment", form=form, title=_("Assessment and literature"))


@login_required
def partners(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the organisations that develop the standard."""
    version = access.draft_to_write(request.user, pk)
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.name_partner(version, form.cleaned_data["organisation"], by=request.user)
        except RuleBroken as broken:
            _refused(form, broken)
        else:
            return _saved(request, version, "partners")
    rows = partners_of(version.standard)
    return _drawn(request, "partners", version, "partners", form=form, title=_("Who develops it"), rows=rows)


@login_required
@require_POST
def drop_partner(request: HttpRequest, pk: int, partner: int) -> HttpResponse:
    """Take an organisation out."""
    version = access.draft_to_write(request.user, pk)
    services.drop_partner(version, access.partner_of(version.standard, partner), by=request.user)
    return _saved(request, version, "partners")


def _refused(form: BaseForm, broken: RuleBroken) -> None:
    """Put the refusal on the form: what was typed stays, the answer is a conflict."""
    refused(form, broken)
    form.conflict = True  # type: ignore[attr-defined]


@login_required
def competences(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Keep the list of competences: add one, or change one."""
    access.require_keeper(request.user)
    found = access.competence_to_keep(request.user, pk) if pk is not None else None
    form = CompetenceForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        kept = services.keep_competence(form.save(commit=False), by=request.user)
        messages.success(request, _("«%(competence)s» stands in the list.") % {"competence": kept})
        return redirect("learning:competences")
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "found": found, "rows": competences_used(Competence.objects.all())}
    return render(request, "learning/competences.html", context, status=status)
