"""Closing: the meeting ends when nothing is voted on and every item has an outcome."""

from spilno.meetings.rules.session import why_not_in_session
from spilno.statute.rules.refusal import Refusal, gettext_noop

_PROCEDURE = gettext_noop("Rules of procedure of the General Meeting: closing")


def why_not_close_meeting(*, meeting_state: str, voting: bool, not_considered: int) -> Refusal | None:
    """Say why the meeting cannot be closed; None when it can.

    `not_considered` counts items without an outcome: neither decided, noted or rejected, nor postponed or taken off.

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
            advice=gettext_noop("Consider them, or postpone them with the reason."),
        )
    return None
