"""The floor: the clock of a speech, and how long was spoken: by side, by level of council, by speaker."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from spilno.ballots.queries.levels import level_in_words
from spilno.meetings.models import Meeting, Speech
from spilno.meetings.rules.speaking_time import Sum, Timed, sums


def goes_on(speech: Speech) -> bool:
    """Tell whether a speech was begun and is not over; its clock may stand."""
    return speech.begun_at is not None and speech.ended_at is None


def written(seconds: int) -> str:
    """Write seconds as a clock does: 1:47, or −0:12."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'−' if seconds < 0 else ''}{minutes}:{rest:02d}"


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that runs down: seconds of the limit, how many have passed since it began, and whether it stands."""

    limit: int
    passed: int
    stands: bool = False

    @property
    def left(self) -> int:
        """Return seconds that are left; negative when the limit is exceeded."""
        return self.limit - self.passed

    @property
    def shown(self) -> str:
        """Write what is left as the clock does: 1:47, or −0:12 when the limit is exceeded."""
        return written(self.left)

    @property
    def is_over(self) -> bool:
        """Tell whether the limit is exceeded."""
        return self.left < 0

    @property
    def limit_minutes(self) -> int:
        """Return the limit in whole minutes."""
        return self.limit // 60


@dataclass(frozen=True, slots=True)
class SpokenSum:
    """How long a group spoke: its name in the reader's words, the time as a clock writes it, how many speeches."""

    name: str
    time: str
    speeches: int


def timed(speech: Speech, group: str = "") -> Timed:
    """Return a speech that was begun as the rules of time see it."""
    return Timed(group, speech.begun_at, speech.ended_at, speech.paused_at, speech.paused_seconds)


def _shown(found: Iterable[Sum], names: dict[str, str]) -> list[SpokenSum]:
    return [SpokenSum(names.get(one.group, one.group), written(one.seconds), one.speeches) for one in found]


def by_side(speeches: Iterable[Speech], now: datetime) -> list[SpokenSum]:
    """Return how long was spoken for and against, for first; none while nobody took a side."""
    found = sums((timed(one, one.side) for one in speeches if one.begun_at is not None), now=now)
    names = {Speech.Side.PRO.value: gettext("in support"), Speech.Side.CONTRA.value: gettext("against it")}
    return _shown(sorted(found, key=lambda one: one.group == Speech.Side.CONTRA), names)


@dataclass(frozen=True, slots=True)
class SpeakingTime:
    """How long was spoken in a meeting, by level of council and by speaker, who spoke longest first."""

    levels: list[SpokenSum]
    speakers: list[SpokenSum]


def speaking_time(meeting: Meeting, now: datetime) -> SpeakingTime:
    """Sum up the time of all speeches of a meeting; one query."""
    said = Speech.objects.filter(item__meeting=meeting, begun_at__isnull=False).select_related(
        "membership__organisation"
    )
    levels, speakers = [], []
    for speech in said:
        level = speech.membership.organisation.level if speech.membership is not None else ""
        levels.append(timed(speech, level))
        speakers.append(timed(speech, speech.name))
    counted = sums(levels, now=now)
    names = {one.group: level_in_words(one.group) for one in counted}
    return SpeakingTime(_shown(counted, names), _shown(sums(speakers, now=now), {}))
