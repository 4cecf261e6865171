"""The collection of papers: its first pages, publishing, and what everybody reads of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from spilno.events import access
from spilno.events.exports.citations import LICENCES, bibtex, ris, schema_of_collection, schema_of_paper
from spilno.events.exports.json_ld import as_block
from spilno.events.forms.collection import CollectionForm
from spilno.events.models import Collection, Event, Licence, Paper
from spilno.events.queries import collection as queries
from spilno.events.queries.events import owners_of
from spilno.events.queries.papers import call_of, file_of, section_title
from spilno.events.rules import collection as rules
from spilno.events.services import collection as services
from spilno.events.views.parts import Tool, register_tool
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused


@login_required
def edit_collection(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what stands on the first pages, and see what the collection will hold."""
    event = access.event_to_keep(request.user, pk)
    call = access.call_to_see(request.user, pk)
    standing = queries.collection_of(call)
    form = CollectionForm(request.POST or None, instance=standing or _begun(Collection(call=call), event))
    if request.method == "POST" and form.is_valid():
        try:
            services.keep_collection(call, form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        except RuleBroken as broken:
            refused(form, broken)
        else:
            messages.success(request, _("The first pages of the collection are kept."))
            return redirect("events:edit_collection", pk)
    chapters = queries.chapters_of(call)
    context: dict[str, Any] = {
        "event": event,
        "call": call,
        "collection": standing,
        "form": form,
        "chapters": chapters,
        "count": sum(len(chapter.papers) for chapter in chapters),
        "waiting": queries.waiting_for_changes(call),
        "file": queries.file_of_collection(call),
        "why": rules.why_not_publish(
            papers=sum(len(chapter.papers) for chapter in chapters),
            announced=call.announced_at is not None,
            described=standing is not None,
            waiting=queries.waiting_for_changes(call),
        ),
    }
    return render(request, "events/papers/collection_form.html", context, status=422 if form.errors else 200)


def _begun(collection: Collection, event: Event) -> Collection:
    """Fill in what is known already; nothing is kept."""
    collection.title_uk, collection.title_en = event.title_uk, event.title_en
    collection.year = (event.day or timezone.localdate()).year
    collection.publisher = "; ".join(owner.organisation.name_uk for owner in owners_of(event))[:300]
    return collection


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the collection."""
    access.event_to_keep(request.user, pk)
    services.publish_collection(access.call_to_see(request.user, pk), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The collection is published: everyone reads it."))
    return redirect("events:collection", pk)


@require_safe
def collection(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the published collection: sections, papers, index of authors, the file, references."""
    found = access.collection_to_read(request.user, pk)
    chapters = queries.chapters_of(found.call)
    papers = _papers(found, chapters)
    owners = list(owners_of(found.call.event))
    context = {
        "event": found.call.event,
        "collection": found,
        "chapters": chapters,
        "index": queries.index_of(chapters),
        "file": queries.file_of_collection(found.call),
        "owners": owners,
        "schema": as_block(schema_of_collection(found, owners, papers)),
    }
    return render(request, "events/papers/collection.html", context)


def _papers(found: Collection, chapters: list[queries.Chapter]) -> list[Paper]:
    papers = [paper for chapter in chapters for paper in chapter.papers]
    for paper in papers:
        paper.call = found.call
    return papers


@require_safe
def paper(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show a paper of the collection in both languages as given, with its licence and how to cite it."""
    found = access.paper_in_collection(request.user, pk, number)
    collection = access.collection_to_read(request.user, pk)
    context = {
        "event": found.call.event,
        "collection": collection,
        "paper": found,
        "authors": list(found.authors.all()),
        "section": section_title(found),
        "licence": LICENCES.get(Licence(found.licence)),
        "file": file_of(found) if found.licence != Licence.RESERVED else None,
        "schema": as_block(schema_of_paper(collection, found)),
    }
    return render(request, "events/papers/published_paper.html", context)


@require_safe
def paper_file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Hand out the file of a published paper, unless its author reserved all rights."""
    found = access.paper_in_collection(request.user, pk, number)
    row = file_of(found) if found.licence != Licence.RESERVED else None
    if row is None:
        raise Http404
    ending = "pdf" if row.content_type == "application/pdf" else "docx"
    answer = FileResponse(
        row.file.open("rb"), as_attachment=True, filename=f"paper-{number}.{ending}", content_type=row.content_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
def references(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Hand out the papers for programs that keep references."""
    found = access.collection_to_read(request.user, pk)
    papers = _papers(found, queries.chapters_of(found.call))
    if kind == "bib":
        content, media = bibtex(found, papers), "application/x-bibtex"
    else:
        content, media = ris(found, papers), "application/x-research-info-systems"
    answer = HttpResponse(content, content_type=f"{media}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="collection-{pk}.{kind}"'
    return answer


def _calls(_request: HttpRequest, event: Event) -> bool:
    found = call_of(event)
    return found is not None and found.announced_at is not None


register_tool(Tool(gettext_lazy("Collection of papers"), "events:edit_collection", 32, "book", _calls))
