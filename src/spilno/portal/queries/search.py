"""What search finds: the title outweighs the text, a newer thing comes before an older one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from spilno.portal.models import SearchEntry
from spilno.portal.rules.words import fts5_query, tsquery

TITLE_WEIGHT = 8.0
MOST_FOUND = 500

_SQLITE = (
    "SELECT entry.id FROM portal_searchindex JOIN portal_searchentry AS entry ON entry.id = portal_searchindex.rowid "
    "WHERE portal_searchindex MATCH %s AND (entry.public OR %s) "
    "ORDER BY bm25(portal_searchindex, %s, 1.0), entry.day DESC LIMIT %s"
)
_POSTGRES = (
    "SELECT entry.id FROM portal_searchentry AS entry, to_tsquery('simple', %s) AS asked "
    "WHERE entry.words @@ asked AND (entry.public OR %s) "
    "ORDER BY ts_rank(ARRAY[0.1, 0.1, 0.1, %s / 8.0], entry.words, asked) DESC, entry.day DESC NULLS LAST LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Numbers of entries from the best on, how many of each kind, and whether every word asked stands in them."""

    ids: list[int]
    kinds: dict[str, int]
    every: bool
    more: bool


def find(groups: Sequence[Sequence[str]], prefix: str, *, kind: str = "", hidden: bool = False) -> Finding:
    """Find entries with every word asked; when there are none, with any of them. `hidden`: not only public ones.

    At most 500 are returned; `more` tells that there are others.
    """
    if not groups:
        return Finding([], {}, every=True, more=False)
    for every in (True, False) if len(groups) > 1 else (True,):
        ids = _ids(groups, prefix, every=every, hidden=hidden)
        if ids:
            break
    more, ids = len(ids) > MOST_FOUND, ids[:MOST_FOUND]
    kind_of = dict(SearchEntry.objects.filter(pk__in=ids).values_list("pk", "kind"))
    kinds: dict[str, int] = {}
    for pk in ids:
        kinds[kind_of[pk]] = kinds.get(kind_of[pk], 0) + 1
    if kind:
        ids = [pk for pk in ids if kind_of[pk] == kind]
    return Finding(ids, kinds, every=every, more=more)


def _ids(groups: Sequence[Sequence[str]], prefix: str, *, every: bool, hidden: bool) -> list[int]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            asked = tsquery(groups, prefix=prefix, every=every)
            cursor.execute(_POSTGRES, [asked, hidden, TITLE_WEIGHT, MOST_FOUND + 1])
        else:
            asked = fts5_query(groups, prefix=prefix, every=every)
            cursor.execute(_SQLITE, [asked, hidden, TITLE_WEIGHT, MOST_FOUND + 1])
        return [row[0] for row in cursor.fetchall()]


def entries(ids: Sequence[int]) -> list[SearchEntry]:
    """Return entries in the order of their numbers as given."""
    rows = SearchEntry.objects.in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]
