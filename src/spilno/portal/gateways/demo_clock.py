"""The clock of the demo can be set forward, so that a meeting convened for a later day is held in one sitting.

Never outside the demo: deadlines of a real installation are kept by the real clock.
"""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

_real_now = timezone.now
_kept: tuple[float, timedelta] = (-1.0, timedelta())


def _file() -> Path:
    return Path(settings.DATA) / "clock"


def ahead() -> timedelta:
    """Return how far the demo's clock is ahead of the real one; nothing when it was never set."""
    global _kept  # noqa: PLW0603 - one small value, read at each look at the clock
    try:
        changed = _file().stat().st_mtime
    except FileNotFoundError:
        return timedelta()
    if changed != _kept[0]:
        _kept = (changed, timedelta(seconds=float(_file().read_text())))
    return _kept[1]


def now() -> datetime:
    """Return the time of the demo."""
    return _real_now() + ahead()


def set_forward_to(moment: datetime) -> None:
    """Set the clock forward, so that it shows `moment` now. Backward is not possible: the journal is in order of time."""
    wanted = moment - _real_now()
    if wanted > ahead():
        new = _file().with_suffix(".new")
        new.write_text(str(wanted.total_seconds()))
        new.replace(_file())  # whoever looks at the clock meanwhile reads the one or the other, never half of it


def install() -> None:
    """Let the product look at the demo's clock."""
    if not settings.DEMO:
        message = "the demo's clock belongs to the demo only"
        raise ImproperlyConfigured(message)
    timezone.now = now
