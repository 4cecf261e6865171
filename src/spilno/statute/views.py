"""Pages of the statute: the edition in force in plain words, its editions, what changed, the file."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from spilno.statute import access, services
from spilno.statute.forms import AdoptForm, UploadForm
from spilno.statute.models import Edition
from spilno.statute.queries import consequences_on, edition_on, editions_to_see, model_edition, provisions_of
from spilno.statute.rules.edition_faults import Fault, WrongEdition
from spilno.statute.rules.lines import by_group, changes, lines_of


@require_GET
def statute(request: HttpRequest) -> HttpResponse:
    """Show the edition in force today, or on the day asked for, and what follows from it."""
    today = timezone.localdate()
    day = _day(request) or today
    edition = edition_on(day)
    context: dict[str, Any] = {"day": day, "today": today, **_shelf(request)}
    if edition is not None:
        context |= _read(edition)
        context["consequences"] = consequences_on(day) if day == today else []
    return render(request, "statute/statute.html", context)


@require_GET
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one edition, in force, past, future or draft."""
    found = access.edition_to_see(request.user, pk)
    context = {"day": timezone.localdate(), **_shelf(request), **_read(found)}
    in_force = edition_on(timezone.localdate())
    if found.starts is None:
        context["before"] = in_force
        context["may_adopt"] = in_force is None and services.latest_start() is None
    return render(request, "statute/edition.html", context)


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Show what changed from one edition to another; without a choice, to the latest from the one before it."""
    shelf = _shelf(request)
    known = {str(row.pk): row for row in shelf["editions"]}
    adopted = [row for row in shelf["editions"] if row.starts]
    before = known.get(request.GET.get("from", ""), adopted[1] if len(adopted) > 1 else None)
    after = known.get(request.GET.get("to", ""), adopted[0] if adopted else None)
    found = changes(provisions_of(before), provisions_of(after)) if before and after else []
    return render(request, "statute/compare.html", {**shelf, "before": before, "after": after, "changes": found})


@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the file of an edition, as it was adopted."""
    found = access.edition_to_see(request.user, pk)
    return _file(
        found.text, f"statute-{found.starts.isoformat()}.toml" if found.starts else f"statute-draft-{found.pk}.toml"
    )


@require_GET
def model(_request: HttpRequest) -> HttpResponse:
    """Hand out the model edition that comes with the product: a pattern before the first edition is there."""
    return _file(model_edition(), "statute-model.toml")


def _file(text: str, name: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take the file of a new edition: check it, show every fault with its line, keep it as a draft."""
    access.require_keeper(request.user)
    form = UploadForm(request.POST or None, request.FILES or None)
    faults: list[Fault] = []
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                draft = services.add_draft(form.cleaned_data["file"], by=request.user)
            except WrongEdition as wrong:
                faults = wrong.faults
            else:
                messages.success(request, _("The edition is kept as a draft. It comes into force by a decision."))
                return redirect("statute:edition", pk=draft.pk)
    return render(request, "statute/upload.html", {"form": form, "faults": faults, **_shelf(request)}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Adopt the first edition of an installation; every later one is adopted by a decision at a meeting."""
    found = access.edition_to_keep(request.user, pk)
    form = AdoptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.adopt_first(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("The edition is adopted."))
        return redirect("statute:edition", pk=found.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "statute/adopt.html", {"form": form, "edition": found}, status=status)


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    services.drop_draft(access.edition_to_keep(request.user, pk), by=request.user)
    messages.success(request, _("The draft was thrown away."))
    return redirect("statute:statute")


def _day(request: HttpRequest) -> Any:
    try:
        return parse_date(request.GET.get("day", ""))
    except ValueError:  # a day like 31 February
        return None


def _shelf(request: HttpRequest) -> dict[str, Any]:
    keeper = access.keeps_statute(request.user)
    return {"editions": list(editions_to_see(drafts=keeper)), "keeper": keeper}


def _read(found: Edition) -> dict[str, Any]:
    provisions = provisions_of(found)
    return {"edition": found, "provisions": provisions, "groups": by_group(lines_of(provisions))}
