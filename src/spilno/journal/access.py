"""Who may read the lines of the journal. The chain of digests is public, the lines are not."""

from typing import Any

from spilno.journal.models import Entry

_readers: list[Any] = []


def register_readers(may_read: Any) -> None:
    """Let an upper app tell who may read whole lines: a function of the account."""
    if may_read not in _readers:
        _readers.append(may_read)


def may_read_lines(user: Any) -> bool:
    """Tell whether the account may read whole lines: grounds and facts may speak of persons, so not everyone."""
    return any(may_read(user) for may_read in _readers)


def public_row(entry: Entry) -> dict[str, object]:
    """Return what everyone may have of an act: enough to check the chain, nothing about persons."""
    return {"number": entry.number, "digest": entry.digest, "hash": entry.hash}


def whole_row(entry: Entry) -> dict[str, object]:
    """Return an act with its line, for those who may read lines."""
    return {**public_row(entry), "line": entry.line}
