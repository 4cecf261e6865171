"""A meeting as one file, and the small program that counts it again."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from spilno.meetings.access.archive import meeting_to_take
from spilno.meetings.exports.archive import archive_of

COUNTER = Path(settings.ROOT) / "tools" / "count_ballots.py"


@require_safe
def archive(request: HttpRequest, pk: int, *, whole: bool = False) -> HttpResponse:
    """Give a meeting that is over as one file: the public part to everybody, with journal lines to those who read them."""
    meeting = meeting_to_take(request.user, pk, whole=whole)
    answer = HttpResponse(archive_of(meeting, whole=whole), content_type="application/zip")
    name = f"meeting-{meeting.number}{'-whole' if whole else ''}.zip"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return answer


@require_safe
def counter(request: HttpRequest) -> FileResponse:
    """Give the small program with which anybody counts votes again."""
    if not COUNTER.is_file():
        raise Http404
    return FileResponse(COUNTER.open("rb"), as_attachment=True, filename=COUNTER.name, content_type="text/x-python")
