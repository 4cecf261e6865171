"""The programme: what stands at the same time, and what changed between two of its versions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from spilno.events.rules.life import SOURCE
from spilno.statute.rules.refusal import Refusal, gettext_noop

BREAK = "break"
MOST_IMPORTED = 300
ADDED, REMOVED, MOVED, RENAMED, PLACE, SPEAKERS = "added", "removed", "moved", "renamed", "place", "speakers"
DETAILS = "details"


@dataclass(frozen=True, slots=True)
class Part:
    """A session as the programme shows it. `key` stays the same over versions; `speakers` are names as announced.

    `details` is all else that is shown: kind, note, hours, posts and topics of the speakers, English words.
    """

    key: int
    title: str
    starts: datetime
    ends: datetime
    place: str = ""
    kind: str = "plenary"
    speakers: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two parts at the same time in one hall (`hall`) or with one speaker (`speaker`)."""

    first: Part
    second: Part
    hall: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one part between two versions; `concerned` names the speakers who must be told."""

    what: str
    part: Part
    before: Part | None
    concerned: tuple[str, ...]


def _at_once(first: Part, second: Part) -> bool:
    return first.starts < second.ends and second.starts < first.ends


def overlaps(parts: Iterable[Part]) -> list[Overlap]:
    """Return pairs of parts that stand at the same time in one hall or with one speaker; one that ends as another begins is fine.

    Breaks need no hall. Warnings, not refusals: two tables may stand in one hall.

    Source: Rules of joint events: nobody speaks in two places at once.
    """
    found = []
    for first, second in combinations(sorted(parts, key=lambda part: (part.starts, part.key)), 2):
        if not _at_once(first, second):
            continue
        same_hall = first.place.strip().casefold() == second.place.strip().casefold() != ""
        if same_hall and BREAK not in (first.kind, second.kind):
            found.append(Overlap(first, second, hall=first.place.strip()))
        found.extend(
            Overlap(first, second, speaker=name) for name in dict.fromkeys(first.speakers) if name in second.speakers
        )
    return found


def outside(parts: Iterable[Part], starts: datetime | None, ends: datetime | None) -> list[Part]:
    """Return the parts that begin before the event or end after it; an event without times holds all of them.

    Source: Rules of joint events: a warning, the programme decides.
    """
    return [
        part
        for part in parts
        if (starts is not None and part.starts < starts) or (ends is not None and part.ends > ends)
    ]


def changes(before: Sequence[Part], after: Sequence[Part]) -> list[Change]:
    """Return what changed from one version of the programme to the next, in the order of the new one, removed parts last.

    A part that moved and got another speaker stands twice. Concerned are the speakers of the part, old and new; a
    mended detail (a note, a post, a topic) concerns nobody.

    Source: Rules of joint events: who is concerned by a change is told, others are not.
    """
    old = {part.key: part for part in before}
    new = {part.key: part for part in after}
    found: list[Change] = []
    for part in sorted(after, key=lambda part: (part.starts, part.key)):
        was = old.get(part.key)
        if was is None:
            found.append(Change(ADDED, part, None, part.speakers))
            continue
        everybody = tuple(dict.fromkeys([*was.speakers, *part.speakers]))
        told = [
            Change(what, part, was, everybody)
            for what, differs in (
                (MOVED, (was.starts, was.ends) != (part.starts, part.ends)),
                (PLACE, was.place != part.place),
                (RENAMED, was.title != part.title),
                (SPEAKERS, set(was.speakers) != set(part.speakers)),
            )
            if differs
        ]
        mended = (was.kind, was.speakers, was.details) != (part.kind, part.speakers, part.details)
        found.extend(told or ([Change(DETAILS, part, was, ())] if mended else []))
    found.extend(Change(REMOVED, part, part, part.speakers) for part in before if part.key not in new)
    return found


def concerns_everybody(change: Change) -> bool:
    """Tell whether a change concerns all who have a place: a part came, went or moved. Another hall or name concerns its speakers.

    Source: Rules of joint events: who is concerned by a change is told, others are not.
    """
    return change.what in (ADDED, REMOVED, MOVED)


def why_not_remove(*, attended: int) -> Refusal | None:
    """Say why a session cannot be taken out: attendance was taken at it; None when it can.

    Source: Rules of joint events: what is proven is not taken out of the programme.
    """
    if not attended:
        return None
    return Refusal(
        "session_has_attendance",
        gettext_noop("Attendance was taken at this session: %(attended)d records would be lost."),
        SOURCE,
        title=gettext_noop("The session stays"),
        facts={"attended": attended},
        advice=gettext_noop("Change its title or time instead."),
    )


def why_not_import(*, count: int, without_times: int, readable: bool) -> Refusal | None:
    """Say why sessions from a calendar file are not taken; None when they are. Whole or not at all.

    Source: Rules of joint events: a file is taken whole or not at all.
    """
    title = gettext_noop("The sessions were not taken")
    if not readable:
        return Refusal(
            "not_a_calendar",
            gettext_noop("The file is not a calendar: it cannot be read as iCalendar."),
            SOURCE,
            title=title,
            advice=gettext_noop("Save the calendar as a file .ics and choose it again."),
        )
    if count > MOST_IMPORTED:
        return Refusal(
            "calendar_too_long",
            gettext_noop("The calendar has %(count)d entries; a programme takes at most %(most)d."),
            SOURCE,
            title=title,
            facts={"count": count, "most": MOST_IMPORTED},
            advice=gettext_noop("Export only the calendar of this event."),
        )
    if count == 0:
        return Refusal("calendar_empty", gettext_noop("The calendar has no entry."), SOURCE, title=title)
    if without_times:
        return Refusal(
            "calendar_without_times",
            gettext_noop("Entries without a beginning or an end: %(count)d."),
            SOURCE,
            title=title,
            facts={"count": without_times},
            advice=gettext_noop("Give each entry its hours and export the calendar again."),
        )
    return None
