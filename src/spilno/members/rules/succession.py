"""What becomes of a membership when something becomes of its council."""

from enum import StrEnum


class Outcome(StrEnum):
    """What becomes of it."""

    PASSES = "passes"  # the same membership under the new name
    INHERITED = "inherited"  # it ends, the successor goes on as a member in the same standing
    JOINED = "joined"  # it ends, the successor is a member already and keeps its one vote
    ENDS = "ends"  # it ends, successors apply by their own decisions


def outcome_of(kind: str, *, state: str, has_successor: bool, successor_is_member: bool) -> Outcome:
    """Tell what becomes of a membership in `state` when its council was renamed, merged, split or abolished.

    Nobody gets a second vote: a successor that is a member stays one member. An application is not inherited: the
    decision to join was that of the old council.

    Source: Law 280/97-ВР, article 15 (a council itself decides to join); Statute 5.5 (one member, one vote).
    """
    if not has_successor or kind not in {"renamed", "merged"}:
        return Outcome.ENDS
    if successor_is_member:
        return Outcome.JOINED
    if kind == "renamed":
        return Outcome.PASSES
    return Outcome.ENDS if state == "applied" else Outcome.INHERITED
