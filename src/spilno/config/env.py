"""Typed readers of the environment: a wrong setting is refused at start, with advice."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "SPILNO_"


def text(name: str, default: str = "") -> str:
    """Read a text setting; the default when it is absent."""
    return os.environ.get(PREFIX + name, default)


def words(name: str, default: str = "") -> list[str]:
    """Read a list of words divided by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def flag(name: str, *, default: bool = False) -> bool:
    """Read yes or no; any other word is refused."""
    raw = text(name).lower()
    if raw == "":
        return default
    if raw in {"1", "yes", "true", "on"}:
        return True
    if raw in {"0", "no", "false", "off"}:
        return False
    message = f"{PREFIX}{name}={raw!r} is neither yes nor no. Write 1 or 0."
    raise ImproperlyConfigured(message)


def number(name: str, default: int) -> int:
    """Read a whole number; anything else is refused."""
    raw = text(name)
    if raw == "":
        return default
    try:
        return int(raw)
    except ValueError:
        message = f"{PREFIX}{name}={raw!r} is not a whole number. Write digits only, for example {default}."
        raise ImproperlyConfigured(message) from None


def one_of(name: str, allowed: tuple[int, ...]) -> int:
    """Read a whole number that is one of those allowed, the first by default; any other is refused."""
    value = number(name, allowed[0])
    if value not in allowed:
        message = f"{PREFIX}{name}={value} is none of {', '.join(map(str, allowed))}. Write one of them, or nothing."
        raise ImproperlyConfigured(message)
    return value


def database(data: Path, *, durable: bool = True) -> dict[str, object]:
    """Read `SPILNO_DATABASE_URL`: SQLite in the data folder when absent, PostgreSQL by its address.

    `durable` waits for the disk at each commit; only tests do not.

    Raises ImproperlyConfigured for any other scheme.
    """
    raw = text("DATABASE_URL")
    if raw == "":
        raw = f"sqlite:///{data / 'spilno.sqlite3'}"
    url = urlsplit(raw)
    waits = "FULL" if durable else "OFF"
    if url.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.path if url.path != "/:memory:" else ":memory:",
            "TEST": {"NAME": str(data / "test.sqlite3")},  # a file, as in life: in memory nobody waits for a lock
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",  # two secretaries wait for each other instead of failing half-way
                "timeout": 20,
                "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={waits}; PRAGMA busy_timeout=20000;",
            },
        }
    if url.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.lstrip("/"),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 300,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(url.query)),
        }
    message = (
        f"{PREFIX}DATABASE_URL begins with {url.scheme!r}. "
        "Write sqlite:////path/to/file or postgresql://user:password@host/name."
    )
    raise ImproperlyConfigured(message)
