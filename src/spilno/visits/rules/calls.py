"""A call for hosts: when it is announced, who may offer until when, how the host is chosen."""

from dataclasses import dataclass
from datetime import date, timedelta

from spilno.statute.rules.provisions import Provisions
from spilno.statute.rules.refusal import Refusal, gettext_noop

GROUND = gettext_noop("Rules of visiting meetings")
OFFERING = ("admitted", "confirmed")
NOT_OFFERED = gettext_noop("The offer was not taken")
NOT_CHOSEN = gettext_noop("The host was not chosen")


@dataclass(frozen=True, slots=True)
class CallFacts:
    """A call on a day: its state, the first and the last day of offers, both included."""

    state: str
    opens_on: date
    closes_on: date


def is_open(call: CallFacts, today: date) -> bool:
    """Tell whether offers are taken today; the last day is included.

    Source: rules of visiting meetings: the last day of offers is included.
    """
    return call.state == "announced" and call.opens_on <= today <= call.closes_on


def why_not_announce(call: CallFacts, today: date) -> Refusal | None:
    """Say why a call is not announced: it was already, or its last day has passed.

    Source: rules of visiting meetings: members are told before the last day of offers.
    """
    title = gettext_noop("The call was not announced")
    if call.state != "draft":
        return Refusal(
            "not_a_draft_call", gettext_noop("This call is not in preparation any more."), GROUND, title=title
        )
    if call.closes_on < today:
        return Refusal(
            "call_would_be_over",
            gettext_noop("The last day of offers has passed: nobody could offer."),
            GROUND,
            title=title,
            advice=gettext_noop("Give a later last day."),
        )
    return None


def why_not_change(state: str) -> Refusal | None:
    """Say that a call is not changed once members were told of it.

    Source: rules of visiting meetings: what was announced holds.
    """
    if state == "draft":
        return None
    return Refusal(
        "call_is_announced",
        gettext_noop("The call is announced: what members were told is not changed behind their back."),
        GROUND,
        title=gettext_noop("The call was not changed"),
        advice=gettext_noop("Cancel it with a reason and announce another."),
    )


def why_not_prolong(
    call: CallFacts, *, until: date, reason: str, meeting_last: date, any_offer: bool, today: date
) -> Refusal | None:
    """Say why the last day of offers is not moved further: the call is not announced, the new day is not later, no reason.

    After the last day only a call without offers goes on: those who offered in time wait for the choice.

    Source: rules of visiting meetings: the last day moves only forward, by an act with a reason of which members are told.
    """
    title = gettext_noop("The last day was not moved")
    if call.state != "announced":
        return Refusal("call_not_running", gettext_noop("This call does not take offers."), GROUND, title=title)
    if today > call.closes_on and any_offer:
        return Refusal(
            "offers_wait_for_choice",
            gettext_noop("The last day has passed and there are offers: they wait for the choice."),
            GROUND,
            advice=gettext_noop("Choose the host, or cancel the call with a reason and announce another."),
            title=title,
        )
    if until <= max(call.closes_on, today - timedelta(days=1)):
        return Refusal(
            "no_later_day",
            gettext_noop("The last day moves only forward: it is %(day)s now, and a new one is not in the past."),
            GROUND,
            {"day": f"{call.closes_on:%d.%m.%Y}"},
            title=title,
        )
    if until >= meeting_last:
        return Refusal(
            "offers_meet_meeting",
            gettext_noop("Offers end before the meeting can be held: it is not later than %(day)s."),
            GROUND,
            {"day": f"{meeting_last:%d.%m.%Y}"},
            title=title,
        )
    if not reason.strip():
        return Refusal(
            "no_reason_to_prolong", gettext_noop("The last day is moved with a reason."), GROUND, title=title
        )
    return None


def why_no_host(standing: str, provisions: Provisions) -> Refusal | None:
    """Say why a council of this standing cannot be the host; None when it can. A suspended member cannot.

    Source: Statute 5.4: the host of a visiting meeting is a member; 4.9: rights of a suspended member rest.
    """
    if standing in OFFERING:
        return None
    if standing == "suspended":
        return Refusal(
            "host_is_suspended",
            gettext_noop("The membership of this council is suspended: it cannot be the host."),
            gettext_noop("Statute, %(article)s"),
            {"article": provisions.matter("suspension").majority.ground.article},
            gettext_noop("When the membership is restored, the council may offer."),
            title=NOT_OFFERED,
        )
    return Refusal(
        "host_is_not_a_member",
        gettext_noop("This council is not a member of the Association today: only a member is the host."),
        gettext_noop("Statute, %(article)s"),
        {"article": provisions.formats.ground.article},
        gettext_noop("Ask the secretariat how to join."),
        title=NOT_OFFERED,
    )


def why_not_offer(
    call: CallFacts, *, standing: str, offered_already: bool, today: date, provisions: Provisions
) -> Refusal | None:
    """Say why this council cannot offer to be the host now; None when it can.

    Source: Statute 5.4; rules of visiting meetings: one offer of a member, the last day is included.
    """
    if call.state != "announced":
        return Refusal(
            "call_is_closed",
            gettext_noop("This call takes no offers: it is not announced or has ended."),
            GROUND,
            title=NOT_OFFERED,
        )
    if today < call.opens_on:
        return Refusal(
            "call_is_ahead",
            gettext_noop("Offers are taken from %(day)s."),
            GROUND,
            {"day": f"{call.opens_on:%d.%m.%Y}"},
            title=NOT_OFFERED,
        )
    if today > call.closes_on:
        return Refusal(
            "call_is_over",
            gettext_noop("The last day of offers was %(day)s."),
            GROUND,
            {"day": f"{call.closes_on:%d.%m.%Y}"},
            gettext_noop("Offer for the next call; the secretariat announces it to all members."),
            title=NOT_OFFERED,
        )
    if offered_already:
        return Refusal(
            "offered_already",
            gettext_noop("This council has offered already."),
            GROUND,
            advice=gettext_noop("To change the offer, withdraw it and offer anew."),
            title=NOT_OFFERED,
        )
    return why_no_host(standing, provisions)


def why_not_withdraw(call_state: str, offer_state: str) -> Refusal | None:
    """Say why an offer cannot be taken back: the choice was made, or it was taken back already.

    Source: rules of visiting meetings: an offer is free until the choice.
    """
    if call_state == "announced" and offer_state == "offered":
        return None
    return Refusal(
        "offer_is_decided",
        gettext_noop("The choice is made or the offer is taken back already."),
        GROUND,
        title=gettext_noop("The offer was not withdrawn"),
        advice=gettext_noop("Write to the secretariat if the council cannot be the host."),
    )


def why_not_choose(
    call: CallFacts, *, offer_state: str, standing: str, act: str, today: date, provisions: Provisions
) -> Refusal | None:
    """Say why this offer is not chosen now: offers are still taken, no act is named, the council is not a member any more.

    Source: Statute 5.4; rules of visiting meetings: the host is chosen after the last day, by an act.
    """
    if call.state != "announced":
        return Refusal(
            "no_choice_here",
            gettext_noop("In this call a host is not chosen: it is not announced or has ended."),
            GROUND,
            title=NOT_CHOSEN,
        )
    if today <= call.closes_on:
        return Refusal(
            "offers_still_taken",
            gettext_noop("Offers are taken until %(day)s, that day included."),
            GROUND,
            {"day": f"{call.closes_on:%d.%m.%Y}"},
            gettext_noop("Choose on the day after."),
            title=NOT_CHOSEN,
        )
    if offer_state != "offered":
        return Refusal(
            "offer_is_gone", gettext_noop("This offer was taken back or is decided already."), GROUND, title=NOT_CHOSEN
        )
    if not act.strip():
        return Refusal(
            "no_act_of_choice",
            gettext_noop("A host is chosen by an act, and none is named."),
            GROUND,
            advice=gettext_noop("Name the decision of the Board or of the General Meeting, with its number and day."),
            title=NOT_CHOSEN,
        )
    return why_no_host(standing, provisions)


def why_not_cancel(state: str, reason: str) -> Refusal | None:
    """Say why a call is not cancelled: the host is chosen or it is cancelled already, or no reason is given.

    Source: rules of visiting meetings: members are told why.
    """
    title = gettext_noop("The call was not cancelled")
    if state not in {"draft", "announced"}:
        return Refusal("call_has_ended", gettext_noop("This call has ended already."), GROUND, title=title)
    if not reason.strip():
        return Refusal("no_reason_to_cancel", gettext_noop("A call is cancelled with a reason."), GROUND, title=title)
    return None


def shelter_holds(visitors: int, shelter_places: int) -> bool:
    """Tell whether the shelter holds everyone who can come at once.

    Source: PEERS A3, 3.6: shelters and safety stand in the programme of a visit.
    """
    return shelter_places >= visitors
