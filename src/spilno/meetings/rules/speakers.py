"""Speakers: who may ask for the floor, in what order it is given, for how long."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypeVar

from spilno.meetings.rules.session import FINISHED, REASON_LENGTH, why_not_in_session
from spilno.statute.rules.provisions import Provisions
from spilno.statute.rules.refusal import Refusal, gettext_noop

MORE_SECONDS = 60
_PROCEDURE = gettext_noop("Rules of procedure of the General Meeting: speakers")


class Asked(Protocol):
    """A request for the floor, as the order of the queue needs it."""

    kind: str
    order: int


class Given(Protocol):
    """A speech that was begun: its moment is never empty here."""

    begun_at: Any


Request = TypeVar("Request", bound=Asked)
Begun = TypeVar("Begun", bound=Given)


def limit_seconds(kind: str, *, provisions: Provisions) -> int:
    """Return the limit of a speech of this kind, in seconds: ten minutes for a report, five for all else.

    Source: Statute 5.12.
    """
    minutes = provisions.rapporteur_minutes if kind == "report" else provisions.speech_minutes
    return minutes.value * 60


def queue_order(requests: Iterable[Request]) -> list[Request]:
    """Return requests in the order in which the floor is given: points of order first, then as they were asked.

    Source: Rules of procedure of the General Meeting: speakers.
    """
    return sorted(requests, key=lambda request: (request.kind != "order", request.order))


def interrupts(kind: str, *, speaking: str) -> bool:
    """Tell whether a request of this kind is given the floor while a speech of the other kind goes on: its clock stands.

    Source: Rules of procedure of the General Meeting: a point of order is heard at once.
    """
    return kind == "order" and speaking != "order"


def with_floor(going: Iterable[Begun]) -> Begun | None:
    """Return who has the floor of the speeches that go on: the one begun last, whether its clock stands or not.

    Source: Rules of procedure of the General Meeting: a point of order is heard at once, whoever spoke waits.
    """
    return max(going, key=lambda speech: speech.begun_at, default=None)


def neighbour(queue: Sequence[Request], request: Request, *, earlier: bool) -> Request | None:
    """Return whom a request changes places with when it is called earlier or later; None at the end of its kind.

    `queue` stands in the order in which the floor is given; points of order stay before all others.

    Source: Rules of procedure of the General Meeting: the chair keeps the order of speakers.
    """
    place = queue.index(request) + (-1 if earlier else 1)
    if not 0 <= place < len(queue):
        return None
    other = queue[place]
    return other if (other.kind == "order") == (request.kind == "order") else None


def why_not_move_request(*, waiting: bool, has_neighbour: bool) -> Refusal | None:
    """Say why a request cannot change its place in the queue; None when it can.

    Source: Rules of procedure of the General Meeting: the chair keeps the order of speakers.
    """
    title = gettext_noop("The order of the queue was not changed")
    if not waiting:
        return Refusal(
            code="not_waiting",
            title=title,
            sentence=gettext_noop("This request no longer stands in the queue."),
            source=_PROCEDURE,
            advice=gettext_noop("Reload the page to see the queue as it is now."),
        )
    if not has_neighbour:
        return Refusal(
            code="at_the_end",
            title=title,
            sentence=gettext_noop("There is nobody to change places with: points of order always go first."),
            source=_PROCEDURE,
        )
    return None


def why_not_ask_for_floor(
    *, meeting_state: str, item_state: str, may_speak: bool, already_waiting: bool
) -> Refusal | None:
    """Say why the floor cannot be asked for; None when it can.

    `may_speak`: a representative registered and present, or a guest with a consultative voice.
    `already_waiting`: the same person waits in the queue of this item with a request of the same kind.

    Source: Rules of procedure of the General Meeting: speakers.
    """
    title = gettext_noop("The request for the floor was not recorded")
    refusal = why_not_in_session(meeting_state, title=title)
    if refusal is not None:
        return refusal
    if not may_speak:
        return Refusal(
            code="not_present",
            title=title,
            sentence=gettext_noop("The floor is asked for by those who are registered and present."),
            source=_PROCEDURE,
            advice=gettext_noop("Register at this meeting first, or come back to it through the registrar."),
        )
    if item_state in FINISHED or item_state == "waiting":
        return Refusal(
            code="not_discussed",
            title=title,
            sentence=gettext_noop("This item is not under discussion now."),
            source=_PROCEDURE,
            advice=gettext_noop("Ask for the floor on the item that is discussed."),
        )
    if already_waiting:
        return Refusal(
            code="already_waiting",
            title=title,
            sentence=gettext_noop("You stand in the queue already."),
            source=_PROCEDURE,
            advice=gettext_noop("Wait for the chair to call you, or withdraw the request."),
        )
    return None


def why_not_as_delegate(*, here: bool, left: bool) -> Refusal | None:
    """Say why a delegate's act is not possible: he is not registered, or he left; None when he is here.

    Source: Rules of procedure of the General Meeting: registration.
    """
    if here:
        return None
    source = gettext_noop("Rules of procedure of the General Meeting: registration")
    if left:
        return Refusal(
            code="left",
            sentence=gettext_noop("You left the meeting: your presence ended, and with it the right to act."),
            source=source,
            advice=gettext_noop("If you are back, register again with the registrar or on this page."),
        )
    return Refusal(
        code="not_registered",
        sentence=gettext_noop("You are not registered at this meeting."),
        source=source,
        advice=gettext_noop("Register first: at the door, by the code of your card, or on this page."),
    )


def why_not_give_floor(
    *, meeting_state: str, item_state: str, waiting: bool, speaking: str, voting: bool
) -> Refusal | None:
    """Say why the floor cannot be given; None when it can.

    `waiting`: the request was neither begun nor withdrawn. `speaking` is the name of the one who has the floor now.

    Source: Rules of procedure of the General Meeting: speakers.
    """
    title = gettext_noop("The floor was not given")
    refusal = why_not_in_session(meeting_state, title=title)
    if refusal is not None:
        return refusal
    if voting or item_state == "voting":
        return Refusal(
            code="voting",
            title=title,
            sentence=gettext_noop("Voting goes on: nobody speaks until it is closed."),
            source=_PROCEDURE,
            advice=gettext_noop("Close or cancel the vote first."),
        )
    if item_state != "heard":
        return Refusal(
            code="not_discussed",
            title=title,
            sentence=gettext_noop("This item is not under discussion now."),
            source=_PROCEDURE,
            advice=gettext_noop("Take up the item first."),
        )
    if not waiting:
        return Refusal(
            code="not_waiting",
            title=title,
            sentence=gettext_noop("This request no longer stands in the queue."),
            source=_PROCEDURE,
            advice=gettext_noop("Reload the page to see the queue as it is now."),
        )
    if speaking:
        return Refusal(
            code="somebody_speaks",
            title=title,
            sentence=gettext_noop("%(name)s has the floor: one speaks at a time."),
            source=_PROCEDURE,
            facts={"name": speaking},
            advice=gettext_noop("Thank the speaker first."),
        )
    return None


def why_not_while_speaking(*, speaking: bool) -> Refusal | None:
    """Say that this speech does not go on, so that it can be neither prolonged nor ended; None when it goes on.

    Source: Rules of procedure of the General Meeting: speakers.
    """
    if speaking:
        return None
    return Refusal(
        code="not_speaking",
        title=gettext_noop("The clock was not changed"),
        sentence=gettext_noop("This speech is over or has not begun."),
        source=_PROCEDURE,
        advice=gettext_noop("Reload the page to see who has the floor now."),
    )


def why_not_pause(*, speaking: bool, paused: bool) -> Refusal | None:
    """Say why the clock of a speech cannot be stopped; None when it can.

    Source: Rules of procedure of the General Meeting: speakers.
    """
    refusal = why_not_while_speaking(speaking=speaking)
    if refusal is not None or not paused:
        return refusal
    return Refusal(
        code="paused_already",
        title=gettext_noop("The clock was not changed"),
        sentence=gettext_noop("The clock stands already."),
        source=_PROCEDURE,
        advice=gettext_noop("Let the speech go on when what stopped it is over."),
    )


def why_not_go_on(*, meeting_state: str, speaking: bool, paused: bool, another: str) -> Refusal | None:
    """Say why a speech whose clock stands cannot go on; `another` is the name of whoever speaks meanwhile, or empty.

    Source: Rules of procedure of the General Meeting: speakers.
    """
    title = gettext_noop("The clock was not changed")
    refusal = why_not_in_session(meeting_state, title=title) or why_not_while_speaking(speaking=speaking)
    if refusal is not None:
        return refusal
    if not paused:
        return Refusal(
            code="not_paused",
            title=title,
            sentence=gettext_noop("The clock runs already."),
            source=_PROCEDURE,
            advice=gettext_noop("Reload the page to see who has the floor now."),
        )
    if another:
        return Refusal(
            code="somebody_speaks",
            title=title,
            sentence=gettext_noop("%(name)s has the floor: one speaks at a time."),
            source=_PROCEDURE,
            facts={"name": another},
            advice=gettext_noop("Thank the speaker first."),
        )
    return None


def why_not_withdraw_request(*, waiting: bool) -> Refusal | None:
    """Say that the request does not wait any more, so that it cannot be withdrawn; None when it waits.

    Source: Rules of procedure of the General Meeting: speakers.
    """
    if waiting:
        return None
    return Refusal(
        code="not_waiting",
        title=gettext_noop("The request was not withdrawn"),
        sentence=gettext_noop("This request no longer stands in the queue."),
        source=_PROCEDURE,
        advice=gettext_noop("Reload the page to see the queue as it is now."),
    )


def why_not_strike_speech(*, begun: bool, ended: bool, minutes_laid_open: bool, reason: str) -> Refusal | None:
    """Say why a speech that is in the record by mistake cannot be struck from it; None when it can, with its reason.

    Source: Rules of procedure of the General Meeting: minutes tell what was said, by whom it was said.
    """
    title = gettext_noop("The speech was not struck from the record")
    source = gettext_noop("Rules of procedure of the General Meeting: minutes")
    if minutes_laid_open:
        return Refusal(
            code="minutes_laid_open",
            title=title,
            sentence=gettext_noop("The minutes are laid open: what they say is changed only through an objection."),
            source=source,
            advice=gettext_noop("File an objection to the minutes."),
        )
    if not begun:
        return Refusal(
            code="not_begun",
            title=title,
            sentence=gettext_noop("Nothing was said yet: the speech has not begun."),
            source=source,
            advice=gettext_noop("Take the request out of the queue on the console."),
        )
    if not ended:
        return Refusal(
            code="speech_goes_on",
            title=title,
            sentence=gettext_noop("This speech goes on."),
            source=source,
            advice=gettext_noop("Thank the speaker first."),
        )
    if len(reason.strip()) < REASON_LENGTH:
        return Refusal(
            code="no_reason",
            title=title,
            sentence=gettext_noop("The reason is not given; the journal keeps it."),
            source=source,
            advice=gettext_noop("Write the reason in a few words."),
        )
    return None


def why_not_note_speech(*, begun: bool, minutes_laid_open: bool, changed_meanwhile: bool) -> Refusal | None:
    """Say why a summary for the minutes cannot be saved; None when it can.

    `changed_meanwhile`: somebody else saved another text after this page was read; the typed one stays on the page.

    Source: Rules of procedure of the General Meeting: minutes.
    """
    title = gettext_noop("The summary was not saved")
    source = gettext_noop("Rules of procedure of the General Meeting: minutes")
    if not begun:
        return Refusal(
            code="not_begun",
            title=title,
            sentence=gettext_noop("Nothing was said yet: the speech has not begun."),
            source=source,
            advice=gettext_noop("Give the floor first."),
        )
    if minutes_laid_open:
        return Refusal(
            code="minutes_laid_open",
            title=title,
            sentence=gettext_noop("The minutes are laid open: what they say is changed only through an objection."),
            source=source,
            advice=gettext_noop("File an objection to the minutes."),
        )
    if changed_meanwhile:
        return Refusal(
            code="changed_meanwhile",
            title=title,
            sentence=gettext_noop("Somebody else saved another text of this speech meanwhile."),
            source=source,
            advice=gettext_noop("Compare both texts and save the one that is right."),
        )
    return None
