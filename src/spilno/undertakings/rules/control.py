"""Control of undertakings: when one is overdue, who may do what in which state."""

from datetime import date

from spilno.documents.rules.words import day_in_digits
from spilno.statute.rules.refusal import Refusal, gettext_noop

GROUND = gettext_noop("Rules of control of decisions")
LIVE = frozenset({"open", "reported"})


def is_overdue(*, state: str, due_on: date | None, day: date) -> bool:
    """Tell whether an undertaking is overdue on a day: its term passed and it is not yet accepted as done.

    On the last day it is not overdue. One reported but not accepted is not overdue: the report waits for an answer.

    Source: Rules of control of decisions: the last day is included.
    """
    return state == "open" and due_on is not None and due_on < day


def days_left(due_on: date | None, day: date) -> int | None:
    """Return days left; 0 on the last day, negative when overdue, None without a term.

    Source: Rules of control of decisions: the last day is included.
    """
    return None if due_on is None else (due_on - day).days


def remind_on(due_on: date | None, day: date, *, before: tuple[int, ...] = (14, 3)) -> bool:
    """Tell whether a reminder goes out on a day: so many days before the last day.

    Source: Rules of control of decisions: reminders.
    """
    return days_left(due_on, day) in before


def why_not_undertake(*, what: str, bound: int, ground: str, due_on: date | None, opened_on: date) -> Refusal | None:
    """Say why nobody can be bound like this: by nothing, to nothing, on no ground, or by a day that has passed.

    Source: Rules of control of decisions: who, what, by when, on what ground.
    """
    title = gettext_noop("The undertaking was not opened")
    if not what.strip():
        return Refusal("nothing_to_do", gettext_noop("It is not said what is to be done."), GROUND, title=title)
    if not bound:
        return Refusal("nobody_bound", gettext_noop("It is not said who is bound."), GROUND, title=title)
    if not ground.strip():
        return Refusal("no_ground", gettext_noop("It is not said on what ground."), GROUND, title=title)
    if due_on is not None and due_on < opened_on:
        return Refusal(
            "due_before_opened",
            gettext_noop("The term ends before it begins."),
            GROUND,
            title=title,
            advice=gettext_noop("Give a day after the decision."),
        )
    return None


def why_not_report(*, state: str, text: str, is_bound: bool) -> Refusal | None:
    """Say why a report cannot be given; None when it can.

    Source: Rules of control of decisions: who is bound reports.
    """
    title = gettext_noop("The report was not given")
    if not is_bound:
        return Refusal(
            "not_bound",
            gettext_noop("Only the one who is bound reports."),
            GROUND,
            title=title,
            advice=gettext_noop("Ask the representative of the council that is bound."),
        )
    if state == "reported":
        return Refusal(
            "already_reported",
            gettext_noop("A report was given already and waits for an answer."),
            GROUND,
            title=title,
            advice=gettext_noop("Who controls it accepts the report or returns it with a reason."),
        )
    if state != "open":
        return _ended(title)
    if not text.strip():
        return Refusal("empty_report", gettext_noop("The report says nothing."), GROUND, title=title)
    return None


def why_not_answer(*, state: str, answer: str, accepting: bool) -> Refusal | None:
    """Say why a report cannot be accepted or returned; a return needs its reason.

    Source: Rules of control of decisions: a report is accepted or returned with a reason.
    """
    title = gettext_noop("The report was not answered")
    if state == "open":
        return Refusal("no_report", gettext_noop("There is no report that waits for an answer."), GROUND, title=title)
    if state != "reported":
        return _ended(title)
    if not accepting and not answer.strip():
        return Refusal(
            "no_reason",
            gettext_noop("A report is returned with a reason."),
            GROUND,
            title=title,
            advice=gettext_noop("Write what is missing in the report."),
        )
    return None


def why_not_extend(*, state: str, due_on: date | None, until: date, ground: str) -> Refusal | None:
    """Say why a term cannot be extended: only by an act, only to a later day, only while it is being done.

    Source: Rules of control of decisions: a term is extended by an act.
    """
    title = gettext_noop("The term was not extended")
    if state not in LIVE:
        return _ended(title)
    if not ground.strip():
        return Refusal(
            "no_act",
            gettext_noop("A term is extended by an act only."),
            GROUND,
            title=title,
            advice=gettext_noop("Name the decision or the order that extends it, with its number and day."),
        )
    if due_on is not None and until <= due_on:
        return Refusal("not_later", gettext_noop("The new term is not later than the old one."), GROUND, title=title)
    return None


def why_not_take_off(*, state: str, ground: str, on: date, opened_on: date, today: date) -> Refusal | None:
    """Say why an undertaking cannot be taken off control: only by a decision, while it is being done, on a day that was.

    Source: Rules of control of decisions: taken off control by a decision.
    """
    title = gettext_noop("The undertaking was not taken off control")
    if state not in LIVE:
        return _ended(title)
    if not ground.strip():
        return Refusal("no_decision", gettext_noop("It is taken off control by a decision only."), GROUND, title=title)
    advice = gettext_noop("Give the day of the decision.")
    if on < opened_on:
        facts = {"on": day_in_digits(on), "opened_on": day_in_digits(opened_on)}
        said = gettext_noop("It would end on %(on)s, before it was opened on %(opened_on)s.")
        return Refusal("off_before_opened", said, GROUND, facts=facts, title=title, advice=advice)
    if on > today:
        said = gettext_noop("%(on)s has not come yet.")
        return Refusal("off_later", said, GROUND, facts={"on": day_in_digits(on)}, title=title, advice=advice)
    return None


def _ended(title: str) -> Refusal:
    return Refusal(
        "undertaking_ended",
        gettext_noop("This undertaking has ended already."),
        GROUND,
        title=title,
        advice=gettext_noop("Its history stands on its page."),
    )
