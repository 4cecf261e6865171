"""Learn that something was written, in this process or another, and read the scenes of the meetings that are watched.

SQLite tells it by `PRAGMA data_version` of a connection of our own, PostgreSQL by NOTIFY.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from typing import Protocol

from django.db import Error, close_old_connections, connection, connections

from spilno.meetings.live import CHANNEL
from spilno.meetings.queries.scenes import Scene, scenes_of

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.02  # how often SQLite is asked; the question costs a few millionths of a second
LONGEST = 5.0  # scenes are read at least so often, should a word get lost


class Ear(Protocol):
    """Waits until the database was written."""

    def wait(self, seconds: float) -> bool:
        """Return True as soon as something was written, False after so many seconds of silence."""

    def close(self) -> None:
        """Let go of the connection."""


class SqliteEar:
    """Asks the file whether any other connection has written."""

    def __init__(self) -> None:
        """Open a connection of our own: the pragma tells of writes by others only."""
        self._file = sqlite3.connect(connection.settings_dict["NAME"])
        self._seen = self._version()

    def _version(self) -> int:
        return int(self._file.execute("PRAGMA data_version").fetchone()[0])

    def wait(self, seconds: float) -> bool:
        """Look every few hundredths of a second."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            version = self._version()
            if version != self._seen:
                self._seen = version
                return True
            time.sleep(LOOK_SECONDS)
        return False

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class PostgresEar:
    """Listens on the channel that the acts of the hall speak on."""

    def __init__(self) -> None:
        """Open a connection of our own for listening."""
        driver = connection.Database  # psycopg, as Django has it: on SQLite nothing of it is read
        self._line = driver.connect(**connection.get_connection_params() | {"cursor_factory": None}, autocommit=True)
        self._line.execute(f"LISTEN {CHANNEL}")

    def wait(self, seconds: float) -> bool:
        """Wait for a word."""
        return any(True for _ in self._line.notifies(timeout=seconds, stop_after=1))

    def close(self) -> None:
        """Let go of the connection."""
        self._line.close()


def open_ear() -> Ear:
    """Return what listens on the database in use."""
    return PostgresEar() if connection.vendor == "postgresql" else SqliteEar()


class Watcher:
    """A thread that hands the newest scenes of the watched meetings to `told`, whenever something was written."""

    def __init__(self, watched: Callable[[], Iterable[int]], told: Callable[[dict[int, Scene]], None]) -> None:
        """Keep whom to ask and whom to tell."""
        self._watched, self._told = watched, told
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="spilno-live-watch", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stop.set()
        self._thread.join(2)

    def _run(self) -> None:
        ear: Ear | None = None
        while not self._stop.is_set():
            try:
                ear = ear or open_ear()
                self._look()
                self._listen(ear)
            except (Error, connection.Database.Error, OSError) as error:
                log.warning("the hall waits for the database: %s", type(error).__name__)
                if ear is not None:
                    ear.close()
                ear = None
                close_old_connections()
                self._stop.wait(0.5)
        if ear is not None:
            ear.close()
        connections.close_all()

    def _listen(self, ear: Ear) -> None:
        looked = time.monotonic()
        while not self._stop.is_set():
            if ear.wait(0.5) or time.monotonic() - looked > LONGEST:
                self._look()
                looked = time.monotonic()

    def _look(self) -> None:
        watched = list(self._watched())
        if watched:
            self._told(scenes_of(watched))
