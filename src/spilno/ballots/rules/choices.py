"""What a ballot may say: a short word of a known form, the same from a form, from the live hall and in a secret box."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LONGEST = 200
MOST_CANDIDATES = 60  # an order of all of them, «60>59>…», fits the longest choice
VALUES = frozenset({"for", "against", "abstained"})
NOBODY = frozenset({"against", "abstained"})  # in an election: against all candidates, abstained
KINDS = frozenset({"motion", "plurality", "approval", "stv"})
_FORM = re.compile(r"[a-z0-9][a-z0-9_.:,>=-]*\Z")
_NUMBER = re.compile(r"[1-9][0-9]?\Z")


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on the ballot paper of a question: its kind and the numbers of its candidates; a motion has none."""

    kind: str = "motion"
    candidates: tuple[int, ...] = ()


MOTION = Paper()


def is_well_formed(choice: str) -> bool:
    """Tell whether a choice has the form of one: small Latin letters, digits and a few signs, not longer than 200.

    Numbers of candidates in an order («3>1>2») and approvals («1,4») have the same form.

    Source: docs/adr/0016-secret-votes.md.
    """
    return len(choice) <= LONGEST and _FORM.match(choice) is not None


def is_known(choice: str, *, paper: Paper = MOTION) -> bool:
    """Tell whether a choice is one of those that the paper offers, in its only spelling.

    A motion: for, against, abstained. Plurality: one number. Approval: numbers in rising order, «1,4». STV: numbers in
    the order of preference, as many as the voter likes, «3>1>2». Every election: against all, or abstained.

    Source: Rules of voting: a ballot says one thing, and one thing has one spelling.
    """
    if not is_well_formed(choice):
        return False
    if paper.kind == "motion":
        return choice in VALUES
    if choice in NOBODY:
        return True
    chosen = chosen_on(choice, kind=paper.kind)
    known = bool(chosen) and len(set(chosen)) == len(chosen) and set(chosen) <= set(paper.candidates)
    if paper.kind == "plurality":
        return known and len(chosen) == 1
    return known and (paper.kind == "stv" or chosen == tuple(sorted(chosen)))


def chosen_on(choice: str, *, kind: str) -> tuple[int, ...]:
    """Return the numbers of candidates on a ballot, in the order written; none when it is not a choice among them.

    Source: Rules of voting: a ballot says one thing, and one thing has one spelling.
    """
    parts = choice.split(">" if kind == "stv" else ",")
    if not all(_NUMBER.match(part) for part in parts):
        return ()
    return tuple(int(part) for part in parts)


def choice_of(ranked: Iterable[int], *, kind: str) -> str:
    """Return the only spelling of a choice; `ranked` are numbers of candidates, in the order of preference for STV.

    Source: Rules of voting: a ballot says one thing, and one thing has one spelling.
    """
    chosen = list(ranked)
    return ">".join(map(str, chosen)) if kind == "stv" else ",".join(map(str, sorted(chosen)))


def paper_digest(title: str, text: str, candidates: Mapping[int, str]) -> str:
    """Return SHA-256 of what was put to the vote: title, text and numbered names, each ended by a line feed.

    The journal keeps it at the opening, and no names: whoever changes a name afterwards is found.

    Source: docs/adr/0019-meeting-as-a-file.md.
    """
    names = (f"{number}. {candidates[number]}" for number in sorted(candidates))
    return hashlib.sha256("".join(f"{line}\n" for line in (title, text, *names)).encode()).hexdigest()
