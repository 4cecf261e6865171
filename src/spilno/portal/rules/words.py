"""How text becomes words that can be compared: apostrophes, letters, short words that say nothing."""

import re
from collections.abc import Sequence

APOSTROPHES = "\u2019\u0027\u02bc\u2018\u0060\u00b4"
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_LETTERS = rf"[^\W_{APOSTROPHES}]+"  # U+02BC counts as a letter elsewhere: alone it would be a word of nothing
_WORD = re.compile(rf"{_LETTERS}(?:[{APOSTROPHES}]{_LETTERS})*")
LONGEST_WORD = 40
MOST_WORDS = 12  # of a query: more only slows it down

# Words that join others; a query keeps them only when it has nothing else.
JOINING = frozenset(
    [
        "а",
        "або",
        "але",
        "без",
        "біля",
        "в",
        "від",
        "до",
        "де",
        "для",
        "з",
        "за",
        "зі",
        "із",
        "і",
        "й",
        "коли",
        "на",
        "над",
        "о",
        "об",
        "по",
        "при",
        "про",
        "під",
        "та",
        "те",
        "ті",
        "то",
        "у",
        "через",
        "що",
        "щодо",
        "як",
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "in",
        "on",
        "at",
        "for",
        "to",
        "with",
        "by",
    ]
)


def words_of(text: str) -> list[tuple[str, int, int]]:
    """Cut text into words in lower case with one kind of apostrophe; each with its place in the text (end excluded).

    Source: typing habits: U+2019, U+0027 and U+02BC all stand for the Ukrainian apostrophe.
    """
    return [
        (found.group().translate(_ONE_APOSTROPHE).lower(), found.start(), found.end()) for found in _WORD.finditer(text)
    ]


def token(word: str) -> str:
    """Return a word as the index keeps it: letters and digits only, so that no apostrophe can part it.

    Source: full-text indexes of SQLite and PostgreSQL cut words at an apostrophe.
    """
    return "".join(letter for letter in word.lower() if letter.isalnum())[:LONGEST_WORD]


def asked_words(query: str) -> list[str]:
    """Return the words of a query that say something, at most twelve, in order and without repetition.

    Source: habit of search: prepositions and conjunctions are skipped unless they are all there is.
    """
    words = list(dict.fromkeys(word for word, _, _ in words_of(query)))
    telling = [word for word in words if word not in JOINING]
    return (telling or words)[:MOST_WORDS]


def fts5_query(groups: Sequence[Sequence[str]], *, prefix: str, every: bool = True, title: bool = False) -> str:
    """Write a query for SQLite FTS5: one of each group, in all groups (`every`) or in any; `title`: in titles only.

    `prefix` is the unfinished last word; empty when there is none. Tokens hold letters and digits only, so that nothing
    in them can be an operator.

    Source: SQLite FTS5, full-text query syntax.
    """
    written = [" OR ".join(f'"{word}"' for word in group) for group in groups]
    if written and prefix:
        written[-1] += f' OR "{prefix}" *'
    query = (" AND " if every else " OR ").join(f"({part})" for part in written)
    return f"title_words : ({query})" if title else query


def tsquery(groups: Sequence[Sequence[str]], *, prefix: str, every: bool = True) -> str:
    """Write the same query for PostgreSQL `to_tsquery('simple', …)`.

    Source: PostgreSQL, chapter on full text search.
    """
    written = [" | ".join(f"'{word}'" for word in group) for group in groups]
    if written and prefix:
        written[-1] += f" | '{prefix}':*"
    return (" & " if every else " | ").join(f"({part})" for part in written)
