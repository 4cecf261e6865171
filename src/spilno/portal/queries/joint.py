"""What meetings are to memoranda: meetings and memoranda stand on one rung, so the portal tells it."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from spilno.meetings.activity import meeting_title
from spilno.meetings.models import Meeting
from spilno.memoranda.queries import ActivityFact
from spilno.territories.models import Unit

MOST_FOUND = 10


def meeting_facts(numbers: Iterable[str]) -> Mapping[str, ActivityFact]:
    """Tell what meetings are: people are those who represented, councils are members present; one query.

    A draft and a cancelled meeting are not told of: they fulfil nothing.
    """
    rows = (
        Meeting.objects.filter(pk__in=list(numbers), starts_at__isnull=False)
        .exclude(state__in=[Meeting.State.DRAFT, Meeting.State.CANCELLED])
        .select_related("body", "host__organisation__territory__parent")
        .annotate(
            came=Count("attendance__person", distinct=True), councils=Count("attendance__membership", distinct=True)
        )
    )
    return {
        str(meeting.pk): ActivityFact(
            title=meeting_title(meeting),
            day=timezone.localdate(meeting.starts_at),
            url=reverse("meetings:meeting", args=[meeting.pk]),
            kind="meeting",
            done=meeting.state == Meeting.State.CLOSED,
            people=meeting.came,
            councils=meeting.councils,
            raion=_raion_of(meeting),
        )
        for meeting in rows
    }


def _raion_of(meeting: Meeting) -> str:
    """Return the code of the raion whose council hosted the meeting; empty when it had no host."""
    unit = meeting.host.organisation.territory if meeting.host is not None else None
    around = (unit, unit.parent) if unit is not None else ()
    return next((one.code for one in around if one is not None and one.category == Unit.Category.RAION), "")


def found_meetings(text: str) -> list[str]:
    """Return numbers of meetings by a day (YYYY-MM-DD), their number or words of the place, the latest first."""
    asked = " ".join(text.split())
    if not asked:
        return []
    rows = Meeting.objects.exclude(state__in=[Meeting.State.DRAFT, Meeting.State.CANCELLED]).order_by("-starts_at")
    try:
        rows = rows.filter(starts_at__date=date.fromisoformat(asked))
    except ValueError:
        number = asked.removeprefix("№").strip()
        if number.isdecimal() and len(number) < 9:
            rows = rows.filter(number=int(number))
        else:
            rows = rows.filter(settlement__icontains=asked) | rows.filter(place__icontains=asked)
    return [str(pk) for pk in rows.values_list("pk", flat=True)[:MOST_FOUND]]
