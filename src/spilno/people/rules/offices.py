"""When an office may be taken, and when it may end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spilno.statute.rules.refusal import Refusal, gettext_noop

SOURCE = gettext_noop("Offices are entered by the act of the council")


@dataclass(frozen=True, slots=True)
class Held:
    """An office as it stands: who holds it (a number), from the first day to the last, both included."""

    person: int
    post: str
    starts: date
    ends: date | None
    acting: bool = False


def overlap(a_starts: date, a_ends: date | None, b_starts: date, b_ends: date | None) -> bool:
    """Tell whether two times share a day; the last days are included, no end means still going on.

    Source: Statute of the house: the last day belongs to the term.
    """
    return (a_ends is None or b_starts <= a_ends) and (b_ends is None or a_starts <= b_ends)


def why_not_take_office(wanted: Held, *, others: Sequence[Held], single: bool, ended_on: date | None) -> Refusal | None:
    """Tell why a person may not take an office: the council had ended, he holds it already, or another does.

    `others` are the holders of the same post in the same organisation; `single` tells that only one may hold it (a
    head, a secretary of the council). One who only acts may stand beside the holder.

    Source: Закон 280/97-ВР, art. 12, 50, 55 (one head, one secretary of a council).
    """
    if ended_on is not None and (wanted.ends is None or wanted.ends > ended_on):
        return _refusal(
            "organisation_ended",
            gettext_noop("The organisation ended on %(day)s: an office in it cannot last longer."),
            gettext_noop("Give the last day, or choose its successor."),
            day=ended_on.strftime("%d.%m.%Y"),
        )
    sharing = [held for held in others if overlap(wanted.starts, wanted.ends, held.starts, held.ends)]
    own = next((held for held in sharing if held.person == wanted.person and held.acting == wanted.acting), None)
    if own is not None:
        return _refusal(
            "office_held_already",
            gettext_noop("The person holds this office already since %(day)s."),
            gettext_noop("End the present term first, if a new one begins."),
            day=own.starts.strftime("%d.%m.%Y"),
        )
    other = next((held for held in sharing if single and not held.acting and not wanted.acting), None)
    if other is not None:
        return _refusal(
            "office_taken",
            gettext_noop("Another person holds this office since %(day)s, and only one may."),
            gettext_noop("End that term first, or enter that this person only acts."),
            day=other.starts.strftime("%d.%m.%Y"),
        )
    return None


def why_not_end_office(held: Held, *, on: date) -> Refusal | None:
    """Tell why an office may not end on a day, which is its last: it ended before, or had not begun.

    Source: Statute of the house: the last day belongs to the term.
    """
    if held.ends is not None and held.ends <= on:
        return _refusal(
            "office_ended",
            gettext_noop("The office ended already on %(day)s."),
            gettext_noop("Nothing needs to be done."),
            day=held.ends.strftime("%d.%m.%Y"),
        )
    if on < held.starts:
        return _refusal(
            "office_not_begun",
            gettext_noop("The office began on %(day)s: it cannot end before."),
            gettext_noop("Check the day of the act."),
            day=held.starts.strftime("%d.%m.%Y"),
        )
    return None


def _refusal(code: str, sentence: str, advice: str, **facts: object) -> Refusal:
    return Refusal(code=code, sentence=sentence, source=SOURCE, advice=advice, facts=facts)
