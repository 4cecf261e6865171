"""Throws away what has expired."""

from importlib import import_module

from django.conf import settings
from django.utils import timezone

from spilno.accounts.models import Remembered


def tidy() -> dict[str, int]:
    """Delete expired sessions and counts of attempts; returns how many counts went. Nothing of record is touched."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    gone, _ = Remembered.objects.filter(expires__lt=timezone.now()).delete()
    return {"counts": gone}
