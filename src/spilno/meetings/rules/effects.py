"""Effects of a decision: what each kind needs, and when it can be prepared."""

from dataclasses import dataclass
from datetime import date

from spilno.statute.rules.refusal import Refusal, gettext_noop

FINISHED = frozenset({"decided", "noted", "rejected", "withdrawn", "postponed"})
GROUND = gettext_noop("Rules of procedure: a draft decision says who, what and when")

_NEEDS = {
    "confirm": ("membership",),
    "suspend": ("membership",),
    "restore": ("membership",),
    "leave": ("membership",),
    "exclude": ("membership",),
    "elect": ("seat", "person"),
    "counting": ("person",),
    "dismiss": ("seat",),
    "dues": ("dues_table",),
    "statute": ("edition",),
    "undertaking": ("what", "bound"),
    "off_control": ("undertaking",),
    "cancel": ("target",),
    "change": ("target", "what"),
}

_WORDS = {
    "membership": gettext_noop("the member"),
    "seat": gettext_noop("the seat"),
    "person": gettext_noop("the person"),
    "dues_table": gettext_noop("the table of dues"),
    "edition": gettext_noop("the edition of the statute"),
    "what": gettext_noop("what is to be done"),
    "bound": gettext_noop("who is bound"),
    "undertaking": gettext_noop("the undertaking"),
    "target": gettext_noop("the decision"),
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """An effect as the rule sees it: its kind, what is given, its days."""

    kind: str
    membership: bool = False
    seat: bool = False
    person: bool = False
    dues_table: bool = False
    edition: bool = False
    what: bool = False
    bound: bool = False
    undertaking: bool = False
    target: bool = False
    starts: date | None = None
    ends: date | None = None


def needs_of(kind: str) -> tuple[str, ...]:
    """Return what a kind of effect needs, by the names of its fields.

    Source: Rules of procedure: a draft decision says who, what and when.
    """
    return _NEEDS.get(kind, ())


def why_not_effect(*, effect: Prepared, nobody_holds: bool = False) -> Refusal | None:
    """Say what is missing or wrong in an effect; `nobody_holds`: the seat to be freed is empty.

    Source: Rules of procedure: a draft decision says who, what and when.
    """
    title = gettext_noop("The effect of the decision cannot be done")
    if effect.kind not in _NEEDS:
        return Refusal("unknown_effect", gettext_noop("Such an effect is not known."), GROUND, title=title)
    for need in _NEEDS[effect.kind]:
        if not getattr(effect, need):
            return Refusal(
                code="effect_incomplete",
                title=title,
                sentence=gettext_noop("It is not said what the decision is about: %(need)s is missing."),
                source=GROUND,
                facts={"need": _WORDS[need]},
                advice=gettext_noop("Fill in what is missing."),
            )
    if effect.starts and effect.ends and effect.ends < effect.starts:
        return Refusal("ends_before_start", gettext_noop("The last day is before the first."), GROUND, title=title)
    if nobody_holds:
        return Refusal(
            code="nobody_holds",
            title=title,
            sentence=gettext_noop("Nobody holds this seat on that day: there is no term to end."),
            source=GROUND,
            advice=gettext_noop("Take the effect off the item, or name another seat."),
        )
    return None


def why_not_touch_decision(*, number: int, cancelled_by: int | None, needed: int, needed_then: int) -> Refusal | None:
    """Say why an earlier decision cannot be cancelled or changed by the one that is being prepared; None when it can.

    `cancelled_by` is the number of the decision that cancelled it already. `needed` and `needed_then` are the votes that
    the kind of matter of the new decision and that of the earlier one ask for, reckoned on the same members: what was
    carried by three quarters is not undone by a half.

    Source: Rules of procedure: a decision is cancelled or changed by the same body, by no fewer votes than it needed.
    """
    title = gettext_noop("The earlier decision cannot be cancelled or changed")
    source = gettext_noop(
        "Rules of procedure: a decision is cancelled or changed by the same body, by no fewer votes than it needed"
    )
    if cancelled_by is not None:
        return Refusal(
            code="decision_cancelled",
            title=title,
            sentence=gettext_noop("Decision no. %(number)d was cancelled already by decision no. %(by)d."),
            source=source,
            facts={"number": number, "by": cancelled_by},
            advice=gettext_noop("Take this off the item; what is to hold now is decided anew."),
        )
    if needed < needed_then:
        return Refusal(
            code="fewer_votes_than_it_needed",
            title=title,
            sentence=gettext_noop(
                "Decision no. %(number)d is of a kind of matter that needs %(then)d votes of all members being here; "
                "this item needs only %(now)d."
            ),
            source=source,
            facts={"number": number, "then": needed_then, "now": needed},
            advice=gettext_noop("Give the item the same kind of matter as the earlier decision had."),
        )
    return None


def why_not_prepare_effect(*, item_state: str, effect: Prepared | None) -> Refusal | None:
    """Say why effects of an item cannot be prepared or taken away now; None when they can.

    Source: Rules of procedure: what is being voted is not changed.
    """
    title = gettext_noop("The effects were not changed")
    if item_state in FINISHED or item_state == "voting":
        return Refusal(
            code="effects_fixed",
            title=title,
            sentence=gettext_noop("The item is being voted or is finished: what its decision changes stands."),
            source=gettext_noop("Rules of procedure: what is being voted is not changed"),
            advice=gettext_noop("Close or cancel the vote first; a finished item is changed by a new decision only."),
        )
    return why_not_effect(effect=effect) if effect is not None else None
