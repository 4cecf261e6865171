"""The path of a membership: which step may follow which, and who may begin it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spilno.statute.rules.refusal import Refusal, gettext_noop


class Step(StrEnum):
    """A step of the path; its value is the word of the act."""

    ADMIT = "admit"
    DECLINE = "decline"
    CONFIRM = "confirm"
    SUSPEND = "suspend"
    RESTORE = "restore"
    LEAVE = "leave"
    EXCLUDE = "exclude"
    END = "end"


@dataclass(frozen=True, slots=True)
class _Move:
    """From which states a step leads to which, under which matter of the statute, and what is said when it may not."""

    after: frozenset[str]
    to: str
    matter: str
    title: str
    sentence: str


STATE_NAMES = {
    "applied": gettext_noop("applied"),
    "admitted": gettext_noop("admitted by the Board"),
    "confirmed": gettext_noop("member"),
    "suspended": gettext_noop("suspended"),
    "left": gettext_noop("left the Association"),
    "excluded": gettext_noop("excluded"),
    "declined": gettext_noop("declined"),
    "ended": gettext_noop("ended with the council"),
}
OPEN_STATES = frozenset({"applied", "admitted", "confirmed", "suspended"})

_MOVES = {
    Step.ADMIT: _Move(
        frozenset({"applied"}),
        "admitted",
        "admission",
        gettext_noop("The council was not admitted"),
        gettext_noop("The Board admits who has applied. %(council)s now: %(now)s."),
    ),
    Step.DECLINE: _Move(
        frozenset({"applied", "admitted"}),
        "declined",
        "admission",
        gettext_noop("The application was not declined"),
        gettext_noop("Only an application can be declined. %(council)s now: %(now)s."),
    ),
    Step.CONFIRM: _Move(
        frozenset({"admitted"}),
        "confirmed",
        "admission",
        gettext_noop("The admission was not confirmed"),
        gettext_noop("The General Meeting confirms an admission by the Board. %(council)s now: %(now)s."),
    ),
    Step.SUSPEND: _Move(
        frozenset({"admitted", "confirmed"}),
        "suspended",
        "suspension",
        gettext_noop("The membership was not suspended"),
        gettext_noop("Only a member in its rights can be suspended. %(council)s now: %(now)s."),
    ),
    Step.RESTORE: _Move(
        frozenset({"suspended"}),
        "confirmed",
        "suspension",
        gettext_noop("The membership was not restored"),
        gettext_noop("Only a suspended membership can be restored. %(council)s now: %(now)s."),
    ),
    Step.LEAVE: _Move(
        frozenset({"admitted", "confirmed", "suspended"}),
        "left",
        "exclusion",
        gettext_noop("The exit was not recorded"),
        gettext_noop("Only a member can leave. %(council)s now: %(now)s."),
    ),
    Step.EXCLUDE: _Move(
        frozenset({"admitted", "confirmed", "suspended"}),
        "excluded",
        "exclusion",
        gettext_noop("The member was not excluded"),
        gettext_noop("Only a member can be excluded. %(council)s now: %(now)s."),
    ),
    Step.END: _Move(
        OPEN_STATES,
        "ended",
        "exclusion",
        gettext_noop("The membership was not ended"),
        gettext_noop("This membership is over already. %(council)s now: %(now)s."),
    ),
}


def state_after(step: Step) -> str:
    """Return the state that a step leads to.

    Source: Statute, chapter 4 (membership).
    """
    return _MOVES[step].to


def state_restored(states: Sequence[str]) -> str:
    """Return the state that a suspended membership returns to: the last one in its rights before the suspension.

    `states` are those of the path, oldest first. Who was not yet confirmed is not confirmed by being restored.

    Source: Statute 4.9.
    """
    return next((state for state in reversed(states) if state in {"admitted", "confirmed"}), "confirmed")


def matter_of(step: Step) -> str:
    """Return the code of the matter under which the statute regulates a step.

    Source: Statute, chapter 4 (membership).
    """
    return _MOVES[step].matter


def steps_after(state: str) -> frozenset[Step]:
    """Return the steps that may follow a state; none follows an end.

    Source: Statute, chapter 4 (membership).
    """
    return frozenset(step for step, move in _MOVES.items() if state in move.after)


def why_not_step(
    step: Step, *, state: str, on: date, last_on: date | None, ground: str, council: str, article: str
) -> Refusal | None:
    """Say why a step may not follow: out of order, earlier than the step before it, or without a ground.

    `last_on` is the day of the step before; a step on the same day may follow it.

    Source: Statute, chapter 4: 4.3 (admission), 4.7 (exit and exclusion), 4.9 (suspension).
    """
    move = _MOVES[step]
    facts: dict[str, object] = {"council": council, "article": article}
    if state not in move.after:
        return Refusal(
            code=f"not_{step}",
            title=move.title,
            sentence=move.sentence,
            source=gettext_noop("Statute, %(article)s"),
            facts={**facts, "now": STATE_NAMES.get(state, state)},
            advice=gettext_noop("Open the member's page: its path shows every step, its day and its ground."),
        )
    if last_on is not None and on < last_on:
        return Refusal(
            code="step_too_early",
            title=move.title,
            sentence=gettext_noop(
                "The day %(on)s is before the step that stands already, of %(last_on)s: the path goes one way."
            ),
            source=gettext_noop("Statute, %(article)s"),
            facts={**facts, "on": f"{on:%d.%m.%Y}", "last_on": f"{last_on:%d.%m.%Y}"},
            advice=gettext_noop("Check the day of the decision."),
        )
    if not ground.strip():
        return Refusal(
            code="step_without_ground",
            title=move.title,
            sentence=gettext_noop("The decision is not named: which body, what day, what number."),
            source=gettext_noop("Statute, %(article)s"),
            facts=facts,
            advice=gettext_noop("Name the decision on which this step rests."),
        )
    return None


@dataclass(frozen=True, slots=True)
class Applicant:
    """What is known of an organisation that asks to join, as `kind` of member, on a day."""

    name: str
    organisation_kind: str  # council, association …
    ended: date | None
    open_state: str  # of a membership that stands open; empty: none
    kind: str
    decision: str
    decided_on: date | None
    applied_on: date


def why_not_apply(applicant: Applicant) -> Refusal | None:
    """Say why an organisation may not apply.

    A council joins on its own decision, taken not later than the application; it has one open membership; councils are
    full members, local associations collective ones; an honorary member needs no decision of its own.

    Source: Law 1275-VI, article 4; Law 280/97-ВР, articles 15 and 26: uniting, joining and leaving is decided by the
    council itself.
    """
    title = gettext_noop("The application was not recorded")
    facts: dict[str, object] = {"council": applicant.name}
    if applicant.ended is not None and applicant.ended <= applicant.applied_on:
        return Refusal(
            code="applicant_ended",
            title=title,
            sentence=gettext_noop("%(council)s ended on %(ended)s."),
            source=gettext_noop("Law 1275-VI, article 4"),
            facts={**facts, "ended": f"{applicant.ended:%d.%m.%Y}"},
            advice=gettext_noop("See its successor in the register of organisations: the successor applies itself."),
        )
    if applicant.open_state:
        return Refusal(
            code="membership_open",
            title=title,
            sentence=gettext_noop("%(council)s has a membership already, now: %(now)s."),
            source=gettext_noop("Law 1275-VI, article 2: equality of members"),
            facts={**facts, "now": STATE_NAMES.get(applicant.open_state, applicant.open_state)},
            advice=gettext_noop("Go on with the membership that stands open."),
        )
    if applicant.kind == "full" and applicant.organisation_kind != "council":
        return Refusal(
            code="not_a_council",
            title=title,
            sentence=gettext_noop("A full member is a council; %(council)s is not one."),
            source=gettext_noop("Law 1275-VI, article 4"),
            facts=facts,
            advice=gettext_noop("Choose another kind: a local association is a collective member."),
        )
    if applicant.kind == "collective" and applicant.organisation_kind != "association":
        return Refusal(
            code="not_an_association",
            title=title,
            sentence=gettext_noop("A collective member is an association of councils; %(council)s is not one."),
            source=gettext_noop("Law 1275-VI, article 4"),
            facts=facts,
            advice=gettext_noop("Choose another kind of membership."),
        )
    return _why_not_decided(applicant, title, facts)


def _why_not_decided(applicant: Applicant, title: str, facts: dict[str, object]) -> Refusal | None:
    if applicant.kind == "honorary":
        return None
    source = gettext_noop("Law 280/97-VR, articles 15 and 26")
    if not applicant.decision.strip() or applicant.decided_on is None:
        return Refusal(
            code="no_own_decision",
            title=title,
            sentence=gettext_noop("The council's own decision to join is not named: %(council)s joins by itself only."),
            source=source,
            facts=facts,
            advice=gettext_noop("Enter the number and the day of the decision that the council took in session."),
        )
    if applicant.decided_on > applicant.applied_on:
        return Refusal(
            code="decided_after_applying",
            title=title,
            sentence=gettext_noop("The council decided on %(decided_on)s, after the application of %(applied_on)s."),
            source=source,
            facts={
                **facts,
                "decided_on": f"{applicant.decided_on:%d.%m.%Y}",
                "applied_on": f"{applicant.applied_on:%d.%m.%Y}",
            },
            advice=gettext_noop("Check both days: the session decides first, then the application is written."),
        )
    return None


def warn_other_association(*, all_ukrainian: bool, others: Collection[str], council: str) -> Refusal | None:
    """Warn that a council belongs to another all-Ukrainian association, when this one is all-Ukrainian too.

    It is a warning: the data about others may be old. Nothing to warn about for a local association.

    Source: Law 1275-VI, article 4(2): one all-Ukrainian association for one council.
    """
    if not all_ukrainian or not others:
        return None
    return Refusal(
        code="another_association",
        title=gettext_noop("Another all-Ukrainian association"),
        sentence=gettext_noop("%(council)s declares that it belongs to: %(others)s."),
        source=gettext_noop("Law 1275-VI, article 4(2)"),
        facts={"council": council, "others": "; ".join(sorted(others))},
        advice=gettext_noop("A council may belong to one all-Ukrainian association only: ask it which one it keeps."),
    )
