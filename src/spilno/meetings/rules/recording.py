"""Meetings held before Spilno: recorded by hand, from a source, with the numbers and votes of their day."""

from dataclasses import dataclass
from datetime import date

from spilno.statute.rules.refusal import Refusal, gettext_noop

_OFFICE_WORK = gettext_noop("Rules of office work: what is entered later tells where it is known from")
_ONE_REGISTER = gettext_noop("Decisions of a body are numbered in one register")
_NOT_RECORDED = gettext_noop("The meeting was not recorded")
_NOT_ENTERED = gettext_noop("The decision was not entered")


def why_not_record(held_on: date, *, today: date, source: str) -> Refusal | None:
    """Say why a meeting held before is not recorded; None when it is. A meeting of today may be recorded.

    Source: rules of office work: what is entered later tells where it is known from.
    """
    if held_on > today:
        return Refusal(
            code="not_held_yet",
            title=_NOT_RECORDED,
            sentence=gettext_noop("The day %(day)s is ahead: only a meeting that was held is recorded by hand."),
            source=_OFFICE_WORK,
            facts={"day": f"{held_on:%d.%m.%Y}"},
            advice=gettext_noop("Prepare and convene a coming meeting: its minutes are then made from the record."),
        )
    if not source.strip():
        return Refusal(
            code="no_source",
            title=_NOT_RECORDED,
            sentence=gettext_noop("It is not told where the meeting is known from."),
            source=_OFFICE_WORK,
            advice=gettext_noop("Name the minutes, the page or the file of the archive."),
        )
    return None


@dataclass(frozen=True, slots=True)
class KnownVotes:
    """Counts of a vote of earlier years; each is None when it is not known."""

    for_it: int | None = None
    against: int | None = None
    abstained: int | None = None


def why_not_enter_decision(number: int, *, by_hand: bool, taken_by: int | None, votes: KnownVotes) -> Refusal | None:
    """Say why a decision of earlier years is not entered; None when it is.

    `by_hand` tells that its meeting was recorded by hand; `taken_by` is the number of the meeting whose decision has the
    number already, None when the number is free. Unknown votes never forbid.

    Source: rules of office work: decisions of a body are numbered in one register; DOMAIN.md R9: a decision needs more
    votes for than against.
    """
    if not by_hand:
        return Refusal(
            code="held_here",
            title=_NOT_ENTERED,
            sentence=gettext_noop("This meeting was held in Spilno: its decisions follow from its votes."),
            source=_ONE_REGISTER,
            advice=gettext_noop("Enter by hand only what was decided at a meeting recorded by hand."),
        )
    if taken_by is not None:
        return Refusal(
            code="decision_number_taken",
            title=_NOT_ENTERED,
            sentence=gettext_noop("The register has a decision no. %(number)d already, of meeting no. %(meeting)d."),
            source=_ONE_REGISTER,
            facts={"number": number, "meeting": taken_by},
            advice=gettext_noop("Check the number in the minutes; mend the entry that has it if that one is wrong."),
        )
    if votes.for_it is None:
        if votes.against is None and votes.abstained is None:
            return None
        return Refusal(
            code="votes_for_unknown",
            title=_NOT_ENTERED,
            sentence=gettext_noop("Votes against or abstentions are given, votes for are not."),
            source=_OFFICE_WORK,
            advice=gettext_noop("Give the votes for, or leave all counts empty when they are not known."),
        )
    if votes.for_it <= (votes.against or 0):
        return Refusal(
            code="was_not_carried",
            title=_NOT_ENTERED,
            sentence=gettext_noop("%(for)d for and %(against)d against: this was not carried, so it is no decision."),
            source=gettext_noop("Civil Code, art. 98: a decision is carried by a majority"),
            facts={"for": votes.for_it, "against": votes.against or 0},
            advice=gettext_noop("Check the counts in the minutes."),
        )
    return None
