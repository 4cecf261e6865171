"""Quorum: how many members must be present so that the meeting may decide."""

from dataclasses import dataclass

from spilno.statute.rules.provisions import Provisions
from spilno.statute.rules.refusal import Refusal, gettext_noop


@dataclass(frozen=True, slots=True)
class Presence:
    """Members, not people: `entitled` have a deciding vote on the day, `present` of them are here (by proxy too)."""

    entitled: int
    present: int


def quorum_needed(presence: Presence, *, provisions: Provisions) -> int:
    """Return how many members must be present; of 62, more than half is 32.

    Source: Statute 5.3.
    """
    return provisions.quorum.needed(presence.entitled)


def has_quorum(presence: Presence, *, provisions: Provisions) -> bool:
    """Tell whether enough members are present; a meeting of nobody has no quorum.

    Source: Statute 5.3.
    """
    return presence.entitled > 0 and presence.present >= quorum_needed(presence, provisions=provisions)


def why_no_quorum(presence: Presence, *, provisions: Provisions) -> Refusal | None:
    """Say that there is no quorum, how many are here and how many are missing; None when there is.

    Source: Statute 5.3.
    """
    if has_quorum(presence, provisions=provisions):
        return None
    needed = quorum_needed(presence, provisions=provisions)
    return Refusal(
        code="no_quorum",
        title=gettext_noop("There is no quorum"),
        sentence=gettext_noop(
            "%(present)d of %(entitled)d members are here, %(needed)d are needed: there is no quorum."
        ),
        source=gettext_noop("Statute, %(article)s"),
        facts={
            "present": presence.present,
            "entitled": presence.entitled,
            "needed": needed,
            "missing": needed - presence.present,
            "article": provisions.quorum.ground.article,
        },
        advice=gettext_noop("Ask the registrar to check the list of those present, or announce a recess."),
    )
