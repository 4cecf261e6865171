"""Mandates: who may represent a member, from when to when, and beside whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spilno.members.rules.path import OPEN_STATES, STATE_NAMES
from spilno.statute.rules.refusal import Refusal, gettext_noop

REPRESENTATIVE = "representative"
SUBSTITUTE = "substitute"
SOURCE = gettext_noop("Statute, %(article)s: one member has one vote, and one representative gives it")


@dataclass(frozen=True, slots=True)
class Held:
    """A mandate as facts: its kind, whose it is (a number), first and last day; both are included, None: without end."""

    kind: str
    person: int
    starts: date
    ends: date | None


def overlap(one: Held, other: Held) -> bool:
    """Tell whether two mandates share at least one day.

    Source: Statute, chapter on representation: a mandate lasts through its last day.
    """
    return (other.ends is None or one.starts <= other.ends) and (one.ends is None or other.starts <= one.ends)


def why_not_give_mandate(
    wanted: Held,
    *,
    standing: Sequence[Held],
    state: str,
    council: str,
    act: str,
    article: str,
    joined_on: date | None = None,
) -> Refusal | None:
    """Say why a member may not be given this mandate.

    `standing` are the member's other mandates of any time. One representative and one substitute at a time; a
    substitute only from a day on which a representative stands; nobody is both at once; the member must not have left.

    Source: Statute 5.5 (one member, one vote) and the chapter on representation.
    """
    title = gettext_noop("The mandate was not recorded")
    facts: dict[str, object] = {"council": council, "article": article}
    if state not in OPEN_STATES:
        return Refusal(
            code="mandate_of_no_member",
            title=title,
            sentence=gettext_noop("%(council)s is not a member, now: %(now)s. Nobody represents it."),
            source=SOURCE,
            facts={**facts, "now": STATE_NAMES.get(state, state)},
            advice=gettext_noop("A mandate is possible from the day the council applies again."),
        )
    if not act.strip():
        return Refusal(
            code="mandate_without_act",
            title=title,
            sentence=gettext_noop("The act that gives the mandate is not named."),
            source=SOURCE,
            facts=facts,
            advice=gettext_noop("Enter the council's decision or the head's order, with its number and day."),
        )
    refusal = _why_backwards(wanted, title, facts)
    if refusal is not None:
        return refusal
    for held in standing:
        refusal = _why_not_beside(held, wanted, title, facts)
        if refusal is not None:
            return refusal
    return _why_not_alone(wanted, standing, title, facts)


def _why_backwards(wanted: Held, title: str, facts: dict[str, object]) -> Refusal | None:
    if wanted.ends is not None and wanted.ends < wanted.starts:
        return Refusal(
            code="mandate_backwards",
            title=title,
            sentence=gettext_noop("The mandate would end on %(ends)s, before it begins on %(starts)s."),
            source=SOURCE,
            facts={**facts, "starts": f"{wanted.starts:%d.%m.%Y}", "ends": f"{wanted.ends:%d.%m.%Y}"},
            advice=gettext_noop("Check both days; the last day is included."),
        )
    return None


def _why_not_beside(held: Held, wanted: Held, title: str, facts: dict[str, object]) -> Refusal | None:
    if not overlap(held, wanted):
        return None
    facts = {
        **facts,
        "from": f"{held.starts:%d.%m.%Y}",
        "till": f"{held.ends:%d.%m.%Y}" if held.ends else "…",
        "before": f"{wanted.starts - timedelta(days=1):%d.%m.%Y}",
    }
    if held.kind == wanted.kind:
        representative = wanted.kind == REPRESENTATIVE
        return Refusal(
            code="mandate_overlaps",
            title=title,
            sentence=gettext_noop("%(council)s has a representative for these days already: %(from)s – %(till)s.")
            if representative
            else gettext_noop("%(council)s has a substitute for these days already: %(from)s – %(till)s."),
            source=SOURCE,
            facts=facts,
            advice=gettext_noop("End the standing mandate with %(before)s, or begin the new one after it."),
        )
    if held.person == wanted.person:
        return Refusal(
            code="mandate_of_both_kinds",
            title=title,
            sentence=gettext_noop(
                "This person has the other mandate of %(council)s in these days: %(from)s – %(till)s."
            ),
            source=SOURCE,
            facts=facts,
            advice=gettext_noop("A substitute stands in for the representative, so these are two persons."),
        )
    return None


def _why_not_alone(wanted: Held, standing: Sequence[Held], title: str, facts: dict[str, object]) -> Refusal | None:
    if wanted.kind != SUBSTITUTE:
        return None
    beside = [
        held
        for held in standing
        if held.kind == REPRESENTATIVE
        and held.starts <= wanted.starts
        and (held.ends is None or held.ends >= wanted.starts)
    ]
    if beside:
        return None
    return Refusal(
        code="substitute_alone",
        title=title,
        sentence=gettext_noop("%(council)s has no representative on %(starts)s: there is nobody to stand in for."),
        source=SOURCE,
        facts={**facts, "starts": f"{wanted.starts:%d.%m.%Y}"},
        advice=gettext_noop("Record the representative first."),
    )


def why_not_end_mandate(held: Held, *, last_day: date, council: str, ground: str, article: str) -> Refusal | None:
    """Say why a mandate may not end with this day: it ended before, or the day lies before its beginning.

    Source: Statute, chapter on representation.
    """
    title = gettext_noop("The mandate was not ended")
    facts: dict[str, object] = {"council": council, "article": article, "last_day": f"{last_day:%d.%m.%Y}"}
    if held.ends is not None and held.ends <= last_day:
        return Refusal(
            code="mandate_ended",
            title=title,
            sentence=gettext_noop("The mandate of %(council)s ended on %(ends)s already."),
            source=SOURCE,
            facts={**facts, "ends": f"{held.ends:%d.%m.%Y}"},
            advice=gettext_noop("Nothing needs to be done; choose an earlier day to shorten it."),
        )
    if last_day < held.starts:
        return Refusal(
            code="mandate_not_begun",
            title=title,
            sentence=gettext_noop("The mandate begins on %(starts)s; it cannot end before, with %(last_day)s."),
            source=SOURCE,
            facts={**facts, "starts": f"{held.starts:%d.%m.%Y}"},
            advice=gettext_noop("Check the day; the last day is included."),
        )
    if not ground.strip():
        return Refusal(
            code="mandate_end_without_ground",
            title=title,
            sentence=gettext_noop("The act that ends the mandate is not named."),
            source=SOURCE,
            facts=facts,
            advice=gettext_noop("Name the decision, or what happened: the end of the convocation, a resignation."),
        )
    return None


def remind_of_mandate_on(ends: date | None, day: date) -> bool:
    """Tell whether a council is written to on a day that its representative's mandate ends: 30 and 7 days before.

    Source: Statute, the chapter on representation (a mandate lasts through its last day); the days are the secretariat's custom.
    """
    return ends is not None and (ends - day).days in {30, 7}
