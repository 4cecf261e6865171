"""One port for pages and the live hall: what the router hands to Django arrives whole."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from spilno.cli import demo
from spilno.config import asgi


async def _ask(method, path, pieces=(b"",), headers=(), query=b""):
    """Ask as the web server does, whose `receive` gives something that is awaited but no coroutine."""
    waiting, sent = list(pieces), []

    def receive():
        future = asyncio.get_running_loop().create_future()
        if waiting:
            future.set_result({"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)})
        return future

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "method": method, "path": path, "query_string": query, "http_version": "1.1", "scheme": "http",
        "headers": [(b"host", b"localhost"), *headers], "client": ("127.0.0.1", 1), "server": ("localhost", 80),
    }  # fmt: skip
    await asgi.application(scope, receive, send)
    return sent[0]["status"], b"".join(one.get("body", b"") for one in sent)


def ask(*about):
    """Ask in a thread of its own: a browser test may keep a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(_ask(*about))).result(30)


@pytest.mark.django_db(transaction=True)
def test_a_form_in_several_pieces_reaches_django():
    pieces = [b"theme=da", b"rk&next=/", b""]
    heads = [(b"content-type", b"application/x-www-form-urlencoded"), (b"content-length", b"17")]
    status, _ = ask("POST", "/theme/", pieces, heads)
    assert status == 403  # Django read it, and misses the proof against forgery


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("written", ["q=кворум", "q=%D0%BA%D0%B2%D0%BE%D1%80%D1%83%D0%BC"])
def test_letters_that_the_client_left_as_they_are_are_read(written):
    status, page = ask("GET", "/search/", (b"",), (), written.encode())
    assert status == 200
    assert 'value="кворум"' in page.decode()


def test_the_hall_answers_by_itself():
    assert ask("GET", "/live/ready") == (200, b"{}")
    assert ask("GET", "/live/x")[0] == 404


def test_a_second_server_does_not_share_the_port_of_the_first(capsys):
    with socket.socket() as first:
        first.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as the web server does
        first.bind(("127.0.0.1", 0))
        first.listen()
        port = first.getsockname()[1]
        assert demo(["--port", str(port), "--fresh"]) == 1  # and the data of the first stay
    assert f"--port {port + 1}" in capsys.readouterr().out
