"""What fulfils a memorandum: apps on other rungs tell what their objects are; here they are known by type and number."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ActivityFact:
    """An activity as a plan and a report name it, in the language of the reader.

    `kind` is a word of `Measure.Kind`; `done` tells that it took place or was published; `people` counts persons who took
    part, `councils` the councils from which they came.
    """

    title: str
    day: date
    url: str
    kind: str
    done: bool
    people: int = 0
    councils: int = 0


Resolver = Callable[[Iterable[str]], Mapping[str, ActivityFact]]
_resolvers: dict[str, Resolver] = {}


def register_activity(source_type: str, resolver: Resolver) -> None:
    """Let an upper app tell what its objects are: numbers of objects come in, facts by number go out, missing ones are absent."""
    _resolvers[source_type] = resolver


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
