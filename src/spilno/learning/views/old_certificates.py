"""A table of certificates of earlier years: uploaded, shown by row, taken in or put aside."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from spilno.learning.access import ledger as access
from spilno.learning.forms.ledger import CertificatesForm
from spilno.learning.services import old_certificates as services
from spilno.statute.rules.refusal import RuleBroken
from spilno.territories.queries import shown_preview
from spilno.territories.services import drop_preview
from spilno.ui.forms import refused

UNPROCESSABLE = 422


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a table and show what each row would do."""
    staff = list(access.staff_of(request.user))
    form = CertificatesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = services.preview_certificates(
                file, file.name, ground=form.cleaned_data["ground"], staff=staff, by=request.user
            )
        except RuleBroken as broken:
            refused(form, broken, "file")
        else:
            return redirect("learning:certificates_preview", batch.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "learning/certificates_upload.html", {"form": form}, status=status)


@login_required
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show by row what the table would do."""
    batch = access.certificates_batch(request.user, pk)
    shown = shown_preview(batch, kind=request.GET.get("kind", ""), page=request.GET.get("page"))
    return render(request, "learning/certificates_preview.html", shown)


@login_required
@require_POST
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the table in."""
    batch = access.certificates_batch(request.user, pk)
    count = services.commit_certificates(batch, staff=list(access.staff_of(request.user)), by=request.user).counts[
        "new"
    ]
    messages.success(
        request, ngettext("%(n)d row was recognised.", "%(n)d rows were recognised.", count) % {"n": count}
    )
    return redirect("learning:credit_people")


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the table aside."""
    drop_preview(access.certificates_batch(request.user, pk), by=request.user)
    messages.success(request, _("The table was put aside. Nothing changed."))
    return redirect("learning:certificates_upload")
