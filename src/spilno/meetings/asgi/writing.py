"""A process that records ballots beside the one that reads requests: neither waits for the other's turn of the interpreter.

It is forked while this process has one thread, and ends when this process does. Should it be gone, ballots are recorded
here, more slowly. docs/adr/0020-a-process-that-records.md.
"""

import asyncio
import contextlib
import gc
import logging
import os
import pickle
import select
import signal
import socket
import stat
import struct
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from django.db import InterfaceError, OperationalError, connection, connections

from spilno.meetings.asgi.ballots import Ballot, Polls, Said
from spilno.meetings.asgi.pressing import Batcher, done, tell

log = logging.getLogger(__name__)

LENGTH = struct.Struct("!I")
MOST = 2000  # ballots in one transaction
HANDFUL = 32  # so many go over at once in a rush; fewer go as soon as the loop has looked at what has come
ROOM = 4 * 1024 * 1024  # bytes of the line, for a hall that presses while a transaction is written
SILENCE = 1.0  # seconds without a press: then there is time for garbage
GRACE = 10.0  # seconds for the last batch when the process ends
Waiting = tuple[Ballot, "asyncio.Future[Said]"]


class Writer:
    """Records ballots: in the process beside this one while there is one, otherwise in a thread here."""

    def __init__(self) -> None:
        """Make a writer that records here."""
        self._polls = Polls()
        self._here = Batcher(self._polls.take, name="spilno-live-ballots")
        self._line: socket.socket | None = None
        self._send: asyncio.StreamWriter | None = None
        self._waiting: list[Waiting] = []
        self._asked: list[Waiting] = []  # what went over and has no answer yet
        self._work: asyncio.Task[None] | None = None

    def fork(self) -> None:
        """Begin the process beside this one; where threads already run, or elsewhere than on Linux, there is none."""
        if not sys.platform.startswith("linux") or len(list(Path("/proc/self/task").iterdir())) > 1:
            return
        connections.close_all()  # a connection belongs to one process
        here, there = socket.socketpair()
        for end in (here, there):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ROOM)
        if os.fork() == 0:
            here.close()
            _record(there)
        there.close()
        self._line = here

    async def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to take ballots."""
        if self._line is None:
            self._here.start(loop)
        else:
            hear, self._send = await asyncio.open_unix_connection(sock=self._line, limit=2**26)
            self._work = loop.create_task(self._hear(hear))

    async def stop(self) -> None:
        """Record what has arrived and end."""
        until = time.monotonic() + GRACE
        while self._send is not None and (self._waiting or self._asked) and time.monotonic() < until:
            await asyncio.sleep(0.01)
        if self._work is not None:
            self._work.cancel()
            await asyncio.wait([self._work])
        self._here.stop()

    async def do(self, ballot: Ballot) -> Said:
        """Record a ballot together with all that have arrived; returns when it is durable, raises AwayError."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Said] = loop.create_future()
        if self._send is None:
            self._here.hand_over(ballot, future)
        else:
            self._waiting.append((ballot, future))
            if len(self._waiting) >= HANDFUL:
                self._flush()
            elif len(self._waiting) == 1:
                loop.call_soon(self._flush)
        return await future

    async def prepare(self, put: int, read: Callable[..., Awaitable[Any]]) -> None:
        """Load the frozen electorate of a question: the first press need not wait for it."""
        if self._send is None:
            await read(self._polls.of, put)
        else:
            self._send.write(_framed(put))

    def _flush(self) -> None:
        if self._waiting and self._send is not None:
            self._send.write(_framed([ballot for ballot, _ in self._waiting]))
            self._asked += self._waiting
            self._waiting = []

    async def _hear(self, hear: asyncio.StreamReader) -> None:
        """Give answers to those who wait, in the order in which they asked; what is not answered goes to the thread here."""
        try:
            while True:
                (size,) = LENGTH.unpack(await hear.readexactly(LENGTH.size))
                answers = pickle.loads(await hear.readexactly(size))  # noqa: S301 - our own process wrote it
                told, self._asked = self._asked[: len(answers)], self._asked[len(answers) :]
                tell([future for _, future in told], answers)
        except (OSError, EOFError):  # IncompleteReadError is one
            log.error("the process that records ballots is gone: they are recorded here")
            self._take_over()

    def _take_over(self) -> None:
        """Record here from now on; what the other process had recorded is answered as recorded before."""
        gone, self._send = self._send, None
        if gone is not None:
            gone.close()
        self._here.start(asyncio.get_running_loop())
        left, self._asked, self._waiting = self._asked + self._waiting, [], []
        for ballot, future in left:
            self._here.hand_over(ballot, future)


def _framed(value: object) -> bytes:
    said = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(said)) + said


def _record(line: socket.socket) -> None:
    """Live as the process that records: answer until the other end is closed."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)  # the end of the line ends it, after the last batch
    try:
        _let_go_of_sockets(but=line.fileno())
        gc.freeze()
        gc.disable()  # garbage is collected when the hall is silent, never in the middle of a batch
        polls = Polls()
        with contextlib.suppress(OperationalError, InterfaceError):
            connection.ensure_connection()
        while asked := _arrived(line, polls):
            line.sendall(_framed(done(polls.take, asked)))
            if not select.select([line], [], [], SILENCE)[0]:
                gc.collect()
        connections.close_all()
    finally:
        os._exit(0)


def _arrived(line: socket.socket, polls: Polls) -> list[Ballot]:
    """Wait for ballots and take all that are there; none when the other end is closed."""
    asked: list[Ballot] = []
    while len(asked) < MOST and (not asked or select.select([line], [], [], 0)[0]):
        head = _whole(line, LENGTH.size)
        if not head:
            break
        said = pickle.loads(_whole(line, LENGTH.unpack(head)[0]))  # noqa: S301 - our own process wrote it
        if isinstance(said, int):
            done(lambda puts: [polls.of(put) for put in puts], [said])
        else:
            asked += said
    return asked


def _whole(line: socket.socket, size: int) -> bytes:
    """Read so many bytes; none when the other end was closed meanwhile."""
    return line.recv(size, socket.MSG_WAITALL)


def _let_go_of_sockets(*, but: int) -> None:
    """Put nothing in the place of each socket: the port must be free as soon as the other process is gone."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for name in [entry.name for entry in Path("/proc/self/fd").iterdir()]:
        with contextlib.suppress(OSError):
            if int(name) != but and stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                os.dup2(nothing, int(name))
