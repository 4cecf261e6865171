"""Presses of the hall: all that has arrived goes into one transaction; each is answered after it is durable."""

import asyncio
import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.db import InterfaceError, OperationalError, connection, connections

log = logging.getLogger(__name__)

TRIES = 40  # a database that restarts or is locked is waited for: some ten seconds
PAUSE = 0.25
GATHER_STEP, GATHER_MOST = 0.002, 0.06  # seconds: a look whether more arrives, and the longest that a press waits so


class AwayError(Exception):
    """The database did not answer in time: nothing was recorded, the phone presses again by itself."""


class Batcher:
    """Takes what many ask at once and does it together in a thread of its own, in the order in which it came.

    `act` gets all that has arrived and returns an answer for each, after COMMIT. One press is written at once; while a
    hall presses together it gathers, and while one batch is written the next one does. A batch that fails is done one by
    one, so that one bad request harms nobody else.
    """

    def __init__(self, act: Callable[[list[Any]], Sequence[Any]], *, name: str, most: int = 2000) -> None:
        """Make a batcher that has not begun; `most` is how many may go into one transaction."""
        self._act = act
        self._name = name
        self._most = most
        self._waiting: queue.SimpleQueue[tuple[Any, asyncio.Future[Any]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to work for this loop."""
        self._loop = loop
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish what has arrived and end."""
        self._waiting.put(None)
        if self._thread is not None:
            self._thread.join(10)
            self._thread = None

    async def do(self, asked: Any) -> Any:
        """Have one request done with the others; returns its answer when it is durable, raises what it raised."""
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.hand_over(asked, future)
        return await future

    def hand_over(self, asked: Any, future: "asyncio.Future[Any]") -> None:
        """Take over one request with who waits for its answer."""
        self._waiting.put((asked, future))

    def _run(self) -> None:
        self._get_ready()
        while True:
            batch = self._arrived()
            if not batch:
                connections.close_all()
                return
            answers = done(self._act, [asked for asked, _ in batch])
            if self._loop is not None and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(tell, [future for _, future in batch], answers)

    def _get_ready(self) -> None:
        """Open the connection before the first press needs it; without a database the first press waits for it."""
        with contextlib.suppress(OperationalError, InterfaceError):
            connection.ensure_connection()

    def _arrived(self) -> list[tuple[Any, "asyncio.Future[Any]"]]:
        """Wait for the first request and take all that are there; an empty list tells to stop."""
        first = self._waiting.get()
        if first is None:
            return []
        self._gather()
        batch = [first]
        while len(batch) < self._most:
            try:
                more = self._waiting.get_nowait()
            except queue.Empty:
                break
            if more is None:
                self._waiting.put(None)
                break
            batch.append(more)
        return batch

    def _gather(self) -> None:
        """While a hall presses together, let it: writing beside its arrival would slow down both."""
        until = time.monotonic() + GATHER_MOST
        there = -1
        while there != (there := self._waiting.qsize()) and time.monotonic() < until:
            time.sleep(GATHER_STEP)


def done(act: Callable[[list[Any]], Sequence[Any]], batch: list[Any]) -> Sequence[Any]:
    """Do a batch and return an answer for each: AwayError when the database was away too long, else what it raised."""
    try:
        return _persisted(act, batch)
    except (AwayError, OperationalError):
        return [AwayError()] * len(batch)
    except Exception:
        log.exception("a batch of %d failed; it is done one by one", len(batch))
    return [_alone(act, asked) for asked in batch]


def _alone(act: Callable[[list[Any]], Sequence[Any]], asked: Any) -> Any:
    try:
        return _persisted(act, [asked])[0]
    except Exception as error:
        log.exception("one request of a batch failed")
        return error


def _persisted(act: Callable[[list[Any]], Sequence[Any]], batch: list[Any]) -> Sequence[Any]:
    """Do a batch; while the database is away or locked, wait and do it again: nothing of it was kept."""
    for attempt in range(TRIES):
        try:
            return act(batch)
        except (OperationalError, InterfaceError) as error:
            connection.close()  # it is opened anew by the next try
            if attempt == TRIES - 1:
                raise AwayError from error
            log.warning("the hall waits for the database: %s", type(error).__name__)
            time.sleep(PAUSE)
    raise AwayError


def tell(futures: list["asyncio.Future[Any]"], answers: Sequence[Any]) -> None:
    """Give those who wait their answers."""
    for future, said in zip(futures, answers, strict=True):
        if future.done():
            continue
        if isinstance(said, BaseException):
            future.set_exception(said)
        else:
            future.set_result(said)
