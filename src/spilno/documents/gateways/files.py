"""What an uploaded file is, judged by its content and not by its name."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from spilno.documents.rules.files import FileKind

OFFICE_PARTS = {
    "word/document.xml": FileKind.DOCX,
    "xl/workbook.xml": FileKind.XLSX,
    "ppt/presentation.xml": FileKind.PPTX,
}
MIME_PARTS = {
    b"application/vnd.oasis.opendocument.text": FileKind.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": FileKind.ODS,
    b"application/vnd.etsi.asic-e+zip": FileKind.ASICE,
    b"application/vnd.etsi.asic-s+zip": FileKind.ASICE,
}
MAGIC = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.OLE),
)
BROKEN_ZIP = (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError)
UKRAINIAN = frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ’«»–—№\xa0")
ASCII_AWAY = dict.fromkeys(range(128))
PRINTABLE = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Upload(Protocol):
    """What Django hands over for an uploaded file; a ContentFile fits as well."""

    name: str | None

    @property
    def size(self) -> int:
        """Size in bytes."""
        ...

    def chunks(self) -> Iterable[bytes]:
        """Give the content piece by piece."""


@dataclass(frozen=True, slots=True)
class Received:
    """An uploaded file as it was read: `kind` is None when it is none of those we know. `content` is None if too large."""

    name: str
    size: int
    kind: FileKind | None
    content: bytes | None
    sha256: str
    unpacked: int = 0  # bytes of a packed file when it is opened, as it says itself


def receive(upload: Upload, *, limit: int) -> Received:
    """Read an uploaded file, at most `limit` bytes of it, and tell what it is."""
    name = clean_name(upload.name or "")
    if upload.size is not None and upload.size > limit:
        return Received(name, upload.size, None, None, "")
    pieces, size = [], 0
    for piece in upload.chunks():
        size += len(piece)
        if size > limit:
            return Received(name, size, None, None, "")
        pieces.append(piece)
    content = b"".join(pieces)
    sha256 = hashlib.sha256(content).hexdigest()
    return Received(name, size, kind_of(content), content, sha256, unpacked_size(content))


def unpacked_size(content: bytes) -> int:
    """Return how many bytes a packed file opens into, without opening it; 0 for one that is not packed or is broken."""
    if not content.startswith(b"PK\x03\x04"):
        return 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except BROKEN_ZIP:
        return 0


def kind_of(content: bytes) -> FileKind | None:
    """Tell what a file is by its content; None for one that we do not know (a program, a script, an archive)."""
    for start, kind in MAGIC:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileKind.WEBP
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_zip(content)
    if content[:1] == b"\x30" and len(content) > 64 and content[1:2] >= b"\x80":
        return FileKind.P7S
    return _kind_of_text(content)


def _kind_of_zip(content: bytes) -> FileKind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            for part, kind in OFFICE_PARTS.items():
                if part in names:
                    return kind
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return MIME_PARTS.get(archive.read("mimetype").strip())
            if any(name.upper().startswith("META-INF/") and name.lower().endswith((".p7s", ".xml")) for name in names):
                return FileKind.ASICE
    except BROKEN_ZIP:
        return None
    return None


def _kind_of_text(content: bytes) -> FileKind | None:
    if not content or PRINTABLE.search(content[:65536]):
        return None
    start = content[:1024].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml", b"#!")) or b"<script" in start:
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return FileKind.TEXT if _is_windows_1251(content) else None
    return FileKind.TEXT


def _is_windows_1251(content: bytes) -> bool:
    """Tell whether these are Ukrainian words as Excel and Notepad of Windows write them."""
    letters = content.decode("cp1251", errors="replace").translate(ASCII_AWAY)
    return sum(letter in UKRAINIAN for letter in letters) > 0.9 * len(letters)


def clean_name(name: str) -> str:
    """Return a file name without folders and control characters, at most 150 characters, its ending kept."""
    name = re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", name.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    if len(name) <= 150:
        return name or "file"
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: 149 - len(ending)]}{dot}{ending}" if dot and len(ending) <= 10 else name[:150]


def pdf_pages(content: bytes) -> int | None:
    """Count the pages of a PDF made by us: the largest count in its page trees; None when nothing tells."""
    counts = [int(number) for number in re.findall(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)", content)]
    counts += [int(number) for number in re.findall(rb"/Count\s+(\d+)[^>]*?/Type\s*/Pages\b", content)]
    return max(counts, default=None)
