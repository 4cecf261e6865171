"""What waits for the chair: meetings to run, minutes to sign."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext

from spilno.meetings.models import Meeting, Minutes
from spilno.meetings.queries.meetings import name_of
from spilno.portal.queries.desk.tasks import Part, Task, address, in_order, on_the_day


def parts(today: date) -> list[Part]:
    """Return the parts of the chair's desk."""
    meetings = Meeting.objects.filter(state__in=[Meeting.State.CONVENED, *Meeting.RUNNING]).select_related("body")
    tasks = [_presided(meeting, today) for meeting in meetings]
    tasks += [
        Task(
            what=gettext("Sign the minutes no. %(number)s") % {"number": minutes.number},
            url=address("meetings:minutes", minutes.meeting_id),
            kind="info",
            sign="sign",
            word=gettext("approved"),
        )
        for minutes in Minutes.objects.filter(state=Minutes.State.APPROVED).select_related("meeting")
    ]
    return [
        Part(
            "chair",
            gettext("To preside and to sign"),
            in_order(tasks),
            gettext("No meeting is convened and no minutes wait for a signature."),
        )
    ]


def _presided(meeting: Meeting, today: date) -> Task:
    running = meeting.is_running
    day = today if running else timezone.localdate(meeting.starts_at)
    status = {"kind": "now", "sign": "clock", "word": str(meeting.get_state_display())}
    return Task(
        what=gettext("Preside: %(meeting)s") % {"meeting": name_of(meeting)},
        url=address("meetings:console", meeting.pk) or address("meetings:meeting", meeting.pk),
        day=day,
        **(status if running else on_the_day(day, today)),
        ground=meeting.place,
        act=gettext("To the console") if running else "",
    )
