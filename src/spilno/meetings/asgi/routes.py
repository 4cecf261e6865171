"""Addresses of the live hall.

GET  /live/ready              the process answers
GET  /live/<meeting>/stream   Server-Sent Events: the newest snapshot, then each newer one
GET  /live/<meeting>/phone    the part of the phone's page that is the same for all, and what `mine` tells
GET  /live/<meeting>/mine     what the holder of the ticket carries on the question being voted
POST /live/<meeting>/papers/<put>   {"rights": {"41": blinded token}} → ballot papers of a secret vote
POST /live/<meeting>/box/<put>      a secret ballot: without a ticket, nobody knows whose
POST /live/<meeting>/ballot   {"put": 7, "votes": {"41": "for"}} → {"recorded": [41], "already": [], "at": "14:05:31"}

The ticket of the phone comes in the header `Spilno-Ticket`; there is no cookie and no session here. A short ballot comes in the
header `Spilno-Ballot`, the same JSON: a body would be waited for behind the heads of all others (docs/adr/0020).
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable

from spilno.ballots.models import Question
from spilno.meetings.access.tickets import Ticket, read_ticket
from spilno.meetings.asgi.ballots import read_ballot
from spilno.meetings.asgi.hall import Hall
from spilno.meetings.asgi.pressing import AwayError
from spilno.meetings.asgi.rooms import Room, Screen
from spilno.meetings.asgi.secret import Asking, Dropping
from spilno.meetings.asgi.wire import (
    BODY_BYTES,
    Asked,
    HalfRequestError,
    Receive,
    Scope,
    Send,
    TooLongError,
    answer,
    asked,
    body_of,
    packed,
    refused,
)
from spilno.meetings.forms.secret import asked_papers, ballot_in
from spilno.meetings.rules.phones import (
    why_not_away,
    why_not_known,
    why_not_more,
    why_not_readable,
    why_not_watch,
)
from spilno.statute.rules.refusal import Refusal

ADDRESS = re.compile(r"/live/([0-9]{1,18})/(?:(stream|phone|mine|ballot)|(papers|box)/([0-9]{1,18}))")
IN_HEAD = b"spilno-ballot"
POSTED = {"ballot", "papers", "box"}
OK, BAD, FORBIDDEN, NOT_FOUND, METHOD, SLOW, TOO_LONG, TOO_MANY, AWAY = 200, 400, 403, 404, 405, 408, 413, 429, 503
STREAM_HEAD = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Routes:
    """The ASGI application of `/live/`."""

    def __init__(self, hall: Hall, *, most_screens: int) -> None:
        """Serve this hall to at most so many screens."""
        self._hall, self._most = hall, most_screens

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = asked(scope)
        if request.path == "/live/ready":
            await answer(send, OK, b"{}")
            return
        place = ADDRESS.fullmatch(request.path)
        if place is None:
            await answer(send, NOT_FOUND, b"{}")
            return
        meeting, what = int(place[1]), place[2] or place[3]
        if request.method != ("POST" if what in POSTED else "GET"):
            await answer(send, METHOD, b"{}")
        elif place[3] is not None:
            await self._secret(request, meeting, int(place[4]), receive, send)
        else:
            serve: Callable[[Asked, int, Receive, Send], Awaitable[None]] = getattr(self, f"_{what}")
            await serve(request, meeting, receive, send)

    async def _stream(self, request: Asked, meeting: int, receive: Receive, send: Send) -> None:
        why = why_not_watch(watching=self._hall.screens, most=self._most)
        if why is not None:
            await self._refuse(send, AWAY, why, request)
            return
        room = await self._hall.room(meeting)
        if room is None:
            await answer(send, NOT_FOUND, b"{}")
            return
        with room.watched() as screen:
            await send({"type": "http.response.start", "status": OK, "headers": STREAM_HEAD})
            await _pour(screen, receive, send)

    async def _mine(self, request: Asked, meeting: int, receive: Receive, send: Send) -> None:
        found = await self._known(request, meeting, send)
        if found is not None:
            room, ticket = found
            await answer(send, OK, packed(await self._own(room, ticket, request)))

    async def _phone(self, request: Asked, meeting: int, receive: Receive, send: Send) -> None:
        found = await self._known(request, meeting, send)
        if found is None:
            return
        room, ticket = found
        page = await self._hall.page(room, request.language)
        own = await self._own(room, ticket, request) | {
            "mark": page.mark,
            "plain": ticket.person in page.plain and room.scene.kind in {"", Question.Kind.MOTION},
        }
        # what is the same for all was written as JSON once
        await answer(send, OK, b'{"html":%s,%s' % (page.html, packed(own)[1:]))

    async def _known(self, request: Asked, meeting: int, send: Send) -> tuple[Room, Ticket] | None:
        """Return the room and the ticket; None when it was answered that one of them is not known."""
        ticket, room = self._ticket(request, meeting), await self._hall.room(meeting)
        if room is None:
            await answer(send, NOT_FOUND, b"{}")
        elif ticket is None:
            await self._refuse(send, FORBIDDEN, why_not_known(known=False), request)
        else:
            return room, ticket
        return None

    async def _own(self, room: Room, ticket: Ticket, request: Asked) -> dict[str, object]:
        held = (await self._hall.rights(room)).get(ticket.person, [])
        english = request.language == "en"
        rights = [
            {
                "number": right.number,
                "name": right.name_en if english else right.name,
                "recused": right.recused,
                "cast": right.cast,
            }
            for right in held
        ]
        return {"put": room.scene.put, "method": room.scene.method, "rights": rights}

    async def _ballot(self, request: Asked, meeting: int, receive: Receive, send: Send) -> None:
        ticket = self._ticket(request, meeting)
        if ticket is None:
            await self._refuse(send, FORBIDDEN, why_not_known(known=False), request)
            return
        body = request.headers.get(IN_HEAD)
        if body is not None and len(body) > BODY_BYTES:
            await self._refuse(send, TOO_LONG, why_not_readable(readable=False, too_long=True), request)
            return
        if body is None:
            body = await self._body(request, receive, send)
        if body is None:
            return
        ballot = read_ballot(body, ticket, request.language)
        if ballot is None:
            await self._refuse(send, BAD, why_not_readable(readable=False), request)
            return
        why = why_not_more(on_the_way=self._hall.presses.of(ticket.person))
        if why is not None:
            await self._refuse(send, TOO_MANY, why, request)
            return
        with self._hall.presses.one_more(ticket.person):
            try:
                said = await self._hall.cast(ballot)
            except AwayError:
                await self._refuse(send, AWAY, why_not_away(away=True), request)
                return
        await answer(send, said.status, said.body)

    async def _secret(self, request: Asked, meeting: int, put: int, receive: Receive, send: Send) -> None:
        """Give papers to a ticket, or take a ballot that bears nothing but its own proof."""
        giving = "/papers/" in request.path
        ticket = self._ticket(request, meeting) if giving else None
        if giving and ticket is None:
            await self._refuse(send, FORBIDDEN, why_not_known(known=False), request)
            return
        body = await self._body(request, receive, send)
        if body is None:
            return
        ballot, tokens = (None, asked_papers(body)) if giving else (ballot_in(body), {})
        if ballot is None and not tokens:
            await self._refuse(send, BAD, why_not_readable(readable=False), request)
            return
        try:
            if ballot is not None:
                status, told = await self._hall.drop(Dropping(meeting, put, ballot, request.language))
            elif ticket is not None:
                status, told = await self._hall.papers(Asking(put, tokens, ticket, request.language))
        except AwayError:
            await self._refuse(send, AWAY, why_not_away(away=True), request)
            return
        await answer(send, status, told)

    async def _body(self, request: Asked, receive: Receive, send: Send) -> bytes | None:
        """Read the body; None when it was answered that it is too long, or that its rest did not come."""
        try:
            return await body_of(receive, announced=request.headers.get(b"content-length", b""))
        except TooLongError:
            await self._refuse(send, TOO_LONG, why_not_readable(readable=False, too_long=True), request)
        except HalfRequestError:
            await self._refuse(send, SLOW, why_not_readable(readable=False), request)
        return None

    def _ticket(self, request: Asked, meeting: int) -> Ticket | None:
        said = request.headers.get(b"spilno-ticket", b"").decode("latin-1")
        return read_ticket(said, meeting, now=time.time())

    async def _refuse(self, send: Send, status: int, why: Refusal | None, request: Asked) -> None:
        if why is not None:  # the words may cite the statute: they are looked up in the reader's thread
            await answer(send, status, await self._hall.read(refused, why, request.language))


async def _pour(screen: Screen, receive: Receive, send: Send) -> None:
    """Send frames until the screen goes away."""
    gone = asyncio.create_task(_gone(receive))
    gone.add_done_callback(screen.leave)
    try:
        async for frame in screen.frames():
            await send({"type": "http.response.body", "body": frame, "more_body": True})
    except (OSError, RuntimeError):
        pass  # the screen went away while something was being sent
    finally:
        gone.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
