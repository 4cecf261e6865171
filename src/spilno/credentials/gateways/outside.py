"""Keys and status lists of other issuers, over the network: only https, only public addresses, little and not for long."""

import http.client
import ipaddress
import json
import socket
import ssl
import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 5
MOST_BYTES = 1024 * 1024


class NotAskedError(Exception):
    """Other sites are not asked here."""


class NoAnswerError(Exception):
    """The site did not answer as it should; its text says how."""


def fetch_json(address: str) -> dict[str, Any]:
    """Fetch a JSON object. Redirects are not followed, an address inside a private network is never asked.

    Raises NotAskedError when the administrator has not allowed it, NoAnswerError for whatever else is wrong.
    """
    if not settings.ASK_ISSUERS:
        raise NotAskedError
    where = urlsplit(address)
    if where.scheme != "https" or not where.hostname or where.username:
        raise NoAnswerError(address)
    try:
        return _object(_asked(where.hostname, where.port or 443, where.path or "/", where.query))
    except (OSError, http.client.HTTPException, ValueError, TypeError) as error:
        raise NoAnswerError(where.hostname) from error


def _public_address(host: str, port: int) -> str:
    """Return an address of the host; raises ValueError when any of its addresses is not public."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(ipaddress.ip_address(one).is_global for one in found):
        message = "not a public address"
        raise ValueError(message)
    return found[0]


class _Pinned(http.client.HTTPSConnection):
    """Connects to the address that was looked at, not to what the name may mean a moment later."""

    def connect(self) -> None:
        """Open the connection, with the certificate of the name."""
        plain = socket.create_connection((_public_address(self.host, self.port), self.port), timeout=self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def _asked(host: str, port: int, path: str, query: str) -> bytes:
    ends = time.monotonic() + SECONDS
    connection = _Pinned(host, port, timeout=SECONDS)
    try:
        connection.request("GET", f"{path}?{query}" if query else path, headers={"Accept": "application/json"})
        answer = connection.getresponse()
        if answer.status != http.client.OK:
            raise ValueError(answer.status)
        body = b""
        while part := answer.read1(65536):
            body += part
            if len(body) > MOST_BYTES or time.monotonic() > ends:
                message = "too much, or too slow"
                raise ValueError(message)
        return body
    finally:
        connection.close()


def _object(body: bytes) -> dict[str, Any]:
    found = json.loads(body)
    if not isinstance(found, dict):
        message = "not an object"
        raise TypeError(message)
    return found
