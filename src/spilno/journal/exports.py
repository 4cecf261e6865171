"""The chain as lines of JSON: one act, one line; read by tools/verify_journal.py."""

import json
from collections.abc import Iterator

from django.db.models import QuerySet

from spilno.journal.access import public_row, whole_row
from spilno.journal.models import Entry


def chain_lines(entries: "QuerySet[Entry]", *, whole: bool) -> Iterator[str]:
    """Write acts in their order, with their lines or without."""
    row = whole_row if whole else public_row
    for entry in entries.order_by("number").iterator(chunk_size=2000):
        yield json.dumps(row(entry), ensure_ascii=False) + "\n"
