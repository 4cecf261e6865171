"""Phones of the hall: why a press did not become a vote, when the reason lies in the phone, the network or the server."""

from spilno.statute.rules.refusal import Refusal, gettext_noop

GROUND = gettext_noop("Rules of voting: one right, one vote, and it is final")
ORDER = gettext_noop("Order of the hall: who votes is known by the ticket of the phone")
TITLE = gettext_noop("The vote was not recorded")
MOST_ON_THE_WAY = 8  # presses of one person; the page itself sends one after another


def why_not_known(*, known: bool) -> Refusal | None:
    """Say that the ticket of the phone is not known: it is for another meeting, has run out, or its sessions were ended.

    Source: Rules of voting: a vote is given by who carries the right.
    """
    if known:
        return None
    return Refusal(
        code="ticket_unknown",
        title=TITLE,
        sentence=gettext_noop("The server does not know this phone any more: its sign-in has ended."),
        source=ORDER,
        advice=gettext_noop("Open the page of the meeting again and sign in, then press once more."),
    )


def why_not_readable(*, readable: bool, too_long: bool = False) -> Refusal | None:
    """Say that what came is no ballot: it was cut off, is longer than any ballot, or not of our page.

    Source: Rules of voting: a vote is for, against or abstained.
    """
    if readable:
        return None
    sentence = (
        gettext_noop("What arrived is longer than any ballot.")
        if too_long
        else gettext_noop("What arrived is not a whole ballot.")
    )
    return Refusal(
        code="ballot_too_long" if too_long else "ballot_unreadable",
        title=TITLE,
        sentence=sentence,
        source=GROUND,
        advice=gettext_noop("Press again. If it happens once more, open the page of the meeting anew."),
    )


def why_not_put_here(*, here: bool) -> Refusal | None:
    """Say that the question is not one of this meeting.

    Source: Rules of voting: a vote is given on the question that is put.
    """
    if here:
        return None
    return Refusal(
        code="not_put_here",
        title=TITLE,
        sentence=gettext_noop("This question is not voted at this meeting."),
        source=gettext_noop("Rules of voting: a vote is given on the question that is put"),
        advice=gettext_noop("Open the page of the meeting again: it shows what is being voted."),
    )


def why_not_more(*, on_the_way: int) -> Refusal | None:
    """Say that too many presses of one person are on their way: the first of them are being recorded.

    Source: Rules of voting: one right, one vote, and it is final.
    """
    if on_the_way < MOST_ON_THE_WAY:
        return None
    return Refusal(
        code="too_many_presses",
        title=TITLE,
        sentence=gettext_noop("You pressed more often than the server could answer."),
        source=GROUND,
        advice=gettext_noop("Wait for the answer to the first press: it shows what was recorded."),
        kept=gettext_noop("The press that came first is being recorded."),
    )


def why_not_away(*, away: bool) -> Refusal | None:
    """Say that the database did not answer in time: nothing of this press was recorded.

    Source: Rules of voting: a vote counts when it is recorded.
    """
    if not away:
        return None
    return Refusal(
        code="not_recorded",
        title=TITLE,
        sentence=gettext_noop("The server could not write the vote down just now."),
        source=gettext_noop("Rules of voting: a vote counts when it is recorded"),
        advice=gettext_noop("Press again. The phone also does it by itself."),
    )


def why_not_watch(*, watching: int, most: int) -> Refusal | None:
    """Say that as many screens are open as the server can hold.

    Source: Setting `SPILNO_LIVE_SCREENS`: what the memory of the server allows.
    """
    if watching < most:
        return None
    return Refusal(
        code="too_many_screens",
        title=gettext_noop("The screen is not live"),
        sentence=gettext_noop("%(most)d screens are open already, as many as the server holds."),
        source=gettext_noop("Setting of the installation: number of live screens"),
        facts={"most": most},
        advice=gettext_noop("The page asks for news every few seconds instead. Voting works as usual."),
    )
