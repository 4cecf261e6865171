"""Pages of the register of organisations."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from spilno.organisations import access, exports, queries, services
from spilno.organisations.forms import CouncilsUploadForm, EndForm, OrganisationForm, RenameForm, SearchForm
from spilno.organisations.models import Organisation
from spilno.organisations.rules.councils import edrpou_warning
from spilno.organisations.rules.succession import why_not_end
from spilno.statute.rules.refusal import RuleBroken, refuse
from spilno.territories.queries import shown_preview
from spilno.territories.services import drop_preview
from spilno.ui.forms import refused


def organisations(request: HttpRequest) -> HttpResponse:
    """Show the register, or what the search found."""
    form, found = _sought(request)
    return render(
        request,
        "organisations/organisations.html",
        {
            "form": form,
            "page": Paginator(found, 50).get_page(request.GET.get("page")),
            "sought": any(form.cleaned_data.values()) if form.is_valid() else False,
            "query": request.GET.urlencode(),
            "keeps": access.may_keep(request.user),
        },
    )


def export(request: HttpRequest, ending: str) -> HttpResponse:
    """Hand out what the search found as CSV or XLSX."""
    _form, found = _sought(request)
    made: dict[str, tuple[Callable[..., bytes], str]] = {
        "csv": (exports.as_csv, "text/csv; charset=utf-8"),
        "xlsx": (exports.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    }
    make, kind = made[ending]
    return HttpResponse(
        make(found),
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="organisations.{ending}"'},
    )


def _sought(request: HttpRequest) -> tuple[SearchForm, "QuerySet[Organisation]"]:
    form = SearchForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    return form, queries.sought(**wanted)


def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an organisation: names by date, codes, successors, offices today, history."""
    found = access.organisation_to_see(pk)
    keeps = access.may_keep(request.user)
    return render(
        request,
        "organisations/organisation.html",
        {
            "organisation": found,
            "names": queries.names_of(found),
            "successors": queries.successors_of(found),
            "predecessors": queries.predecessors_of(found),
            "heirs": queries.heirs_of(found) if found.ended else [],
            "holders": queries.holders_in(found, timezone.localdate()),
            "keeps": keeps,
            "edrpou_warning": _(edrpou_warning(found.edrpou)) if keeps and edrpou_warning(found.edrpou) else "",
            "refusal": why_not_end(queries.life_of(found), on=timezone.localdate(), today=timezone.localdate())
            if keeps
            else None,
        },
    )


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a new organisation."""
    access.require_keeper(request.user)
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entered = services.enter_organisation(form.save(), by=request.user)
        return _done(request, entered, _("%(name)s was entered.") % {"name": entered.name_uk}, form.warning)
    return _form(request, form, title=_("Enter an organisation"), button=_("Enter"))


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change particulars of an organisation."""
    found = access.organisation_to_keep(request.user, pk)
    form = OrganisationForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        services.change_organisation(form.save(), form.changed_columns, by=request.user)
        return _done(request, found, _("Particulars were saved."), form.warning)
    return _form(request, form, title=_("Particulars"), button=_("Save"), organisation=found)


@login_required
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an organisation a new name from a day on."""
    found = access.organisation_to_keep(request.user, pk)
    form = RenameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.rename(found, **form.cleaned_data, by=request.user)
        return _done(request, found, _("The new name was written; the former one stays with its last day."))
    return _form(request, form, title=_("Rename"), button=_("Rename"), organisation=found)


@login_required
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the end of an organisation, with who takes its place."""
    found = access.organisation_to_keep(request.user, pk)
    form = EndForm(request.POST or None, organisation=found)
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = {
            "on": form.cleaned_data["on"],
            "ground": form.cleaned_data["ground"],
            "by": request.user,
        }
        successors = list(form.cleaned_data["successors"])
        ahead = queries.foretold(found, form.cleaned_data["way"], successors, form.cleaned_data["on"])
        seen = salted_hmac("organisations.end", "\n".join(ahead)).hexdigest()[:16]
        if ahead and request.POST.get("seen") != seen:  # told first, written when it was read
            refuse(why_not_end(queries.life_of(found), on=said["on"], today=timezone.localdate()))
            return _form(
                request,
                form,
                title=_("End of an organisation"),
                button=_("Yes, write the end"),
                organisation=found,
                ahead=ahead,
                seen=seen,
            )
        if form.cleaned_data["way"] == "merged":
            services.merge([found], into=successors[0], **said)
        elif form.cleaned_data["way"] == "split":
            services.split(found, into=successors, **said)
        else:
            services.abolish(found, **said)
        return _done(request, found, _("The end of %(name)s was written.") % {"name": found.name_uk})
    return _form(request, form, title=_("End of an organisation"), button=_("Write the end"), organisation=found)


def _form(
    request: HttpRequest,
    form: Any,
    *,
    title: str,
    button: str,
    organisation: Organisation | None = None,
    ahead: Sequence[str] = (),
    seen: str = "",
) -> HttpResponse:
    return render(
        request,
        "organisations/form.html",
        {"form": form, "title": title, "button": button, "organisation": organisation, "ahead": ahead, "seen": seen},
        status=422 if request.method == "POST" and not ahead else 200,
    )


def _done(request: HttpRequest, found: Organisation, said: str, warning: str = "") -> HttpResponse:
    messages.success(request, f"{said} {warning}".strip())
    return HttpResponseRedirect(reverse("organisations:organisation", args=[found.pk]))


@login_required
def import_councils(request: HttpRequest) -> HttpResponse:
    """Take a file of councils and show what it would change."""
    access.require_keeper(request.user)
    form = CouncilsUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = services.preview_councils(
                file,
                file.name,
                edition_on=form.cleaned_data["edition_on"],
                ground=form.cleaned_data["ground"],
                by=request.user,
            )
        except RuleBroken as broken:
            refused(form, broken, "file")
        else:
            return HttpResponseRedirect(reverse("organisations:preview", args=[batch.pk]))
    status = 422 if request.method == "POST" else 200
    return render(request, "organisations/import.html", {"form": form}, status=status)


@login_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show by row what a file of councils would change."""
    batch = access.councils_batch(request.user, pk)
    shown = shown_preview(batch, kind=request.GET.get("kind", ""), page=request.GET.get("page"))
    return render(request, "organisations/preview.html", shown)


@login_required
@require_POST
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the previewed file in."""
    batch = services.commit_councils(access.councils_batch(request.user, pk), by=request.user)
    messages.success(
        request,
        _("The file was taken in: %(new)d new councils, %(changed)d changed.")
        % {"new": batch.counts["new"], "changed": batch.counts["changed"]},
    )
    return HttpResponseRedirect(reverse("organisations:organisations"))


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the preview aside."""
    drop_preview(access.councils_batch(request.user, pk), by=request.user)
    messages.success(request, _("The file was put aside. Nothing has changed."))
    return HttpResponseRedirect(reverse("organisations:import"))
