"""The mail server: composes a letter, hands it over, keeps the server's own answer."""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import make_msgid
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends import smtp
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_noop

from spilno.notices.models import Delivery

ANSWER_LENGTH = 500
NO_SERVER = gettext_noop("no mail server was asked: this installation keeps letters itself")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said to a letter. `code` is 0 when no server answered."""

    accepted: bool
    code: int
    text: str


class _KeepsAnswer:
    """Remembers the last answer to DATA: smtplib throws it away, and it is our proof of handing over."""

    data_answer: tuple[int, bytes] = (0, b"")

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Send the letter and keep what the server answered to it."""
        self.data_answer = super().data(msg)  # type: ignore[misc]
        return self.data_answer


class _Smtp(_KeepsAnswer, smtplib.SMTP):
    pass


class _SmtpOverTls(_KeepsAnswer, smtplib.SMTP_SSL):
    pass


class _Backend(smtp.EmailBackend):
    """Django's own way to the server (settings, TLS, sign-in) with a connection that keeps the answer."""

    @property
    def connection_class(self) -> Any:
        """Choose the connection as Django does, ours instead of smtplib's."""
        return _SmtpOverTls if self.use_ssl else _Smtp


class Mailer:
    """A conversation with the mail server for many letters; after a break it begins anew.

    Other backends of Django (files in a demo, memory in tests) are used as they are, and the answer says so.
    """

    def __init__(self) -> None:
        """Choose the way by the settings; nothing is opened yet."""
        self._smtp: _Backend | None = (
            _Backend(fail_silently=False)
            if settings.EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend"
            else None
        )
        self._other: BaseEmailBackend | None = get_connection() if self._smtp is None else None

    def __enter__(self) -> Self:
        """Begin; the server is called with the first letter."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say goodbye to the server."""
        if self._smtp is not None:
            self._smtp.close()

    def hand_over(self, letter: EmailMultiAlternatives) -> Answer:
        """Hand one letter over; every failure of mail becomes an answer."""
        if self._other is not None:
            return _attempt(lambda: self._by_other(letter))
        answer = _attempt(lambda: self._by_smtp(letter))
        if not answer.accepted and self._smtp is not None:
            self._smtp.close()  # the next letter begins a fresh conversation
            self._smtp.connection = None
        return answer

    def _by_other(self, letter: EmailMultiAlternatives) -> Answer:
        assert self._other is not None  # noqa: S101 - chosen in __init__
        self._other.send_messages([letter])
        return Answer(accepted=True, code=0, text=NO_SERVER)

    def _by_smtp(self, letter: EmailMultiAlternatives) -> Answer:
        assert self._smtp is not None  # noqa: S101 - chosen in __init__
        self._smtp.open()
        connection = self._smtp.connection
        connection.sendmail(settings.DEFAULT_FROM_EMAIL, letter.to, letter.message().as_bytes(linesep="\r\n"))
        code, text = connection.data_answer
        return Answer(accepted=True, code=code, text=_said(code, text))


def _attempt(way: Callable[[], Answer]) -> Answer:
    try:
        return way()
    except smtplib.SMTPRecipientsRefused as refused:
        code, text = next(iter(refused.recipients.values()))
        return Answer(accepted=False, code=code, text=_said(code, text))
    except smtplib.SMTPResponseException as refused:
        # a server that does not know us (530, 535) is our own trouble, not the addressee's: try again
        code = refused.smtp_code if isinstance(refused, smtplib.SMTPDataError) else min(refused.smtp_code, 499)
        return Answer(accepted=False, code=code, text=_said(refused.smtp_code, refused.smtp_error))
    except (OSError, smtplib.SMTPException) as error:
        return Answer(accepted=False, code=0, text=f"no answer: {type(error).__name__}")


def _said(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())}"[:ANSWER_LENGTH]


def new_message_id() -> str:
    """Make a Message-ID of our own: a second copy of a letter bears the same one, so that readers see one letter."""
    return make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost")


def compose(delivery: Delivery, *, message_id: str) -> EmailMultiAlternatives:
    """Write the letter: text, link to confirm, files; a calendar file also as a part that calendars understand."""
    notice = delivery.notice
    with translation.override(settings.LANGUAGE_CODE):
        address = settings.SITE_URL + reverse("notices:notice", args=[delivery.token])
        unsubscribe = settings.SITE_URL + reverse("notices:unsubscribe", args=[delivery.token])
        reminder = delivery.pending == Delivery.Purpose.REMINDER
        context = {"notice": notice, "delivery": delivery, "address": address, "unsubscribe": unsubscribe}
        context |= {"reminder": reminder, "association": settings.ASSOCIATION_NAMES[settings.LANGUAGE_CODE]}
        text = render_to_string("notices/mail.txt", context)
        prefix = translation.gettext("Reminder: ") if reminder else ""
    headers = {"Message-ID": message_id, "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF"}
    if not notice.official:
        headers["List-Unsubscribe"] = f"<{unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter = EmailMultiAlternatives(prefix + notice.subject, text, to=[delivery.address], headers=headers)
    for each in notice.files.all():
        with each.file.open("rb") as opened:
            content = opened.read()
        if each.content_type.startswith("text/calendar"):
            letter.attach_alternative(content.decode(), each.content_type)
        letter.attach(each.name, content, each.content_type.partition(";")[0])
    return letter
