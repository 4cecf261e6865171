"""What screens of the live hall are told, and when; how presses gather. No database, no server."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from spilno.meetings.asgi import rooms
from spilno.meetings.asgi.pressing import Batcher
from spilno.meetings.asgi.rooms import Room
from spilno.meetings.queries.scenes import Scene

OPEN = Scene(version=7, state="in_session", put=3, question=5, method="roll_call", may=10)


def ran(hall):
    """Run a hall to its end in a thread of its own: a browser test may keep a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, hall).result(60)


def told_of(room):
    """Return the snapshots that a screen of the room gets until it goes away."""

    async def watch(got):
        with room.watched() as screen:
            async for frame in screen.frames():
                got.append(frame)

    got = []
    return got, asyncio.create_task(watch(got))


def test_a_count_that_moves_is_told_once_with_all_that_moves_within_the_time(monkeypatch):
    monkeypatch.setattr(rooms, "TURNOUT_SECONDS", 0.05)

    async def hall():
        room = Room(1, OPEN)
        room.show(OPEN)
        got, watching = told_of(room)
        await asyncio.sleep(0)
        for cast in (1, 4, 9):
            room.show(replace(OPEN, cast=cast))
            await asyncio.sleep(0)
        at_once = len(got)
        await asyncio.sleep(0.2)
        watching.cancel()
        return at_once, got

    at_once, got = ran(hall())
    assert at_once == 1, "a count is not told while it moves"
    assert len(got) == 2
    assert b'"cast":9' in got[1]


@pytest.mark.parametrize(
    "newer",
    [replace(OPEN, cast=10), replace(OPEN, version=8, put=None), replace(OPEN, version=8, state="closed")],
    ids=["all have voted", "the question is closed", "the meeting is closed"],
)
def test_the_end_is_told_at_once(newer):
    async def hall():
        room = Room(1, OPEN)
        room.show(OPEN)
        got, watching = told_of(room)
        await asyncio.sleep(0)
        room.show(replace(OPEN, cast=6))
        room.show(newer)
        for _ in range(5):
            await asyncio.sleep(0)
        watching.cancel()
        return got

    assert len(ran(hall())) == 2


def test_a_silent_stream_is_heard(monkeypatch):
    monkeypatch.setattr(rooms, "SILENCE_SECONDS", 0.02)

    async def hall():
        room = Room(1, OPEN)
        room.show(OPEN)
        got, watching = told_of(room)
        await asyncio.sleep(0.2)
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        return got, room.beating

    got, beating = ran(hall())
    assert b"data: " in got[0]
    assert set(got[1:]) == {b":\n\n"}
    assert len(got) > 2
    assert beating is None, "nobody watches: nothing beats"


def test_presses_of_a_hall_gather_and_keep_their_order():
    batches = []

    async def hall():
        batcher = Batcher(lambda batch: batches.append(list(batch)) or [one * 2 for one in batch], name="test")
        batcher._get_ready = lambda: None
        batcher.start(asyncio.get_running_loop())
        try:
            return await asyncio.gather(*(batcher.do(one) for one in range(500)))
        finally:
            batcher.stop()

    assert ran(hall()) == [one * 2 for one in range(500)]
    assert [one for batch in batches for one in batch] == list(range(500))
    assert len(batches) < 50


@pytest.mark.parametrize("ends", [True, False], ids=["the presses are answered", "presses never end"])
def test_screens_give_way_to_phones_that_press_but_not_for_ever(monkeypatch, ends):
    monkeypatch.setattr(rooms, "BREATH", 1)
    monkeypatch.setattr(rooms, "GIVE_WAY_SECONDS", 0.1)

    async def hall():
        pressing = [True]
        room = Room(1, OPEN, lambda: bool(pressing))
        room.show(OPEN)
        watching = [told_of(room) for _ in range(3)]
        await asyncio.sleep(0)
        room.show(replace(OPEN, version=8))
        await asyncio.sleep(0.02)
        early = sum(len(got) for got, _ in watching)
        if ends:
            pressing.clear()
        await asyncio.sleep(0.3)
        for _, task in watching:
            task.cancel()
        return early, sum(len(got) for got, _ in watching)

    early, late = ran(hall())
    assert early < late == 6


def test_who_reads_slowly_misses_what_was_between_and_holds_up_nobody():
    async def hall():
        room = Room(1, OPEN)
        room.show(OPEN)
        quick, watching = told_of(room)
        slow = []

        async def read_slowly():
            with room.watched() as screen:
                async for frame in screen.frames():
                    slow.append(frame)
                    await asyncio.sleep(0.1)

        reading = asyncio.create_task(read_slowly())
        for version in range(8, 28):
            await asyncio.sleep(0.002)
            room.show(replace(OPEN, version=version))
        await asyncio.sleep(0.3)
        watching.cancel()
        reading.cancel()
        return quick, slow

    quick, slow = ran(hall())
    assert len(quick) > 10
    assert len(slow) < 5
    assert quick[-1] == slow[-1]
    assert b'"v":27' in slow[-1]
