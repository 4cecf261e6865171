"""How a decision stands in minutes: numbered points, and what follows from it."""

import re

from spilno.documents.rules.words import day_in_words, sentence
from spilno.meetings.rules.minutes.facts import DecisionMade, Dismissal, Duty, Election
from spilno.meetings.rules.minutes.lines import paragraphs

POINT = re.compile(r"^(\d+)[.)]\s+")


def points_of(decision: DecisionMade) -> list[str]:
    """Return the points of a decision: those of its text, then what follows from it and the text does not tell yet.

    Points are numbered when there are several; a number that the text has already is kept in order.

    Source: ДСТУ 4163:2020, 5.20: the resolving part is divided into numbered points.
    """
    points: list[str] = []
    for raw in decision.text.splitlines():
        line = raw.strip()
        if line:
            points.append(POINT.sub("", line))
    told = " ".join(decision.text.casefold().split())
    points += [
        duty_point(duty) for duty in decision.duties if " ".join(duty.what.casefold().split()).rstrip(".") not in told
    ]
    ended = "припин" in told
    points += [dismissal_point(end) for end in decision.dismissals if not (ended and _stem(end.family) in told)]
    points += [election_point(election) for election in decision.elections if _stem(election.family) not in told]
    return _listed(points or [decision.title])


def points_of_draft(text: str) -> list[str]:
    """Return the points of a draft as it was put, numbered anew when there are several.

    Source: ДСТУ 4163:2020, 5.20: the resolving part is divided into numbered points.
    """
    return _listed([POINT.sub("", line) for line in paragraphs(text)])


def _listed(points: list[str]) -> list[str]:
    if len(points) < 2:
        return [sentence(point) for point in points]
    return [f"{number}. {sentence(point)}" for number, point in enumerate(points, start=1)]


def duty_point(duty: Duty) -> str:
    """Write a duty as a point: Доручити Правлінню до 01 лютого 2027 року підготувати …

    Source: ДСТУ 4163:2020, 5.20; a duty names who, what and by when.
    """
    what = duty.what.strip().rstrip(".")
    first = what.split(" ", 1)[0].casefold()
    joint = " " if first.endswith(("ти", "тися", "тись")) else ": "
    if joint == " ":
        what = what[:1].lower() + what[1:]
    until = (
        f" до {day_in_words(duty.due)}" if duty.due else ""
    )  # beside the verb: at the end it would bind to the last noun
    return f"Доручити {duty.whom}{until}{joint}{what}."


def dismissal_point(end: Dismissal) -> str:
    """Write the early end of a term as a point: Припинити достроково повноваження члена Правління Галини КАЛИНИ.

    Source: Statute, chapter on bodies.
    """
    return f"Припинити достроково повноваження {end.what} {end.whose}."


def election_point(election: Election) -> str:
    """Write an election as a point: Обрати Галину КАЛИНУ Президентом Асоціації.

    Source: Statute, chapter on bodies.
    """
    until = f" на строк до {day_in_words(election.until)}" if election.until else ""
    return f"Обрати {election.whom} {election.what}{until}."


def _stem(family: str) -> str:
    """Return the part of a family name that no case changes, for finding it in a text."""
    return family.casefold()[: max(3, len(family) - 2)]
