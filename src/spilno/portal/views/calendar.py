"""The calendar as pages and as a feed."""

import hashlib
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from spilno.journal.queries import kept
from spilno.portal.exports import feed
from spilno.portal.queries.calendar import DEADLINES, Entry, calendar
from spilno.ui.registry import activities

BACK, AHEAD = timedelta(days=365), timedelta(days=730)  # what the feed holds


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """Show a month as a list; without one, this month and the two after it."""
    chosen = _month(request.GET.get("month", ""))
    kinds = [kind for kind in request.GET.getlist("kind") if kind in _labels()]
    first = chosen or timezone.localdate().replace(day=1)
    last = _later(first, 1 if chosen else 3) - timedelta(days=1)
    months: dict[date, list[Entry]] = {}
    for entry in calendar(first, last, kinds=kinds):
        months.setdefault(entry.day.replace(day=1), []).append(entry)
    address = reverse("portal:calendar_feed")
    return render(
        request,
        "portal/calendar.html",
        {
            "months": months.items(),
            "first": first,
            "chosen": chosen,
            "before": _later(first, -1),
            "after": _later(first, 1 if chosen else 3),
            "today": timezone.localdate(),
            "kinds": [(kind, label, kind in kinds) for kind, label in _labels().items()],
            "feed": address,
            "webcal": f"webcal://{urlsplit(settings.SITE_URL).netloc}{address}",
        },
    )


@require_safe
def calendar_feed(request: HttpRequest) -> HttpResponse:
    """Give a year back and two years ahead to calendar programmes; they ask often, and get it anew only after an act."""
    kinds = tuple(sorted({kind for kind in request.GET.getlist("kind") if kind in _labels()}))
    content = kept(_feed, timezone.localdate(), kinds)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="spilno.ics"'
    response["ETag"] = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _feed(today: date, kinds: tuple[str, ...]) -> bytes:
    name = settings.ASSOCIATION_SHORT[get_language() or "uk"]
    return feed(calendar(today - BACK, today + AHEAD, kinds=kinds), name=name)


def _labels() -> dict[str, Any]:
    """Return kinds of entries by the apps that bring them, and the words for each."""
    brought = {activity.name: activity.calendar_label for activity in activities() if activity.calendar is not None}
    return {**brought, DEADLINES: _("Days of the statute")}


def _month(text: str) -> date | None:
    """Read 2026-11; None for anything else, and for years that no calendar shows."""
    year, _dash, number = text.partition("-")
    if year.isascii() and year.isdigit() and number.isascii() and number.isdigit() and 1 <= int(number) <= 12:
        return date(int(year), int(number), 1) if 2000 <= int(year) <= 2100 else None
    return None


def _later(first: date, months: int) -> date:
    """Return the first day of the month so many months later."""
    place = first.year * 12 + first.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)
