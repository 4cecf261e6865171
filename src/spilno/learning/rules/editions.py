"""An edition: what must stand before it is prepared, announced, begun or cancelled, and what each of its modules asks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from spilno.events.rules.places import why_not_shares
from spilno.learning.rules.force import ORDER_106, DeliveryFacts, why_not_deliver
from spilno.learning.rules.volume import VolumeRule, why_not_promise
from spilno.statute.rules.refusal import Refusal, gettext_noop, ngettext

DRAFT, ANNOUNCED, LEARNING, FINISHED, CANCELLED = "draft", "announced", "learning", "finished", "cancelled"
LIVE = (DRAFT, ANNOUNCED, LEARNING)
WHOLE = 100
ORDER = gettext_noop("Order of learning by programmes")
ALL_MODULES = gettext_noop("A certificate is given only after all modules (marathon of 2023)")
NOT_PREPARED = gettext_noop("The edition was not saved")


@dataclass(frozen=True, slots=True)
class EditionPlan:
    """What is settled of an edition. `first`, `last`: what stands on its first and last day of version and provider.

    `credits` and `hours` are what its version promises, `rule` the volumes of its first day. `places` None: no limit.
    """

    starts_on: date
    ends_on: date
    apply_until: date
    first: DeliveryFacts
    last: DeliveryFacts
    credits: Decimal
    hours: int
    rule: VolumeRule
    places: int | None = None
    per_council: int | None = None
    has_until: bool = False


@dataclass(frozen=True, slots=True)
class ModulePlan:
    """How a module is completed in an edition: a share of counted sessions, all lessons, tests and assignments.

    `without_link`, `without_place`: sessions in preparation that could not be announced: held online, in person.
    """

    title: str
    required: bool
    percent: int
    sessions: int
    needs_lessons: bool
    lessons: int
    tests: int = 0
    assignments: int = 0
    teachers: int = 0
    without_link: int = 0
    without_place: int = 0


def why_not_days(*, starts_on: date, ends_on: date, apply_until: date) -> Refusal | None:
    """Say what is wrong with the days of an edition: the end is before the beginning, or applications are taken after the end.

    One may apply until the last day itself: whoever comes late learns what is left.

    Source: Rules of delivery (Resolution 106): the term of learning is announced with the programme.
    """
    if ends_on < starts_on:
        return _no(
            NOT_PREPARED,
            "ends_before_it_begins",
            gettext_noop("It would end on %(ends)s, before it began on %(starts)s."),
            gettext_noop("Check both days."),
            ends=_day(ends_on),
            starts=_day(starts_on),
        )
    if apply_until > ends_on:
        return _no(
            NOT_PREPARED,
            "applies_after_the_end",
            gettext_noop("Applications would be taken until %(until)s, and learning ends on %(ends)s."),
            gettext_noop("Take applications at the latest until the last day of learning."),
            until=_day(apply_until),
            ends=_day(ends_on),
        )
    return None


def why_not_prepare(plan: EditionPlan) -> Refusal | None:
    """Say why an edition cannot be prepared so: days, version and provider on the first and the last day, credits, places.

    Source: постанова КМУ № 106 (programmes are delivered by those who have the right to); DOMAIN R13 (1 credit is 30 hours).
    """
    return (
        why_not_days(starts_on=plan.starts_on, ends_on=plan.ends_on, apply_until=plan.apply_until)
        or why_not_deliver(plan.first, plan.starts_on)
        or why_not_deliver(plan.last, plan.ends_on)
        or why_not_promise(plan.credits, plan.hours, rule=plan.rule)
        or why_not_shares(places=plan.places, per_council=plan.per_council, has_until=plan.has_until)
    )


def why_no_way(module: ModulePlan) -> Refusal | None:
    """Say why nobody could complete a module: nothing completes it, or what it asks is not there yet.

    Source: DOMAIN R20: a certificate only after all modules; therefore each module has a way to complete it.
    """
    title = gettext_noop("The edition was not announced")
    if module.percent and not module.sessions:
        return _no(
            title,
            "module_without_sessions",
            gettext_noop("Module “%(module)s” asks for attendance and has no session."),
            gettext_noop("Enter its sessions, or do not ask for attendance."),
            ALL_MODULES,
            module=module.title[:120],
        )
    if module.needs_lessons and not module.lessons:
        return _no(
            title,
            "module_without_lessons",
            gettext_noop("Module “%(module)s” asks for its lessons and has none."),
            gettext_noop("Write a lesson, or do not ask for lessons."),
            ALL_MODULES,
            module=module.title[:120],
        )
    if not (module.percent or module.needs_lessons or module.tests or module.assignments):
        return _no(
            title,
            "module_without_way",
            gettext_noop("Nothing completes module “%(module)s”."),
            gettext_noop("Ask for attendance, lessons, a test or an assignment."),
            ALL_MODULES,
            module=module.title[:120],
        )
    return None


def why_nowhere(module: ModulePlan) -> Refusal | None:
    """Say why learners would not know where a session of a module is held: one online has no link, one in person no place.

    Source: Rules of joint events: who is invited learns the day, the place or the link, who invites, and to what.
    """
    for count, code, sentence in (
        (module.without_link, "session_without_link", gettext_noop("A session of module “%(module)s” is held online and has no link yet.")),
        (module.without_place, "session_without_place", gettext_noop("A session of module “%(module)s” is held in person and has no place yet.")),
    ):  # fmt: skip
        if count:
            return _no(
                gettext_noop("The edition was not announced"),
                code,
                sentence,
                gettext_noop("Open the session from this page and press “Change the event”; only those who have a place see the link."),
                module=module.title[:120],
            )  # fmt: skip
    return None


def why_not_announce_edition(
    state: str, *, plan: EditionPlan, modules: Sequence[ModulePlan], today: date
) -> Refusal | None:
    """Say why an edition cannot be announced: it was already, its days have passed, a module cannot be completed or is held nowhere.

    Source: DOMAIN R20: a certificate only after all modules; therefore each module has a way to complete it.
    """
    title = gettext_noop("The edition was not announced")
    if state != DRAFT:
        return _no(title, "not_in_preparation", gettext_noop("Only an edition in preparation is announced."))
    if plan.apply_until < today:
        return _no(
            title,
            "applications_over",
            gettext_noop("The last day for applications, %(until)s, has passed."),
            gettext_noop("Set a day to come."),
            until=_day(plan.apply_until),
        )
    wrong = why_not_prepare(plan)
    if wrong is not None:
        return wrong
    if not modules:
        return _no(title, "no_modules", gettext_noop("The programme has no modules."), source=ALL_MODULES)
    wrongs = (why for module in modules for why in (why_no_way(module), why_nowhere(module)) if why is not None)
    return next(wrongs, None)


def why_not_change_edition(state: str) -> Refusal | None:
    """Say why an edition can no longer be changed: it is finished or cancelled.

    Source: Rules of delivery: what was certified stays as it was.
    """
    if state in LIVE:
        return None
    return _no(
        gettext_noop("The edition was not changed"),
        "edition_over",
        gettext_noop("The edition is finished or cancelled."),
        gettext_noop("Prepare the next edition."),
    )


def why_not_settle(module: ModulePlan, *, percent: int, needs_lessons: bool, announced: bool) -> Refusal | None:
    """Say why a module cannot be completed so: the share is no per cent, or of an announced edition nobody could complete it.

    Source: DOMAIN R20: a certificate only after all modules; therefore each module has a way to complete it.
    """
    if not 0 <= percent <= WHOLE:
        return _no(
            gettext_noop("The module was not changed"),
            "wrong_share",
            gettext_noop("The share of sessions is from 0 to 100 per cent."),
            gettext_noop("0: attendance is not asked for."),
            ALL_MODULES,
        )
    return why_no_way(replace(module, percent=percent, needs_lessons=needs_lessons)) if announced else None


def why_not_begin(state: str, *, admitted: int, starts_on: date, today: date) -> Refusal | None:
    """Say why learning cannot begin: the edition is not announced, its first day has not come, or nobody is admitted.

    Source: Rules of delivery: learning begins on its day, with those who are admitted.
    """
    title = gettext_noop("Learning was not begun")
    if state != ANNOUNCED:
        return _no(title, "not_announced_edition", gettext_noop("Only an announced edition begins."))
    if today < starts_on:
        return _no(
            title,
            "not_its_day",
            gettext_noop("Its first day, %(starts)s, has not come."),
            gettext_noop("Wait for it, or change the day."),
            starts=_day(starts_on),
        )
    if admitted == 0:
        return _no(
            title,
            "nobody_admitted",
            gettext_noop("Nobody is admitted."),
            gettext_noop("Decide on the applications first."),
        )
    return None


def why_not_cancel_edition(state: str, *, reason: str) -> Refusal | None:
    """Say why an edition cannot be cancelled: it is over, or no reason is written.

    Source: Rules of delivery: whoever applied learns why it is not held.
    """
    title = gettext_noop("The edition was not cancelled")
    if state not in LIVE:
        return _no(title, "edition_over", gettext_noop("The edition is finished or cancelled."))
    if not reason.strip():
        return _no(
            title,
            "no_reason",
            gettext_noop("The reason is not written."),
            gettext_noop("Write in a sentence why; those who applied will read it."),
        )
    return None


def why_not_sessions(days: Sequence[tuple[date, bool]], *, starts_on: date, ends_on: date) -> Refusal | None:
    """Say why sessions cannot stand so: (day, whether it ends after it begins); all days lie within the term of learning.

    Source: Rules of delivery (Resolution 106): the term of learning is announced with the programme.
    """
    title = gettext_noop("The sessions were not entered")
    if not days:
        return _no(
            title, "no_sessions", gettext_noop("No session was chosen."), gettext_noop("Choose at least one module.")
        )
    if not all(right for _day_of, right in days):
        return _no(
            title,
            "session_reversed",
            gettext_noop("A session ends before it begins."),
            gettext_noop("Check the hours."),
        )
    outside = sorted(day for day, _right in days if not starts_on <= day <= ends_on)
    if not outside:
        return None
    one, many = ngettext(
        "%(count)d session lies outside the term of learning, %(starts)s – %(ends)s.",
        "%(count)d sessions lie outside the term of learning, %(starts)s – %(ends)s.",
    )
    return Refusal(
        code="sessions_outside",
        title=title,
        sentence=one,
        plural=many,
        count="count",
        source=ORDER_106,
        facts={"count": len(outside), "starts": _day(starts_on), "ends": _day(ends_on)},
        advice=gettext_noop("Move the sessions, or change the days of the edition."),
    )


def why_not_tie(*, offered: bool) -> Refusal | None:
    """Say why a session of an event cannot teach a module: it is not one of those who deliver, or lies outside the term of learning.

    Source: Rules of delivery: who delivers a programme holds its sessions, within its term.
    """
    if offered:
        return None
    return _no(
        gettext_noop("The session was not tied"),
        "not_a_session_of_ours",
        gettext_noop(
            "Provider and partner hold no such session within the term of learning, or it is taught there already."
        ),
        gettext_noop("Choose another session."),
    )


def why_not_untie(*, marked: bool) -> Refusal | None:
    """Say why a session must stay: attendance was taken at it.

    Source: Rules of delivery: attendance that was taken counts.
    """
    if not marked:
        return None
    return _no(
        gettext_noop("The session was not taken out"),
        "attendance_taken",
        gettext_noop("Attendance was taken at this session."),
        gettext_noop("Correct the attendance list, or do not ask the module for attendance."),
    )


def why_not_drop_lesson(*, reads: int) -> Refusal | None:
    """Say why a lesson must stay: learners went through it.

    Source: Rules of delivery: what a learner did counts.
    """
    if not reads:
        return None
    one, many = ngettext("%(reads)d learner went through this lesson.", "%(reads)d learners went through this lesson.")
    return Refusal(
        code="lesson_was_read",
        title=gettext_noop("The lesson was not taken out"),
        sentence=one,
        plural=many,
        count="reads",
        source=ORDER,
        facts={"reads": reads},
        advice=gettext_noop("Change its text instead."),
    )


def why_not_read(state: str) -> Refusal | None:
    """Say why going through a lesson is not marked: the person does not learn in the edition now.

    Source: Rules of delivery: learners are those who are admitted, until the result is written.
    """
    if state in {"admitted", "learning"}:
        return None
    return _no(
        gettext_noop("The lesson was not marked"),
        "does_not_learn",
        gettext_noop("You do not learn in this edition now."),
    )


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _no(title: str, code: str, sentence: str, advice: str = "", source: str = ORDER, **facts: object) -> Refusal:
    return Refusal(code=code, title=title, sentence=sentence, source=source, facts=facts, advice=advice)
