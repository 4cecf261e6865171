"""In which years something happened, for the filters of registers."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone


def years_of(rows: "QuerySet[Any]", field: str) -> list[int]:
    """Return the years of a day or a moment (in Kyiv) in the rows, the newest first; two queries at most.

    The database is asked for the first and the last, then which years between them have any: to cut the year out of
    every row, SQLite would call Python for every row.
    """
    ends = rows.aggregate(first=Min(field), last=Max(field))
    if ends["first"] is None:
        return []
    first, last = _year(ends["first"]), _year(ends["last"])
    between = {f"y{year}": year for year in range(last - 1, first, -1)}
    counted = rows.aggregate(**{name: Count("pk", filter=Q(**{f"{field}__year": y})) for name, y in between.items()})
    found = [year for name, year in between.items() if counted[name]]
    return [last, *found, first] if last != first else [last]


def _year(value: date) -> int:
    return timezone.localdate(value).year if isinstance(value, datetime) else value.year
