"""The demo sends no letters: it keeps each in a file of the data folder and shows them on a page.

The same paper goes to every member; sixty copies of it would fill the disk. A large attachment is named, not kept: the
paper itself stands in the register of documents.
"""

import email
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage as Parsed
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

MOST_BYTES = 50_000


class EmailBackend(BaseEmailBackend):
    """Writes letters into the data folder, each into a file of its own; large attachments by name and size only."""

    def __init__(self, file_path: str | None = None, **options: Any) -> None:
        """Write into the folder of the settings, or into the one named."""
        super().__init__(**options)
        self.folder = Path(file_path or settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the letters; returns how many."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for letter in email_messages:
            content = _lighter(letter.message()).as_bytes()
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{id(letter)}.eml"  # names stand in the order of writing
            (self.folder / name).write_bytes(content)
        return len(email_messages)


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


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is shown: to whom, when, about what, its text and the names of its files."""

    to: str
    at: datetime
    subject: str
    text: str
    files: tuple[str, ...]


class Letters(Sequence[Letter]):
    """All letters that were kept, the newest first; a letter is read only when it is asked for."""

    def __init__(self) -> None:
        """List the names of the files."""
        self._found = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.eml"), reverse=True)

    def __len__(self) -> int:
        """Count the letters."""
        return len(self._found)

    def __getitem__(self, which: Any) -> Any:
        """Read one letter or a slice of them."""
        if isinstance(which, slice):
            return [_read(path) for path in self._found[which]]
        return _read(self._found[which])


def _read(path: Path) -> Letter:
    found = email.message_from_bytes(path.read_bytes(), _class=Parsed, policy=policy.default)
    body = found.get_body(("plain",))
    return Letter(
        to=str(found["To"] or ""),
        at=parsedate_to_datetime(str(found["Date"])).replace(
            tzinfo=UTC
        ),  # Django writes the hour of Greenwich as -0000
        subject=str(found["Subject"] or ""),
        text=str(body.get_content()).strip() if body is not None else "",
        files=tuple(part.get_filename() or "" for part in found.iter_attachments() if part.get_filename()),
    )
