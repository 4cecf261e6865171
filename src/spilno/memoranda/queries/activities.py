"""What fulfils a memorandum: apps on other rungs tell what their objects are; here they are known by type and number."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ActivityFact:
    """An activity as a plan and a report name it, in the language of the reader.

    `kind` is a word of `Measure.Kind`; `done` tells that it took place or was published; `people` counts persons who took
    part, `councils` the councils from which they came. `raion` is the code of the raion where it took place; empty: not known.
    """

    title: str
    day: date
    url: str
    kind: str
    done: bool
    people: int = 0
    councils: int = 0
    raion: str = ""


Resolver = Callable[[Iterable[str]], Mapping[str, ActivityFact]]
Finder = Callable[[str], Iterable[str]]
_resolvers: dict[str, Resolver] = {}
_finders: dict[str, Finder] = {}


def register_activity(source_type: str, resolver: Resolver, *, find: Finder | None = None) -> None:
    """Let an upper app tell what its objects are: numbers of objects come in, facts by number go out, missing ones are absent.

    `find` returns numbers of public objects by words of their titles or a day (YYYY-MM-DD), the latest first; without it the
    objects are pointed at a memorandum from their own pages only.
    """
    _resolvers[source_type] = resolver
    if find is not None:
        _finders[source_type] = find


def is_activity(source_type: str) -> bool:
    """Tell whether an app has told what such objects are."""
    return source_type in _resolvers


def found_activities(text: str, most: int = 10) -> list[tuple[str, str, ActivityFact]]:
    """Return type, number and facts of activities by words of their titles or a day, the latest first; at most so many."""
    asked = [(source_type, number) for source_type, find in _finders.items() for number in list(find(text))[:most]]
    facts = activity_facts(asked)
    rows = [(source_type, number, fact) for (source_type, number), fact in facts.items()]
    return sorted(rows, key=lambda row: row[2].day, reverse=True)[:most]


def activity_facts(sources: Iterable[tuple[str, str]]) -> dict[tuple[str, str], ActivityFact]:
    """Return facts by type and number; each app is asked once. What no app knows any more is absent."""
    asked: dict[str, set[str]] = {}
    for source_type, source_id in sources:
        asked.setdefault(source_type, set()).add(str(source_id))
    return {
        (source_type, str(source_id)): fact
        for source_type, ids in asked.items()
        if source_type in _resolvers
        for source_id, fact in _resolvers[source_type](sorted(ids)).items()
    }
