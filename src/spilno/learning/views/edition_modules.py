"""A module of an edition: what completes it, who teaches it, its sessions and lessons."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from spilno.documents.queries import attachments_of
from spilno.learning.access import editions as access
from spilno.learning.forms import editions as forms
from spilno.learning.models import EditionModule
from spilno.learning.queries import editions as queries
from spilno.learning.rules.editions import why_not_change_edition
from spilno.learning.services import editions as services
from spilno.learning.services import lessons as lesson_services
from spilno.learning.services.sessions import tie_session, untie_session
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

UNPROCESSABLE, CONFLICT = 422, 409


def _page(request: HttpRequest, row: EditionModule, *, status: int = 200, **given: Any) -> HttpResponse:
    edition = row.edition
    sessions = queries.sessions_to_tie(edition)
    context = {
        "edition": edition,
        "row": row,
        "module": row.module,
        "sessions": list(row.sessions.select_related("session__event").order_by("session__starts_at")),
        "teachers": list(row.teachers.select_related("person")),
        "lessons": list(row.lessons.all()),
        "others": list(edition.modules.select_related("module")),
        "why": why_not_change_edition(edition.state),
        "form": given.get("form") or forms.ModuleForm(instance=row, auto_id="module_%s"),
        "teacher_form": given.get("teacher_form") or forms.TeacherForm(edition=edition, auto_id="teacher_%s"),
        "tie_form": given.get("tie_form") or (forms.TieForm(sessions=sessions, auto_id="tie_%s") if sessions else None),
    }
    return render(request, "learning/edition_module.html", context, status=status)


def _saved(request: HttpRequest, row: EditionModule) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("learning:edition_module", row.edition_id, row.pk)


@login_required
def module(request: HttpRequest, pk: int, module: int) -> HttpResponse:
    """Settle what completes a module; see its sessions, teachers and lessons."""
    row = access.module_to_lead(request.user, pk, module)
    if request.method != "POST":
        return _page(request, row)
    form = forms.ModuleForm(request.POST, instance=row, auto_id="module_%s")
    if not form.is_valid():
        return _page(request, access.module_to_lead(request.user, pk, module), status=UNPROCESSABLE, form=form)
    try:
        services.settle_module(row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
    except RuleBroken as broken:
        refused(form, broken)
        return _page(request, access.module_to_lead(request.user, pk, module), status=CONFLICT, form=form)
    return _saved(request, row)


@login_required
@require_POST
def add_teacher(request: HttpRequest, pk: int, module: int) -> HttpResponse:
    """Name who teaches the module."""
    row = access.module_to_lead(request.user, pk, module)
    form = forms.TeacherForm(request.POST, edition=row.edition, auto_id="teacher_%s")
    if not form.is_valid():
        return _page(request, row, status=UNPROCESSABLE, teacher_form=form)
    services.add_teacher(row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
    return _saved(request, row)


@login_required
@require_POST
def drop_teacher(request: HttpRequest, pk: int, module: int, teacher: int) -> HttpResponse:
    """Take a teacher off the module."""
    found = access.teacher_to_drop(request.user, pk, module, teacher)
    services.drop_teacher(found, by=request.user)  # type: ignore[arg-type]
    return _saved(request, found.module)


@login_required
@require_POST
def tie(request: HttpRequest, pk: int, module: int) -> HttpResponse:
    """Teach the module at a session of an event that stands already."""
    row = access.module_to_lead(request.user, pk, module)
    form = forms.TieForm(request.POST, sessions=queries.sessions_to_tie(row.edition), auto_id="tie_%s")
    if not form.is_valid():
        return _page(request, row, status=UNPROCESSABLE, tie_form=form)
    tie_session(row, form.cleaned_data["session"], by=request.user)  # type: ignore[arg-type]
    return _saved(request, row)


@login_required
@require_POST
def untie(request: HttpRequest, pk: int, module: int, session: int) -> HttpResponse:
    """Teach the module at a session no longer."""
    found = access.tie_to_drop(request.user, pk, module, session)
    untie_session(found, by=request.user)  # type: ignore[arg-type]
    return _saved(request, found.module)


@login_required
def lesson(request: HttpRequest, pk: int, module: int, lesson: int | None = None) -> HttpResponse:
    """Write a lesson with its files."""
    row = access.module_to_lead(request.user, pk, module)
    found = access.lesson_to_lead(request.user, pk, module, lesson) if lesson is not None else None
    initial = {name: getattr(found, name) for name in lesson_services.FIELDS} if found else {}
    form = forms.LessonForm(request.POST or None, request.FILES or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            values = dict(form.cleaned_data)
            try:
                lesson_services.keep_lesson(row, values, lesson=found, files=values.pop("files"), by=request.user)  # type: ignore[arg-type]
            except RuleBroken as broken:
                refused(form, broken)
                status = CONFLICT
            else:
                return _saved(request, row)
    context = {
        "edition": row.edition,
        "row": row,
        "module": row.module,
        "lesson": found,
        "form": form,
        "files": list(attachments_of(found)) if found else [],
        "why": why_not_change_edition(row.edition.state),
    }
    return render(request, "learning/lesson_form.html", context, status=status)


@login_required
@require_POST
def drop_lesson(request: HttpRequest, pk: int, module: int, lesson: int) -> HttpResponse:
    """Take a lesson out."""
    found = access.lesson_to_lead(request.user, pk, module, lesson)
    row = found.module
    lesson_services.drop_lesson(found, by=request.user)  # type: ignore[arg-type]
    return _saved(request, row)


@login_required
@require_POST
def drop_file(request: HttpRequest, pk: int, module: int, lesson: int, file: int) -> HttpResponse:
    """Take a file off a lesson."""
    found = access.lesson_to_lead(request.user, pk, module, lesson)
    attached = attachments_of(found).filter(pk=file).first()
    if attached is None:
        raise Http404
    lesson_services.drop_file(attached, found, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Saved."))
    return redirect("learning:keep_lesson", pk, module, lesson)
