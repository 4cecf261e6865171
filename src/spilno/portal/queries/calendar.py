"""One calendar: what the apps bring, and the deadlines that follow from the statute and from decisions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from spilno.journal.queries import kept
from spilno.statute.queries import in_force_on
from spilno.statute.rules.adoption import NoEdition
from spilno.statute.rules.provisions import Number
from spilno.ui.registry import Occasion, activities

DEADLINES = "deadlines"
WEEK = 6  # days after the first one


@dataclass(frozen=True, slots=True)
class Entry:
    """An occasion and where it comes from: the name of the app, or `deadlines`."""

    kind: str
    occasion: Occasion

    @property
    def day(self) -> date:
        """Return the day in Kyiv on which it begins."""
        starts = self.occasion.starts
        return timezone.localdate(starts) if isinstance(starts, datetime) else starts

    @property
    def whole_day(self) -> bool:
        """Tell whether it has no hours."""
        return not isinstance(self.occasion.starts, datetime)

    @property
    def order(self) -> tuple[date, time, str]:
        """Return what entries are put in order by: day, hour, title."""
        starts = self.occasion.starts
        if not isinstance(starts, datetime):
            return starts, time.min, self.occasion.title
        local = timezone.localtime(starts)
        return local.date(), local.time(), self.occasion.title


def calendar(first: date, last: date, *, kinds: Sequence[str] = ()) -> list[Entry]:
    """Return everything that begins between two days, both included, in order; all kinds when none is named."""
    return list(kept(_found, first, last, tuple(kinds), timezone.localdate()))


def _found(first: date, last: date, kinds: tuple[str, ...], _today: date) -> list[Entry]:
    """Gather what the apps bring: what is next among it depends on the day."""
    found = [
        Entry(activity.name, occasion)
        for activity in activities()
        if activity.calendar is not None and (not kinds or activity.name in kinds)
        for occasion in activity.calendar(first, last)
    ]
    if not kinds or DEADLINES in kinds:
        found += [Entry(DEADLINES, occasion) for occasion in statute_days(first, last)]
    return sorted(found, key=lambda entry: entry.order)


def coming(today: date, *, most: int, days: int) -> list[Entry]:
    """Return the first entries from today on, so many at the most; nothing later than so many days.

    A busy calendar tells them from its first week: the rest of it is not read then.
    """
    week = calendar(today, today + timedelta(days=WEEK))
    found = week if len(week) >= most else calendar(today, today + timedelta(days=days))
    return found[:most]


def statute_days(first: date, last: date) -> Iterable[Occasion]:
    """Return yearly days of the statute: dues, and the report of the number of members."""
    for year in range(first.year, last.year + 1):
        try:
            provisions = in_force_on(date(year, 12, 31))
        except NoEdition:
            continue
        yield from _within(
            first,
            last,
            _yearly("dues", year, provisions.dues_due, gettext("Last day to pay dues for %(year)d") % {"year": year}),
            _yearly(
                "members-report",
                year,
                provisions.members_report,
                gettext("Last day to report the number of members for %(year)d") % {"year": year},
            ),
        )


def _yearly(code: str, year: int, number: Number, title: str) -> Occasion:
    """A number of the statute is month * 100 + day."""
    return Occasion(
        uid=f"{code}-{year}",
        title=title,
        starts=date(year, number.value // 100, number.value % 100),
        ends=None,
        place="",
        url="",
        note=gettext("Statute, %(article)s") % {"article": number.ground.article},
    )


def _within(first: date, last: date, *occasions: Occasion) -> Iterable[Occasion]:
    return (occasion for occasion in occasions if first <= occasion.starts <= last)
