"""Search over all apps."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from spilno.portal.access import finds_hidden
from spilno.portal.gateways import dictionary
from spilno.portal.models import SearchEntry
from spilno.portal.queries.search import entries, find
from spilno.ui import registry

ON_A_PAGE = 20
LONGEST_QUERY = 200  # letters; the rest of a longer one is not read
AROUND = 140  # letters of an excerpt on each side of the word found


@dataclass(frozen=True, slots=True)
class Row:
    """One thing found, as the page shows it: pieces of title and excerpt, each with whether it was asked for."""

    entry: SearchEntry
    kind: Any
    url: str
    title: list[tuple[str, bool]]
    excerpt: list[tuple[str, bool]]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found, the best first; only public things to strangers."""
    query = request.GET.get("q", "").replace("\x00", "")[:LONGEST_QUERY]
    kind = request.GET.get("kind", "")[:40]
    labels = {source.kind: source.label for activity in registry.activities() for source in activity.search}
    groups, prefix = dictionary.asked(query)
    finding = find(groups, prefix, kind=kind, hidden=finds_hidden(request.user))
    page = Paginator(finding.ids, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        Row(
            entry=entry,
            kind=labels.get(entry.kind, entry.kind),
            url=translate_url(entry.url, get_language() or "uk"),
            title=dictionary.marked(entry.title, groups, prefix),
            excerpt=dictionary.marked(entry.text, groups, prefix, around=AROUND),
        )
        for entry in entries(list(page.object_list))
    ]
    return render(
        request,
        "portal/search.html",
        {
            "query": query.strip(),
            "kind": kind,
            "kinds": [(code, labels.get(code, code), count) for code, count in finding.kinds.items()],
            "total": sum(finding.kinds.values()),
            "finding": finding,
            "asked": bool(groups),
            "page": page,
            "rows": rows,
        },
    )
