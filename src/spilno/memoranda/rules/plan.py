"""The plan of a year: its lines, its hash, what may be written and confirmed."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Set
from dataclasses import asdict, dataclass
from datetime import date

from spilno.documents.rules.words import day_in_digits
from spilno.statute.rules.refusal import Refusal, gettext_noop

GROUND = gettext_noop("The memorandum: parties plan joint work of a year together")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of a plan as it would be when confirmed. `area`, `party`, `person` are numbers; `person` None: nobody by name."""

    measure: int
    area: int
    kind: str
    what: str
    party: int
    person: int | None
    due_on: date
    target: int


def plan_hash(memorandum: int, year: int, lines: Iterable[PlanLine]) -> str:
    """Return the SHA-256 of a plan; the order in which lines come does not matter.

    Source: memorandum, «Plan and fulfilment»: a party confirms the plan exactly as it saw it.
    """
    rows = sorted((asdict(line) for line in lines), key=lambda row: row["measure"])
    said = {"memorandum": memorandum, "year": year, "lines": rows}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def is_agreed(parties: Set[int], confirmed: Set[int], *, lines: int) -> bool:
    """Tell whether a plan binds: it has lines, and every party that stands confirmed exactly this one.

    Source: memorandum, «Plan and fulfilment»: proposed by one side, agreed by the others.
    """
    return lines > 0 and bool(parties) and parties <= confirmed


@dataclass(frozen=True, slots=True)
class Writing:
    """A line that is written, or a change of one that binds (`binding_due_on` is its present term then).

    `concluded`: all have signed, and it is not over; `starts_on` is its first day in force, which may be ahead.
    """

    year: int
    what: str
    target: int
    due_on: date
    concluded: bool
    area_stands: bool
    party_stands: bool
    person_of_side: bool = True
    starts_on: date | None = None
    binding_due_on: date | None = None
    ended: bool = False


def why_not_write_line(asked: Writing) -> Refusal | None:
    """Say why a line cannot stand in the plan; None when it can.

    Source: memorandum, «Plan and fulfilment»: who does what by when in an agreed area.
    """
    if not asked.concluded:
        return _refusal("not_in_force", gettext_noop("The memorandum is not in force: it is not planned under."))
    if asked.ended:
        return _refusal("line_ended", gettext_noop("This line has ended already: it is done or withdrawn."))
    if not asked.area_stands or not asked.party_stands:
        return _refusal("not_agreed", gettext_noop("The area or the party no longer stands in the memorandum."))
    if not asked.what.strip():
        return _refusal("nothing_planned", gettext_noop("It is not said what is to be done."))
    if not asked.person_of_side:
        return _refusal(
            "person_of_another_side",
            gettext_noop("The responsible person is not of the side that does this."),
            advice=gettext_noop("Choose a person of that side, or nobody by name."),
        )
    return _why_not_term(asked)


def _why_not_term(asked: Writing) -> Refusal | None:
    if asked.target < 1:
        return _refusal("no_target", gettext_noop("A line plans at least one activity."))
    if asked.binding_due_on is not None:
        if asked.due_on < asked.binding_due_on:
            return _refusal(
                "earlier_term", gettext_noop("The term of what binds already is moved to a later day only.")
            )
        return None
    if asked.due_on.year != asked.year:
        facts = {"year": asked.year}
        return _refusal("another_year", gettext_noop("The last day is not in %(year)d, the year of the plan."), facts)
    if asked.starts_on is not None and asked.due_on < asked.starts_on:
        return _refusal(
            "before_start",
            gettext_noop("The last day is earlier than %(starts_on)s, the first day of the memorandum."),
            {"starts_on": day_in_digits(asked.starts_on)},
        )
    return None


def why_not_confirm(*, speaks: bool, seen: str, now: str, lines: int, already: bool) -> Refusal | None:
    """Say why a plan cannot be confirmed: no party, an old hash, nothing planned, confirmed already.

    Source: memorandum, «Plan and fulfilment»: a party confirms the plan exactly as it saw it.
    """
    title = gettext_noop("The plan was not confirmed")
    if not speaks:
        return _refusal("no_party", gettext_noop("Only a party confirms the plan."), title=title)
    if not lines:
        return _refusal("empty_plan", gettext_noop("Nothing is planned for this year yet."), title=title)
    if seen != now:
        return _refusal(
            "plan_changed",
            gettext_noop("The plan was changed since the page was opened."),
            title=title,
            advice=gettext_noop("Read it once more and confirm what stands there now."),
        )
    if already:
        return _refusal("already_confirmed", gettext_noop("Your party has confirmed exactly this plan."), title=title)
    return None


def _refusal(
    code: str, sentence: str, facts: Mapping[str, object] | None = None, *, title: str = "", advice: str = ""
) -> Refusal:
    said = title or gettext_noop("The line was not written")
    return Refusal(code=code, sentence=sentence, source=GROUND, facts=facts or {}, title=said, advice=advice)
