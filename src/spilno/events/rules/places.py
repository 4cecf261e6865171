"""Who of those who wait gets a place, in what order, and why somebody waits."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from spilno.statute.rules.refusal import Refusal, gettext_noop, ngettext

EQUAL = gettext_noop("Law of Ukraine No 1275-VI, art. 2: equality of members; order of the queue")
ORDER = gettext_noop("Order of registration: places are given in the order of the queue")
WAITS = gettext_noop("You are on the waiting list")
MOVES = gettext_noop("The list moves by itself; as soon as there is a place for you, you get a letter.")


@dataclass(frozen=True, slots=True)
class Offer:
    """What an event offers. `places` None: without a limit.

    `councils_first` tells that places are now given to councils only, `per_council` to each at most; `until` says in words when
    that ends, empty when it lasts to the end.
    """

    places: int | None
    per_council: int | None = None
    councils_first: bool = False
    until: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One who waits: `queue` is his number in the queue of the event, `council` the one that stands behind him, if any."""

    queue: int
    council: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """Places given already: all, and by council for those behind whom one stands."""

    places: int
    by_council: Mapping[int, int]


def councils_first(*, per_council: int | None, until: datetime | None, now: datetime) -> bool:
    """Tell whether places are given to councils only now: they have shares, and their round has not ended.

    The moment of `until` itself belongs to the rest. Without `until` the shares hold to the end.

    Source: Law of Ukraine No 1275-VI, art. 2: equality of members.
    """
    return per_council is not None and (until is None or now < until)


def who_gets_places(waiting: Iterable[Waiting], *, offer: Offer, taken: Taken) -> list[int]:
    """Return the numbers in the queue of those who get a place now, in order.

    The queue is asked from its beginning. In the round of councils somebody is passed over when no council stands behind him, or
    his council has used its share; he keeps his number. Never more than there are places; who has a place keeps it, even when
    more are taken than are offered now.

    Source: Law of Ukraine No 1275-VI, art. 2: equality of members.
    """
    left = None if offer.places is None else max(0, offer.places - taken.places)
    used = Counter(dict(taken.by_council))
    got: list[int] = []
    for one in sorted(set(waiting), key=lambda one: one.queue):
        if left is not None and len(got) >= left:
            break
        if offer.councils_first and (one.council is None or used[one.council] >= (offer.per_council or 0)):
            continue
        if one.council is not None:
            used[one.council] += 1
        got.append(one.queue)
    return got


def why_waiting(one: Waiting, *, offer: Offer, taken: Taken, position: int) -> Refusal | None:
    """Say why one waits, and where he stands; None when nothing holds a place back from him: the list is about to move.

    `position` counts those who wait, from 1.

    Source: Law of Ukraine No 1275-VI, art. 2: equality of members.
    """
    if offer.places is not None and taken.places >= offer.places:
        return _waits(
            "all_taken",
            ngettext(
                "The only place is taken. You are number %(position)d on the waiting list.",
                "All %(places)d places are taken. You are number %(position)d on the waiting list.",
            ),
            ORDER,
            count="places",
            places=offer.places,
            position=position,
        )
    if not offer.councils_first:
        return None
    if one.council is None:
        return _councils_first(offer, position)
    if taken.by_council.get(one.council, 0) >= (offer.per_council or 0):
        return _waits(
            "share_used",
            ngettext(
                "Your council has used its place. You are number %(position)d on the waiting list.",
                "Your council has used its %(per_council)d places. You are number %(position)d on the waiting list.",
            ),
            EQUAL,
            count="per_council",
            per_council=offer.per_council,
            position=position,
            until=offer.until,
        )
    return None


def _councils_first(offer: Offer, position: int) -> Refusal:
    if not offer.until:
        one = gettext_noop("Places are given to councils only. You are number %(position)d on the waiting list.")
        return _waits("councils_only", (one, ""), EQUAL, position=position)
    sentence = gettext_noop(
        "Until %(until)s places are given to councils, then to all in order. You are number %(position)d on the waiting list."
    )
    return _waits("councils_first", (sentence, ""), EQUAL, position=position, until=offer.until)


def _waits(code: str, sentence: tuple[str, str], source: str, *, count: str = "", **facts: object) -> Refusal:
    return Refusal(
        code=code,
        title=WAITS,
        sentence=sentence[0],
        plural=sentence[1],
        count=count,
        source=source,
        facts=facts,
        kept=gettext_noop("Your number in the queue stays yours."),
        advice=MOVES,
    )


def why_not_so_many_places(*, places: int | None, taken: int) -> Refusal | None:
    """Say why so few places cannot be offered; None when they can.

    Source: Order of registration: who was given a place keeps it.
    """
    if places is None or places >= taken:
        return None
    one, many = ngettext(
        "%(taken)d person has a place already: there cannot be %(places)d.",
        "%(taken)d people have places already: there cannot be %(places)d.",
    )
    return Refusal(
        code="fewer_than_given",
        title=gettext_noop("The number of places was not changed"),
        sentence=one,
        plural=many,
        count="taken",
        source=gettext_noop("Order of registration: who was given a place keeps it"),
        facts={"taken": taken, "places": places},
        advice=gettext_noop(
            "Offer at least as many places as were given, or first agree with somebody that he withdraws."
        ),
    )


def why_not_shares(*, places: int | None, per_council: int | None, has_until: bool) -> Refusal | None:
    """Say what is wrong with the shares of councils; None when they can be so.

    Source: Law of Ukraine No 1275-VI, art. 2: equality of members.
    """
    if has_until and per_council is None:
        sentence = gettext_noop("A last day for councils stands without the number of places for each of them.")
    elif per_council == 0 or places == 0:
        sentence = gettext_noop("There are no places to give: the number is zero.")
    elif per_council is not None and places is not None and per_council > places:
        sentence = gettext_noop("One council would have more places than there are.")
    else:
        return None
    return Refusal(
        code="wrong_shares",
        title=gettext_noop("The number of places was not changed"),
        sentence=sentence,
        source=EQUAL,
        advice=gettext_noop("Mend the numbers and save once more; empty means: without a limit."),
    )
