"""The demo sends no letters: it writes them into files, where they can be read.

The same paper goes to every member; sixty copies of it would fill the disk. A large attachment is named, not kept: the
paper itself stands in the register of documents.
"""

from email.message import Message
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend as FileBackend

MOST_BYTES = 50_000


class EmailBackend(FileBackend):
    """Writes letters into files of the data folder, large attachments by name and size only."""

    def write_message(self, message: EmailMessage) -> None:
        """Write one letter."""
        whole = message.message
        message.message = lambda *given, **named: _lighter(whole(*given, **named))  # type: ignore[method-assign]
        try:
            super().write_message(message)
        finally:
            message.message = whole  # type: ignore[method-assign]


def _lighter(letter: Any) -> Any:
    for part in letter.walk():
        if isinstance(part, Message) and part.get_filename() and not part.is_multipart():
            size = len(part.get_payload(decode=True) or b"")
            if size > MOST_BYTES:
                part.replace_header("Content-Transfer-Encoding", "7bit")
                part.set_payload(
                    f"{part.get_filename()}: {size} bytes, kept in the register of documents\n".encode(
                        "ascii", "replace"
                    ).decode()
                )
    return letter
