"""How officials stand in calendar years: the facts, what follows from them, and what is kept."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.db.models import Q, QuerySet

from spilno.learning.models import CreditRow, YearStanding
from spilno.learning.rules.categories import offices_of
from spilno.learning.rules.standing import (
    SERVING,
    Duty,
    Earned,
    Service,
    Standing,
    duty_of_year,
    read_duties,
    standing_of,
)
from spilno.organisations.models import Organisation
from spilno.people.models import Office
from spilno.people.queries import PRECEDENCE

FILE = Path(__file__).resolve().parent.parent / "data" / "duties.toml"
RANKS = {str(category): place for place, category in enumerate(PRECEDENCE)}
OF_THE_STATE = offices_of(["state_heads", "state_deputies"])
FIELDS = ("organisation_id", "category", "credits", "self_credits", "newcomer", "met", "due_on")


@lru_cache(maxsize=1)
def duties() -> tuple[Duty, ...]:
    """Return the dated duties, the earliest first; the file is read once."""
    return read_duties(FILE.read_text(encoding="utf-8"))


def offices_that_count() -> "QuerySet[Office]":
    """Return the offices by which people are counted: in councils, and in local state administrations those of their heads."""
    council, state = Organisation.Kind.COUNCIL, Organisation.Kind.STATE
    return Office.objects.filter(
        Q(organisation__kind=council, category__in=SERVING - OF_THE_STATE)
        | Q(organisation__kind__in=(council, state), category__in=OF_THE_STATE)
    )


def derived(people: Collection[int], years: Collection[int], today: date) -> dict[tuple[int, int], Standing]:
    """Return how each person stands in each of the years, by person and year, from offices and the ledger; two queries."""
    services: dict[int, list[Service]] = defaultdict(list)
    rows = offices_that_count().filter(person__in=people).order_by()
    for person, organisation, category, acting, starts, ends, pk in rows.values_list(
        "person", "organisation", "category", "acting", "starts", "ends", "pk"
    ):
        services[person].append(Service(organisation, category, RANKS[category], acting, starts, ends, pk))
    earned: dict[int, list[Earned]] = defaultdict(list)
    near = {near for year in years for near in (year, year + 1)}
    ledger = CreditRow.objects.filter(person__in=people, year__in=near, state=CreditRow.State.RECOGNISED).order_by()
    for person, year, on, kind, credits_of_row in ledger.values_list("person", "year", "on", "kind", "credits"):
        earned[person].append(Earned(year, on, kind, credits_of_row))
    found = {}
    for person, held in services.items():
        for year in years:
            standing = standing_of(year, held, earned[person], duty=duty_of_year(duties(), year), today=today)
            if standing is not None:
                found[person, year] = standing
    return found


def kept(people: Collection[int], years: Collection[int] | None) -> dict[tuple[int, int], Standing]:
    """Return what is kept of people and years (None: of every year), by person and year; one query."""
    found = YearStanding.objects.filter(person__in=people)
    if years is not None:
        found = found.filter(year__in=years)
    rows = found.values_list("person_id", "year", *FIELDS)
    return {(person, year): Standing(*values) for person, year, *values in rows}
