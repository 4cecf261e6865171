"""The acts of the journal: write a line, seal a day."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, cast

from django.db import connection, models, transaction
from django.utils import timezone

from spilno.journal.models import DailyDuty, DailyHead, Entry, Head
from spilno.journal.rules.chain import digest_of, hash_of, line_of

# Whoever takes a duty of the day has it for so long; after that another worker takes it, once more on the same day.
DUTY_LEASE = timedelta(minutes=15)
PLAIN = json.JSONEncoder(default=str)  # made once: a hall that presses together writes thousands of lines in a second

PLAIN_KINDS = {str, int, bool, type(None)}  # a real number may change its text


def record(
    act: str,
    on: models.Model,
    *,
    by: models.Model | None,
    ground: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Entry | None:
    """Write one line about an act on an object, inside the transaction of the act.

    `by` is the account, None when the system acts by itself. `facts` are plain values for explanation: numbers, codes,
    words of documents; never names, addresses or contacts of people. Must be called inside a transaction, so that the
    act and its line stand or fall together.
    """
    return record_all([Act(act, on, by.pk if by is not None else None, ground, facts or {})])


@dataclass(frozen=True, slots=True)
class Act:
    """An act to be written: what was done to what, the number of the account, on what ground, plain facts."""

    act: str
    on: models.Model
    by: int | None
    ground: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


COLUMNS = (
    "number",
    "at",
    "act",
    "object_type",
    "object_id",
    "by",
    "ground",
    "facts",
    "line",
    "digest",
    "previous",
    "hash",
)


def record_all(acts: Sequence[Act]) -> Entry | None:
    """Write a line for each of several acts of one transaction, in their order, in one turn; return the last line."""
    if not transaction.get_connection().in_atomic_block:
        message = "record() is called inside the transaction of the act"
        raise transaction.TransactionManagementError(message)
    if not acts:
        return None
    head = take_turn()
    at = timezone.now().astimezone(UTC)
    lines = []
    for one in acts:
        lines.append(_line(head, one, at))
        head.number, head.hash = lines[-1][0], lines[-1][-1]
    last = Entry(**dict(zip(COLUMNS, lines.pop(), strict=True)))
    write_rows(Entry, COLUMNS, lines)
    last.save(force_insert=True)
    head.save(update_fields=["number", "hash"])
    return last


def _line(head: Head, act: Act, at: datetime) -> tuple[Any, ...]:
    """Return the values of the next line of the chain, in the order of COLUMNS."""
    fields: dict[str, Any] = {
        "number": head.number + 1,
        "at": at.isoformat(timespec="microseconds"),
        "act": act.act,
        "object_type": act.on._meta.label_lower,
        "object_id": str(act.on.pk),
        "by": act.by,
        "ground": act.ground,
        "facts": act.facts if _is_plain(act.facts) else json.loads(PLAIN.encode(act.facts)),
    }
    line = line_of(fields)
    digest = digest_of(line)
    return (*(fields | {"at": at}).values(), line, digest, head.hash, hash_of(head.hash, digest))


def _is_plain(value: object) -> bool:
    """Tell whether JSON gives a value back as it is: then it need not be written and read again to know how it is kept."""
    kind = type(value)
    if kind is dict:
        return all(type(name) is str and _is_plain(one) for name, one in cast("dict[object, object]", value).items())
    return kind in PLAIN_KINDS or (kind is list and all(map(_is_plain, cast("list[object]", value))))


def write_rows(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert many plain rows at once: for a hall that presses together, where objects would cost more than the writing.

    `names` are fields of the model, `rows` their values; every other column must have a default in the database or be the
    number of the row. Constraints hold as always; no signals are sent.
    """
    if not rows:
        return
    fields = [one for name in names if isinstance(one := model._meta.get_field(name), models.Field)]
    ready = [_written(one) for one in fields]
    written = [[value if make is None else make(value) for make, value in zip(ready, row, strict=True)] for row in rows]
    columns = ", ".join(connection.ops.quote_name(str(one.column)) for one in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in written:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", written)  # noqa: S608 # our own tables


def _written(column: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    """Return how values of a column are made ready for the database; None when they go as they are."""
    if isinstance(column, models.DateTimeField):
        return lru_cache(maxsize=8)(connection.ops.adapt_datetimefield_value)  # rows of a batch have the same moment
    return PLAIN.encode if isinstance(column, models.JSONField) else None


def take_turn() -> Head:
    """Wait until no other act is being written; the turn is kept to the end of the transaction.

    Every act waits here anyway when it writes its line. Who gives out the next number of a register takes the turn first:
    a lock on the last row of the register would be waited for in another order by those who change that row.
    """
    locked = Head.objects.select_for_update()
    try:
        return locked.get(pk=1)
    except Head.DoesNotExist:  # before the very first act
        Head.objects.get_or_create(pk=1)
        return locked.get(pk=1)


@transaction.atomic
def seal_days(*, before: date | None = None) -> list[DailyHead]:
    """Keep the last hash of every day with acts before the given one (today when not given); days sealed stay as they are.

    Days are those of Kyiv.
    """
    before = before or timezone.localdate()
    take_turn()
    sealed = DailyHead.objects.order_by("-number").first()
    start = sealed.number if sealed else 0
    made: list[DailyHead] = []
    while first := Entry.objects.filter(number__gt=start).order_by("number").first():
        day = timezone.localdate(first.at)
        if day >= before:
            break
        midnight = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
        last = Entry.objects.filter(number__gte=first.number, at__lt=midnight).order_by("-number").first() or first
        made.append(DailyHead.objects.create(day=day, number=last.number, hash=last.hash))
        start = last.number
    if made:
        record("journal.sealed", made[-1], by=None, facts={"days": len(made), "number": made[-1].number})
    return made


def take_duty(name: str, day: date) -> DailyDuty | None:
    """Take what is done once a day for ourselves; None when it is done already, or somebody is at it now."""
    now = timezone.now()
    duty, ours = DailyDuty.objects.get_or_create(name=name, day=day, defaults={"taken_at": now})
    if not ours:
        ours = bool(
            DailyDuty.objects.filter(pk=duty.pk, done_at=None, taken_at__lte=now - DUTY_LEASE).update(taken_at=now)
        )
    return duty if ours else None


def end_duty(duty: DailyDuty, *, done: bool, said: str = "") -> None:
    """Keep what came out of a duty: done for this day, or failed and to be taken again."""
    DailyDuty.objects.filter(pk=duty.pk).update(done_at=timezone.now() if done else None, said=said[:200])
