"""An extract from minutes: the introductory part in short, one item with its decision, certified by the secretary."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from spilno.documents.rules.words import NBSP, day_in_words, out_of
from spilno.meetings.rules.minutes.facts import ItemHeard, MeetingHeld
from spilno.meetings.rules.minutes.lines import Line, MinutesText, named
from spilno.meetings.rules.minutes.text import compose, here_at

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
    heard = [one for one in meeting.items if one.number == item or one.number.startswith(f"{item}.")]
    lines = [*_presence(meeting, heard), *own]
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


def _presence(meeting: MeetingHeld, items: list[ItemHeard]) -> Iterator[Line]:
    """Tell who was here for these very items: at the vote, or when the item was heard; once when all say the same."""
    told = {item.number: _presence_at(meeting, item) for item in items if not item.has_parts}
    if len(set(told.values())) < 2:
        yield from (Line("fact", f"Присутні {words}") for words in dict.fromkeys(told.values()))
        return
    for number, words in told.items():
        yield Line("fact", f"Присутні з питання {number} {words}")


def _presence_at(meeting: MeetingHeld, item: ItemHeard) -> str:
    held = [vote for vote in item.votes if not vote.cancelled]
    if held:
        return f"{_counted('на час голосування', held[-1].present, held[-1].entitled)}; кворум є."
    if item.considered is None:
        return f"{_counted('на час відкриття', meeting.present, meeting.entitled)}; Загальні збори повноважні."
    here = sum(member.deciding and here_at(member, item.considered) for member in meeting.members)
    return f"{_counted('на час розгляду питання', here, meeting.entitled)}."


def _counted(when: str, present: int, entitled: int) -> str:
    return f"{when}: {present} із {out_of(entitled, 'члена', 'членів')} Асоціації з правом вирішального голосу"


def certified(meeting: MeetingHeld, *, on: date) -> Certified | None:
    """Return the mark of a true copy by the secretary of the meeting; None when there was none.

    Source: ДСТУ 4163:2020, 5.26: «Згідно з оригіналом», посада, підпис, Власне ім’я ПРІЗВИЩЕ, дата.
    """
    if meeting.secretary is None:
        return None
    post = f"Секретар{NBSP}Загальних зборів"
    return Certified(post=post, name=meeting.secretary.name, day=day_in_words(on))
