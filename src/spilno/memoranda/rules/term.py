"""Whether a memorandum is in force on a day, and when its parties are told of its end."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Standing(StrEnum):
    """How a memorandum stands on a day."""

    UNSIGNED = "unsigned"
    AHEAD = "ahead"  # signed, begins later
    IN_FORCE = "in_force"
    EXPIRING = "expiring"  # in force, and its end is near
    EXPIRED = "expired"
    ENDED = "ended"  # before its term, by the will of the parties


@dataclass(frozen=True, slots=True)
class Term:
    """The days of a memorandum. All last days are included; `ends_on` None: without a term; `ended_on`: the last day in force."""

    signed_on: date | None
    starts_on: date | None
    ends_on: date | None = None
    ended_on: date | None = None
    notice_days: int = 60


def last_day(term: Term) -> date | None:
    """Return the last day in force: the end by agreement or the end of the term, whichever is earlier; None: without an end.

    Source: text of memoranda, clause «Строк дії»; Цивільний кодекс України, ст. 251-254 (строк і його перебіг).
    """
    return min((day for day in (term.ends_on, term.ended_on) if day is not None), default=None)


def is_in_force(term: Term, day: date) -> bool:
    """Tell whether the memorandum is in force on a day.

    Source: text of memoranda, clause «Строк дії»: from the day of the last signature, unless another day is named.
    """
    if term.signed_on is None or term.starts_on is None or day < term.starts_on:
        return False
    last = last_day(term)
    return last is None or day <= last


def standing(term: Term, day: date) -> Standing:
    """Return how the memorandum stands on a day.

    Source: text of memoranda, clause «Строк дії».
    """
    if term.signed_on is None or term.starts_on is None:
        return Standing.UNSIGNED
    if is_in_force(term, day):
        return Standing.EXPIRING if is_expiring(term, day) else Standing.IN_FORCE
    if day < term.starts_on:
        return Standing.AHEAD
    return Standing.ENDED if term.ended_on is not None and term.ended_on == last_day(term) else Standing.EXPIRED


def is_expiring(term: Term, day: date) -> bool:
    """Tell whether the memorandum is in force and so near its end that its parties are told.

    Source: text of memoranda, clause «Строк дії»: the parties are told before the end.
    """
    last = last_day(term)
    return last is not None and is_in_force(term, day) and (last - day).days <= term.notice_days


def tells_on(term: Term) -> date | None:
    """Return the day on which the parties are told that the term ends; never before it began. None: there is no end to tell of.

    Source: text of memoranda, clause «Строк дії»: the parties are told before the end.
    """
    if term.ends_on is None or term.ended_on is not None or term.starts_on is None:
        return None
    return max(term.starts_on, term.ends_on - timedelta(days=term.notice_days))
