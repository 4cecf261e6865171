"""The staff list of a council: the empty table, uploaded, shown by row, taken in or put aside."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from spilno.learning.access import staff_list as access
from spilno.learning.forms.staff_list import StaffListForm
from spilno.learning.rules.staff_list import HEADING
from spilno.learning.services import staff_list as services
from spilno.members.exports import xlsx_file
from spilno.statute.rules.refusal import RuleBroken
from spilno.territories.queries import shown_preview
from spilno.territories.services import drop_preview
from spilno.ui.forms import refused

UNPROCESSABLE = 422


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a staff list and show what each row would do."""
    council = access.council_to_list(request.user, pk)
    form = StaffListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, leaders = form.cleaned_data["file"], access.enters_leaders(request.user)
        try:
            batch = services.preview_staff(
                council, file, file.name, ground=form.cleaned_data["ground"], leaders=leaders, by=request.user  # type: ignore[arg-type]
            )  # fmt: skip
        except RuleBroken as broken:
            refused(form, broken, "file")
        else:
            return redirect("learning:staff_preview", council.pk, batch.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "learning/staff_upload.html", {"form": form, "council": council}, status=status)


@login_required
@require_safe
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the empty table with its heading."""
    access.council_to_list(request.user, pk)
    return xlsx_file("staff-list.xlsx", _("Staff list"), HEADING, [])


@login_required
@require_safe
def preview(request: HttpRequest, pk: int, batch: int) -> HttpResponse:
    """Show by row what the list would do."""
    council = access.council_to_list(request.user, pk)
    found = access.staff_batch(request.user, council, batch)
    shown = shown_preview(found, kind=request.GET.get("kind", ""), page=request.GET.get("page"))
    if len(found.data) > 1:
        shown["total"] = len(found.data[1])  # rows of the file: who is absent from it is a warning, not a row
    return render(request, "learning/staff_preview.html", {**shown, "council": council})


@login_required
@require_POST
def commit(request: HttpRequest, pk: int, batch: int) -> HttpResponse:
    """Take the list in."""
    council = access.council_to_list(request.user, pk)
    found = access.staff_batch(request.user, council, batch)
    services.commit_staff(found, council, leaders=access.enters_leaders(request.user), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The staff list was taken in."))
    return redirect("learning:staff", council.pk)


@login_required
@require_POST
def drop(request: HttpRequest, pk: int, batch: int) -> HttpResponse:
    """Put the list aside."""
    council = access.council_to_list(request.user, pk)
    drop_preview(access.staff_batch(request.user, council, batch), by=request.user)
    messages.success(request, _("The table was put aside. Nothing changed."))
    return redirect("learning:staff_upload", council.pk)
