"""Pages of the codifier: regions, a unit, search; import of a newer edition."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from spilno.statute.rules.refusal import RuleBroken
from spilno.territories import access, queries, services
from spilno.territories.forms import CodifierUploadForm, SearchForm
from spilno.territories.models import ImportBatch, Unit
from spilno.ui.charts import Tile
from spilno.ui.forms import refused
from spilno.ui.words import in_language


def territories(request: HttpRequest) -> HttpResponse:
    """Show regions, or what the search found."""
    form = SearchForm(request.GET or None)
    sought = form.cleaned_data["q"] if form.is_valid() else ""
    page = (
        Paginator(queries.search(sought).order_by("sort_key", "code"), 50).get_page(request.GET.get("page"))
        if sought
        else None
    )
    return render(
        request,
        "territories/territories.html",
        {
            "form": form,
            "sought": sought,
            "page": page,
            "regions": [] if sought else queries.regions(),
            "keeps": access.may_keep(request.user),
        },
    )


def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Show a unit: where it stands, its names by date, its parts and who sits there."""
    found = access.unit_to_see(code)
    if found.code != code:
        return HttpResponsePermanentRedirect(reverse("territories:unit", args=[found.code]))
    tiles = queries.tiles_of(found) if found.category == Unit.Category.REGION else []
    return render(
        request,
        "territories/unit.html",
        {
            "unit": found,
            "way": queries.way_to(found),
            "names": queries.names_of(found),
            "parts": queries.parts_of(found),
            "residents": queries.residents_of(found),
            "tiles": [
                Tile(
                    tile.tile_x,
                    tile.tile_y,
                    raion=str(tile.parent),
                    name=in_language(tile.tile_name) or str(tile),
                    url=reverse("territories:unit", args=[tile.code]),
                )
                for tile in tiles
            ],
        },
    )


@login_required
@require_POST
def load_shipped(request: HttpRequest) -> HttpResponse:
    """Take in what is missing of the codifier that comes with Spilno."""
    access.require_keeper(request.user)
    count = services.load_codifier(by=request.user)
    if count:
        said = ngettext("%(count)d territory was taken in.", "%(count)d territories were taken in.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("The register has every territory of the codifier that comes with Spilno."))
    return redirect("territories:territories")


@login_required
def import_codifier(request: HttpRequest) -> HttpResponse:
    """Take a file and show what it would change."""
    access.require_keeper(request.user)
    form = CodifierUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = services.take_up_codifier(
                file,
                edition_on=form.cleaned_data["edition_on"],
                ground=form.cleaned_data["ground"],
                settlements=form.cleaned_data["settlements"],
                by=request.user,
            )
        except RuleBroken as broken:
            refused(form, broken, "file")
        else:
            return HttpResponseRedirect(reverse("territories:preview", args=[batch.pk]))
    status = 422 if request.method == "POST" else 200
    return render(request, "territories/import.html", {"form": form}, status=status)


@login_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show by row what a file would change; of a large one first how far its reading is."""
    batch = access.batch_to_keep(request.user, pk, ImportBatch.Kind.CODIFIER)
    shown = queries.shown_preview(batch, kind=request.GET.get("kind", ""), page=request.GET.get("page"))
    if "part" in request.GET:
        if "working" not in shown:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "territories/_working.html", shown)
    return render(request, "territories/preview.html", shown)


@login_required
@require_POST
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the previewed file in; a large one is taken in away from the page, which tells when it is done."""
    batch = services.confirm_codifier(
        access.batch_to_keep(request.user, pk, ImportBatch.Kind.CODIFIER), by=request.user
    )
    if batch.state == ImportBatch.State.WRITING:
        return HttpResponseRedirect(reverse("territories:preview", args=[batch.pk]))
    messages.success(
        request,
        _("The codifier was taken in: %(new)d new units, %(changed)d changed.")
        % {"new": batch.counts["new"], "changed": batch.counts["changed"]},
    )
    return HttpResponseRedirect(reverse("territories:territories"))


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the preview aside."""
    services.drop_preview(access.batch_to_keep(request.user, pk, ImportBatch.Kind.CODIFIER), by=request.user)
    messages.success(request, _("The file was put aside. Nothing has changed."))
    return HttpResponseRedirect(reverse("territories:import"))
