"""Opening: when registration may begin, when the meeting may open, and when it is declared not held."""

from datetime import datetime, timedelta

from spilno.meetings.rules.quorum import Presence, has_quorum, quorum_needed, why_no_quorum
from spilno.statute.rules.provisions import Provisions
from spilno.statute.rules.refusal import Refusal, gettext_noop

REGISTRATION_HOURS = 12  # before the hour of convening, when that is earlier than the beginning of the day
_PROCEDURE = gettext_noop("Rules of procedure of the General Meeting: opening")


def registration_from(starts_at: datetime) -> datetime:
    """Return the earliest moment of registration: the first minute of the day, or twelve hours before the meeting.

    `starts_at` is in Kyiv time; the earlier of the two moments counts, it is included.

    Source: Rules of procedure of the General Meeting: opening.
    """
    return min(
        starts_at.replace(hour=0, minute=0, second=0, microsecond=0), starts_at - timedelta(hours=REGISTRATION_HOURS)
    )


def why_not_open_registration(*, state: str, starts_at: datetime | None, now: datetime) -> Refusal | None:
    """Say why delegates cannot be registered yet, or no longer; None when they can.

    Both moments are in Kyiv time. Only a convened meeting has a registration.

    Source: Rules of procedure of the General Meeting: opening.
    """
    title = gettext_noop("Registration was not opened")
    if state == "registration":
        return Refusal(
            code="registration_goes_on",
            title=title,
            sentence=gettext_noop("Registration of this meeting is open already."),
            source=_PROCEDURE,
            advice=gettext_noop("Go on registering delegates, or open the meeting."),
        )
    if state != "convened" or starts_at is None:
        return Refusal(
            code="not_convened",
            title=title,
            sentence=gettext_noop("Delegates are registered for a meeting that is convened, and this one is not."),
            source=_PROCEDURE,
            advice=gettext_noop("Convene the meeting first."),
        )
    first = registration_from(starts_at)
    if now < first:
        return Refusal(
            code="registration_too_early",
            title=title,
            sentence=gettext_noop(
                "The meeting is convened for %(starts)s; registration begins not earlier than %(first)s."
            ),
            source=_PROCEDURE,
            facts={"starts": _said(starts_at), "first": _said(first)},
            advice=gettext_noop("Wait for that hour."),
        )
    return None


def why_not_open_meeting(
    *,
    state: str,
    starts_at: datetime | None,
    now: datetime,
    chair_named: bool,
    secretary_named: bool,
    presence: Presence,
    provisions: Provisions,
) -> Refusal | None:
    """Say why the meeting cannot be opened; None when it can.

    It opens after registration, not before the hour of convening (the moment itself is allowed), under a chair and with a
    secretary, when there is a quorum.

    Source: Statute 5.3; Rules of procedure of the General Meeting: opening.
    """
    return (
        _why_wrong_state(state, starts_at)
        or _why_not_at_this_hour(starts_at, now=now, both_named=chair_named and secretary_named)
        or why_no_quorum(presence, provisions=provisions)
    )


_NOT_OPENED = gettext_noop("The meeting was not opened")


def _why_wrong_state(state: str, starts_at: datetime | None) -> Refusal | None:
    if state in {"open", "recess"}:
        return Refusal(
            code="already_open",
            title=_NOT_OPENED,
            sentence=gettext_noop("The meeting is open already."),
            source=_PROCEDURE,
            advice=gettext_noop("Reload the page to see where the meeting is now."),
        )
    if state != "registration" or starts_at is None:
        return Refusal(
            code="no_registration",
            title=_NOT_OPENED,
            sentence=gettext_noop("The meeting opens after registration of delegates, and registration is not open."),
            source=_PROCEDURE,
            advice=gettext_noop("Open registration first."),
        )
    return None


def _why_not_at_this_hour(starts_at: datetime | None, *, now: datetime, both_named: bool) -> Refusal | None:
    if not both_named:
        return Refusal(
            code="nobody_presides",
            title=_NOT_OPENED,
            sentence=gettext_noop("The chair and the secretary of this meeting are not both named."),
            source=_PROCEDURE,
            advice=gettext_noop(
                "Name who presides and who keeps the minutes on the page where the meeting is prepared."
            ),
        )
    if starts_at is not None and now < starts_at:
        return Refusal(
            code="before_time",
            title=_NOT_OPENED,
            sentence=gettext_noop("The meeting is convened for %(starts)s; it does not open earlier."),
            source=_PROCEDURE,
            facts={"starts": _said(starts_at)},
            advice=gettext_noop("Delegates who come at the hour named to them must find the meeting not begun. Wait."),
        )
    return None


def why_not_declare_not_held(
    *, state: str, starts_at: datetime | None, now: datetime, presence: Presence, provisions: Provisions
) -> Refusal | None:
    """Say why the meeting cannot be declared not held; None when it can: its hour has come and there is no quorum.

    Source: Statute 5.3.
    """
    title = gettext_noop("The meeting was not declared not held")
    if state not in {"convened", "registration"} or starts_at is None:
        return Refusal(
            code="not_before_opening",
            title=title,
            sentence=gettext_noop("Only a convened meeting that has not opened can be declared not held."),
            source=_PROCEDURE,
            advice=gettext_noop("Reload the page to see where the meeting is now."),
        )
    if now < starts_at:
        return Refusal(
            code="before_time",
            title=title,
            sentence=gettext_noop("The meeting is convened for %(starts)s; until then delegates may still come."),
            source=_PROCEDURE,
            facts={"starts": _said(starts_at)},
            advice=gettext_noop("Wait for the hour of convening."),
        )
    if has_quorum(presence, provisions=provisions):
        return Refusal(
            code="there_is_a_quorum",
            title=title,
            sentence=gettext_noop(
                "%(present)d of %(entitled)d members are here, %(needed)d are needed: there is a quorum."
            ),
            source=gettext_noop("Statute, %(article)s"),
            facts={
                "present": presence.present,
                "entitled": presence.entitled,
                "needed": quorum_needed(presence, provisions=provisions),
                "article": provisions.quorum.ground.article,
            },
            advice=gettext_noop("Open the meeting."),
        )
    return None


def _said(moment: datetime) -> str:
    return f"{moment:%d.%m.%Y, %H:%M}"


def one_hand(*, chair: int | None, secretary: int | None) -> Refusal | None:
    """Warn that one person both presides and keeps the minutes; None when two do, or one is not named yet.

    It stands in the way of nothing: the statute does not forbid it.

    Source: ДСТУ 4163:2020, 5.22: minutes are signed by the chair and the secretary.
    """
    if chair is None or chair != secretary:
        return None
    return Refusal(
        code="one_hand",
        sentence=gettext_noop("One and the same person presides and keeps the minutes."),
        source=gettext_noop("ДСТУ 4163:2020, 5.22: minutes are signed by the chair and the secretary"),
        advice=gettext_noop("Name another secretary if you can, so that two people answer for the minutes."),
    )
