"""What search finds: the title outweighs the text, a newer thing comes before an older one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from spilno.portal.models import SearchEntry
from spilno.portal.rules.words import fts5_query, tsquery

TITLE_WEIGHT = 8.0
MOST_FOUND = 500
MOST_RANKED = 2000  # of more, weighing each costs more than it tells: titles first, then the newest in the index

_COUNT = (  # stops as soon as there are too many to weigh
    "SELECT count(*) FROM (SELECT 1 FROM portal_searchindex WHERE portal_searchindex MATCH %s LIMIT %s)"
)
_RANKED = (
    "SELECT entry.id FROM portal_searchindex JOIN portal_searchentry AS entry ON entry.id = portal_searchindex.rowid "
    "WHERE portal_searchindex MATCH %s AND (entry.public OR %s) "
    "ORDER BY bm25(portal_searchindex, %s, 1.0), entry.day DESC LIMIT %s"
)
_NEWEST = (
    "SELECT entry.id FROM portal_searchindex JOIN portal_searchentry AS entry ON entry.id = portal_searchindex.rowid "
    "WHERE portal_searchindex MATCH %s AND (entry.public OR %s) ORDER BY portal_searchindex.rowid DESC LIMIT %s"
)
# PostgreSQL keeps a long vector of words apart from its row: reading it costs more than weighing it. So titles have an index
# of their own, and of those found by their text alone only so many are weighed.
WEIGHED = 600
_BY_INDEX = "SET LOCAL enable_seqscan = off"  # the planner does not count the reading of long vectors
_TITLED = (
    "SELECT id FROM (SELECT id, titles, day FROM portal_searchentry WHERE titles @@ to_tsquery('simple', %(asked)s) "
    "AND (public OR %(hidden)s) LIMIT %(ranked)s) AS found "
    "ORDER BY ts_rank(titles, to_tsquery('simple', %(asked)s)) DESC, day DESC NULLS LAST, id LIMIT %(most)s"
)
_WORDED = (
    "SELECT id FROM (SELECT id, words, day FROM portal_searchentry WHERE words @@ to_tsquery('simple', %(asked)s) "
    "AND (public OR %(hidden)s) LIMIT %(weighed)s) AS found "
    "ORDER BY ts_rank(words, to_tsquery('simple', %(asked)s)) DESC, day DESC NULLS LAST, id"
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
    if connection.vendor == "postgresql":
        return _postgres_ids(tsquery(groups, prefix=prefix, every=every), hidden=hidden)
    with connection.cursor() as cursor:
        query = fts5_query(groups, prefix=prefix, every=every)
        cursor.execute(_COUNT, [query, MOST_RANKED + 1])
        if cursor.fetchone()[0] <= MOST_RANKED:
            cursor.execute(_RANKED, [query, hidden, TITLE_WEIGHT, MOST_FOUND + 1])
            return [row[0] for row in cursor.fetchall()]
        titles = fts5_query(groups, prefix=prefix, every=every, title=True)
        ids: dict[int, None] = {}
        for one in (titles, query):
            cursor.execute(_NEWEST, [one, hidden, MOST_FOUND + 1])
            ids |= dict.fromkeys(row[0] for row in cursor.fetchall())
        return list(ids)[: MOST_FOUND + 1]


def _postgres_ids(asked: str, *, hidden: bool) -> list[int]:
    """Find by titles first; by texts too, when titles do not fill the list."""
    given = {"asked": asked, "hidden": hidden, "most": MOST_FOUND + 1, "ranked": MOST_RANKED, "weighed": WEIGHED}
    ids: dict[int, None] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_BY_INDEX)
        for question in (_TITLED, _WORDED):
            if len(ids) <= MOST_FOUND:
                cursor.execute(question, given)
                ids |= dict.fromkeys(row[0] for row in cursor.fetchall())
    return list(ids)[: MOST_FOUND + 1]


def entries(ids: Sequence[int]) -> list[SearchEntry]:
    """Return entries in the order of their numbers as given."""
    rows = SearchEntry.objects.in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]
