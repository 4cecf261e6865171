"""Time that was spoken: of one speech, and summed up by speaker, by side, by level of council."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Timed:
    """A speech that was begun, as the sums need it. `paused_at`: its clock stands since then; `paused`: earlier pauses."""

    group: str
    begun: datetime
    ended: datetime | None = None
    paused_at: datetime | None = None
    paused: int = 0


@dataclass(frozen=True, slots=True)
class Sum:
    """How long a group spoke, in whole seconds, and in how many speeches."""

    group: str
    seconds: int
    speeches: int


def spoken_seconds(speech: Timed, *, now: datetime) -> int:
    """Return how many seconds of a speech have passed on its clock; pauses do not count, and never fewer than none.

    Source: Rules of procedure of the General Meeting: the time of a speech is counted while the speaker speaks.
    """
    until = speech.paused_at or speech.ended or now
    return max(int((until - speech.begun).total_seconds()) - speech.paused, 0)


def sums(speeches: Iterable[Timed], *, now: datetime) -> list[Sum]:
    """Sum up time by group, who spoke longest first; speeches of no group (the empty name) are left out.

    Source: Rules of procedure of the General Meeting: speakers.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for speech in speeches:
        if speech.group:
            found[speech.group].append(spoken_seconds(speech, now=now))
    listed = [Sum(group, sum(seconds), len(seconds)) for group, seconds in found.items()]
    return sorted(listed, key=lambda one: (-one.seconds, one.group))
