"""When an organisation may end, and who may take its place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from spilno.statute.rules.refusal import Refusal, gettext_noop

SOURCE = gettext_noop("Register of organisations: successors by the act, on its day")


@dataclass(frozen=True, slots=True)
class Life:
    """What is known of an organisation's time: since when it surely exists, and the day it ended, if it did."""

    pk: int
    name: str
    since: date | None = None
    ended: date | None = None


def why_not_end(life: Life, *, on: date, today: date) -> Refusal | None:
    """Tell why an organisation may not end on a day: it ended already, was not there yet, or the day is ahead.

    Source: Цивільний кодекс, art. 104 (an entity ends from the day of the entry on it); issue 2 (successors on a date).
    """
    if life.ended is not None:
        return Refusal(
            code="organisation_ended",
            sentence=gettext_noop("%(name)s ended already on %(day)s."),
            source=SOURCE,
            advice=gettext_noop("See the history on its page."),
            facts={"name": life.name, "day": life.ended.strftime("%d.%m.%Y")},
        )
    return _why_not_on(life, on=on, today=today)


def why_not_rename(life: Life, *, name: str, new_name: str, on: date, today: date) -> Refusal | None:
    """Tell why an organisation may not get a new name on a day.

    Source: issue 2 (renamed on a date); a former name keeps its last day.
    """
    if name.strip() == new_name.strip():
        return Refusal(
            code="same_name",
            sentence=gettext_noop("%(name)s has this name already."),
            source=SOURCE,
            advice=gettext_noop("Write the new name as the act has it."),
            facts={"name": name},
        )
    return why_not_end(life, on=on, today=today)


def why_not_succeed(
    predecessor: Life, successor: Life, *, on: date, successors: Mapping[int, Collection[int]]
) -> Refusal | None:
    """Tell why one organisation may not take the place of another on a day.

    `successors` are all successions known: number of the predecessor → numbers of those that succeeded it. Nobody
    succeeds himself, not even through others; one who ended before, or did not exist yet, takes nothing over; the same
    is not written twice.

    Source: Цивільний кодекс, art. 104, 107 (as remembered; to be checked); issue 2 (successors on a date).
    """
    facts = {"predecessor": predecessor.name, "successor": successor.name}
    if predecessor.pk == successor.pk or reaches(successor.pk, predecessor.pk, successors=successors):
        sentence = gettext_noop("%(successor)s cannot succeed %(predecessor)s: it would succeed itself.")
        return _not_succeed("succession_cycle", sentence, facts)
    if successor.pk in successors.get(predecessor.pk, ()):
        sentence = gettext_noop("That %(successor)s succeeds %(predecessor)s is written already.")
        return _not_succeed("succession_twice", sentence, facts)
    if successor.ended is not None and successor.ended <= on:
        sentence = gettext_noop("%(successor)s had ended by then: %(day)s.")
        return _not_succeed("successor_ended", sentence, {**facts, "day": successor.ended.strftime("%d.%m.%Y")})
    if successor.since is not None and successor.since > on:
        sentence = gettext_noop("%(successor)s did not exist yet: it is there since %(day)s.")
        return _not_succeed("successor_not_yet", sentence, {**facts, "day": successor.since.strftime("%d.%m.%Y")})
    return None


def why_not_follow(*, successors: int) -> Refusal | None:
    """Say why a merger or a division cannot be written: nobody is named who takes the place.

    Source: Цивільний кодекс, art. 104 (as remembered; to be checked); issue 2 (successors on a date).
    """
    if successors:
        return None
    return Refusal(
        code="no_successor",
        sentence=gettext_noop("Nobody is named who takes its place."),
        source=SOURCE,
        advice=gettext_noop("Choose the successor, or enter that the organisation was abolished."),
    )


def reaches(start: int, goal: int, *, successors: Mapping[int, Collection[int]]) -> bool:
    """Tell whether the chain of successors from one organisation comes to another; not by standing still.

    Source: nobody succeeds himself.
    """
    seen: set[int] = set()
    waiting = list(successors.get(start, ()))
    while waiting:
        found = waiting.pop()
        if found == goal:
            return True
        if found not in seen:
            seen.add(found)
            waiting.extend(successors.get(found, ()))
    return False


def _why_not_on(life: Life, *, on: date, today: date) -> Refusal | None:
    if life.since is not None and on <= life.since:
        return Refusal(
            code="before_existing",
            sentence=gettext_noop("%(name)s is known only since %(since)s; the day given is not later."),
            source=SOURCE,
            advice=gettext_noop("Check the day of the act."),
            facts={"name": life.name, "since": life.since.strftime("%d.%m.%Y")},
        )
    if on > today:
        return Refusal(
            code="day_ahead",
            sentence=gettext_noop("The day %(day)s has not come yet."),
            source=SOURCE,
            advice=gettext_noop("Enter the act on its day or later."),
            facts={"day": on.strftime("%d.%m.%Y")},
        )
    return None


def _not_succeed(code: str, sentence: str, facts: Mapping[str, object]) -> Refusal:
    return Refusal(
        code=code,
        sentence=sentence,
        source=SOURCE,
        advice=gettext_noop("Choose another organisation, or check the day."),
        facts=facts,
    )
