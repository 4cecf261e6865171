"""The demo happens over months: acts are done by the services, at the time at which the story says they were done."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.utils import timezone


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let the clock of the product show `moment`, ticking on with each look at it so that nothing happens twice at once."""
    real = timezone.now
    shown = [moment.astimezone(UTC)]

    def now() -> datetime:
        shown[0] += timedelta(milliseconds=37)
        return shown[0]

    timezone.now = now  # the services ask django.utils.timezone, and nobody else
    try:
        yield
    finally:
        timezone.now = real
