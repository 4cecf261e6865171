"""Closing: the meeting ends when nothing is voted on and every item has an outcome."""

from collections.abc import Iterable

from spilno.meetings.rules.session import why_not_in_session
from spilno.statute.rules.refusal import Refusal, gettext_noop

_PROCEDURE = gettext_noop("Rules of procedure of the General Meeting: closing")


def left_to_consider(items: Iterable[tuple[int, int | None, bool]]) -> int:
    """Count items at the top of the agenda that still lack an outcome; one with parts has it when all its parts have.

    `items` are triples: number, number of the item above (None at the top), and whether it has an outcome itself. An
    item with parts has none of its own.

    Source: Rules of procedure of the General Meeting: closing.
    """
    above: dict[int, int | None] = {}
    finished: dict[int, bool] = {}
    for number, parent, has_outcome in items:
        above[number], finished[number] = parent, has_outcome
    with_parts = set(above.values())
    return len({_top(number, above) for number in finished if number not in with_parts and not finished[number]})


def _top(number: int, above: dict[int, int | None]) -> int:
    """Return the item at the top of the agenda under which this one stands."""
    parent = above.get(number)
    return number if parent is None else _top(parent, above)


def why_not_close_meeting(*, meeting_state: str, voting: bool, not_considered: int) -> Refusal | None:
    """Say why the meeting cannot be closed; None when it can.

    `not_considered` counts items of the agenda as they are numbered, those without an outcome: see `left_to_consider`.

    Source: Rules of procedure of the General Meeting: closing.
    """
    title = gettext_noop("The meeting was not closed")
    refusal = why_not_in_session(meeting_state, title=title)
    if refusal is not None:
        return refusal
    if voting:
        return Refusal(
            code="voting",
            title=title,
            sentence=gettext_noop("A vote is open: votes cast in it would be lost."),
            source=_PROCEDURE,
            advice=gettext_noop("Close or cancel the vote first."),
        )
    if not_considered:
        return Refusal(
            code="items_left",
            title=title,
            sentence=gettext_noop("Items that were not considered: %(items)d."),
            source=_PROCEDURE,
            facts={"items": not_considered},
            advice=gettext_noop("Each item is considered, or postponed with the reason."),
        )
    return None
