"""Long work beside the pages: takes tasks from the database, sends letters that wait, does the duties of the day.

Runs as a thread of the server process (`start_in_thread`) or as a process of its own (`run`). Several may run at once:
each task and each letter is claimed by one of them.
"""

import atexit
import contextlib
import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.core.cache import cache
from django.db import Error, close_old_connections, connections
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from spilno.config import life
from spilno.config.daily import do_duties
from spilno.events.services.waiting import move_due
from spilno.journal.queries import WORKER
from spilno.learning.services.queue import move_due as move_queues_due
from spilno.notices.tasks import send_due

log = logging.getLogger(__name__)

LOST_AFTER = timedelta(hours=1)  # a task that runs for so long at a worker of whom nothing is known was left by it
MOST_STARTS = 5  # a task that so many processes died of is not tried again
PAUSE = 1.0


@dataclass
class Chore:
    """Something done again and again, `every` so many seconds; the first time soon after the start."""

    every: float
    act: Callable[[], object]
    next_at: float = 0.0


def beat() -> None:
    """Say that the worker lives."""
    cache.set(WORKER, time.time(), timeout=None)


def take_up_lost_tasks(own: str = "") -> int:
    """Give back to the queue what a process that died had begun; returns how many tasks.

    `own` is the name of the worker that asks: between two tasks it has none in hand.
    """
    taken = 0
    for task in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if not _is_lost(task, own):
            continue
        if len(task.worker_ids) >= MOST_STARTS:
            log.error("task %s was begun %d times and never ended; it is not tried again", task.pk, MOST_STARTS)
            task.set_failed(ChildProcessError())
            continue
        still = DBTaskResult.objects.filter(
            pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at
        )  # another worker may have looked at the same time
        taken += still.update(status=TaskResultStatus.READY)
    life.forget_ended()
    return taken


def _is_lost(task: DBTaskResult, own: str) -> bool:
    last = task.worker_ids[-1] if task.worker_ids else ""
    living = False if last == own else life.lives(last)
    if living is None:
        return task.started_at is None or task.started_at < timezone.now() - LOST_AFTER
    return not living


class Loop:
    """The worker itself. A database that is locked or away for a while is waited for, never died of."""

    def __init__(self) -> None:
        """Make a worker that has not begun yet."""
        self._stop = threading.Event()
        self._worker: Worker | None = None
        self._sign = life.SignOfLife()
        self._chores = [
            Chore(30, beat),
            Chore(30, partial(take_up_lost_tasks, self._sign.name)),
            Chore(30, send_due),
            Chore(60, do_duties),
            Chore(60, move_due),
            Chore(60, move_queues_due),
        ]

    def run(self) -> None:
        """Work until told to stop."""
        self._sign.show()
        while not self._stop.is_set():
            try:
                self._chores_due()
                self._tasks_ready()
            except Error as error:  # the database is locked, restarts, or is being migrated
                log.warning("worker waits for the database: %s", type(error).__name__)
                close_old_connections()
                self._stop.wait(5 * PAUSE)
            self._stop.wait(PAUSE)
        self._sign.end()
        connections.close_all()

    def stop(self) -> None:
        """Finish the task in hand and end."""
        self._stop.set()
        if self._worker is not None:
            self._worker.running = False

    def _chores_due(self) -> None:
        for chore in self._chores:
            if time.monotonic() >= chore.next_at and not self._stop.is_set():
                chore.next_at = time.monotonic() + chore.every
                try:
                    chore.act()
                except Error:
                    chore.next_at = 0.0
                    raise
                except Exception:
                    log.exception("a chore of the worker failed")

    def _tasks_ready(self) -> None:
        close_old_connections()
        # a look costs nothing; claiming takes the only writer of SQLite
        if not DBTaskResult.objects.ready().exists():
            return
        self._worker = Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self._sign.name,
            excluded_queue_names=[],
        )
        if not self._stop.is_set():
            self._worker.run()
        self._worker = None


_started: tuple[Loop, threading.Thread] | None = None


def start_in_thread() -> Loop:
    """Start the worker as a thread of this process, once; at the end of the process it finishes its task and stops."""
    global _started  # noqa: PLW0603 - one per process
    if _started is None:
        loop = Loop()
        thread = threading.Thread(target=loop.run, name="spilno-worker", daemon=True)
        _started = loop, thread
        atexit.register(stop)
        thread.start()
    return _started[0]


def stop(timeout: float = 20) -> None:
    """Stop the worker thread and wait for it."""
    global _started  # noqa: PLW0603
    if _started is not None:
        loop, thread = _started
        loop.stop()
        thread.join(timeout)
        _started = None


def run() -> None:
    """Be the worker: the main thread of a process of its own; ends on SIGTERM and Ctrl+C after the task in hand."""
    loop = Loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: loop.stop())
    with contextlib.suppress(KeyboardInterrupt):
        loop.run()
