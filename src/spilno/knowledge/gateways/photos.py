"""Photos without what a camera writes beside the picture: place, device, time, thumbnails. The picture itself is not touched.

The file is walked by its parts, never decoded. Only parts that are needed to draw the picture are kept; the turn of the
picture (Exif orientation) is kept alone, so that it does not lie on its side.
"""

import struct
from collections.abc import Iterator

from spilno.documents.gateways.files import kind_of
from spilno.documents.rules.files import FileKind

PICTURES = (FileKind.JPEG, FileKind.PNG, FileKind.WEBP)
ENDINGS = {FileKind.JPEG: "jpg", FileKind.PNG: "png", FileKind.WEBP: "webp"}
PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD"}
WEBP_DROPPED = {b"EXIF", b"XMP "}
SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
ALONE = {0x01, *range(0xD0, 0xD8)}  # markers of JPEG without a length
APP1, COMMENT = 0xE1, 0xFE


class BrokenError(ValueError):
    """The picture ends before its end, or its parts do not hold together."""


def picture_kind(content: bytes) -> FileKind | None:
    """Tell which picture this is by its content; None for anything else."""
    kind = kind_of(content)
    return kind if kind in PICTURES else None


def bare(content: bytes, kind: FileKind) -> bytes:
    """Return the picture without data about place, device and time. Raises BrokenError when it is not whole."""
    try:
        return {FileKind.JPEG: _jpeg, FileKind.PNG: _png, FileKind.WEBP: _webp}[kind](content)
    except (struct.error, IndexError) as broken:
        raise BrokenError(str(broken)) from broken


def _jpeg(content: bytes) -> bytes:
    kept = [b"\xff\xd8"]
    turn = 1
    body: list[bytes] = []
    for marker, part in _jpeg_parts(content):
        if marker == APP1:
            turn = _orientation(part[4:]) or turn
        elif marker == COMMENT or (0xE0 <= marker <= 0xEF and not _draws(marker, part[4:])):
            continue
        else:
            body.append(part)
    if turn != 1:
        kept.append(_turned(turn))
    return b"".join([*kept, *body, b"\xff\xd9"])


def _draws(marker: int, payload: bytes) -> bool:
    """Tell whether an application part is needed to draw: JFIF, a colour profile, Adobe's colour transform."""
    return (
        (marker == 0xE0 and payload.startswith(b"JFIF"))
        or (marker == 0xE2 and payload.startswith(b"ICC_PROFILE"))
        or (marker == 0xEE and payload.startswith(b"Adobe"))
    )


def _jpeg_parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the parts between the beginning and the end of the picture; what follows the end is not given."""
    at = 2
    while True:
        if content[at] != 0xFF:
            raise BrokenError(at)
        while content[at] == 0xFF:
            at += 1
        marker, at = content[at], at + 1
        if marker == EOI:
            return
        if marker in ALONE:
            yield marker, bytes([0xFF, marker])
            continue
        (length,) = struct.unpack_from(">H", content, at)
        end = at + length
        if length < 2 or end > len(content):
            raise BrokenError(at)
        if marker == SOS:
            end = _end_of_scan(content, end)
        yield marker, bytes([0xFF, marker]) + content[at:end]
        at = end


def _end_of_scan(content: bytes, at: int) -> int:
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise BrokenError(at)
        follows = content[at + 1]
        if follows == 0xFF:
            at += 1
        elif follows == 0 or 0xD0 <= follows <= 0xD7:
            at += 2
        else:
            return at


def _orientation(payload: bytes) -> int | None:
    """Read how the picture is turned, 1 to 8, from its Exif; None when it does not tell."""
    if not payload.startswith(b"Exif\x00\x00"):
        return None
    tiff = payload[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return None
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, start)
        for entry in range(min(entries, 200)):
            tag, _kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + entry * 12)
            if tag == 0x0112:
                return value if 1 <= value <= 8 else None
    except struct.error:
        return None
    return None


def _turned(turn: int) -> bytes:
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, turn, 0, 0)
    payload = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload


def _png(content: bytes) -> bytes:
    kept, at = [content[:8]], 8
    while True:
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            raise BrokenError(at)
        if name in PNG_KEPT:
            kept.append(content[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end


def _webp(content: bytes) -> bytes:
    (length,) = struct.unpack_from("<I", content, 4)
    end = 8 + length
    if end > len(content):
        raise BrokenError(end)
    kept, at = [], 12
    while at + 8 <= end:
        name, size = struct.unpack_from("<4sI", content, at)
        after = at + 8 + size + size % 2
        if at + 8 + size > end:
            raise BrokenError(at)
        part = content[at:after]
        if name == b"VP8X":
            part = part[:8] + bytes([part[8] & ~0x0C]) + part[9:]  # it no longer says that Exif and XMP follow
        if name not in WEBP_DROPPED:
            kept.append(part)
        at = after
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body
