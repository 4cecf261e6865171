"""The live hall in a thread of its own, spoken to as a web server speaks to an ASGI application."""

import asyncio
import json
import queue
import threading

from spilno.meetings.asgi.hall import Hall
from spilno.meetings.asgi.routes import Routes

PATIENCE = 10


class Stream:
    """A stream that is open: what came, and a way to go away."""

    def __init__(self):
        self.status = None
        self.came = queue.Queue()
        self.gone = asyncio.Event()

    def next(self, seconds=PATIENCE):
        """Return the data of the next frame."""
        frame = self.came.get(timeout=seconds)
        return json.loads(frame.decode().split("data: ", 1)[1])

    def until(self, wanted, seconds=PATIENCE):
        """Return the first frame for which `wanted` holds."""
        while True:
            told = self.next(seconds)
            if wanted(told):
                return told

    def empty(self, seconds):
        try:
            self.came.get(timeout=seconds)
        except queue.Empty:
            return True
        return False


class LiveServer:
    """Runs the hall; every method may be called from the test's own thread."""

    def __init__(self, *, most_screens=100):
        self._ready = threading.Event()
        self._most = most_screens
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    def __enter__(self):
        self._thread.start()
        assert self._ready.wait(PATIENCE)
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE)

    async def _run(self):
        self.loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self.hall = Hall()
        self.app = Routes(self.hall, most_screens=self._most)
        await self.hall.open()
        self._ready.set()
        await self._stop.wait()
        await self.hall.close()

    def ask(self, method, path, *, ticket="", body=b"", query="", pieces=None, headers=()):
        """Return the status and the body of an answer, JSON where it is that."""
        coming = self._ask(method, path, ticket, body, query, pieces, headers)
        return asyncio.run_coroutine_threadsafe(coming, self.loop).result(PATIENCE * 3)

    def ask_all(self, asked):
        """Ask all at the same moment: keyword arguments of `ask` for each."""

        async def together():
            return await asyncio.gather(
                *(self._ask(one["method"], one["path"], one["ticket"], one["body"], "", None, ()) for one in asked)
            )

        return asyncio.run_coroutine_threadsafe(together(), self.loop).result(PATIENCE * 3)

    async def _ask(self, method, path, ticket, body, query, pieces, headers):
        sent = []
        waiting = list(pieces if pieces is not None else [body])
        silent = asyncio.Event()

        async def receive():
            if not waiting:
                await silent.wait()
            piece = waiting.pop(0)
            if piece is None:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": piece, "more_body": bool(waiting) or pieces is not None}

        async def send(message):
            sent.append(message)

        heads = [(b"spilno-ticket", ticket.encode("latin-1"))] if ticket else []
        scope = {
            "type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": [*heads, *headers],
        }  # fmt: skip
        await self.app(scope, receive, send)
        whole = b"".join(message.get("body", b"") for message in sent)
        return sent[0]["status"], json.loads(whole) if whole else None

    def stream(self, path):
        """Open a stream."""
        stream = Stream()

        async def receive():
            await stream.gone.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            if message["type"] == "http.response.start":
                stream.status = message["status"]
                stream.headers = dict(message["headers"])
            elif message.get("body", b"").strip() != b":":
                stream.came.put(message["body"])

        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
        stream.task = asyncio.run_coroutine_threadsafe(self.app(scope, receive, send), self.loop)
        return stream

    def leave(self, stream):
        """Let a screen go away; wait until the hall has noticed."""
        self.loop.call_soon_threadsafe(stream.gone.set)
        stream.task.result(PATIENCE)
