"""How days are counted between a notice and a meeting."""

from datetime import date, datetime, timedelta

from spilno.statute.rules.refusal import Refusal, gettext_noop

SATURDAY = 5  # as date.weekday counts
SELF_GOVERNMENT = date(1990, 12, 7)  # the day of the law by which councils became bodies of local self-government
FARTHEST = 100  # years ahead: no term, mandate or duty lasts so long


def days_between(notice: date, meeting: date) -> int:
    """Count full days of notice: the day of sending is not counted, the day of the meeting is.

    The day after sending is the first day; the meeting may be held when `notice_days` full days have passed, so
    15 October to 27 November is 43 days.

    Source: Civil Code of Ukraine, articles 253 and 254: a term begins on the day after the event.
    """
    return (meeting - notice).days


def earliest_meeting(notice: date, *, notice_days: int) -> date:
    """Return the first day on which a meeting noticed on `notice` may be held.

    Source: Civil Code of Ukraine, articles 253 and 254.
    """
    return notice + timedelta(days=notice_days)


def latest_notice(meeting: date, *, notice_days: int) -> date:
    """Return the last day on which the notice of a meeting may be sent.

    Source: Civil Code of Ukraine, articles 253 and 254.
    """
    return meeting - timedelta(days=notice_days)


# Day and month of holidays that have a fixed day; Easter and the Trinity are Sundays.
HOLIDAYS = {(1, 1), (8, 3), (1, 5), (8, 5), (28, 6), (15, 7), (24, 8), (1, 10), (25, 12)}


def first_working_day(day: date) -> date:
    """Return the day itself when people are at work on it, else the next such day.

    Source: Code of Labour Laws of Ukraine, articles 67 and 73.
    """
    while day.weekday() >= SATURDAY or (day.day, day.month) in HOLIDAYS:
        day += timedelta(days=1)
    return day


def each_day(first: date, last: date) -> list[date]:
    """Return the days from the first to the last, both included; the last alone when the first is after it.

    Source: Rules of office work: a reminder whose day was missed is sent later, once.
    """
    return [last - timedelta(days=back) for back in range(max((last - first).days, 0), -1, -1)]


def why_not_day(day: date, *, today: date) -> Refusal | None:
    """Tell why an act or a term cannot have a day: it is before local self-government began, or ages ahead.

    Both are slips of the pen: 0206 for 2026, 20226 for 2026. Which of the possible days is right, each act says itself.

    Source: Law of 7 December 1990 № 533-XII on local councils of people's deputies and local self-government.
    """
    facts = {"day": f"{day.day:02d}.{day.month:02d}.{day.year:04d}"}
    advice = gettext_noop("Check the year.")
    if day < SELF_GOVERNMENT:
        return Refusal(
            code="day_before_self_government",
            sentence=gettext_noop("There was no local self-government in Ukraine on %(day)s: it began on 07.12.1990."),
            source=gettext_noop("Law of 07.12.1990 № 533-XII on local councils and local self-government"),
            advice=advice,
            facts=facts,
        )
    if day.year > today.year + FARTHEST:
        return Refusal(
            code="day_too_far",
            sentence=gettext_noop("The day %(day)s is more than a hundred years ahead."),
            source=gettext_noop("Acts and terms of the registers"),
            advice=advice,
            facts=facts,
        )
    return None


def read_day(text: str) -> date | None:
    """Read a day as offices write it: 27.11.2026 or 2026-11-27; None: it is none, or does not exist (29.02.2025).

    Source: ДСТУ 4163:2020, 5.10 (styles of dates).
    """
    for style in ("%d.%m.%Y", "%Y-%m-%d", "%Y.%m.%d", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(text.strip(), style).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
