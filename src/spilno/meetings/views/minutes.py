"""The minutes of a meeting."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from spilno.meetings.access.meetings import meeting_to_see


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the minutes of a meeting."""
    return render(request, "meetings/minutes.html", {"meeting": meeting_to_see(request.user, pk)})
