"""Which edition of the statute is in force on a day."""

from datetime import date
from functools import lru_cache

from spilno.statute.models import Edition
from spilno.statute.rules.edition_file import read_edition
from spilno.statute.rules.provisions import Provisions


@lru_cache(maxsize=32)
def _provisions(sha256: str, text: str) -> Provisions:
    return read_edition(text)


def edition_on(day: date) -> Edition | None:
    """Return the edition in force on a day; None before the first one."""
    return Edition.objects.filter(starts__isnull=False, starts__lte=day).order_by("-starts").first()


def provisions_of(edition: Edition) -> Provisions:
    """Return the provisions of an edition; reading is done once per text."""
    return _provisions(edition.sha256, edition.text)


def in_force_on(day: date) -> Provisions:
    """Return the provisions in force on a day.

    Raises Edition.DoesNotExist when the association has no statute on that day.
    """
    edition = edition_on(day)
    if edition is None:
        raise Edition.DoesNotExist
    return provisions_of(edition)
