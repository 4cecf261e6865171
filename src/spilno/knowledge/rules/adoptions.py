"""Adoption of a practice: who may adopt, when its status is asked, where it came from."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from spilno.knowledge.rules.months import months_after
from spilno.statute.rules.refusal import Refusal, gettext_noop

GROUND = gettext_noop("Rules of adoption of practices")
ASKED_AFTER = (6, 12)
NOT_ADOPTED = gettext_noop("The adoption was not opened")
NOT_TOLD = gettext_noop("The status was not kept")


@dataclass(frozen=True, slots=True)
class Counted:
    """How many councils adopted a practice, in how many it works, how many gave it up."""

    adopted: int
    works: int
    dropped: int


def count(states: Iterable[str]) -> Counted:
    """Count adoptions by their states; every adoption is adopted, whatever came of it.

    Source: PEERS A3, 3.8: status planned, started, works, dropped.
    """
    found = Counter(states)
    return Counted(found.total(), found["works"], found["dropped"])


def why_not_adopt(
    *, practice_state: str, is_own: bool, adopted_already: bool, plan: str, due_on: date | None, today: date
) -> Refusal | None:
    """Say why a council cannot adopt a practice: it is its own, adopted already, not published, or there is no plan.

    Source: PEERS A3, 3.7: an adoption has a plan; a council adopts a practice once.
    """
    if practice_state != "published":
        return Refusal(
            "practice_not_published", gettext_noop("Only a published practice is adopted."), GROUND, title=NOT_ADOPTED
        )
    if is_own:
        return Refusal(
            "own_practice", gettext_noop("This practice is of this very council."), GROUND, title=NOT_ADOPTED
        )
    if adopted_already:
        return Refusal(
            "adopted_already",
            gettext_noop("This council has adopted the practice already."),
            GROUND,
            title=NOT_ADOPTED,
            advice=gettext_noop("Tell its status on the page of the adoption."),
        )
    if not plan.strip():
        return Refusal(
            "no_plan",
            gettext_noop("An adoption begins with a plan, and there is none."),
            GROUND,
            title=NOT_ADOPTED,
            advice=gettext_noop("Write what you will do, with what money, who does it."),
        )
    if due_on is not None and due_on < today:
        return Refusal("plan_ends_before", gettext_noop("The plan ends before it begins."), GROUND, title=NOT_ADOPTED)
    return None


def why_not_tell(*, state: str, effect: str) -> Refusal | None:
    """Say why a status is not kept: what works has an effect and what was given up has a reason, in words.

    Source: PEERS A3, 3.8: measured effect; URBACT: what did not work teaches too.
    """
    if state == "works" and not effect.strip():
        return Refusal(
            "no_effect",
            gettext_noop("It works, and it is not said with what effect."),
            GROUND,
            title=NOT_TOLD,
            advice=gettext_noop("Tell the effect in a sentence, with a number if there is one."),
        )
    if state == "dropped" and not effect.strip():
        return Refusal(
            "no_reason_to_drop",
            gettext_noop("It was given up, and it is not said why."),
            GROUND,
            title=NOT_TOLD,
            advice=gettext_noop("Tell why in a sentence: others learn from it."),
        )
    return None


def month_to_ask(planned_on: date, day: date, *, asked: int, answered: Iterable[int]) -> int | None:
    """Return for which month the status is asked on a day: 6 or 12, the later one that has come; None: nothing to ask.

    `asked` is the month for which it was asked last (0: never), `answered` those for which it was told. A day on which nobody
    asked is made up for; what was answered or asked is not asked again.

    Source: issue 3: status after 6 and 12 months.
    """
    come = [month for month in ASKED_AFTER if months_after(planned_on, month) <= day]
    if not come or come[-1] <= asked or come[-1] in set(answered):
        return None
    return come[-1]


def next_to_ask(planned_on: date, day: date) -> tuple[date, int] | None:
    """Return the next day after `day` on which the status is asked, with its month; None when both months have come.

    Source: issue 3: status after 6 and 12 months.
    """
    ahead = [(months_after(planned_on, month), month) for month in ASKED_AFTER]
    return min((each for each in ahead if each[0] > day), default=None)


def why_not_descend(practice: int, source: int, came_from: Mapping[int, int]) -> Refusal | None:
    """Say that a practice cannot come from itself or from what grew from it; None when it can.

    `came_from` holds for each practice the one it was taken over from.

    Source: PEERS A3, 3.8: lineage is a tree.
    """
    seen: set[int] = set()
    at: int | None = source
    while at is not None and at not in seen:
        if at == practice:
            return Refusal(
                "lineage_turns_back",
                gettext_noop("A practice does not come from itself or from what grew from it."),
                GROUND,
                title=gettext_noop("The lineage was not kept"),
            )
        seen.add(at)
        at = came_from.get(at)
    return None
