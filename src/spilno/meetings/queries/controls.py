"""Why buttons of the hall cannot be pressed: the same rules that the acts ask."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from spilno.meetings.models import Item, Put
from spilno.meetings.queries.hall import Hall
from spilno.meetings.queries.places import Place
from spilno.meetings.rules.closing import why_not_close_meeting
from spilno.meetings.rules.opening import why_not_declare_not_held, why_not_open_meeting, why_not_open_registration
from spilno.meetings.rules.session import (
    FINISHED,
    REASON_LENGTH,
    why_not_declare_interest,
    why_not_finish_item,
    why_not_in_session,
    why_not_postpone_item,
    why_not_recess,
    why_not_take_item,
    why_not_withdraw_item,
)
from spilno.meetings.rules.speakers import interrupts, why_not_ask_for_floor, why_not_give_floor
from spilno.statute.rules.refusal import Refusal

_ANY_REASON = "x" * REASON_LENGTH  # the reason is not written yet: the button must not complain of that


@dataclass(frozen=True, slots=True)
class Controls:
    """A refusal for each button of the console; None: it can be pressed."""

    open_registration: Refusal | None
    open_meeting: Refusal | None
    not_held: Refusal | None
    recess: Refusal | None
    close: Refusal | None
    take: Refusal | None
    finish: Refusal | None
    postpone: Refusal | None
    withdraw: Refusal | None
    give: Refusal | None
    give_order: Refusal | None


def controls_of(hall: Hall) -> Controls:
    """Ask every rule of the console with the facts that the hall shows; no queries."""
    meeting, item, now = hall.meeting, hall.current, timezone.localtime()
    starts = timezone.localtime(meeting.starts_at) if meeting.starts_at else None
    item_state = str(item.state) if item is not None else Item.State.WAITING.value
    return Controls(
        open_registration=why_not_open_registration(state=meeting.state, starts_at=starts, now=now),
        open_meeting=why_not_open_meeting(
            state=meeting.state,
            starts_at=starts,
            now=now,
            chair_named=meeting.chair_id is not None,
            secretary_named=meeting.secretary_id is not None,
            presence=hall.presence,
            provisions=hall.provisions,
        ),
        not_held=why_not_declare_not_held(
            state=meeting.state, starts_at=starts, now=now, presence=hall.presence, provisions=hall.provisions
        ),
        recess=why_not_recess(
            meeting_state=meeting.state, voting=hall.voting, until=now + timedelta(minutes=1), now=now
        ),
        close=why_not_close_meeting(
            meeting_state=meeting.state, voting=hall.voting, not_considered=hall.not_considered
        ),
        take=why_not_take_item(
            meeting_state=meeting.state,
            item_state=Item.State.WAITING,
            has_parts=False,
            under_discussion=item.number if item is not None and item.state not in FINISHED else "",
        ),
        finish=why_not_finish_item(meeting_state=meeting.state, item_state=item_state),
        postpone=why_not_postpone_item(meeting_state=meeting.state, item_state=item_state, reason=_ANY_REASON),
        withdraw=why_not_withdraw_item(
            meeting_state=meeting.state,
            item_state=item_state,
            reason=_ANY_REASON,
            procedure_carried=item is not None
            and any(put.purpose == Put.Purpose.PROCEDURE and put.question.carried for put in item.asked),
        ),
        give=_why_not_give(hall, item_state, kind="debate"),
        give_order=_why_not_give(hall, item_state, kind="order"),
    )


def _why_not_give(hall: Hall, item_state: str, *, kind: str) -> Refusal | None:
    speaking = hall.speaking
    stands = speaking is not None and interrupts(kind, speaking=speaking.kind)
    return why_not_give_floor(
        meeting_state=hall.meeting.state,
        item_state=item_state,
        waiting=True,
        speaking=speaking.name if speaking is not None and not stands else "",
        voting=hall.voting,
    )


@dataclass(frozen=True, slots=True)
class DelegateControls:
    """A refusal for each button of the phone; None: it can be pressed. `asked` are the delegate's own requests."""

    ask: Refusal | None
    interest: Refusal | None
    in_session: Refusal | None


def delegate_controls(hall: Hall, place: Place) -> DelegateControls:
    """Ask the rules of the phone with the facts that the hall shows; no queries."""
    item = hall.current
    item_state = str(item.state) if item is not None else Item.State.WAITING.value
    return DelegateControls(
        ask=why_not_ask_for_floor(
            meeting_state=hall.meeting.state, item_state=item_state, may_speak=place.here, already_waiting=False
        ),
        interest=why_not_declare_interest(
            meeting_state=hall.meeting.state,
            item_state=item_state,
            is_member=place.here,
            already=False,
            reason=_ANY_REASON,
        ),
        in_session=why_not_in_session(hall.meeting.state),
    )
