"""One calendar: what the apps bring, and the deadlines that follow from the statute and from decisions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from spilno.statute.models import Edition
from spilno.statute.queries import in_force_on
from spilno.statute.rules.provisions import Number
from spilno.ui.registry import Occasion, activities
from spilno.undertakings.models import Undertaking

DEADLINES = "deadlines"
DUTIES = "undertakings"


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
        at = timezone.localtime(starts).time() if isinstance(starts, datetime) else time.min
        return self.day, at, self.occasion.title


def calendar(first: date, last: date, *, kinds: Sequence[str] = ()) -> list[Entry]:
    """Return everything that begins between two days, both included, in order; all kinds when none is named."""
    found = [
        Entry(activity.name, occasion)
        for activity in activities()
        if activity.calendar is not None and (not kinds or activity.name in kinds)
        for occasion in activity.calendar(first, last)
    ]
    if not kinds or DEADLINES in kinds:
        found += [Entry(DEADLINES, occasion) for occasion in statute_days(first, last)]
    known = {activity.name for activity in activities() if activity.calendar is not None}
    if DUTIES not in known and (not kinds or DUTIES in kinds):
        found += [Entry(DUTIES, occasion) for occasion in duties(first, last)]
    return sorted(found, key=lambda entry: entry.order)


def statute_days(first: date, last: date) -> Iterable[Occasion]:
    """Return yearly days of the statute: dues, and the report of the number of members."""
    for year in range(first.year, last.year + 1):
        try:
            provisions = in_force_on(date(year, 12, 31))
        except Edition.DoesNotExist:
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


def duties(first: date, last: date) -> Iterable[Occasion]:
    """Return days on which open undertakings are due."""
    rows = Undertaking.objects.filter(
        public=True, state__in=[Undertaking.State.OPEN, Undertaking.State.REPORTED], due_on__gte=first, due_on__lte=last
    ).select_related("organisation", "body")
    for row in rows:
        bound = row.organisation or row.body
        yield Occasion(
            uid=f"undertaking-{row.number}",
            title=row.what,
            starts=row.due_on,
            ends=None,
            place="",
            url=reverse("portal:calendar"),
            note=", ".join(part for part in (str(bound or ""), row.ground) if part),
        )
