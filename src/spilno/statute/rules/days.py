"""How days are counted between a notice and a meeting."""

from datetime import date, timedelta


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
