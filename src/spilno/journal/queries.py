"""Reads of the journal: what was done to an object, in words; days; links of the chain."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Max, Min, Model, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from spilno.journal.models import DailyDuty, DailyHead, Entry, Head
from spilno.journal.rules.chain import START, Link, Verdict, verify

Derived = TypeVar("Derived")

NamesSource = Callable[[set[int]], Mapping[int, str]]
_names: list[NamesSource] = []
_acts: dict[str, Any] = {}
DetailSource = Callable[[list[Mapping[str, Any]]], list[str]]
_details: dict[str, DetailSource] = {}
WORKER = "worker:heartbeat"  # where the worker writes, for all processes, when it was last there
WORKER_LATE_AFTER = 180  # seconds
ARTICLE_UK = "Статут, п. "  # how the grounds of acts that the statute sets begin


def worker_seen() -> float | None:
    """Return how many seconds ago a worker said that it lives; None when none ever did."""
    at = cache.get(WORKER)
    return None if at is None else max(0.0, timezone.now().timestamp() - at)


def worker_is_late(seen: float | None) -> bool:
    """Tell whether work that is left for later waits for nobody; never where it is done at once."""
    left_for_later = settings.TASKS["default"]["BACKEND"].startswith("django_tasks_db")
    return left_for_later and (seen is None or seen > WORKER_LATE_AFTER)


def register_names(source: NamesSource) -> None:
    """Let an upper app tell the names behind numbers of accounts; a name that it does not give is not shown."""
    if source not in _names:
        _names.append(source)


def register_acts(words: Mapping[str, Any]) -> None:
    """Let an app say its acts in words: {"vote.opened": _("The vote was opened")}.

    Raises ValueError for an act that another app says already: history would tell it in the wrong words.
    """
    if twice := sorted(_acts.keys() & words.keys()):
        raise ValueError(f"acts said twice: {', '.join(twice)}")
    _acts.update(words)


def register_details(acts: Iterable[str], source: DetailSource) -> None:
    """Let an app tell more of its acts than their words, by their facts: which party, which part; empty: nothing more.

    The source gets the facts of all entries of one act on a page at once, so that names cost one query.
    """
    _details.update(dict.fromkeys(acts, source))


def act_in_words(act: str) -> str:
    """Return the words of an act; its code when no app has said them."""
    return str(_acts.get(act, act))


def names_of(accounts: Iterable[int | None]) -> dict[int, str]:
    """Return names by number of account."""
    asked = {number for number in accounts if number is not None}
    found: dict[int, str] = {}
    if asked:
        for source in _names:
            found.update(source(asked - set(found)))
    return found


def entries_of(*objects: Model) -> "QuerySet[Entry]":
    """Return what was done to the objects, the first act first."""
    if not objects:
        return Entry.objects.none()
    mine = Q()
    for found in objects:
        mine |= Q(object_type=found._meta.label_lower, object_id=str(found.pk))
    return Entry.objects.filter(mine)


@dataclass(frozen=True, slots=True)
class Told:
    """One act as a page tells it."""

    number: int
    at: datetime
    what: str
    who: str
    ground: str
    hash: str
    detail: str = ""


def told(entries: Iterable[Entry]) -> list[Told]:
    """Put acts into words; the names are asked once for all of them."""
    listed = list(entries)
    names = names_of(entry.by for entry in listed)
    details = _details_of(listed)
    return [
        Told(
            number=entry.number,
            at=entry.at,
            what=act_in_words(entry.act),
            who=names.get(entry.by, _("account %(number)d") % {"number": entry.by}) if entry.by else _("by itself"),
            ground=_ground_in_words(entry.ground),
            hash=entry.hash,
            detail=details.get(entry.number, ""),
        )
        for entry in listed
    ]


def _details_of(entries: list[Entry]) -> dict[int, str]:
    """Return what apps tell of entries, by number; each app is asked once."""
    asked: dict[DetailSource, list[Entry]] = {}
    for entry in entries:
        if (source := _details.get(entry.act)) is not None:
            asked.setdefault(source, []).append(entry)
    return {
        entry.number: said
        for source, rows in asked.items()
        for entry, said in zip(rows, source([row.facts for row in rows]), strict=True)
    }


def _ground_in_words(ground: str) -> str:
    """Return a ground as the reader's page shows it: kept in Ukrainian, an article of the statute can be said in both."""
    article = ground.removeprefix(ARTICLE_UK)
    return _("Statute %(article)s") % {"article": article} if article != ground else ground


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the journal: how many acts, from which number to which, the last hash, whether it is sealed."""

    day: date
    acts: int
    first: int
    last: int
    hash: str
    sealed: bool


def days() -> list[Day]:
    """Return days with acts, the last day first.

    Sealed days are told by their heads, because numbers run without gaps; only acts after the last seal are counted.
    """
    told_by_heads, before = [], 0
    for head in DailyHead.objects.order_by("number"):
        told_by_heads.append(Day(head.day, head.number - before, before + 1, head.number, head.hash, sealed=True))
        before = head.number
    since = Entry.objects.filter(number__gt=before)
    rows = list(
        since.annotate(day=TruncDate("at", tzinfo=timezone.get_default_timezone()))
        .values("day")
        .annotate(acts=Count("pk"), first=Min("number"), last=Max("number"))
        .order_by("-day")
    )
    hashes = dict(since.filter(number__in=[row["last"] for row in rows]).values_list("number", "hash"))
    fresh = [Day(row["day"], row["acts"], row["first"], row["last"], hashes[row["last"]], sealed=False) for row in rows]
    return [*fresh, *reversed(told_by_heads)]


def entries_on(day: date) -> "QuerySet[Entry]":
    """Return the acts of a day in Kyiv, in their order."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    return Entry.objects.filter(
        at__gte=start, at__lt=timezone.make_aware(datetime.combine(day + timedelta(1), time.min))
    )


def links(entries: "QuerySet[Entry] | None" = None) -> Iterator[Link]:
    """Return links of the chain in their order, with their lines."""
    rows = (Entry.objects.all() if entries is None else entries).order_by("number")
    for number, digest, hash_, line in rows.values_list("number", "digest", "hash", "line").iterator(chunk_size=2000):
        yield Link(number, digest, hash_, line)


MOST_KEPT = 256


class _Kept:
    """What was derived, with the last hash of the chain when it was asked for; both are put in one assignment."""

    now: tuple[str, dict[tuple[Hashable, ...], Any]] = ("", {})


_kept = _Kept()


def kept(make: Callable[..., Derived], *about: Hashable) -> Derived:
    """Return `make(*about)`, derived anew only after the next act: for sums and lists of public pages, never for rights.

    Every act writes a line into the chain within its own transaction, so the last hash names the state of all registers.
    What depends on the day takes the day among its arguments; the language of the reader is told apart here. The result
    is shared by threads: it must be plain values that nobody changes.
    """
    if not settings.KEEP_UNTIL_THE_NEXT_ACT:
        return make(*about)
    state = _state()
    if _kept.now[0] != state or len(_kept.now[1]) >= MOST_KEPT:
        _kept.now = (state, {})
    rows = _kept.now[1]  # of this state, or already of a later one: then what is read below is newer still
    key = (make, get_language(), *about)
    if key not in rows:
        rows[key] = make(*about)
    found: Derived = rows[key]
    return found


def _state() -> str:
    """Return the last hash of the chain; in plain SQL, because it is asked on every public page."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT hash FROM {Head._meta.db_table}")  # noqa: S608 # a name of our own table
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def published_heads() -> dict[int, str]:
    """Return sealed hashes by number."""
    return dict(DailyHead.objects.values_list("number", "hash"))


def check() -> Verdict:
    """Check the whole chain against the sealed days."""
    return verify(links(), previous=START, heads=published_heads())


def last_head() -> DailyHead | None:
    """Return the last sealed day; None before the first."""
    return DailyHead.objects.order_by("-day").first()


def duties_done(day: date) -> set[str]:
    """Return names of what was done by itself on the day."""
    return set(DailyDuty.objects.filter(day=day, done_at__isnull=False).values_list("name", flat=True))


def undone_since(name: str, day: date, *, most: int) -> date:
    """Return the first day after the last one on which a duty was done, at most so many days back; the day itself when it
    was never done, or done the day before.
    """
    last = DailyDuty.objects.filter(name=name, day__lt=day, done_at__isnull=False).aggregate(last=Max("day"))["last"]
    return max(last + timedelta(days=1), day - timedelta(days=most)) if last is not None else day


def last_duties() -> dict[str, DailyDuty]:
    """Return the last row of each duty, by its name; those never taken are absent."""
    found: dict[str, DailyDuty] = {}
    for duty in DailyDuty.objects.order_by("name", "-day"):
        found.setdefault(duty.name, duty)
    return found
