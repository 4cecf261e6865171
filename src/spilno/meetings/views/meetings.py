"""Public pages of General Meetings."""

from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from spilno.documents.access import may_read
from spilno.documents.queries import attachments_of, documents_of
from spilno.journal.access import may_read_lines
from spilno.meetings.access.archive import is_archived
from spilno.meetings.access.meetings import may_prepare, may_register, may_run, meeting_to_see
from spilno.meetings.access.registration import memberships_of
from spilno.meetings.access.voting import may_count
from spilno.meetings.forms.meeting import FileForm
from spilno.meetings.gateways.calendar_file import calendar_file as calendar_of
from spilno.meetings.queries import meetings as queries
from spilno.meetings.queries.attendance import day_of, quorum_of
from spilno.meetings.queries.materials import mark_late
from spilno.meetings.queries.planning import ends_of
from spilno.statute.queries import in_force_on

ON_PAGE = 20


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """Show General Meetings: running and next ones on the first page, past ones by year."""
    page = Paginator(queries.past_meetings(), ON_PAGE).get_page(request.GET.get("page"))
    first = page.number == 1
    years = groupby(page, key=lambda m: timezone.localtime(m.starts_at).year if m.starts_at else None)
    prepares = may_prepare(request.user)
    return render(
        request,
        "meetings/meetings.html",
        {
            "page": page,
            "first": first,
            "running": list(queries.running_meetings()) if first else [],
            "ahead": list(queries.convened_meetings()) if first else [],
            "years": [(year, list(group)) for year, group in years],
            "drafts": list(queries.drafts()) if first and prepares else [],
            "prepares": prepares,
        },
    )


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one General Meeting: what, when, where, its agenda with results, documents, history."""
    found = meeting_to_see(request.user, pk)
    items = queries.agenda_of(found)
    queries.files_of_items(items)
    mark_late(found, items)
    provisions = in_force_on(day_of(found))
    documents = [row for row in documents_of(found) if may_read(request.user, row)]
    return render(
        request,
        "meetings/meeting.html",
        {
            "meeting": found,
            "items": items,
            "item_count": sum(1 for item in items if item.parent_id is None),  # counted as everywhere: sub-items belong
            "quorum": quorum_of(found),
            "ground": provisions.quorum.ground,
            "guests": found.guests.count(),
            "stops": found.stops.all(),
            "documents": documents,
            "attachments": [row for row in attachments_of(found) if may_read(request.user, row)],
            "file_form": FileForm(),
            "delegate": bool(memberships_of(request.user, found)),
            "counts": found.is_running and may_count(request.user, found),
            "runs": may_run(request.user, found),
            "prepares": may_prepare(request.user),
            "registers": may_register(request.user),
            "archived": is_archived(found),
            "audits": may_read_lines(request.user),
        },
    )


@require_safe
def calendar_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the meeting as a calendar file."""
    found = meeting_to_see(request.user, pk)
    if found.starts_at is None:
        raise Http404
    content = calendar_of(found, title=queries.name_of(found), ends=ends_of(found), now=timezone.now())
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="meeting-{found.number}.ics"'},
    )
