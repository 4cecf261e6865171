"""A real mail server for tests: it takes, refuses or puts off by the address."""

import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller


class Post:
    """Keeps letters; `refuse` and `later` are addresses that it answers with 550 and 451."""

    def __init__(self):
        self.letters = []
        self.refuse = set()
        self.later = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return "550 5.1.1 No such mailbox"
        if address in self.later:
            return "451 4.3.0 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.letters.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content, policy=policy.default)))
        return f"250 2.0.0 queued as spilno-{len(self.letters)}"

    def to(self, address):
        return [letter for at, letter in self.letters if at == address]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def mail_down(settings):
    """The settings name a server; nobody listens there."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_TIMEOUT = 5


@pytest.fixture
def post(mail_down, settings):
    """A mail server that listens."""
    handler = Post()
    controller = Controller(handler, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture(autouse=True)
def files_of_tests(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
