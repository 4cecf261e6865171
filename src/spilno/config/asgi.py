"""One port for all: the live hall answers `/live/` itself, everything else is handed to Django on one thread.

With `SPILNO_LIVE_ONLY` (`./spilno live`) the pages are served by other processes.
"""

import gc
import logging
import os
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import quote_from_bytes

import django
from a2wsgi import WSGIMiddleware

from spilno.config import env

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spilno.config.settings")
ALONE = env.flag("LIVE_ONLY")
django.setup()

from spilno.meetings.asgi.hall import Hall  # noqa: E402 - models are there only now
from spilno.meetings.asgi.routes import Routes  # noqa: E402
from spilno.meetings.asgi.wire import Receive, Scope, Send, answer  # noqa: E402
from spilno.meetings.asgi.writing import Writer  # noqa: E402

writer = Writer()
if env.flag("LIVE_HALL") or ALONE:
    writer.fork()  # now, while this process has one thread

if not ALONE:  # no pages, no addresses otherwise: a hall that was killed is back the sooner
    from spilno.config.wsgi import application as pages

log = logging.getLogger(__name__)

NOT_FOUND = 404
ASCII = "".join(map(chr, range(128)))

hall = Hall(writer)
live = Routes(hall, most_screens=env.number("LIVE_SCREENS", 12_000))
site: Any = None if ALONE else WSGIMiddleware(pages, workers=1)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Hand a request to the hall or to the pages."""
    if scope["type"] == "lifespan":
        await _life(receive, send)
    elif scope["type"] == "http" and scope["path"].startswith("/live/"):
        await live(scope, receive, send)
    elif scope["type"] == "http" and site is not None:
        await site({**scope, "query_string": _encoded(scope["query_string"])}, _coroutine(receive), send)
    elif scope["type"] == "http":
        await answer(send, NOT_FOUND, b"{}")


def _encoded(query: bytes) -> bytes:
    """Encode letters that a client left as they are: browsers encode them, a link typed by hand or by a script may not."""
    return query if query.isascii() else quote_from_bytes(query, safe=ASCII).encode("ascii")


def _coroutine(receive: Receive) -> Receive:
    """Make what the server gives a coroutine: it is awaited from the thread of the pages, which takes nothing else."""

    async def received() -> MutableMapping[str, Any]:
        return await receive()

    return received


async def _life(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await hall.open()
            gc.collect()
            gc.freeze()  # what is loaded by now stays: the collector need not walk over it each time that a hall presses
            gc.set_threshold(50_000, 20, 10)  # as for pages: what a press makes is nearly all without circles
        else:
            await hall.close()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
