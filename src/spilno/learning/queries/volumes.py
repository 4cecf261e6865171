"""How large a programme may be on a day: the dated rules of the house."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from spilno.learning.rules.volume import VolumeRule, read_volumes, volume_on

FILE = Path(__file__).resolve().parent.parent / "data" / "volumes.toml"


@lru_cache(maxsize=1)
def volumes() -> tuple[VolumeRule, ...]:
    """Return the dated rules, the earliest first; the file is read once."""
    return read_volumes(FILE.read_text(encoding="utf-8"))


def volume_of(day: date) -> VolumeRule:
    """Return the rule in force on a day."""
    return volume_on(volumes(), day)
