"""Standings of officials: kept with every change of the ledger and of offices, and made anew when asked."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone

from spilno.learning.models import YearStanding
from spilno.learning.queries.standings import derived, duties, kept, offices_that_count
from spilno.learning.rules.standing import Standing, years_of_duty, years_touched

AT_ONCE = 500  # people in one step: SQLite takes so many numbers in a condition, with room for the rest
CHANGED = ["organisation", "category", "credits", "self_credits", "newcomer", "met", "due_on"]


@dataclass
class Differences:
    """What was found when standings were made anew: people looked at, rows that were missing, out of place or wrong."""

    people: int = 0
    missing: int = 0
    superfluous: int = 0
    wrong: int = 0
    examples: list[tuple[int, int, Standing | None, Standing | None]] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Tell whether anything differed."""
        return bool(self.missing or self.superfluous or self.wrong)

    def note(self, key: tuple[int, int], was: Standing | None, now: Standing | None) -> None:
        """Count a row that differs; the first ten are kept as examples."""
        if was is None:
            self.missing += 1
        elif now is None:
            self.superfluous += 1
        else:
            self.wrong += 1
        if len(self.examples) < 10:
            self.examples.append((*key, was, now))


def refresh(person_ids: Iterable[int], years: Iterable[int]) -> None:
    """Bring standings of people up to what follows from the ledger and offices; inside the transaction of the act that changed them.

    `years` are those in which rows changed; the year before each is looked at too, because a newcomer's term runs into the
    next year. Years to come, and those in which nothing was due yet, have no standings.
    """
    today = timezone.localdate()
    touched = years_touched(years, duties=duties(), today=today)
    for people in _portions(set(person_ids)):
        _keep(people, touched, today=today, found=Differences())


def follow_offices(person_ids: Iterable[int]) -> None:
    """Bring all years of people up to their offices as they are now; inside the transaction that changed the offices."""
    today = timezone.localdate()
    for people in _portions(set(person_ids)):
        _keep(people, years_of_duty(duties(), today=today), today=today, found=Differences())


def forget(person_ids: Iterable[int]) -> None:
    """Drop all standings of people, before two records become one; `follow_offices` makes them again."""
    for people in _portions(set(person_ids)):
        YearStanding.objects.filter(person__in=people).delete()


def remake(*, write: bool = True, today: date | None = None) -> Differences:
    """Make all standings anew from the ledger and offices, by portions of people; tells what differed. `write` False: only tells."""
    today = today or timezone.localdate()
    found = Differences()
    served = set(offices_that_count().order_by().values_list("person", flat=True).distinct())
    known = set(YearStanding.objects.order_by().values_list("person", flat=True).distinct())
    for people in _portions(served | known):
        with transaction.atomic():
            _keep(people, None, today=today, found=found, write=write)
        found.people += len(people)
    return found


def keep_day(since: date, today: date) -> int:
    """Bring up the standings of those whose offices began or ended since a day; on a new year's day, of all. Returns how many people."""
    days = (since - timedelta(days=1), today)  # an office ends with its day: the day after it counts no longer
    if days[0].year != today.year or not YearStanding.objects.filter(year=today.year).exists():
        return remake(today=today).people
    offices = offices_that_count().order_by()
    people = set(offices.filter(starts__range=days).values_list("person", flat=True))
    people |= set(offices.filter(ends__range=days).values_list("person", flat=True))
    with transaction.atomic():
        follow_offices(people)
    return len(people)


def _portions(people: Collection[int]) -> Iterator[list[int]]:
    rest = iter(sorted(people))
    while portion := list(islice(rest, AT_ONCE)):
        yield portion


def _keep(people: list[int], years: list[int] | None, *, today: date, found: Differences, write: bool = True) -> None:
    """Write what differs for people; `years` None: every year, those too that should have no row at all."""
    asked = years_of_duty(duties(), today=today) if years is None else years
    now = derived(people, asked, today)
    was = kept(people, years)
    for key in now.keys() | was.keys():
        if now.get(key) != was.get(key):
            found.note(key, was.get(key), now.get(key))
    if not write:
        return
    gone = [key for key in was if key not in now]
    for year in {year for _, year in gone}:
        YearStanding.objects.filter(year=year, person__in=[person for person, of in gone if of == year]).delete()
    changed = [_row(key, standing) for key, standing in now.items() if was.get(key) != standing]
    YearStanding.objects.bulk_create(
        changed, batch_size=AT_ONCE, update_conflicts=True, unique_fields=["person", "year"], update_fields=CHANGED
    )


def _row(key: tuple[int, int], standing: Standing) -> YearStanding:
    values = asdict(standing)
    return YearStanding(person_id=key[0], year=key[1], organisation_id=values.pop("organisation"), **values)
