"""Who may register, withdraw, be approved: what stands in the way and what now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from spilno.statute.rules.refusal import Refusal, gettext_noop

ORDER = gettext_noop("Order of registration for events")
NOT_REGISTERED = gettext_noop("You were not registered")
PROVES_FOR = timedelta(days=3)  # so long an address waits to be confirmed


@dataclass(frozen=True, slots=True)
class Door:
    """The registration of an event. Moments are aware; `opens`, `closes` say them in words for the reader."""

    state: str
    needs_registration: bool
    starts_at: datetime | None
    ends_at: datetime | None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    opens: str = ""
    closes: str = ""
    by_list: bool = False  # people come by a list that the holders keep


def is_over(door: Door, *, now: datetime) -> bool:
    """Tell whether the event has ended; one without an end has ended a day after it began.

    Source: Order of registration for events: nobody registers for what was.
    """
    if door.state == "held":
        return True
    end = door.ends_at or (door.starts_at + timedelta(days=1) if door.starts_at else None)
    return end is not None and now >= end


def why_not_register(door: Door, *, now: datetime, by_owner: bool = False) -> Refusal | None:
    """Say why nobody is registered now; None when one may be.

    Owners register others on their behalf outside the term too, until the event ends. The moment of opening is included, that of
    closing is not.

    Source: Order of registration for events: the term is what the owners announced.
    """
    shut = _never(door, now, by_owner=by_owner)
    return shut if shut is not None or by_owner else _out_of_term(door, now)


def _never(door: Door, now: datetime, *, by_owner: bool) -> Refusal | None:
    if door.state == "cancelled":
        return _no(
            "cancelled",
            gettext_noop("The event is cancelled."),
            gettext_noop("Look in the calendar: perhaps it is held on another day."),
        )
    if door.state == "draft":
        return _no("not_announced", gettext_noop("The event is not announced yet."))
    if is_over(door, now=now):
        return _no(
            "over", gettext_noop("The event is over."), gettext_noop("Its materials and results stand on its page.")
        )
    if not door.needs_registration and not by_owner:
        return _no(
            "free_entry",
            gettext_noop("This event needs no registration: just come."),
            gettext_noop(
                "At the door you are written into the list of those present; an address is needed only for a certificate."
            ),
        )
    return None


def _out_of_term(door: Door, now: datetime) -> Refusal | None:
    ask = gettext_noop("Ask the organisers: they can register you themselves.")
    if door.by_list:
        return _no(
            "by_list",
            gettext_noop("People come to this event by a list that its holders keep."),
            gettext_noop(
                "If it belongs to a programme, apply for the programme: you are registered when you are admitted."
            ),
        )
    if door.opens_at is not None and now < door.opens_at:
        return _no(
            "not_open",
            gettext_noop("Registration opens on %(opens)s."),
            gettext_noop("Come back then: places are given in the order of the queue."),
            opens=door.opens,
        )
    if door.closes_at is not None and now >= door.closes_at:
        return _no("closed", gettext_noop("Registration closed on %(closes)s."), ask, closes=door.closes)
    if door.closes_at is None and door.starts_at is not None and now >= door.starts_at:
        return _no("begun", gettext_noop("The event has begun already."), ask)
    return None


def why_wrong_term(
    *,
    opens: datetime | None,
    closes: datetime | None,
    ends: datetime | None,
    councils_until: datetime | None = None,
    starts: datetime | None = None,
) -> Refusal | None:
    """Say what is wrong with the term of registration; None when nobody is shut out by it.

    A moment that is not set limits nothing: registration then opens with the announcement and closes when the event begins.
    `councils_until`: the end of the round of councils, which is before the event `starts`.

    Source: Order of registration for events: the term is what the owners announced.
    """
    if opens is not None and closes is not None and closes <= opens:
        sentence = gettext_noop("Registration would close before it opens.")
    elif opens is not None and ends is not None and opens >= ends:
        sentence = gettext_noop("Registration would open when the event is over.")
    elif councils_until is not None and starts is not None and councils_until >= starts:
        sentence = gettext_noop(
            "Places would be kept for councils until the event begins: what is left would go to nobody."
        )
    else:
        return None
    return Refusal(
        code="wrong_term",
        title=gettext_noop("The terms of registration were not changed"),
        sentence=sentence,
        source=ORDER,
        advice=gettext_noop("Mend the moments and save once more."),
    )


def why_not_again(state: str, reason: str) -> Refusal | None:
    """Say why one whose registration was not approved does not register again; None in all other states.

    Source: Order of registration for events: the organisers decide once.
    """
    if state != "refused":
        return None
    return _no(
        "refused_before",
        gettext_noop("The organisers did not approve your registration: %(reason)s"),
        gettext_noop("Write to the organisers if something has changed."),
        reason=reason,
    )


def why_not_nominate(*, people: int, speaks: bool) -> Refusal | None:
    """Say why a council cannot name its people now; None when it can.

    Source: Law of Ukraine No 1275-VI, art. 2: a council is represented by those who speak for it.
    """
    if not speaks:
        return _no("speaks_for_none", gettext_noop("Your account speaks for no council today."))
    if people == 0:
        return _no("nobody_named", gettext_noop("Nobody was chosen."), gettext_noop("Choose people, or write a name."))
    return None


def why_not_withdraw(state: str, *, over: bool) -> Refusal | None:
    """Say why a registration cannot be withdrawn; None when it can. Withdrawn before is no reason: nothing changes then.

    Source: Order of registration for events: what was, stays as it was.
    """
    if over:
        return Refusal(
            code="over",
            title=gettext_noop("The registration was not withdrawn"),
            sentence=gettext_noop("The event is over."),
            source=ORDER,
        )
    return None


def why_not_decide(state: str, *, over: bool) -> Refusal | None:
    """Say why a registration can be neither approved nor refused now; None when it can.

    Source: Order of registration for events: the organisers decide on those who ask.
    """
    if over:
        sentence = gettext_noop("The event is over.")
    elif state == "withdrawn":
        sentence = gettext_noop("The person has withdrawn.")
    elif state == "unproved":
        sentence = gettext_noop("The person has not confirmed the address yet.")
    else:
        return None
    return Refusal(code="not_to_decide", title=gettext_noop("Nothing was decided"), sentence=sentence, source=ORDER)


def why_not_refuse_person(state: str, *, reason: str, over: bool) -> Refusal | None:
    """Say why a registration is not refused; None when it may be. A reason is due.

    Source: Order of registration for events: a refusal tells its reason.
    """
    found = why_not_decide(state, over=over)
    if found is None and not reason.strip():
        found = Refusal(
            code="no_reason",
            title=gettext_noop("Nothing was decided"),
            sentence=gettext_noop("The reason is not written."),
            source=gettext_noop("Order of registration for events: a refusal tells its reason"),
            advice=gettext_noop("Write in a sentence why; the person will read it."),
        )
    return found


def why_not_write(*, people: int) -> Refusal | None:
    """Say that a letter would go to nobody; None when somebody gets it.

    Source: Order of registration for events: organisers write to those who registered.
    """
    if people:
        return None
    return Refusal(
        code="nobody_to_tell",
        title=gettext_noop("The letter was not sent"),
        sentence=gettext_noop("There is nobody of those whom you chose."),
        source=ORDER,
        advice=gettext_noop("Choose others, or wait until somebody registers."),
    )


def why_not_prove(*, state: str, asked_at: datetime, now: datetime) -> Refusal | None:
    """Say why an address can no longer be confirmed; None when it can, or was already.

    Source: Order of registration for events: an address is confirmed within three days.
    """
    if state != "unproved" or now - asked_at < PROVES_FOR:
        return None
    return _no(
        "proved_late",
        gettext_noop("The letter was to be answered within three days."),
        gettext_noop("Register anew: it takes a minute."),
    )


def _no(code: str, sentence: str, advice: str = "", **facts: object) -> Refusal:
    return Refusal(code=code, title=NOT_REGISTERED, sentence=sentence, source=ORDER, facts=facts, advice=advice)
