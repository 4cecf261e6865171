"""What each kind of event leaves behind: without it the event is not closed as held."""

from dataclasses import dataclass
from datetime import datetime

from spilno.statute.rules.refusal import Refusal, gettext_noop

SOURCE = gettext_noop("Memorandum of 6 July 2023, joint events and exchange of materials; rules of joint events")

ATTENDANCE, MATERIALS, RECOMMENDATIONS = "attendance", "materials", "recommendations"
COLLECTION, AGREEMENTS, REACHED, PRACTICES = "collection", "agreements", "reached", "practices"

REQUIRED: dict[str, tuple[str, ...]] = {
    "training": (ATTENDANCE,),
    "seminar": (ATTENDANCE, MATERIALS),
    "round_table": (RECOMMENDATIONS,),
    "conference": (COLLECTION,),
    "forum": (RECOMMENDATIONS,),
    "meeting": (AGREEMENTS,),
    "outreach": (REACHED,),
    "study_visit": (PRACTICES,),
}

WORDS = {
    ATTENDANCE: gettext_noop("attendance list"),
    MATERIALS: gettext_noop("materials"),
    RECOMMENDATIONS: gettext_noop("recommendations or a resolution"),
    COLLECTION: gettext_noop("collection of papers"),
    AGREEMENTS: gettext_noop("record of what was agreed"),
    REACHED: gettext_noop("number of people reached, or materials"),
    PRACTICES: gettext_noop("cards of practices"),
}

MISSING = {
    ATTENDANCE: gettext_noop("Attendance was not taken: nobody is marked as present."),
    MATERIALS: gettext_noop("No material of the event was added."),
    RECOMMENDATIONS: gettext_noop("The recommendations or the resolution were not entered."),
    COLLECTION: gettext_noop("The collection of papers was not added."),
    AGREEMENTS: gettext_noop("What was agreed was not entered."),
    REACHED: gettext_noop("Neither the number of people reached nor a material was entered."),
    PRACTICES: gettext_noop("No practice seen on the visit was written down."),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an event has left so far. Counts; `reached` None: not told. `collections` counts published collections of papers."""

    attended: int = 0
    materials: int = 0
    recommendations: int = 0
    collections: int = 0
    reached: int | None = None
    practices: int = 0


def required_outcomes(kind: str) -> tuple[str, ...]:
    """Return what an event of this kind must leave behind; an unknown kind asks for nothing.

    Source: Memorandum of 6 July 2023, joint events and exchange of materials; rules of joint events.
    """
    return REQUIRED.get(kind, ())


def is_there(what: str, outcome: Outcome) -> bool:
    """Tell whether one outcome stands. What a meeting agreed is kept among its recommendations.

    Source: Rules of joint events: the outcome is shown, not promised.
    """
    counts = {
        ATTENDANCE: outcome.attended,
        MATERIALS: outcome.materials,
        RECOMMENDATIONS: outcome.recommendations,
        COLLECTION: outcome.collections,
        AGREEMENTS: outcome.recommendations,
        REACHED: (outcome.reached or 0) + outcome.materials,
        PRACTICES: outcome.practices,
    }
    return counts[what] > 0


def missing_outcomes(kind: str, outcome: Outcome) -> tuple[str, ...]:
    """Return what is still missing before the event can be closed, in the order in which it is asked for.

    Source: Memorandum of 6 July 2023, joint events and exchange of materials; rules of joint events.
    """
    return tuple(what for what in required_outcomes(kind) if not is_there(what, outcome))


def why_not_close(
    *, state: str, kind: str, outcome: Outcome, ends_at: datetime | None, now: datetime
) -> Refusal | None:
    """Say why the event cannot be closed as held; None when it can: it is announced, over, and left what its kind asks for.

    Source: Memorandum of 6 July 2023, joint events and exchange of materials; rules of joint events.
    """
    title = gettext_noop("The event is not closed")
    if state != "announced":
        return Refusal("not_announced", gettext_noop("Only an announced event is closed as held."), SOURCE, title=title)
    if ends_at is None or ends_at > now:
        return Refusal(
            "not_over",
            gettext_noop("The event is not over yet."),
            SOURCE,
            title=title,
            advice=gettext_noop("Close it when its last session has ended."),
        )
    missing = missing_outcomes(kind, outcome)
    if missing:
        return Refusal(
            f"no_{missing[0]}",
            MISSING[missing[0]],
            SOURCE,
            title=title,
            advice=gettext_noop("An event of this kind is held when its outcome stands. Add it, then close the event."),
        )
    return None
