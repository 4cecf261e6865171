"""The journal as a public page and as lines to take away."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render

from spilno.journal import queries
from spilno.journal.access import may_read_lines
from spilno.journal.exports import chain_lines
from spilno.journal.models import Entry

CHECKER = Path(settings.ROOT) / "tools" / "verify_journal.py"


def journal(request: HttpRequest) -> HttpResponse:
    """Show days, how many acts each had and its last hash."""
    page = Paginator(queries.days(), 60).get_page(request.GET.get("page"))
    context = {"page": page, "acts": Entry.objects.count(), "may_read": may_read_lines(request.user)}
    return render(request, "journal/journal.html", context)


def check(request: HttpRequest) -> HttpResponse:
    """Check the whole chain now and say what was found."""
    verdict = queries.check()
    return render(request, "journal/check.html", {"verdict": verdict}, status=200)


def heads(request: HttpRequest) -> HttpResponse:
    """Give the sealed days as JSON."""
    rows = [{"day": day.day.isoformat(), "number": day.last, "hash": day.hash} for day in queries.days() if day.sealed]
    return JsonResponse(rows, safe=False)


def lines(request: HttpRequest, day: str = "") -> StreamingHttpResponse:
    """Give the chain of a day, or the whole: digests and hashes to everyone, whole lines to those who may read them."""
    entries = Entry.objects.all()
    if day:
        try:
            entries = queries.entries_on(date.fromisoformat(day))
        except ValueError:
            raise Http404 from None
    whole = request.GET.get("lines") == "1"
    if whole and not may_read_lines(request.user):
        raise Http404
    response = StreamingHttpResponse(
        chain_lines(entries, whole=whole), content_type="application/x-ndjson; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="journal{"-" + day if day else ""}.jsonl"'
    return response


def checker(request: HttpRequest) -> FileResponse:
    """Give the small program with which an outsider checks the lines."""
    if not CHECKER.is_file():
        raise Http404
    return FileResponse(CHECKER.open("rb"), as_attachment=True, filename=CHECKER.name, content_type="text/x-python")
