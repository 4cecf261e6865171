"""The live hall of this process: rooms, the thread that watches the database, the thread that records ballots."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.utils import translation

from spilno.meetings.access.hall import meeting_on_the_wall
from spilno.meetings.asgi import secret
from spilno.meetings.asgi.ballots import Ballot, Presses, Said
from spilno.meetings.asgi.pressing import Batcher
from spilno.meetings.asgi.rooms import Page, Room
from spilno.meetings.asgi.watching import Watcher
from spilno.meetings.asgi.wire import packed
from spilno.meetings.asgi.writing import Writer
from spilno.meetings.queries.scenes import Carried, Scene, carried_rights, plain_delegates, scenes_of
from spilno.meetings.views.hall import phone_for_all

log = logging.getLogger(__name__)


def _asked(ask: Callable[..., Any], about: tuple[Any, ...]) -> Any:
    """Ask; a connection that broke meanwhile is opened anew, once: reading twice harms nobody."""
    try:
        return ask(*about)
    except (OperationalError, InterfaceError):
        connection.close()
        return ask(*about)


def _draw(meeting: int, language: str) -> Page:
    scene = scenes_of([meeting])[meeting]  # read first: what changes meanwhile makes a newer version
    with translation.override(language):
        html = phone_for_all(meeting_on_the_wall(meeting))
    return Page(scene.mark, packed(html), plain_delegates(meeting))


class Hall:
    """All rooms of one process. Its methods run in the loop; what asks the database runs in threads of its own."""

    def __init__(self, writer: Writer | None = None) -> None:
        """Make a hall that is still closed; without a writer it records ballots in this process."""
        self.rooms: dict[int, Room] = {}
        self.presses = Presses()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ahead: set[asyncio.Task[Any]] = set()
        self._writer = writer or Writer()
        self._papers = Batcher(secret.give, name="spilno-live-papers", most=200)
        self._box = Batcher(secret.take, name="spilno-live-box")
        self._watcher = Watcher(lambda: tuple(self.rooms), self._told)
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="spilno-live-read")

    async def open(self) -> None:
        """Begin to listen and to record."""
        self._loop = asyncio.get_running_loop()
        await self._writer.start(self._loop)
        for batcher in (self._papers, self._box):
            batcher.start(self._loop)
        self._watcher.start()

    async def close(self) -> None:
        """Record what has arrived and end."""
        self._watcher.stop()
        await self._writer.stop()
        for batcher in (self._papers, self._box):
            batcher.stop()
        self._reader.shutdown(cancel_futures=True)

    @property
    def screens(self) -> int:
        """Count streams that are open."""
        return sum(len(room.screens) for room in self.rooms.values())

    async def room(self, meeting: int) -> Room | None:
        """Return the room of a meeting, opened when somebody comes; None for a draft and for no meeting."""
        found = self.rooms.get(meeting)
        if found is None:
            scene = (await self.read(scenes_of, [meeting])).get(meeting)
            if scene is None:
                return None
            found = self.rooms.setdefault(meeting, Room(meeting, scene, self.presses.any))
            found.show(scene)
        return found

    async def read(self, ask: Callable[..., Any], *about: Any) -> Any:
        """Ask the database in the reader's thread."""
        return await asyncio.get_running_loop().run_in_executor(self._reader, _asked, ask, about)

    async def rights(self, room: Room) -> dict[int, list[Carried]]:
        """Return who carries which rights on what is being voted, with votes cast: kept in memory, read anew when votes
        came by another way than this process.
        """
        question = room.scene.question
        if question is None:
            return {}
        async with room.reading:
            if room.rights_of != question or room.scene.cast > room.known_cast:
                room.rights, room.rights_of = await self.read(carried_rights, question), question
                room.known_cast = sum(1 for held in room.rights.values() for right in held if right.cast)
        return room.rights

    async def page(self, room: Room, language: str) -> Page:
        """Return what all phones show alike: drawn once for each version of the meeting and each language."""
        async with room.reading:
            page = room.pages.get(language)
            if page is None or page.mark.split(".")[0] != str(room.scene.version):
                page = room.pages[language] = await self.read(_draw, room.meeting, language)
        return page

    async def cast(self, ballot: Ballot) -> Said:
        """Record a ballot together with all that have arrived; returns when it is durable."""
        said: Said = await self._writer.do(ballot)
        room = self.rooms.get(ballot.ticket.meeting)
        if room is not None and said.recorded and room.scene.put == said.put:
            cast = dict(said.recorded)
            room.known_cast += len(cast)
            held = room.rights.get(ballot.ticket.person, [])
            room.rights[ballot.ticket.person] = [
                replace(right, cast=cast.get(right.number, right.cast)) for right in held
            ]
        return said

    async def papers(self, asking: secret.Asking) -> secret.Answer:
        """Give out ballot papers of a secret vote."""
        given: secret.Answer = await self._papers.do(asking)
        return given

    async def drop(self, dropping: secret.Dropping) -> secret.Answer:
        """Take a secret ballot; returns when it lies in the box."""
        taken: secret.Answer = await self._box.do(dropping)
        return taken

    def _told(self, scenes: dict[int, Scene]) -> None:
        """Take newer scenes from the watching thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._show, scenes)

    def _show(self, scenes: dict[int, Scene]) -> None:
        for meeting, scene in scenes.items():
            room = self.rooms.get(meeting)
            if room is not None:
                self._make_ready(room.scene.put, scene.put)
                room.show(scene)
        for meeting in [pk for pk, room in self.rooms.items() if pk not in scenes and not room.screens]:
            del self.rooms[meeting]

    def _make_ready(self, before: int | None, now: int | None) -> None:
        """Load the frozen electorate of what was just put to the vote: the first press need not wait for it."""
        if self._loop is not None and now is not None and now != before:
            task = self._loop.create_task(self._writer.prepare(now, self.read))
            self._ahead.add(task)
            task.add_done_callback(self._ahead.discard)
