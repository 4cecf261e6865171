"""The list of members: the empty table, uploaded, shown by row, taken in whole or put aside."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from spilno.members import access, services
from spilno.members.exports import xlsx_file
from spilno.members.forms import MembersListForm
from spilno.members.rules.members_file import HEADING
from spilno.statute.rules.refusal import RuleBroken
from spilno.territories.queries import shown_preview
from spilno.territories.services import drop_preview
from spilno.ui.forms import refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a list of members and show what each row would do."""
    access.require_keeper(request.user)
    form = MembersListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = services.preview_members(file, file.name, ground=form.cleaned_data["ground"], by=request.user)
        except RuleBroken as broken:
            refused(form, broken, "file")
        else:
            return redirect("members:members_preview", pk=batch.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "members/members_upload.html", {"form": form}, status=status)


@login_required
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Hand out the empty table with its heading."""
    access.require_keeper(request.user)
    return xlsx_file("members.xlsx", _("List of members"), HEADING, [])


@login_required
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show by row what the list would do."""
    batch = access.members_batch(request.user, pk)
    shown = shown_preview(batch, kind=request.GET.get("kind", ""), page=request.GET.get("page"))
    return render(request, "members/members_preview.html", shown)


@login_required
@require_POST
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the list in."""
    batch = services.commit_members(access.members_batch(request.user, pk), by=request.user)
    count = batch.counts["new"] + batch.counts["warning"]
    said = ngettext("%(count)d member was entered.", "%(count)d members were entered.", count)
    messages.success(request, said % {"count": count})
    return redirect("members:members")


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the list aside."""
    drop_preview(access.members_batch(request.user, pk), by=request.user)
    messages.success(request, _("The file was put aside. Nothing has changed."))
    return redirect("members:members_upload")
