"""The canonical form of a text and its SHA-256: both sides compute the same, whatever machine wrote it."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence


def clean_text(text: str) -> str:
    """Write a text in its one form: composed letters, line feeds only, no spaces at the ends of lines or of the text.

    Source: Unicode Standard Annex 15 (NFC); docs/how-to/memoranda.md, «One text, one hash».
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def canonical(content: Mapping[str, object]) -> str:
    """Return content as JSON with sorted keys, no spaces and clean texts. Fractions are refused: machines write them differently.

    Source: RFC 8785 (JSON canonicalisation), without numbers other than whole ones.
    """
    return json.dumps(_clean(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(content: Mapping[str, object]) -> str:
    """Return the SHA-256 of the canonical form, in small hexadecimal digits.

    Source: FIPS 180-4; docs/how-to/memoranda.md, «One text, one hash».
    """
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def _clean(value: object) -> object:
    if isinstance(value, str):
        return clean_text(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {clean_text(str(key)): _clean(inside) for key, inside in value.items()}
    if isinstance(value, Sequence):
        return [_clean(inside) for inside in value]
    message = f"{type(value).__name__} has no canonical form"
    raise TypeError(message)
