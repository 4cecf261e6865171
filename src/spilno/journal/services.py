"""The one act of the journal: write a line."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from spilno.journal.models import Entry, Head


def record(
    act: str,
    on: models.Model,
    *,
    by: models.Model | None,
    ground: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Entry:
    """Write one line about an act on an object, inside the transaction of the act.

    `by` is the account, None when the system acts by itself. `facts` are plain values for explanation: numbers, codes,
    words of documents; never names, addresses or contacts of people. Must be called inside a transaction, so that the
    act and its line stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        message = "record() is called inside the transaction of the act"
        raise transaction.TransactionManagementError(message)
    Head.objects.get_or_create(pk=1)
    head = Head.objects.select_for_update().get(pk=1)
    at = timezone.now().astimezone(UTC)
    fields = {
        "number": head.number + 1,
        "at": at.isoformat(timespec="microseconds"),
        "act": act,
        "object_type": on._meta.label_lower,
        "object_id": str(on.pk),
        "by": by.pk if by is not None else None,
        "ground": ground,
        "facts": json.loads(json.dumps(facts or {}, default=str)),
    }
    line = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256((head.hash + line).encode()).hexdigest()
    entry = Entry.objects.create(
        number=fields["number"],
        at=at,
        act=act,
        object_type=fields["object_type"],
        object_id=fields["object_id"],
        by=fields["by"],
        ground=ground,
        facts=fields["facts"],
        line=line,
        previous=head.hash,
        hash=digest,
    )
    head.number, head.hash = entry.number, digest
    head.save(update_fields=["number", "hash"])
    return entry
