"""Counting by hand: two sheets of two persons that agree make the result."""

from collections.abc import Sequence
from dataclasses import dataclass

from spilno.statute.rules.refusal import Refusal, gettext_noop

COUNTERS = 2
GROUND = gettext_noop("Rules of voting: two members of the counting commission count, and their sheets agree")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Counts as one person entered them; `roll` are values by number of right, empty when only hands were counted.

    `pile`: how many paper ballots of a secret vote say what.
    """

    votes_for: int
    votes_against: int
    votes_abstained: int
    roll: tuple[tuple[int, str], ...] = ()
    pile: tuple[tuple[str, int], ...] = ()

    @property
    def total(self) -> int:
        """Return all hands counted.

        Source: Rules of voting.
        """
        return self.votes_for + self.votes_against + self.votes_abstained


def why_not_sheet(
    sheet: Sheet,
    *,
    may_vote: int,
    is_open: bool,
    names_needed: bool = False,
    cast: int = 0,
    twice: Sequence[str] = (),
) -> Refusal | None:
    """Say why a sheet cannot be entered; `may_vote` are rights present, less those recused; `cast` of them have voted
    from phones already, `twice` are names of those on the sheet who have. `names_needed`: a roll-call, an election and a
    vote with a majority within levels are entered by the roll.

    Source: Rules of voting: nobody votes twice.
    """
    title = gettext_noop("The sheet was not entered")
    if not is_open:
        return Refusal("vote_closed", gettext_noop("Voting on this question is closed."), GROUND, title=title)
    if names_needed and sheet.total and not sheet.roll:
        return Refusal(
            code="election_by_roll",
            title=title,
            sentence=gettext_noop(
                "Totals are not enough here: a roll-call, an election and a majority within levels of councils are counted by the roll."
            ),
            source=GROUND,
            advice=gettext_noop("Open the sheet by the roll and enter the vote of each member."),
        )
    if twice:
        return Refusal(
            code="voted_by_phone",
            title=title,
            sentence=gettext_noop(
                "These members have voted from the phone already: %(names)s. Nobody is counted twice."
            ),
            source=GROUND,
            facts={"names": ", ".join(twice[:8])},
            advice=gettext_noop("Take them off the sheet: their votes are recorded."),
        )
    return why_too_many(sheet, cast=cast, may_vote=may_vote, title=title)


def why_too_many(sheet: Sheet, *, cast: int, may_vote: int, title: str) -> Refusal | None:
    """Say that hands and votes from phones (`cast`) together are more than the rights that may vote; None otherwise.

    Source: Rules of voting: nobody votes twice.
    """
    if sheet.total + cast <= may_vote:
        return None
    return Refusal(
        code="more_hands_than_members",
        title=title,
        sentence=gettext_noop(
            "%(total)d hands and %(cast)d votes from phones were counted, but only %(may_vote)d may vote."
        )
        if cast
        else gettext_noop("%(total)d hands were counted, but only %(may_vote)d may vote."),
        source=GROUND,
        facts={"total": sheet.total, "cast": cast, "may_vote": may_vote},
        advice=gettext_noop("Count again: each member present has one vote."),
    )


def asks_for_sheets(*, by_hand: bool, entered: int, handed: int = 0) -> bool:
    """Tell whether a vote is closed only with sheets that agree: by hand always, beside phones when one was entered, in
    a secret vote when ballots were `handed` out on paper.

    Source: Rules of voting: two members of the counting commission count, and their sheets agree.
    """
    return by_hand or entered > 0 or handed > 0


def difference(first: Sheet, second: Sheet) -> dict[str, int]:
    """Return by how much the second sheet differs, for, against, abstained; only what differs.

    `roll` counts members entered differently, `pile` ballots on paper that only one of the sheets has.

    Source: Rules of voting.
    """
    found = {
        "for": second.votes_for - first.votes_for,
        "against": second.votes_against - first.votes_against,
        "abstained": second.votes_abstained - first.votes_abstained,
    }
    mine, theirs = dict(first.roll), dict(second.roll)
    found["roll"] = sum(1 for number in mine.keys() | theirs.keys() if mine.get(number) != theirs.get(number))
    ours, others = dict(first.pile), dict(second.pile)
    found["pile"] = sum(abs(ours.get(choice, 0) - others.get(choice, 0)) for choice in ours.keys() | others.keys())
    return {name: by for name, by in found.items() if by}


def why_no_sheets(*, counters: int, sheets: int) -> Refusal | None:
    """Say, while phones vote, that hands or paper cannot be counted: fewer than two members of the commission are entered.

    `counters` are its members who may count this vote, `sheets` those that were entered already.

    Source: Rules of voting: two members of the counting commission count, and their sheets agree.
    """
    if counters >= COUNTERS or sheets >= COUNTERS:
        return None
    return Refusal(
        code="nobody_counts",
        sentence=gettext_noop(
            "Two members of the counting commission are needed who are not candidates themselves; %(have)d entered."
        ),
        source=GROUND,
        facts={"have": counters},
        advice=gettext_noop(
            "Let the secretariat enter those whom the meeting elected under “Working bodies”: it can be done while this vote goes on."
        ),
    )


def why_not_count(sheets: Sequence[Sheet]) -> Refusal | None:
    """Say why sheets do not make a result yet: fewer than two, or they disagree; None when all of them agree.

    Source: Rules of voting: two count.
    """
    title = gettext_noop("The vote was not closed")
    if len(sheets) < 2:
        return Refusal(
            code="sheets_missing",
            title=title,
            sentence=gettext_noop("%(have)d of 2 sheets of the counting commission have been entered."),
            source=GROUND,
            facts={"have": len(sheets)},
            advice=gettext_noop("Another member of the counting commission enters what he counted.")
            if sheets
            else gettext_noop("Two members of the counting commission enter what each of them counted."),
        )
    for other in sheets[1:]:
        differs = difference(sheets[0], other)
        if differs:
            return Refusal(
                code="sheets_differ",
                title=title,
                sentence=_how_they_differ(differs),
                source=GROUND,
                facts={
                    "one": _totals(sheets[0]),
                    "other": _totals(other),
                    "roll": differs.get("roll", 0),
                    "pile": differs.get("pile", 0),
                },
                advice=gettext_noop("Count again together; each mends his own sheet."),
            )
    return None


def _how_they_differ(differs: dict[str, int]) -> str:
    if differs.keys() == {"pile"}:
        return gettext_noop(
            "The totals agree, but the ballots on the sheets differ. Ballots on one sheet only: %(pile)d."
        )
    if "roll" not in differs:
        return gettext_noop("The sheets differ. For, against, abstained: %(one)s on one, %(other)s on the other.")
    if len(differs) == 1:
        return gettext_noop("The totals agree, but the sheets differ. Members entered differently: %(roll)d.")
    return gettext_noop(
        "The sheets differ. For, against, abstained: %(one)s on one, %(other)s on the other; "
        "members entered differently: %(roll)d."
    )


def _totals(sheet: Sheet) -> str:
    return f"{sheet.votes_for}, {sheet.votes_against}, {sheet.votes_abstained}"
