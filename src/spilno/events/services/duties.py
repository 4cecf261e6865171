"""What the worker does for events by itself: reminders before, the survey after, data dropped when their term is over."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from spilno.events.models import Attendance, Author, Event, Registration, Told
from spilno.events.rules.registration import PROVES_FOR
from spilno.events.services.programme import forget_speaker
from spilno.events.services.waiting import tell
from spilno.journal.services import record
from spilno.people.models import Person

State = Registration.State
AT_ONCE = 1000


def remind_before(since: date, day: date) -> int:
    """Remind those who have a place a week before and a day before, once each; returns to how many letters went.

    A week's letter that was missed since `since` goes up to two days late; tomorrow's does not: it would not be true.
    """
    week_from = max(since, day - timedelta(days=2)) + timedelta(days=7)
    told = 0
    for what, first, last in (
        (Told.What.WEEK_BEFORE, week_from, day + timedelta(days=7)),
        (Told.What.DAY_BEFORE, day + timedelta(days=1), day + timedelta(days=1)),
    ):
        events = Event.objects.filter(
            state=Event.State.ANNOUNCED, starts_at__date__gte=first, starts_at__date__lte=last
        )
        told += sum(_tell_once(event, what) for event in events)
    return told


def ask_after(day: date) -> int:
    """Ask those who took part how it was, the day after the end or as soon as there are questions within a week; once.

    Where no attendance was taken, all who had a place are asked. Returns to how many letters went.
    """
    ended = Q(ends_at__date__lt=day, ends_at__date__gte=day - timedelta(days=7))
    events = Event.objects.filter(ended, survey__isnull=False).exclude(
        state__in=[Event.State.DRAFT, Event.State.CANCELLED]
    )
    return sum(_tell_once(event, Told.What.AFTER) for event in events.distinct())


@transaction.atomic
def _tell_once(event: Event, what: str) -> int:
    _told, first = Told.objects.get_or_create(event=event, what=what)
    if not first:
        return 0
    rows = event.registrations.filter(state=State.CONFIRMED).order_by("queue")
    if what == Told.What.AFTER:
        came = Attendance.objects.filter(session__event=event, state=Attendance.State.ATTENDED)
        if came.exists():
            rows = rows.filter(Exists(came.filter(registration=OuterRef("pk"))))
    count = tell(what, event, rows, by=None, official=False)
    record("event.reminded", event, by=None, facts={"what": str(what), "people": count})
    return count


@transaction.atomic
def forget_old(day: date) -> int:
    """Drop names, contacts and answers of registrations whose term of keeping is over, and addresses never confirmed.

    What was counted stays: event, state, council, attendance; the person too, where he is in the register of persons, for his
    certificates rest on it. The term is `KEEP_REGISTRATIONS_YEARS` (docs/operations/index.md).
    """
    now = timezone.now()
    Registration.objects.filter(state=State.UNPROVED, registered_at__lt=now - 2 * PROVES_FOR).delete()
    border = day - timedelta(days=round(365.25 * settings.KEEP_REGISTRATIONS_YEARS))
    old = Registration.objects.filter(erased_at__isnull=True).filter(
        Q(event__ends_at__date__lt=border) | Q(event__ends_at__isnull=True, event__starts_at__date__lt=border)
    )
    pks = list(old.values_list("pk", flat=True))
    _erase(pks)
    if pks:
        first = Registration.objects.get(pk=pks[0])
        ground = "Закон України № 2297-VI, ст. 6, ч. 8"
        record("registrations.erased", first, by=None, ground=ground, facts={"registrations": len(pks)})
    return len(pks)


def forget_person(person: Person) -> int:
    """Drop what registrations kept of a person whose data are being erased; returns how many there were.

    Authors and speakers stay as printed and announced; the address, which was never shown, goes.
    """
    Author.objects.filter(person=person).update(email="")
    forget_speaker(person)
    pks = list(Registration.objects.filter(person=person, erased_at__isnull=True).values_list("pk", flat=True))
    _erase(pks)
    return len(pks)


def _erase(pks: Iterable[int]) -> None:
    """Empty what tells of the person; an empty address is not unique, so many may be emptied."""
    numbers = list(pks)
    for start in range(0, len(numbers), AT_ONCE):
        Registration.objects.filter(pk__in=numbers[start : start + AT_ONCE]).update(
            family_name="",
            given_name="",
            patronymic="",
            email="",
            phone="",
            post="",
            organisation_name="",
            answers={},
            refused_because="",
            search_key="",
            erased_at=timezone.now(),
        )
