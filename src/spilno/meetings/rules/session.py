"""The session: one item at a time, what became of it, interest declared, recess, and pages that grew old."""

from datetime import datetime

from spilno.statute.rules.refusal import Refusal, gettext_noop

FINISHED = frozenset({"decided", "noted", "rejected", "withdrawn", "postponed"})
REASON_LENGTH = 5
_PROCEDURE = gettext_noop("Rules of procedure of the General Meeting: consideration of items")


def why_not_in_session(meeting_state: str, *, title: str = "") -> Refusal | None:
    """Say that nothing is considered because the meeting is not in session; None when it is. `title` says what was not done.

    Source: Rules of procedure of the General Meeting: consideration of items.
    """
    if meeting_state == "open":
        return None
    if meeting_state == "recess":
        return Refusal(
            code="recess",
            title=title,
            sentence=gettext_noop("The meeting is in recess."),
            source=_PROCEDURE,
            advice=gettext_noop("Resume the meeting first."),
        )
    if meeting_state == "closed":
        return Refusal(
            code="closed",
            title=title,
            sentence=gettext_noop("The meeting is closed: nothing more is considered or decided at it."),
            source=_PROCEDURE,
            advice=gettext_noop("Put the matter on the agenda of the next meeting."),
        )
    return Refusal(
        code="not_open",
        title=title,
        sentence=gettext_noop("The meeting is not open."),
        source=_PROCEDURE,
        advice=gettext_noop("Open the meeting first."),
    )


def why_not_take_item(*, meeting_state: str, item_state: str, has_parts: bool, under_discussion: str) -> Refusal | None:
    """Say why an item cannot be taken up; None when it can.

    `under_discussion` is the number of another item that is heard or voted on, empty when there is none: items are decided
    one at a time, in any order that the chair sets. An item with sub-items is considered by its sub-items.
    A postponed item may come back at the same meeting.

    Source: Rules of procedure of the General Meeting: consideration of items.
    """
    title = gettext_noop("The item was not taken up")
    refusal = why_not_in_session(meeting_state, title=title)
    if refusal is not None:
        return refusal
    if under_discussion:
        return Refusal(
            code="another_item",
            title=title,
            sentence=gettext_noop("Item %(number)s is not finished: one item is considered at a time."),
            source=_PROCEDURE,
            facts={"number": under_discussion},
            advice=gettext_noop("Finish it by a vote, take note of it, or postpone it."),
        )
    if item_state in {"heard", "voting"}:
        return Refusal(
            code="already_taken",
            title=title,
            sentence=gettext_noop("This item is under discussion already."),
            source=_PROCEDURE,
            advice=gettext_noop("Reload the page to see where the meeting is now."),
        )
    if item_state in FINISHED - {"postponed"}:
        return Refusal(
            code="item_finished",
            title=title,
            sentence=gettext_noop("This item is finished; it is not opened a second time."),
            source=_PROCEDURE,
            advice=gettext_noop("If it must be decided anew, put it on the agenda of the next meeting."),
        )
    if has_parts:
        return Refusal(
            code="item_of_parts",
            title=title,
            sentence=gettext_noop("This item consists of sub-items; they are considered one by one."),
            source=_PROCEDURE,
            advice=gettext_noop("Take up its first sub-item."),
        )
    return None


def why_not_finish_item(*, meeting_state: str, item_state: str, under_discussion: bool = True) -> Refusal | None:
    """Say why the consideration of an item cannot end; None when it can: it has an outcome and is still before the hall.

    Source: Rules of procedure of the General Meeting: consideration of items.
    """
    title = gettext_noop("The item was not finished")
    refusal = why_not_in_session(meeting_state, title=title)
    if refusal is not None:
        return refusal
    if item_state == "voting":
        return _voting(title)
    if item_state in FINISHED and not under_discussion:
        return Refusal(
            code="item_left",
            title=title,
            sentence=gettext_noop("The consideration of this item has ended already."),
            source=_PROCEDURE,
            advice=gettext_noop("Reload the page to see where the meeting is now."),
        )
    if item_state in FINISHED:
        return None
    return Refusal(
        code="no_outcome",
        title=title,
        sentence=gettext_noop("This item has no outcome: nothing was decided, and nothing was taken note of."),
        source=_PROCEDURE,
        advice=gettext_noop("Put a decision to the vote, take note, postpone the item or take it off the agenda."),
    )


def why_not_postpone_item(*, meeting_state: str, item_state: str, reason: str) -> Refusal | None:
    """Say why an item cannot be postponed to another meeting; None when it can. The reason goes to the minutes.

    Source: Rules of procedure of the General Meeting: consideration of items.
    """
    title = gettext_noop("The item was not postponed")
    return (
        why_not_in_session(meeting_state, title=title)
        or _still_ahead(item_state, title)
        or _reason_given(reason, title)
    )


def why_not_withdraw_item(
    *, meeting_state: str, item_state: str, reason: str, procedure_carried: bool
) -> Refusal | None:
    """Say why an item cannot be taken off the agenda; None when it can.

    The agenda belongs to the meeting: an item already under discussion is taken off only after the meeting carried a
    procedural vote on it (`procedure_carried`). One that was not begun is taken off by the chair, with the reason.

    Source: Rules of procedure of the General Meeting: consideration of items.
    """
    title = gettext_noop("The item was not taken off the agenda")
    refusal = why_not_in_session(meeting_state, title=title) or _still_ahead(item_state, title)
    if refusal is not None:
        return refusal
    if item_state == "heard" and not procedure_carried:
        return Refusal(
            code="no_procedural_vote",
            title=title,
            sentence=gettext_noop(
                "The item is under discussion: only the meeting takes it off its agenda, by a procedural vote."
            ),
            source=_PROCEDURE,
            advice=gettext_noop("Put the removal to a procedural vote, or postpone the item."),
        )
    return _reason_given(reason, title)


def why_not_declare_interest(
    *, meeting_state: str, item_state: str, is_member: bool, already: bool, reason: str
) -> Refusal | None:
    """Say why a conflict of interest cannot be declared; None when it can.

    It may be declared until the outcome of the item, but not while a vote runs: its base is frozen.
    `is_member`: the one who declares has a deciding vote at this meeting.

    Source: Civil Code 98(3); Rules of procedure of the General Meeting: conflict of interest.
    """
    refusal = _why_too_late_to_declare(meeting_state, item_state)
    if refusal is not None:
        return refusal
    if not is_member:
        return Refusal(
            code="no_vote",
            title=_NOT_RECORDED,
            sentence=gettext_noop(
                "Only a member with a deciding vote at this meeting declares a conflict of interest."
            ),
            source=_INTEREST,
            advice=gettext_noop("A guest or a consultative voice does not vote: nothing has to be declared."),
        )
    if already:
        return Refusal(
            code="already_declared",
            title=_NOT_RECORDED,
            sentence=gettext_noop("A conflict of interest of this member on this item is recorded already."),
            source=_INTEREST,
            advice=gettext_noop("Nothing more is needed."),
        )
    return _reason_given(reason, _NOT_RECORDED)


_NOT_RECORDED = gettext_noop("The conflict of interest was not recorded")
_INTEREST = gettext_noop("Civil Code of Ukraine, article 98(3)")


def _why_too_late_to_declare(meeting_state: str, item_state: str) -> Refusal | None:
    if meeting_state not in {"registration", "open", "recess"}:
        return Refusal(
            code="not_running",
            title=_NOT_RECORDED,
            sentence=gettext_noop("A conflict of interest is declared while the meeting goes on, and it does not."),
            source=_INTEREST,
            advice=gettext_noop("Write to the secretary of the Association."),
        )
    if item_state == "voting":
        return Refusal(
            code="voting",
            title=_NOT_RECORDED,
            sentence=gettext_noop("Voting on this item goes on: those who vote are fixed until it is closed."),
            source=_INTEREST,
            advice=gettext_noop("Do not vote, and ask the chair to cancel the vote and put it again."),
        )
    if item_state in FINISHED:
        return Refusal(
            code="item_finished",
            title=_NOT_RECORDED,
            sentence=gettext_noop("This item is finished: a conflict of interest is declared before the vote."),
            source=_INTEREST,
            advice=gettext_noop("Tell the secretary, so that the minutes speak of it."),
        )
    return None


def why_not_retract_interest(*, item_state: str) -> Refusal | None:
    """Say why a recorded interest cannot be taken back; None when it can: before the vote and the outcome.

    Source: Rules of procedure of the General Meeting: conflict of interest.
    """
    return _still_ahead(item_state, gettext_noop("The record of the interest was not taken back"))


def why_not_recess(*, meeting_state: str, voting: bool, until: datetime | None, now: datetime) -> Refusal | None:
    """Say why a recess cannot begin; None when it can. `until` is the planned end, shown to the hall; after now.

    Source: Rules of procedure of the General Meeting: recess.
    """
    title = gettext_noop("The recess was not announced")
    refusal = why_not_in_session(meeting_state, title=title)
    if refusal is not None:
        return refusal
    if voting:
        return _voting(title)
    if until is None or until <= now:
        return Refusal(
            code="no_end_of_recess",
            title=title,
            sentence=gettext_noop("The planned end of the recess is not later than now."),
            source=_PROCEDURE,
            advice=gettext_noop("Say for how many minutes the recess is announced."),
        )
    return None


def why_not_resume(*, meeting_state: str) -> Refusal | None:
    """Say why the meeting cannot be resumed; None when it is in recess. The quorum is checked at the next vote.

    Source: Rules of procedure of the General Meeting: recess.
    """
    if meeting_state == "recess":
        return None
    return Refusal(
        code="no_recess",
        title=gettext_noop("The meeting was not resumed"),
        sentence=gettext_noop("The meeting is not in recess."),
        source=_PROCEDURE,
        advice=gettext_noop("Reload the page to see where the meeting is now."),
    )


def why_stale(*, seen: str, now: str) -> Refusal | None:
    """Say that the page shows what is no longer so; None when it still is, or when the page did not say what it showed.

    `seen` and `now` name the state of the meeting and the item under discussion with its state. A new arrival or one more
    vote does not make a page stale: only what changes the meaning of the button does.

    Source: Rules of procedure of the General Meeting: consideration of items.
    """
    if not seen or seen == now:
        return None
    return Refusal(
        code="stale",
        title=gettext_noop("The page was out of date"),
        sentence=gettext_noop("Meanwhile somebody else moved the meeting on, and your page showed what was before."),
        source=_PROCEDURE,
        advice=gettext_noop("Go back, look at where the meeting is now, and press again if it is still needed."),
    )


def _voting(title: str) -> Refusal:
    return Refusal(
        code="voting",
        title=title,
        sentence=gettext_noop("Voting goes on."),
        source=_PROCEDURE,
        advice=gettext_noop("Close or cancel the vote first."),
    )


def _still_ahead(item_state: str, title: str) -> Refusal | None:
    if item_state == "voting":
        return _voting(title)
    if item_state in FINISHED:
        return Refusal(
            code="item_finished",
            title=title,
            sentence=gettext_noop("This item is finished."),
            source=_PROCEDURE,
            advice=gettext_noop("Reload the page to see where the meeting is now."),
        )
    return None


def _reason_given(reason: str, title: str) -> Refusal | None:
    if len(reason.strip()) >= REASON_LENGTH:
        return None
    return Refusal(
        code="no_reason",
        title=title,
        sentence=gettext_noop("The reason is not given; it goes to the minutes."),
        source=_PROCEDURE,
        advice=gettext_noop("Write the reason in a few words."),
    )
