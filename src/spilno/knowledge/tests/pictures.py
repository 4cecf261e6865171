"""Pictures as phones make them: with the place where they were taken beside the picture."""

import struct
import zlib

GPS = b"GPS 49.8397N 35.1230E Xphone-12"
SCAN = b"\x11\x22\xff\x00\x33\xff\xd0\x44"


def _segment(marker: int, payload: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload


def exif(turn: int = 1, order: str = ">") -> bytes:
    head = b"MM" if order == ">" else b"II"
    tiff = head + struct.pack(f"{order}HIHHHIHHI", 42, 8, 1, 0x0112, 3, 1, turn, 0, 0)
    return b"Exif\x00\x00" + tiff + GPS


def jpeg(turn: int = 1, order: str = ">", *, tail: bytes = b"") -> bytes:
    return b"".join(
        [
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
            _segment(0xE1, exif(turn, order)),
            _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + GPS),
            _segment(0xE2, b"ICC_PROFILE\x00\x01\x01profile"),
            _segment(0xED, b"Photoshop 3.0\x00" + GPS),
            _segment(0xFE, GPS),
            _segment(0xDB, bytes(65)),
            _segment(0xC0, b"\x08\x00\x10\x00\x10\x01\x01\x11\x00"),
            _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00"),
            SCAN,
            b"\xff\xd9",
            tail,
        ]
    )


def _chunk(name: bytes, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", zlib.crc32(name + payload))


def png() -> bytes:
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    parts = [
        _chunk(b"IHDR", header),
        _chunk(b"eXIf", GPS),
        _chunk(b"tEXt", b"Comment\x00" + GPS),
        _chunk(b"IDAT", zlib.compress(b"\x00\x10\x20\x30")),
        _chunk(b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + GPS


def webp() -> bytes:
    def part(name: bytes, payload: bytes) -> bytes:
        return name + struct.pack("<I", len(payload)) + payload + b"\x00" * (len(payload) % 2)

    body = b"WEBP" + part(b"VP8X", bytes([0x0C, 0, 0, 0, 0, 0, 0, 0, 0, 0])) + part(b"VP8 ", b"picture")
    body += part(b"EXIF", GPS) + part(b"XMP ", GPS)
    return b"RIFF" + struct.pack("<I", len(body)) + body
