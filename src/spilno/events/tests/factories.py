"""One valid event, held by somebody, and what stands in it."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from spilno.events.models import Event, Owner, Session, Speaker
from spilno.organisations.models import Organisation


def make_event(*owners: Organisation, days: int = 30, **fields: Any) -> Event:
    """Make an announced seminar at ten in Kyiv, so many days from now, held by these organisations."""
    starts = at_ten(days)
    values = {
        "kind": Event.Kind.SEMINAR,
        "state": Event.State.ANNOUNCED,
        "title_uk": "Бюджет участі у громаді",
        "title_en": "Participatory budget in a hromada",
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=6),
        "venue": "Зала засідань",
        "announced_at": timezone.now(),
        **fields,
    }
    event = Event.objects.create(**values)
    for position, organisation in enumerate(owners, 1):
        Owner.objects.create(event=event, organisation=organisation, position=position)
    return event


def at_ten(days: int) -> datetime:
    """Return ten o'clock in Kyiv so many days from now."""
    return (timezone.localtime() + timedelta(days=days)).replace(hour=10, minute=0, second=0, microsecond=0)


def make_session(event: Event, *speakers: str, hour: int = 0, **fields: Any) -> Session:
    """Make a session of one hour that begins so many hours after the event, with speakers by name."""
    assert event.starts_at is not None
    starts = event.starts_at + timedelta(hours=hour)
    values = {"title_uk": "Відкриття", "starts_at": starts, "ends_at": starts + timedelta(hours=1), **fields}
    session = Session.objects.create(event=event, **values)
    for position, name in enumerate(speakers, 1):
        Speaker.objects.create(session=session, name_uk=name, position=position)
    return session
