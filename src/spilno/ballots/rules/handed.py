"""Ballots on paper in a secret vote: for whoever has no phone that works; counted by the commission beside the box."""

from collections.abc import Mapping
from dataclasses import replace

from spilno.ballots.rules.casting import Right, why_not_of_hall
from spilno.ballots.rules.sheets import Sheet
from spilno.statute.rules.refusal import Refusal, gettext_noop

ON_PAPER = "paper"  # stands where the digest of a blinded token stands when a phone took the ballot paper
FEW = 3  # fewer ballots on paper than this tell, in the public list, how those few voted
GROUND = gettext_noop("Statute 5.5, one member has one vote: a ballot is given out once, to the phone or on paper")
NOT_HANDED = gettext_noop("The paper ballot was not given out")
NOT_BACK = gettext_noop("The paper ballot was not taken back")


def why_not_hand(right: Right, *, is_open: bool, is_secret: bool, given: str) -> Refusal | None:
    """Say why a ballot is not handed out on paper for a right; None when it is. `given`: what was given out before, or empty.

    Source: Statute 5.5, one member has one vote; docs/adr/0016-secret-votes.md.
    """
    if not is_open or not is_secret:
        return _not_now(NOT_HANDED, is_open=is_open)
    refusal = why_not_of_hall(right)
    if refusal is not None:
        return replace(refusal, title=NOT_HANDED)
    if not given:
        return None
    return Refusal(
        code="paper_handed" if given == ON_PAPER else "paper_on_phone",
        title=NOT_HANDED,
        sentence=gettext_noop("A paper ballot was already given out for %(name)s.")
        if given == ON_PAPER
        else gettext_noop("The phone of %(name)s has already taken the ballot, and there is no second one."),
        source=GROUND,
        facts={"name": right.name},
        advice=gettext_noop("Nothing more is to be done: one paper for one vote.")
        if given == ON_PAPER
        else gettext_noop(
            "The vote is given from that phone. If it cannot be, tell the chair, who may cancel the vote and put the "
            "question anew; then give out paper ballots before phones are opened."
        ),
    )


def why_not_take_back(*, is_open: bool, is_secret: bool, given: str, name: str) -> Refusal | None:
    """Say why a paper ballot is not taken back; None when it is: unmarked, before anybody counted.

    Source: docs/adr/0016-secret-votes.md.
    """
    if not is_open or not is_secret:
        return _not_now(NOT_BACK, is_open=is_open)
    if given == ON_PAPER:
        return None
    return Refusal(
        code="no_paper_handed",
        title=NOT_BACK,
        sentence=gettext_noop("No paper ballot is given out for %(name)s."),
        source=GROUND,
        facts={"name": name},
        advice=gettext_noop("Open the page again: it shows to whom paper ballots are given out."),
    )


def why_not_pile(sheet: Sheet, *, handed: int, title: str) -> Refusal | None:
    """Say why a sheet of paper ballots cannot be taken: more than were given out; None when it can.

    Fewer may come back: who keeps his paper, or spoils it, has not voted.

    Source: Rules of secret voting: never more ballots than ballot papers.
    """
    if sheet.total <= handed:
        return None
    return Refusal(
        code="more_papers_than_handed",
        title=title,
        sentence=gettext_noop("%(total)d paper ballots were counted, but only %(handed)d were given out.")
        if handed
        else gettext_noop("No paper ballots were given out in this vote: its ballots lie in the box of phones."),
        source=gettext_noop("Rules of secret voting: never more ballots than ballot papers"),
        facts={"total": sheet.total, "handed": handed},
        advice=gettext_noop("Count again. Every ballot that was given out on paper stands under a name on the list.")
        if handed
        else gettext_noop("Give out paper ballots by name first; then their count is entered."),
    )


def choices_on(pile: Mapping[str, int]) -> list[str]:
    """Return what the paper ballots say, one by one.

    Source: Rules of voting: a ballot says one thing, and one thing has one spelling.
    """
    return [choice for choice, count in sorted(pile.items()) for _ in range(count)]


def _not_now(title: str, *, is_open: bool) -> Refusal:
    return Refusal(
        code="not_secret" if is_open else "vote_closed",
        title=title,
        sentence=gettext_noop("This question is not voted by secret ballot.")
        if is_open
        else gettext_noop("Voting on this question is closed."),
        source=GROUND,
    )
