"""Registration of delegates: who may be registered, how, when."""

from dataclasses import dataclass

from spilno.statute.rules.provisions import Cite, Provisions
from spilno.statute.rules.refusal import Refusal, gettext_noop

TITLE = gettext_noop("The delegate is not registered")
CARD_RULES = gettext_noop("Rules of registration by the voting card")
RUNNING = ("registration", "open", "recess")
REMOTE_FORMATS = ("online", "mixed")


@dataclass(frozen=True, slots=True)
class Arrival:
    """Someone comes to be registered for a member.

    `standing` is that of the member on the day of the meeting. `mandate` tells whether the person may represent it on
    that day: valid, expired, ahead (begins later) or none. `here_since` is the clock time («09:41») at which the member
    was registered in person, empty when it is not here; `person_is_here_for` names another member that the same person
    represents here already.
    """

    meeting_state: str
    format: str
    also_online: bool
    standing: str
    mandate: str
    mode: str
    here_since: str = ""
    person_is_here_for: str = ""


def remote_allowed(format_: str, *, also_online: bool) -> bool:
    """Tell whether members may take part by a video link.

    Source: Statute 5.4.
    """
    return format_ in REMOTE_FORMATS or also_online


def hall_allowed(format_: str) -> bool:
    """Tell whether there is a hall to come to.

    Source: Statute 5.4.
    """
    return format_ != "online"


def has_deciding_vote(standing: str, kind: str, *, provisions: Provisions) -> bool:
    """Tell whether a member of this standing and kind decides; otherwise its voice is consultative.

    Source: Statute 5.5, 4.3, 4.9.
    """
    if kind not in provisions.voting.deciding:
        return False
    if standing == "admitted":
        return provisions.vote_before_confirmation.value
    return standing == "confirmed"


def why_not_registering(meeting_state: str) -> Refusal | None:
    """Say that the list is not open; None while it is.

    Source: Statute 5.3: members present are counted at the meeting.
    """
    if meeting_state in RUNNING:
        return None
    if meeting_state in ("draft", "convened"):
        return _no(
            "registration_ahead",
            gettext_noop("Registration has not begun yet."),
            Cite("quorum"),
            gettext_noop("The secretariat opens it on the day of the meeting."),
        )
    return _no("registration_over", gettext_noop("The meeting is over: nobody is registered any more."), Cite("quorum"))


def why_not_register(arrival: Arrival, *, provisions: Provisions) -> Refusal | None:
    """Say why this person cannot be registered for this member now; None when he can.

    A suspended member is registered too: with a consultative voice.

    Source: Statute 5.3, 5.4, 5.5.
    """
    closed = why_not_registering(arrival.meeting_state)
    if closed is not None:
        return closed
    if arrival.standing not in ("admitted", "confirmed", "suspended"):
        return _no(
            "not_a_member",
            gettext_noop("The council is not a member of the Association on the day of the meeting."),
            provisions.voting.ground.article,
            gettext_noop("It may be entered among guests with a consultative voice."),
        )
    if arrival.mandate != "valid":
        return _mandate(arrival.mandate, provisions)
    return _here(arrival, provisions) or _mode(arrival, provisions)


def _here(arrival: Arrival, provisions: Provisions) -> Refusal | None:
    if arrival.here_since:
        return _no(
            "here_already",
            gettext_noop("The member is registered already, since %(since)s."),
            provisions.quorum.ground.article,
            gettext_noop("When another person should vote now, register the substitute."),
            since=arrival.here_since,
        )
    if arrival.person_is_here_for:
        return _no(
            "person_is_here",
            gettext_noop("This person is registered here for %(member)s: one person represents one member."),
            provisions.voting.ground.article,
            gettext_noop("The vote of another member is carried by a proxy."),
            member=arrival.person_is_here_for,
        )
    return None


def _mode(arrival: Arrival, provisions: Provisions) -> Refusal | None:
    if arrival.mode == "remote" and not remote_allowed(arrival.format, also_online=arrival.also_online):
        return _no(
            "no_remote",
            gettext_noop("This meeting is held in the hall: nobody takes part at a distance."),
            provisions.formats.ground.article,
        )
    if arrival.mode == "hall" and not hall_allowed(arrival.format):
        return _no(
            "no_hall",
            gettext_noop("This meeting is held at a distance: there is no hall."),
            provisions.formats.ground.article,
        )
    return None


def _mandate(mandate: str, provisions: Provisions) -> Refusal:
    sentences = {
        "expired": gettext_noop("The mandate of this representative has ended before the day of the meeting."),
        "ahead": gettext_noop("The mandate of this representative begins after the day of the meeting."),
    }
    return _no(
        f"mandate_{mandate}",
        sentences.get(mandate, gettext_noop("This person has no mandate to represent this member.")),
        provisions.voting.ground.article,
        gettext_noop("Enter the council's act about the representative in the register of members first."),
    )


def _no(code: str, sentence: str, article: Cite | str, advice: str = "", **facts: object) -> Refusal:
    return Refusal(
        code=code,
        title=TITLE,
        sentence=sentence,
        source=gettext_noop("Statute, %(article)s"),
        facts={"article": article, **facts},
        advice=advice,
    )


def why_not_leave(meeting_state: str, *, here: bool, by_proxy: bool) -> Refusal | None:
    """Say why it cannot be noted that a member left; None when it can.

    Source: Statute 5.3: presence is counted again before each vote.
    """
    closed = why_not_registering(meeting_state)
    if closed is not None:
        return closed
    if by_proxy:
        return _no(
            "here_by_proxy",
            gettext_noop("The member is present by a proxy: it leaves with the one who carries its vote."),
            Cite("proxies"),
            gettext_noop("To stop that, withdraw the proxy."),
        )
    if not here:
        return _no("not_here", gettext_noop("The member is not registered, or has left already."), Cite("quorum"))
    return None


def why_not_on_the_list(*, found: bool) -> Refusal | None:
    """Say that what was pressed names no line of the list: nobody, or somebody who is not there; None when it does.

    Source: Statute 5.5: who represents a member is told by its mandate.
    """
    if found:
        return None
    return Refusal(
        code="not_on_the_list",
        title=gettext_noop("The list was not changed"),
        sentence=gettext_noop(
            "It is not said which member and which person this is about, or the list has no such line."
        ),
        source=gettext_noop("Order of registration: a member is registered from its line of the list"),
        advice=gettext_noop("Open the list anew and press the button on the line of the member."),
    )


def why_not_substitute(*, same: bool) -> Refusal | None:
    """Say that the same person represents the member already; None when it is another one.

    Source: Statute 5.5: one member, one representative.
    """
    if not same:
        return None
    return _no("same_person", gettext_noop("This person represents the member already."), Cite("voting"))


def why_no_guest(meeting_state: str) -> Refusal | None:
    """Say that lists of guests and working bodies are closed, because the meeting is over; None before.

    Source: Statute 5.5: guests have a consultative voice at the meeting.
    """
    if meeting_state in ("draft", "convened", *RUNNING):
        return None
    return _no("meeting_over", gettext_noop("The meeting is over: its lists are not changed any more."), Cite("voting"))


def why_no_cards(meeting_state: str) -> Refusal | None:
    """Say why no voting cards are issued now; None when they may be.

    Source: Statute 5.3: cards are for registration of a convened meeting.
    """
    if meeting_state in ("convened", *RUNNING):
        return None
    if meeting_state == "draft":
        return _no("not_convened", gettext_noop("Cards are issued when the meeting is convened."), Cite("quorum"))
    return _no("meeting_over", gettext_noop("The meeting is over: its lists are not changed any more."), Cite("voting"))


def why_not_issue_again(*, seen: int | None, now: int) -> Refusal | None:
    """Say that cards were issued since the page was opened; None when the newest code is the one seen, or none was named.

    Source: Statute 5.3; each right has one card: a second press does not make a second set.
    """
    if seen is None or seen == now:
        return None
    return Refusal(
        code="cards_issued_since",
        title=gettext_noop("The cards were not issued"),
        sentence=gettext_noop("Cards were issued a moment ago, by a colleague or by your own second press."),
        source=CARD_RULES,
        advice=gettext_noop("Open the page of cards again: it shows who has one."),
    )


def why_no_sheet(cards: int) -> Refusal | None:
    """Say that there is nothing to print: `cards` of this issue that still work are none.

    Source: Statute 5.3; a card that does not work is not printed.
    """
    if cards:
        return None
    return Refusal(
        code="no_sheet",
        title=gettext_noop("The sheet was not made"),
        sentence=gettext_noop(
            "The cards of this page do not work any more: others were issued, or they were withdrawn."
        ),
        source=CARD_RULES,
        advice=gettext_noop("Open the page of cards and issue them anew."),
    )


@dataclass(frozen=True, slots=True)
class CardFacts:
    """A voting card at the moment when its address is opened.

    `used_at` is the clock time of its first use, empty when unused; `other_person` is the owner's name when someone else
    is signed in on this device.
    """

    found: bool
    withdrawn: bool
    used_at: str
    other_person: str
    meeting_state: str


def why_code_fails(card: CardFacts) -> Refusal | None:
    """Say why a voting card's code does not sign in; None when it does.

    Source: Statute 5.3; the code is single-use so that a photograph of a card signs nobody in.
    """
    if not card.found or card.withdrawn:
        return Refusal(
            code="code_withdrawn" if card.found else "code_unknown",
            title=TITLE,
            sentence=gettext_noop("The card was replaced by a new one: its code does not work any more.")
            if card.found
            else gettext_noop("Such a code does not exist: the card may be of another meeting or badly read."),
            source=CARD_RULES,
            advice=gettext_noop("Show the card at the registration desk: you will be registered by the list."),
        )
    if card.other_person:
        return Refusal(
            code="card_of_another",
            title=TITLE,
            sentence=gettext_noop("This card belongs to %(owner)s, and someone else is signed in on this device."),
            source=CARD_RULES,
            facts={"owner": card.other_person},
            advice=gettext_noop("Give the card to its owner, or sign out here first."),
        )
    if card.used_at:
        return Refusal(
            code="code_used",
            title=gettext_noop("The code was used already"),
            sentence=gettext_noop("The code of this card was used at %(used)s; it signs in once."),
            source=CARD_RULES,
            facts={"used": card.used_at},
            advice=gettext_noop(
                "If that was you, you are registered. If your phone lost the page, ask for a new card."
            ),
        )
    return why_not_registering(card.meeting_state)
