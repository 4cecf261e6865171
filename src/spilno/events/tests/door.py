"""An event that goes on, with people who have a place, for the tests of its door, its lists and its certificates."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from django.utils import timezone

from spilno.accounts.models import User
from spilno.events.models import Event, Registration, Session

numbers = count(1)


@dataclass
class Hall:
    """An event that goes on today with one counted session, its registrar and three people who have a place."""

    event: Event
    session: Session
    registrar: User
    teacher: User
    people: list[Registration] = field(default_factory=list)


def register(event, family="Степова", state="confirmed", **fields):
    number = next(numbers)
    given = {"given_name": "Ірина", "patronymic": "Петрівна", "email": f"r{number}@example.org", **fields}
    return Registration.objects.create(
        event=event, family_name=family, state=state, queue=number, code=f"CODE{number}", token=f"t{number}", **given
    )


def goes_on(event, **fields):
    now = timezone.now()
    given = {
        "title_uk": "Модуль 1",
        "starts_at": now - timedelta(minutes=30),
        "ends_at": now + timedelta(hours=1),
        "hours": 2,
    }
    return Session.objects.create(event=event, **{**given, **fields})


def is_over(event):
    """Let every part of the event have ended a minute ago."""
    now = timezone.now()
    event.sessions.update(starts_at=now - timedelta(hours=2), ends_at=now - timedelta(minutes=1))
