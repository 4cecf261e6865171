"""Rooms of the live hall: one for each meeting that somebody watches; every screen gets the newest snapshot, encoded once."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

from spilno.meetings.asgi.wire import packed
from spilno.meetings.queries.scenes import Carried, Scene

TURNOUT_SECONDS = 0.25  # a count that moves is told no more often; a change of state is told at once
BREATH = 100  # so many screens are told before the loop looks at requests again
SILENCE_SECONDS = 15.0  # then a comment goes out, so that no proxy takes the stream for dead
JITTER_FREE = 100  # screens that may ask at the same moment; more of them are spread
SPREAD_MS = 0.4  # for each screen more: 1,500 ask within six tenths of a second


@dataclass(frozen=True, slots=True)
class Page:
    """What all phones show alike, in one language: as JSON text, for which mark, and for which persons it is all of it."""

    mark: str
    html: bytes
    plain: frozenset[int]


@dataclass(eq=False)
class Screen:
    """A stream that somebody holds open; `told` is the number of the snapshot that it has."""

    room: "Room"
    told: int = 0
    woken: "asyncio.Future[None] | None" = None
    gone: bool = False

    def leave(self, _: object = None) -> None:
        """End the stream: the screen went away."""
        self.gone = True
        self.wake()

    def wake(self) -> None:
        """Let the stream look at the newest snapshot."""
        if self.woken is not None and not self.woken.done():
            self.woken.set_result(None)

    async def frames(self) -> AsyncIterator[bytes]:
        """Yield what is to be sent: the newest snapshot first, then each newer one; who is slow misses those between."""
        loop = asyncio.get_running_loop()
        while not self.gone:
            if self.told != self.room.number:
                self.told = self.room.number
                yield self.room.frame
                continue
            self.woken = loop.create_future()
            try:
                async with asyncio.timeout(SILENCE_SECONDS + random.random()):  # noqa: S311 - spreads the comments
                    await self.woken
            except TimeoutError:
                yield b":\n\n"


@dataclass(eq=False)
class Room:
    """One meeting as its screens see it now."""

    meeting: int
    scene: Scene
    number: int = 0
    frame: bytes = b""
    screens: set[Screen] = field(default_factory=set)
    rights: dict[int, list[Carried]] = field(default_factory=dict)  # by person, of the question being voted
    rights_of: int | None = None  # the question whose rights these are
    known_cast: int = 0  # how many of these rights have voted, as far as this process knows
    pages: dict[str, Page] = field(default_factory=dict)  # by language
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    told_at: float = -1.0
    later: "asyncio.TimerHandle | None" = None
    telling: "asyncio.Task[None] | None" = None

    def show(self, scene: Scene) -> None:
        """Take a newer scene: tell a change of state at once, a count that moved at most every quarter of a second."""
        if scene.version < self.scene.version or (scene == self.scene and self.number):
            return
        state_moved = self.number == 0 or _state(scene) != _state(self.scene)
        self.scene = scene
        loop = asyncio.get_running_loop()
        pause = self.told_at + TURNOUT_SECONDS - loop.time()
        if state_moved or pause <= 0:
            self.tell()
        elif self.later is None:
            self.later = loop.call_later(pause, self.tell)

    def tell(self) -> None:
        """Encode the snapshot once and wake every screen."""
        if self.later is not None:
            self.later.cancel()
            self.later = None
        self.told_at = asyncio.get_running_loop().time()
        self.number += 1
        self.frame = b"id: %d\ndata: %s\n\n" % (self.number, packed(self._snapshot()))
        if self.telling is None or self.telling.done():
            self.telling = asyncio.create_task(self._wake_all())

    def _snapshot(self) -> dict[str, object]:
        scene = self.scene
        return {
            "mark": scene.mark,
            "v": scene.version,
            "state": scene.state,
            "put": scene.put,
            "method": scene.method,
            "may": scene.may,
            "cast": scene.cast,
            "spread": round(max(0, len(self.screens) - JITTER_FREE) * SPREAD_MS),
        }

    async def _wake_all(self) -> None:
        done = -1
        while done != self.number:
            done = self.number
            for place, screen in enumerate(list(self.screens)):
                screen.wake()
                if place % BREATH == BREATH - 1:
                    await asyncio.sleep(0)

    @contextlib.contextmanager
    def watched(self) -> Iterator[Screen]:
        """Count a screen in while its stream is open."""
        screen = Screen(self)
        self.screens.add(screen)
        try:
            yield screen
        finally:
            self.screens.discard(screen)


def _state(scene: Scene) -> tuple[int, str, int | None]:
    return scene.version, scene.state, scene.put
