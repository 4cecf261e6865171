"""What waits at a meeting for who works there without a mandate: who registers, who counts hands."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext

from spilno.meetings.models import Meeting, Officer
from spilno.meetings.queries.meetings import name_of
from spilno.people.models import Person
from spilno.portal.queries.desk.tasks import Part, Task, address


def parts(person: Person | None, today: date, *, registers: bool) -> list[Part]:
    """Return the part of the desk of who works at a meeting of today; none when there is no such work."""
    tasks = [*(_doors(today) if registers else []), *(_counts(person, today) if person is not None else [])]
    return [Part("hall", gettext("At the meeting"), tasks, "")] if tasks else []


def _doors(today: date) -> Iterable[Task]:
    today_or_running = Q(state__in=Meeting.RUNNING) | Q(state=Meeting.State.CONVENED, starts_at__date=today)
    for meeting in Meeting.objects.filter(today_or_running).select_related("body").order_by("pk"):
        yield _at(meeting, today, gettext("Register delegates: %(meeting)s"), "meetings:registration")


def _counts(person: Person, today: date) -> Iterable[Task]:
    elected = Officer.objects.filter(person=person, role=Officer.Role.COUNTING, meeting__state__in=Meeting.RUNNING)
    for officer in elected.select_related("meeting__body").order_by("pk"):
        yield _at(officer.meeting, today, gettext("Count hands: %(meeting)s"), "meetings:phone")


def _at(meeting: Meeting, today: date, what: str, page: str) -> Task:
    return Task(
        what=what % {"meeting": name_of(meeting)},
        url=address(page, meeting.pk),
        day=today,
        kind="now",
        sign="clock",
        word=str(meeting.get_state_display()),
        ground=meeting.place,
        act=gettext("To the meeting"),
    )
