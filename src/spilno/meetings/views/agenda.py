"""Pages of the agenda builder."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from spilno.documents.queries import attachments_of
from spilno.meetings.access.meetings import item_to_prepare, meeting_to_prepare
from spilno.meetings.forms.meeting import FileForm, ItemForm
from spilno.meetings.models import Issue, Item, Meeting
from spilno.meetings.queries.agenda import matters_of
from spilno.meetings.queries.materials import refusal_to_add_material
from spilno.meetings.queries.meetings import agenda_of
from spilno.meetings.rules.agenda import DEEPEST, why_agenda_closed, why_not_change_item
from spilno.meetings.services import agenda as services
from spilno.meetings.views.prepare import seen_of


def _form(meeting: Meeting, item: Item | None, data: Any, initial: dict[str, Any]) -> ItemForm:
    places = [place for place in agenda_of(meeting) if place.depth < DEEPEST and (item is None or place.pk != item.pk)]  # type: ignore[attr-defined]
    return ItemForm(data, matters=matters_of(meeting), places=places, initial=initial)


@login_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an item to the agenda."""
    meeting = meeting_to_prepare(request.user, pk)
    form = _form(
        meeting,
        None,
        request.POST if request.method == "POST" else None,
        {"matter": "ordinary", "under": request.GET.get("under", "")},
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        services.add_item(meeting, values, under=values["under"], seen=seen_of(request), by=request.user)
        messages.success(request, _("The item was added."))
        return redirect("meetings:prepare", pk)
    context = {"form": form, "meeting": meeting, "why": why_agenda_closed(meeting.state)}
    return render(request, "meetings/item_form.html", context, status=422 if form.errors else 200)


@login_required
def edit(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Change an item and its place."""
    found = item_to_prepare(request.user, pk, item)
    form = _form(found.meeting, found, request.POST if request.method == "POST" else None, _initial(found))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        services.change_item(found, values, under=values["under"], seen=seen_of(request), by=request.user)
        messages.success(request, _("The item was saved."))
        return redirect("meetings:prepare", pk)
    return _item_page(request, found, form, FileForm())


def _item_page(request: HttpRequest, item: Item, form: ItemForm, file_form: FileForm) -> HttpResponse:
    context = {
        "form": form,
        "file_form": file_form,
        "meeting": item.meeting,
        "item": item,
        "attachments": attachments_of(item),
        "why_no_file": refusal_to_add_material(item),
        "why": why_not_change_item(item.meeting.state, item.state, late=item.late),
    }
    return render(request, "meetings/item_form.html", context, status=422 if form.errors or file_form.errors else 200)


def _initial(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in services.FIELDS} | {"under": item.parent_id or ""}


@login_required
@require_POST
def move(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Let an item change places with its neighbour."""
    found = item_to_prepare(request.user, pk, item)
    services.move_item(found, up=request.POST.get("way") == "up", seen=seen_of(request), by=request.user)
    return redirect(f"{_prepare(pk)}#item-{item}")


@login_required
@require_POST
def remove(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take an item off the agenda."""
    services.remove_item(item_to_prepare(request.user, pk, item), seen=seen_of(request), by=request.user)
    messages.success(request, _("The item was taken off the agenda."))
    return redirect("meetings:prepare", pk)


@login_required
@require_POST
def attach(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Attach a document to an item."""
    found = item_to_prepare(request.user, pk, item)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _item_page(request, found, _form(found.meeting, found, None, _initial(found)), form)
    services.attach_to_item(found, form.cleaned_data["file"], title=form.cleaned_data["title"], by=request.user)
    messages.success(request, _("The document was attached."))
    return redirect("meetings:edit_item", pk, item)


@login_required
@require_POST
def take_issues(request: HttpRequest, pk: int) -> HttpResponse:
    """Put chosen issues on the agenda."""
    meeting = meeting_to_prepare(request.user, pk)
    chosen = [int(number) for number in request.POST.getlist("issue") if number.isdecimal() and len(number) < 10]
    issues = list(Issue.objects.filter(pk__in=chosen).order_by("number"))
    services.take_issues(meeting, issues, seen=seen_of(request), by=request.user)
    messages.success(request, _("The chosen issues stand on the agenda now."))
    return redirect("meetings:prepare", pk)


@login_required
@require_POST
def add_usual(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an item that stands on nearly every agenda."""
    meeting = meeting_to_prepare(request.user, pk)
    code = request.POST.get("usual", "")
    if code not in services.USUAL:
        raise Http404
    if services.add_usual(meeting, code, seen=seen_of(request), by=request.user) is None:
        messages.info(request, _("Such an item stands on the agenda already."))
    return redirect("meetings:prepare", pk)


@login_required
@require_POST
def take_overdue(request: HttpRequest, pk: int) -> HttpResponse:
    """Put what became overdue since on the agenda."""
    services.take_overdue(get_object_or_404(Meeting, pk=meeting_to_prepare(request.user, pk).pk), by=request.user)
    return redirect("meetings:prepare", pk)


def _prepare(pk: int) -> str:
    return redirect("meetings:prepare", pk).url
