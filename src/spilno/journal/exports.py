"""The chain as lines of JSON: one act, one line; read by tools/verify_journal.py."""

import json
from collections.abc import Container, Iterator

from django.db.models import QuerySet

from spilno.journal.access import public_row, whole_row
from spilno.journal.models import Entry


def chain_lines(
    entries: "QuerySet[Entry]", *, whole: bool = False, shown: Container[int] = frozenset()
) -> Iterator[str]:
    """Write acts in their order, with their lines or without; `shown` are numbers of acts whose lines all may read."""
    for entry in entries.order_by("number").iterator(chunk_size=2000):
        row = whole_row if whole or entry.number in shown else public_row
        yield json.dumps(row(entry), ensure_ascii=False) + "\n"
