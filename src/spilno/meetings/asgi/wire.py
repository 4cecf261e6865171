"""Reading requests and sending answers of plain ASGI, with limits on size and time."""

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.utils import translation

from spilno.statute.rules.refusal import Refusal
from spilno.ui.sentences import say

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

BODY_BYTES = 64 * 1024  # rights of one person on one question are a few hundred bytes; 500 proxies are below this
BODY_SECONDS = 10.0
ANSWERS = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class TooLongError(Exception):
    """The body is longer than a ballot can be."""


class HalfRequestError(Exception):
    """The rest of the request did not come."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: how, for which path, with which headers (small letters) and words of the query."""

    method: str
    path: str
    headers: dict[bytes, bytes]
    query: dict[str, str]

    @property
    def language(self) -> str:
        """Return the language of the page that asks; Ukrainian when it does not say."""
        asked = self.query.get("lang", settings.LANGUAGE_CODE)
        return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def asked(scope: Scope) -> Asked:
    """Read the head of a request."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"), max_num_fields=20)
    return Asked(
        method=scope["method"],
        path=scope["path"],
        headers=dict(scope["headers"]),
        query={name: values[-1] for name, values in query.items()},
    )


async def body_of(receive: Receive, *, announced: bytes = b"", most: int = BODY_BYTES) -> bytes:
    """Read the body; raises TooLongError before more than `most` bytes are kept, HalfRequestError when the rest is late."""
    if announced.isdigit() and int(announced) > most:
        raise TooLongError
    task = asyncio.current_task()
    late = asyncio.get_running_loop().call_later(BODY_SECONDS, task.cancel) if task is not None else None
    body = b""
    try:
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise HalfRequestError
            body += message.get("body", b"")
            if len(body) > most:
                raise TooLongError
            if not message.get("more_body"):
                return body
    except asyncio.CancelledError as error:
        raise HalfRequestError from error
    finally:
        if late is not None:
            late.cancel()


async def answer(
    send: Send, status: int, body: bytes, *, kind: bytes = b"application/json", kept: bool = False
) -> None:
    """Send a whole answer; nothing of the hall is kept by browsers or proxies unless said so."""
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-cache" if kept else b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def packed(value: object) -> bytes:
    """Write a value as JSON."""
    return ANSWERS.encode(value).encode()


def refused(refusal: Refusal, language: str) -> bytes:
    """Write a refusal as the sentences that a person reads, in his language."""
    return packed(said_in(refusal, language))


def said_in(refusal: Refusal, language: str) -> dict[str, object]:
    """Return the sentences of a refusal in a language."""
    with translation.override(language):
        said = say(refusal)
        return {
            "code": said.code,
            "title": str(said.title),
            "sentence": str(said.sentence),
            "source": str(said.source),
            "advice": str(said.advice),
            "kept": str(said.kept),
        }
