"""Notice: when a meeting may be convened, and what must stand before it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from spilno.meetings.rules.demand import Demanded, why_not_demanded
from spilno.statute.rules.days import days_between, earliest_meeting
from spilno.statute.rules.provisions import Cite, Number, Provisions
from spilno.statute.rules.refusal import Refusal, gettext_noop, ngettext

NOT_CONVENED = gettext_noop("The meeting is not convened")
NOT_CANCELLED = gettext_noop("The meeting is not cancelled")
NOT_CHANGED = gettext_noop("The meeting is not changed")
TOO_SHORT = ngettext(
    "There is %(between)d day between the notice and the meeting, %(needed)d are needed.",
    "There are %(between)d days between the notice and the meeting, %(needed)d are needed.",
)
DRAFT, CONVENED, EXTRAORDINARY = "draft", "convened", "extraordinary"
VISITING, REMOTE = "visiting", ("online", "mixed")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is settled of a meeting. Days are days in Kyiv; `items` counts items at the top of the agenda.

    `host_is_member` tells about the day of the meeting; `members` is how many will get the notice.
    """

    state: str
    kind: str
    format: str
    day: date | None
    items: int
    members: int
    has_place: bool
    has_link: bool
    has_chair: bool
    has_secretary: bool
    has_host: bool = False
    host_is_member: bool = False
    also_online: bool = False
    demanded: Demanded | None = None
    has_settlement: bool = True


def notice_needed(kind: str, *, provisions: Provisions) -> Number:
    """Return how many days must lie between the notice and the meeting: fewer for an extraordinary one.

    Source: Statute 5.2.
    """
    return provisions.extraordinary_notice_days if kind == EXTRAORDINARY else provisions.notice_days


def nearest_day(kind: str, *, notice: date, provisions: Provisions) -> date:
    """Return the first day on which a meeting noticed on `notice` may be held.

    Source: Statute 5.2.
    """
    return earliest_meeting(notice, notice_days=notice_needed(kind, provisions=provisions).value)


def smaller_and_later(number: int, starts: datetime | None, others: Iterable[tuple[int, datetime | None]]) -> list[int]:
    """Return numbers smaller than this meeting's whose meetings come after it, or have no day yet, in their order.

    `others` are number and beginning of meetings of the same body that are not over. Decisions are numbered over all
    meetings, so a reader expects meetings in the order of their numbers.

    Source: Rules of procedure: meetings and decisions are numbered in their order.
    """
    return sorted(one for one, day in others if one < number and (day is None or (starts is not None and day > starts)))


def why_too_late(kind: str, day: date, *, notice: date, provisions: Provisions) -> Refusal | None:
    """Say that a notice sent on `notice` comes too late for a meeting on `day`, and which day would do; None when not.

    A meeting exactly as many days after the notice as the statute asks is in time.

    Source: Statute 5.2.
    """
    needed = notice_needed(kind, provisions=provisions)
    between = days_between(notice, day)
    if between >= needed.value:
        return None
    nearest = nearest_day(kind, notice=notice, provisions=provisions)
    facts = {
        "notice": f"{notice:%d.%m.%Y}",
        "day": f"{day:%d.%m.%Y}",
        "between": between,
        "needed": needed.value,
        "nearest": f"{nearest:%d.%m.%Y}",
        "article": needed.ground.article,
    }
    if between < 0:
        return Refusal(
            code="day_is_past",
            title=NOT_CONVENED,
            sentence=gettext_noop("The day of the meeting, %(day)s, is past."),
            source=gettext_noop("Statute, %(article)s"),
            facts=facts,
            advice=gettext_noop("The nearest possible day is %(nearest)s."),
        )
    return Refusal(
        code="notice_too_short",
        title=NOT_CONVENED,
        sentence=TOO_SHORT[0],
        plural=TOO_SHORT[1],
        count="between",
        source=gettext_noop("Statute, %(article)s"),
        facts=facts,
        advice=gettext_noop("The nearest possible day is %(nearest)s."),
    )


def why_format_forbidden(name: str, *, provisions: Provisions) -> Refusal | None:
    """Say that the statute does not allow this format; None when it does.

    Source: Statute 5.4.
    """
    if name in provisions.formats.allowed:
        return None
    return Refusal(
        code="format_forbidden",
        title=gettext_noop("The format is not allowed"),
        sentence=gettext_noop("The statute does not allow a meeting in this format."),
        source=gettext_noop("Statute, %(article)s"),
        facts={"format": name, "article": provisions.formats.ground.article},
        advice=gettext_noop("Choose one of the formats that the statute names, or change the statute first."),
    )


def why_host_wrong(format_: str, *, has_host: bool, is_member: bool, provisions: Provisions) -> Refusal | None:
    """Say that a visiting meeting has no host, or that the host is not a member on that day; None when all is well.

    Source: Statute 5.4.
    """
    article = provisions.formats.ground.article
    if format_ == VISITING and not has_host:
        return _missing(
            "no_host",
            gettext_noop("A visiting meeting has a host, and none is chosen."),
            article,
            gettext_noop("Choose the member at whose place the meeting is held."),
        )
    if has_host and not is_member:
        return _missing(
            "host_is_no_member",
            gettext_noop("The host is not a member of the Association on that day."),
            article,
            gettext_noop("Choose a member, or another format."),
        )
    return None


def why_not_draft(state: str) -> Refusal | None:
    """Say that the plan is not changed freely any more, because the meeting is convened; None for a draft.

    Source: Statute 5.2: members were told the day, the place and the agenda.
    """
    if state == DRAFT:
        return None
    return Refusal(
        code="not_a_draft",
        title=NOT_CHANGED,
        sentence=gettext_noop("The meeting is convened: its plan is changed by a notice to all members only."),
        source=gettext_noop("Statute, %(article)s"),
        facts={"article": Cite("notice_days")},
        advice=gettext_noop("To change the day, the place or the agenda, send a notice of change."),
    )


def number_taken(number: int) -> Refusal:
    """Say that a meeting with this number exists.

    Source: rules of office work: meetings of a body are numbered in one row.
    """
    return Refusal(
        code="number_taken",
        title=gettext_noop("The meeting is not saved"),
        sentence=gettext_noop("A meeting no. %(number)d exists already."),
        source=gettext_noop("Meetings of a body are numbered in one row"),
        facts={"number": number},
        advice=gettext_noop("Take the next free number."),
    )


def why_nothing_to_tell(*, changed: bool, late_items: int) -> Refusal | None:
    """Say that a notice of change would tell nothing new; None when it would.

    Source: Statute 5.2.
    """
    if changed or late_items:
        return None
    return Refusal(
        code="nothing_changed",
        title=NOT_CHANGED,
        sentence=gettext_noop("Nothing is different: there is nothing to tell members."),
        source=gettext_noop("Statute, %(article)s"),
        facts={"article": Cite("notice_days")},
        advice=gettext_noop("Change the day, the place or the link, or add an item to the agenda first."),
    )


def all_that_is_missing(plan: Plan, *, today: date, provisions: Provisions) -> list[Refusal]:
    """Return everything that stands in the way of convening, in the order in which one would mend it; empty: nothing.

    Source: Statute 5.2, 5.4, 5.11.
    """
    article = notice_needed(plan.kind, provisions=provisions).ground.article
    if plan.state == CONVENED:
        return [
            replace(
                _missing(
                    "convened_already",
                    gettext_noop("The meeting is convened already."),
                    Cite("notice_days"),
                    CHANGE_INSTEAD,
                ),
                title=gettext_noop("The convocation was not sent a second time"),
            )
        ]
    if plan.state != DRAFT:
        return [_missing("not_a_draft", gettext_noop("The meeting is past its preparation."), article, "")]
    found = [
        why_format_forbidden(plan.format, provisions=provisions),
        _day(plan, today, article, provisions),
        _place(plan, article, provisions),
        *_unsettled(plan, article),
        why_not_demanded(plan.demanded, provisions=provisions) if plan.kind == EXTRAORDINARY else None,
    ]
    return [refusal for refusal in found if refusal is not None]


def _unsettled(plan: Plan, article: Cite | str) -> Iterator[Refusal]:
    if not plan.items:
        yield _missing(
            "no_agenda", gettext_noop("The agenda is empty."), article, gettext_noop("Add at least one item.")
        )
    if not plan.has_chair:
        advice = gettext_noop("Choose the chair of the meeting.")
        yield _missing("no_chair", gettext_noop("It is not said who presides."), article, advice)
    if not plan.has_secretary:
        advice = gettext_noop("Choose the secretary of the meeting.")
        yield _missing("no_secretary", gettext_noop("It is not said who keeps the minutes."), article, advice)
    if not plan.members:
        yield _missing("no_members", gettext_noop("There is no member with a deciding vote on that day."), article, "")


CHANGE_INSTEAD = gettext_noop("To change the day, the place or the agenda, send a notice of change.")


def why_not_convene(plan: Plan, *, today: date, provisions: Provisions) -> Refusal | None:
    """Say the first thing that stands in the way of convening the meeting today; None when nothing does.

    Source: Statute 5.2, 5.4, 5.11.
    """
    missing = all_that_is_missing(plan, today=today, provisions=provisions)
    return missing[0] if missing else None


def why_not_change(plan: Plan, *, was: date, today: date, provisions: Provisions, reason: str) -> Refusal | None:
    """Say why a convened meeting cannot be changed to this plan; None when it can.

    The notice period is counted anew only when the day changes: members were told the old one in time, and are told why.

    Source: Statute 5.2, 5.4.
    """
    if plan.state != CONVENED:
        return Refusal(
            code="not_convened",
            title=NOT_CHANGED,
            sentence=gettext_noop("Only a meeting that is convened and has not begun is changed by a notice."),
            source=gettext_noop("Statute, %(article)s"),
            facts={"article": notice_needed(plan.kind, provisions=provisions).ground.article},
        )
    article = notice_needed(plan.kind, provisions=provisions).ground.article
    return (
        why_format_forbidden(plan.format, provisions=provisions)
        or (_day(plan, today, article, provisions) if plan.day != was else None)
        or _place(plan, article, provisions)
        or (_why_no_reason(reason, NOT_CHANGED) if plan.day != was else None)
    )


def why_not_cancel(state: str, reason: str) -> Refusal | None:
    """Say why a meeting cannot be cancelled; None when it can. Members must be told why.

    Source: Statute 5.2: members are told of the meeting; they are told of its end too.
    """
    if state != CONVENED:
        return Refusal(
            code="not_to_cancel",
            title=NOT_CANCELLED,
            sentence=gettext_noop("Only a meeting that is convened and has not begun can be cancelled."),
            source=gettext_noop("Statute, %(article)s"),
            facts={"article": Cite("notice_days")},
        )
    return _why_no_reason(reason, NOT_CANCELLED)


def _why_no_reason(reason: str, title: str) -> Refusal | None:
    if reason.strip():
        return None
    return Refusal(
        code="no_reason",
        title=title,
        sentence=gettext_noop("No reason is given; members must be told why."),
        source=gettext_noop("Statute, %(article)s"),
        facts={"article": Cite("notice_days")},
        advice=gettext_noop("Write the reason in one or two sentences."),
    )


def _missing(code: str, sentence: str, article: Cite | str, advice: str) -> Refusal:
    return Refusal(
        code=code,
        title=NOT_CONVENED,
        sentence=sentence,
        source=gettext_noop("Statute, %(article)s"),
        facts={"article": article},
        advice=advice,
    )


def _day(plan: Plan, today: date, article: Cite | str, provisions: Provisions) -> Refusal | None:
    if plan.day is None:
        nearest = nearest_day(plan.kind, notice=today, provisions=provisions)
        return Refusal(
            code="no_day",
            title=NOT_CONVENED,
            sentence=gettext_noop("The day and time are not set."),
            source=gettext_noop("Statute, %(article)s"),
            facts={"article": article, "nearest": f"{nearest:%d.%m.%Y}"},
            advice=gettext_noop("The nearest possible day is %(nearest)s."),
        )
    return why_too_late(plan.kind, plan.day, notice=today, provisions=provisions)


def _place(plan: Plan, article: Cite | str, provisions: Provisions) -> Refusal | None:
    if plan.format != REMOTE[0] and not plan.has_place:
        return _missing(
            "no_place", gettext_noop("The place is not set."), article, gettext_noop("Write the address of the hall.")
        )
    if plan.format != REMOTE[0] and not plan.has_settlement:
        return _missing(
            "no_settlement",
            gettext_noop("The settlement is not named."),
            article,
            gettext_noop("Write it: notices and the head of the minutes name it beside the day."),
        )
    if (plan.format in REMOTE or plan.also_online) and not plan.has_link:
        return _missing(
            "no_link",
            gettext_noop("There is no link by which members take part at a distance."),
            provisions.formats.ground.article,
            gettext_noop("Enter the address of the video room."),
        )
    return why_host_wrong(plan.format, has_host=plan.has_host, is_member=plan.host_is_member, provisions=provisions)
