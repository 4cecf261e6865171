"""Elections on an item: who may be nominated, what a consent is, when an election can be put to the vote."""

from spilno.ballots.rules.choices import KINDS, MOST_CANDIDATES
from spilno.meetings.rules.effects import FINISHED
from spilno.meetings.rules.putting import TITLE
from spilno.statute.rules.refusal import Refusal, gettext_noop

CONSENT = gettext_noop("Rules of procedure: a candidate is voted on with the own consent only")
NOMINATION = gettext_noop("Rules of procedure: nomination ends when the vote begins")


def why_not_prepare_election(*, item_state: str, put: bool, kind: str, seats: int) -> Refusal | None:
    """Say why an election cannot be prepared or changed; `put`: it was put to the vote already and not cancelled.

    Source: Rules of procedure: what is being voted is not changed.
    """
    title = gettext_noop("The election was not prepared")
    fixed = _why_fixed(title, item_state=item_state, put=put)
    if fixed is not None:
        return fixed
    if kind not in KINDS - {"motion"} or seats < 1:
        return Refusal(
            code="election_incomplete",
            title=title,
            sentence=gettext_noop("It is not said how votes are counted, or which seats are to be filled."),
            source=NOMINATION,
            advice=gettext_noop("Choose the way of counting and mark the seats."),
        )
    if kind == "plurality" and seats > 1:
        return Refusal(
            code="one_seat_only",
            title=title,
            sentence=gettext_noop("By plurality with a run-off one seat is filled; %(seats)d are marked."),
            source=gettext_noop("Rules of voting: run-off between the two with most votes"),
            facts={"seats": seats},
            advice=gettext_noop("Choose approval or the order of preference, or give each seat an item of its own."),
        )
    return None


def why_not_nominate(*, item_state: str, put: bool, already: bool, nominated: int, by_whom: str) -> Refusal | None:
    """Say why a person cannot be nominated; `nominated` counts those who are.

    Source: Rules of procedure: nomination ends when the vote begins.
    """
    title = gettext_noop("The candidate was not nominated")
    fixed = _why_fixed(title, item_state=item_state, put=put)
    if fixed is not None:
        return fixed
    if already:
        return Refusal(
            "nominated_already", gettext_noop("This person is nominated on this item already."), NOMINATION, title=title
        )
    if nominated >= MOST_CANDIDATES:
        return Refusal(
            code="too_many_candidates",
            title=title,
            sentence=gettext_noop("A ballot paper holds no more than %(most)d candidates."),
            source=NOMINATION,
            facts={"most": MOST_CANDIDATES},
            advice=gettext_noop("Divide the seats between several items of the agenda."),
        )
    if not by_whom.strip():
        return Refusal(
            code="nominated_by_nobody",
            title=title,
            sentence=gettext_noop("It is not said who nominates the candidate."),
            source=NOMINATION,
            advice=gettext_noop("Name the council, the body or the person; “self-nomination” also does."),
        )
    return None


def why_not_change_nomination(*, item_state: str, put: bool) -> Refusal | None:
    """Say why a consent or a withdrawal cannot be written down: the ballot paper stands.

    Source: Rules of procedure: nomination ends when the vote begins.
    """
    return _why_fixed(gettext_noop("The nomination was not changed"), item_state=item_state, put=put)


def why_not_put_election(*, standing: int, purpose: str, run_off: int) -> Refusal | None:
    """Say why an election cannot be put: nobody stands, or there is no run-off to be held (`run_off` who go to it).

    Source: Rules of procedure: a candidate is voted on with the own consent only.
    """
    if purpose == "run_off" and run_off < 2:
        return Refusal(
            code="no_run_off",
            title=TITLE,
            sentence=gettext_noop("There is no run-off to be held on this item."),
            source=gettext_noop("Rules of voting: run-off between the two with most votes"),
            advice=gettext_noop("A run-off follows a first vote in which nobody was elected."),
        )
    if purpose != "run_off" and standing < 1:
        return Refusal(
            code="nobody_stands",
            title=TITLE,
            sentence=gettext_noop("No candidate has given consent to stand."),
            source=CONSENT,
            advice=gettext_noop("Nominate candidates and write down their consent under “Election”."),
        )
    return None


def _why_fixed(title: str, *, item_state: str, put: bool) -> Refusal | None:
    if item_state not in FINISHED and item_state != "voting" and not put:
        return None
    return Refusal(
        code="ballot_paper_stands",
        title=title,
        sentence=gettext_noop("The election was put to the vote: its ballot paper is not changed any more."),
        source=NOMINATION,
        advice=gettext_noop("If the vote is cancelled, candidates may be nominated again."),
    )
