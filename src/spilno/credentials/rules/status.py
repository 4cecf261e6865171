"""Status lists: a bit for each certificate, so that asking about one of them does not tell which."""

import base64
import gzip
import zlib
from collections.abc import Iterable

ENTRIES = 131_072
FULL_AT = 98_304  # three quarters: a free place is still found at random at once; then the next list begins
LONGEST = 2 * 1024 * 1024  # bytes of an unpacked list of somebody else that we read


def encoded_list(places: Iterable[int]) -> str:
    """Write the places whose bit is set as the list is published: 131,072 bits from the left, gzip, base64url after «u».

    Source: W3C Bitstring Status List v1.0, sections 2.2 and 3.3 (at least 131,072 entries; index 0 is the leftmost bit).
    """
    bits = bytearray(ENTRIES // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> place % 8
    packed = gzip.compress(bytes(bits), compresslevel=9, mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def is_set(encoded: str, place: int) -> bool | None:
    """Tell whether the bit at a place of a published list is set; None: the list cannot be read, or is too short.

    Source: W3C Bitstring Status List v1.0, section 3.2 (the validate algorithm).
    """
    text = encoded.removeprefix("u")
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        reader = zlib.decompressobj(wbits=31)
        bits = reader.decompress(packed, LONGEST)
    except (ValueError, zlib.error):
        return None
    if len(bits) * 8 < ENTRIES or not 0 <= place < len(bits) * 8:
        return None
    return bool(bits[place // 8] & 0x80 >> place % 8)
