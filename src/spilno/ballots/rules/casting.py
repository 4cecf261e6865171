"""Casting: who may vote on a question, and why a vote is final."""

from collections.abc import Mapping
from dataclasses import dataclass

from spilno.ballots.rules.choices import MOTION, Paper, is_known
from spilno.statute.rules.refusal import Refusal, gettext_noop

GROUND = gettext_noop("Rules of voting: one right, one vote, and it is final")
TITLE = gettext_noop("The vote was not taken")


_RECORDED = {"for": gettext_noop("for"), "against": gettext_noop("against"), "abstained": gettext_noop("abstention")}


@dataclass(frozen=True, slots=True)
class Entitled:
    """One right to vote to be frozen: whose it is, who carries it now, whether he is here."""

    name: str
    membership_id: int | None = None
    place: str = ""
    level: str = ""
    holder_id: int | None = None
    holder_name: str = ""
    by_proxy: bool = False
    present: bool = False
    recused: bool = False


@dataclass(frozen=True, slots=True)
class Running:
    """A candidate to be put on a ballot paper: the number, the person, the name."""

    number: int
    person_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Election:
    """An election to be put: the kind of count, seats, candidates; `run_off_of` is the number of the first question."""

    kind: str
    seats: int
    candidates: tuple[Running, ...]
    run_off_of: int | None = None


@dataclass(frozen=True, slots=True)
class Right:
    """One frozen right as the rule sees it: who holds it, whether it may be used, the vote cast already (or "").

    `on_paper`: a sheet of the counting commission names it.
    """

    name: str
    holder: int | None
    present: bool
    recused: bool
    cast: str
    on_paper: bool = False


def why_not_cast(
    votes: Mapping[int, str],
    *,
    rights: Mapping[int, Right],
    holder: int,
    is_open: bool,
    by_hand: bool,
    secret: bool,
    paper: Paper = MOTION,
) -> Refusal | None:
    """Say why these votes (value by number of right) cannot be taken from this holder; None when they can.

    All stand or fall together. A right that already has the same vote is no obstacle: the second press succeeds.

    Source: Statute 5.5, one member has one vote; a vote is final.
    """
    refusal = _why_not_this_way(is_open=is_open, by_hand=by_hand, secret=secret)
    if refusal is not None:
        return refusal
    if not votes:
        return Refusal(
            code="nothing_chosen",
            title=TITLE,
            sentence=gettext_noop("Nothing was chosen."),
            source=GROUND,
            advice=gettext_noop("Press for, against or abstained.")
            if paper.kind == "motion"
            else gettext_noop("Mark candidates, or say that you are against all of them, or abstain."),
        )
    for number, value in votes.items():
        refusal = _why_not_one(rights.get(number), value, holder=holder, paper=paper)
        if refusal is not None:
            return refusal
    return None


def _why_not_this_way(*, is_open: bool, by_hand: bool, secret: bool) -> Refusal | None:
    if not is_open:
        return Refusal(
            code="vote_closed",
            title=TITLE,
            sentence=gettext_noop("Voting on this question is closed."),
            source=GROUND,
            advice=gettext_noop("The result stands on the page of the meeting."),
        )
    if by_hand:
        return Refusal(
            code="vote_by_hand",
            title=TITLE,
            sentence=gettext_noop("This question is voted by show of hands."),
            source=GROUND,
            advice=gettext_noop("Raise your hand: the counting commission counts."),
        )
    if secret:
        return Refusal(
            code="vote_is_secret",
            title=TITLE,
            sentence=gettext_noop("This vote is secret: it is not given under a name."),
            source=GROUND,
            advice=gettext_noop("Open the page of the meeting on your phone and vote there by secret ballot."),
        )
    return None


def _why_not_one(right: Right | None, value: str, *, holder: int, paper: Paper) -> Refusal | None:
    if right is None or right.holder != holder:
        return why_not_use(right, holder=holder)
    if not is_known(value, paper=paper):
        return why_not_value(paper)
    return why_not_use(right, holder=holder) or _why_not_another(right, value)


_HOW = {
    "plurality": gettext_noop("Choose one candidate, or say that you are against all, or abstain."),
    "approval": gettext_noop("Mark each candidate of whom you approve, or say that you are against all, or abstain."),
    "stv": gettext_noop("Give each candidate a place of its own, from the first on; stop where you like."),
}


def why_not_value(paper: Paper = MOTION) -> Refusal:
    """Say that a vote is none of those that the ballot paper offers.

    Source: Rules of voting: for, against, abstained; in an election, the candidates on the paper.
    """
    if paper.kind in _HOW:
        return Refusal(
            code="unknown_value",
            title=TITLE,
            sentence=gettext_noop(
                "The ballot does not say for whom it is: it names nobody on the paper, or somebody twice."
            ),
            source=GROUND,
            advice=_HOW[paper.kind],
        )
    return Refusal(
        code="unknown_value",
        title=TITLE,
        sentence=gettext_noop("A vote is for, against or abstained."),
        source=GROUND,
        advice=gettext_noop("Press one of the three buttons."),
    )


def why_not_use(right: Right | None, *, holder: int) -> Refusal | None:
    """Say why this person cannot use a right: it is another's, its member was absent, or is set aside by an interest.

    Source: Statute 5.5, one member has one vote; Civil Code, article 98, part 3.
    """
    if right is None or right.holder != holder:
        return Refusal(
            code="not_your_right",
            title=TITLE,
            sentence=gettext_noop(
                "This right to vote is not yours: it was given to another when the question was put."
            ),
            source=GROUND,
            advice=gettext_noop("Open the page of voting again: it shows the rights that you carry."),
        )
    return why_not_of_hall(right)


def why_not_of_hall(right: Right) -> Refusal | None:
    """Say why a right is not used by anybody: its member was absent when the question was put, or is set aside.

    Source: Civil Code, article 98, part 3.
    """
    facts: dict[str, object] = {"name": right.name}
    if not right.present:
        return Refusal(
            code="not_present",
            title=TITLE,
            sentence=gettext_noop("%(name)s was not present when the question was put."),
            source=GROUND,
            facts=facts,
            advice=gettext_noop("Those who come later vote on the next question."),
        )
    if right.recused:
        return Refusal(
            code="recused",
            title=TITLE,
            sentence=gettext_noop("%(name)s declared a conflict of interest and does not vote on this item."),
            source=gettext_noop("Civil Code, article 98, part 3"),
            facts=facts,
        )
    return None


def _why_not_another(right: Right, value: str) -> Refusal | None:
    if right.on_paper and not right.cast:
        return Refusal(
            code="voted_on_paper",
            title=TITLE,
            sentence=gettext_noop(
                "The counting commission has entered the vote of %(name)s in its sheet: it is counted there."
            ),
            source=GROUND,
            facts={"name": right.name},
            advice=gettext_noop("If you did not vote by hand, say so to the counting commission now."),
        )
    if not right.cast or right.cast == value:
        return None
    return Refusal(
        code="vote_is_final",
        title=TITLE,
        sentence=gettext_noop("The vote of %(name)s is already recorded: “%(recorded)s”, and it is final."),
        source=GROUND,
        facts={"name": right.name, "recorded": _RECORDED.get(right.cast, right.cast)},
        advice=gettext_noop("If it was a mistake, say so to the chair: only a new vote by the meeting can mend it."),
        kept=gettext_noop("The vote that was recorded first stays."),
    )
