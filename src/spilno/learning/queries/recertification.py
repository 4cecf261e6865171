"""How people stand with certificates that have a term: by the dated rules of renewing."""

from functools import lru_cache
from pathlib import Path

from spilno.learning.rules.recertification import Terms, read_terms

FILE = Path(__file__).resolve().parent.parent / "data" / "recertification.toml"


@lru_cache(maxsize=1)
def terms() -> tuple[Terms, ...]:
    """Return the dated rules of renewing, the earliest first; the file is read once."""
    return read_terms(FILE.read_text(encoding="utf-8"))
