"""Whose turn it is to host: fairness over raions, from who hosted when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from spilno.statute.rules.refusal import gettext_noop


@dataclass(frozen=True, slots=True)
class Hosted:
    """A visiting meeting: in which raion (its code, empty when the host is of no raion), on which day."""

    raion: str
    day: date


@dataclass(frozen=True, slots=True)
class Turn:
    """The place of a raion in the order of hosting. `place` 1 is first; raions that are even share a place.

    `times` counts visiting meetings there, `last` is the day of the last one (None: never), `members` counts members there.
    """

    raion: str
    place: int
    times: int
    last: date | None
    members: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence with named placeholders that tells why a raion stands where it stands."""

    sentence: str
    facts: Mapping[str, object]


def turns(members: Mapping[str, int], hosted: Iterable[Hosted]) -> list[Turn]:
    """Return the raions with members in the order of their turns.

    Who hosted fewer times comes first; of those even, who hosted longer ago. `members` counts members by raion; a raion without
    members has no turn, whatever was held there.

    Source: PEERS A3, 3.5: host rotation, who hosted when, fairness over districts.
    """
    days: dict[str, list[date]] = {raion: [] for raion, count in members.items() if count > 0}
    for each in hosted:
        if each.raion in days:
            days[each.raion].append(each.day)
    keys = {raion: (len(held), max(held, default=date.min)) for raion, held in days.items()}
    return [
        Turn(
            raion=raion,
            place=1 + sum(other < keys[raion] for other in keys.values()),
            times=len(days[raion]),
            last=max(days[raion], default=None),
            members=members[raion],
        )
        for raion in sorted(keys, key=lambda raion: (keys[raion], raion))
    ]


def why_this_place(turn: Turn | None) -> Reason:
    """Explain in a sentence the place of a raion in the order of hosting; None: the host is of no raion.

    Source: PEERS A3, 3.5: the choice of a host is explained by who hosted when.
    """
    if turn is None:
        return Reason(gettext_noop("This council is of no raion: the order of raions does not speak of it."), {})
    facts: dict[str, object] = {"times": turn.times, "last": turn.last, "before": turn.place - 1}
    if turn.place == 1 and turn.last is None:
        return Reason(gettext_noop("Nobody of this raion has hosted yet: it is its turn."), facts)
    if turn.place == 1:
        return Reason(
            gettext_noop(
                "It is the turn of this raion: it hosted least often and longest ago (times: %(times)d, the last on %(last)s)."
            ),
            facts,
        )
    if turn.last is None:
        return Reason(
            gettext_noop("Nobody of this raion has hosted yet; raions before it in the order: %(before)d."), facts
        )
    return Reason(
        gettext_noop(
            "Times that this raion hosted: %(times)d, the last on %(last)s; raions before it in the order: %(before)d."
        ),
        facts,
    )
