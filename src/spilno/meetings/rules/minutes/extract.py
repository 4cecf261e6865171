"""An extract from minutes: the introductory part in short, one item with its decision, certified by the secretary."""

import re
from dataclasses import dataclass, replace
from datetime import date

from spilno.documents.rules.words import NBSP, day_in_words, out_of
from spilno.meetings.rules.minutes.facts import MeetingHeld
from spilno.meetings.rules.minutes.lines import Line, MinutesText, named
from spilno.meetings.rules.minutes.text import compose

ANNEX = re.compile(rf"додаток{NBSP}\d+")  # annexes stay with the minutes, the extract points to them


@dataclass(frozen=True, slots=True)
class Certified:
    """The mark of a true copy: post and name of the secretary, the day."""

    post: str
    name: str
    day: str


def extract_of(meeting: MeetingHeld, item: str, *, signed: bool = True) -> MinutesText:
    """Write the extract of one item, its sub-items included; the item is named by its number on the agenda.

    An extract from minutes that are not signed yet says so at its foot.

    Source: DOMAIN §3.2: назва, «ВИТЯГ З ПРОТОКОЛУ», дата, номер, місце, вступна частина, питання з рішенням.
    """
    whole = compose(meeting)
    own = [
        replace(line, text=ANNEX.sub(r"\g<0> до протоколу", line.text))
        for line in whole.lines
        if line.style not in {"agenda", "under"} and (line.item == item or line.item.startswith(f"{item}."))
    ]
    lines = [
        Line("fact", f"Присутні: {meeting.present} із {out_of(meeting.entitled, 'члена', 'членів')} Асоціації "
                     "з правом вирішального голосу; Загальні збори повноважні."),
        *own,
    ]  # fmt: skip
    if meeting.secretary is not None:
        lines.insert(0, Line("fact", f"Секретар – {named(meeting.secretary)}."))
    if meeting.chair is not None:
        presiding = "Головуюча" if meeting.chair.feminine else "Головуючий"
        lines.insert(0, Line("fact", f"{presiding} – {named(meeting.chair)}."))
    return MinutesText(
        association=whole.association,
        kind="ВИТЯГ З ПРОТОКОЛУ",
        heading=whole.heading,
        day=whole.day,
        number=whole.number,
        settlement=whole.settlement,
        lines=tuple(lines),
        annexes=(),
        signatures=(),
        mark="" if signed else "Протокол на день видачі витягу ще не підписано.",
    )


def certified(meeting: MeetingHeld, *, on: date) -> Certified | None:
    """Return the mark of a true copy by the secretary of the meeting; None when there was none.

    Source: ДСТУ 4163:2020, 5.26: «Згідно з оригіналом», посада, підпис, Власне ім’я ПРІЗВИЩЕ, дата.
    """
    if meeting.secretary is None:
        return None
    post = f"Секретар{NBSP}Загальних зборів"
    return Certified(post=post, name=meeting.secretary.name, day=day_in_words(on))
