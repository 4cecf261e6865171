"""Rooms of the live hall: one for each meeting that somebody watches; every screen gets the newest snapshot, encoded once."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field

from spilno.meetings.asgi.wire import packed
from spilno.meetings.queries.scenes import Carried, Scene

TURNOUT_SECONDS = 0.25  # a count that moves is told no more often; a change of state is told at once
GIVE_WAY_SECONDS = 0.2  # so long screens wait for phones that press: an answer to a ballot comes first
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
    """A stream that somebody holds open; `told` is the number of the snapshot that it has, `heard` of the heartbeat."""

    room: "Room"
    told: int = 0
    heard: int = 0
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
                self.told, self.heard = self.room.number, self.room.beats
                yield self.room.frame
            elif self.heard != self.room.beats:
                self.heard = self.room.beats
                yield b":\n\n"
            else:
                self.woken = loop.create_future()
                await self.woken


@dataclass(eq=False)
class Room:
    """One meeting as its screens see it now."""

    meeting: int
    scene: Scene
    pressed: Callable[[], bool] = bool  # whether presses are on their way
    number: int = 0
    frame: bytes = b""
    screens: set[Screen] = field(default_factory=set)
    rights: dict[int, list[Carried]] = field(default_factory=dict)  # by person, of the question being voted
    rights_of: int | None = None  # the question whose rights these are
    known_cast: int = 0  # how many of these rights have voted, as far as this process knows
    pages: dict[str, Page] = field(default_factory=dict)  # by language
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    beats: int = 0
    beating: "asyncio.TimerHandle | None" = None
    later: "asyncio.TimerHandle | None" = None
    telling: "asyncio.Task[None] | None" = None

    def show(self, scene: Scene) -> None:
        """Take a newer scene: tell a change of state at once, and that all have voted; a count that moved is told with
        all that moves within a quarter of a second.
        """
        if scene.version < self.scene.version or (scene == self.scene and self.number):
            return
        state_moved = self.number == 0 or _state(scene) != _state(self.scene)
        self.scene = scene
        if state_moved or scene.cast >= scene.may:
            self.tell()
        elif self.later is None:
            self.later = asyncio.get_running_loop().call_later(TURNOUT_SECONDS, self.tell)

    def tell(self) -> None:
        """Encode the snapshot once and wake every screen."""
        if self.later is not None:
            self.later.cancel()
            self.later = None
        self.number += 1
        self.frame = b"id: %d\ndata: %s\n\n" % (self.number, packed(self._snapshot()))
        self._wake()

    def beat(self) -> None:
        """Let every screen to which nothing was told hear that the stream lives."""
        self.beats += 1
        self.beating = asyncio.get_running_loop().call_later(SILENCE_SECONDS, self.beat)
        self._wake()

    def _wake(self) -> None:
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
        loop = asyncio.get_running_loop()
        until = loop.time() + GIVE_WAY_SECONDS
        done = (-1, -1)
        while done != (self.number, self.beats):
            done = self.number, self.beats
            for place, screen in enumerate(list(self.screens)):
                screen.wake()
                if place % BREATH == BREATH - 1:
                    await asyncio.sleep(0)
                    while self.pressed() and loop.time() < until:
                        await asyncio.sleep(GIVE_WAY_SECONDS / 20)

    @contextlib.contextmanager
    def watched(self) -> Iterator[Screen]:
        """Count a screen in while its stream is open."""
        screen = Screen(self, heard=self.beats)
        self.screens.add(screen)
        if self.beating is None:
            self.beating = asyncio.get_running_loop().call_later(SILENCE_SECONDS, self.beat)
        try:
            yield screen
        finally:
            self.screens.discard(screen)
            if not self.screens and self.beating is not None:
                self.beating.cancel()
                self.beating = None


def _state(scene: Scene) -> tuple[int, str, int | None]:
    return scene.version, scene.state, scene.put
