"""Months counted from a day."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later; the last day of a shorter month where it has no such day.

    Source: Civil Code of Ukraine, article 254, part 3: a term in months ends on that day of the last month, or on its last day.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
