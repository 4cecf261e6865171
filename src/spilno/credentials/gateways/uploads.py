"""What lies in a file that somebody gives to the check: the text of a credential, from JSON, a token or a PDF."""

import io
import json
from typing import Any

import pikepdf

from spilno.credentials.rules.checking import MOST_BYTES

ENDINGS = (".json", ".jsonld", ".jwt")


class UnreadableError(Exception):
    """The file cannot be checked; `code` says why."""

    def __init__(self, code: str) -> None:
        """Keep the code of the sentence."""
        super().__init__(code)
        self.code = code


def text_of(content: bytes) -> str:
    """Return the text of the credential in the file. Raises UnreadableError when there is none, or it is too large."""
    inside = _from_pdf(content) if content[:1024].lstrip()[:5] == b"%PDF-" else content
    if len(inside) > MOST_BYTES:
        raise UnreadableError("too_large")
    try:
        return inside.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise UnreadableError("not_a_credential") from error


def _from_pdf(content: bytes) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for name, attached in pdf.attachments.items():
                if name.lower().endswith(ENDINGS):
                    file = attached.get_file()
                    if (file.size or 0) > MOST_BYTES:
                        raise UnreadableError("too_large")
                    return bytes(file.read_bytes())
    except (pikepdf.PdfError, ValueError, KeyError) as error:
        raise UnreadableError("not_a_credential") from error
    raise UnreadableError("not_a_credential")


def read_object(text: str) -> dict[str, Any]:
    """Read a JSON object; one name twice, or a number that is none, is no JSON here. Raises UnreadableError."""
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("not_a_credential") from error
    if not isinstance(found, dict):
        raise UnreadableError("not_a_credential")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "a name stands twice"
        raise ValueError(message)
    return found


def _no_constant(_name: str) -> Any:
    message = "not a number"
    raise ValueError(message)
