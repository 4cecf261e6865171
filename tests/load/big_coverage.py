"""Fill an empty database with 300,000 officials and ten records of each over five years; print what coverage of them takes.

Rows come by plain SQL that both databases take; those of one council are compared with what follows from its ledger.
"""

import json
import os
import statistics
import time
from collections.abc import Callable
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spilno.config.settings")
django.setup()

from django.db import connection  # noqa: E402

from spilno.learning.models import CreditRow, YearStanding  # noqa: E402
from spilno.learning.queries.coverage import Wanted, coverage, groups_of, trend  # noqa: E402
from spilno.learning.queries.gaps import gaps_on  # noqa: E402
from spilno.learning.queries.staff import staff_of  # noqa: E402
from spilno.learning.queries.standings import derived, kept  # noqa: E402
from spilno.learning.services.standings import refresh  # noqa: E402
from spilno.organisations.models import Organisation  # noqa: E402
from spilno.people.models import Office, Person  # noqa: E402
from spilno.territories.models import Unit  # noqa: E402

OFFICIALS, COUNCILS, YEARS, RAIONS = 300_000, 1_500, 5, 136
TODAY = date(date.today().year, 11, 22)
ROUNDS = 5


def fill_table(table: str, most: int, **columns: object) -> None:
    """Write so many rows into a table: each column is an expression of `i`, the number of the row."""
    numbers = (
        f"generate_series(1, {most}) AS n(i)"
        if connection.vendor == "postgresql"
        else f"(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {most}) SELECT i FROM n) AS n"  # noqa: S608 - texts of this file
    )
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        said = ", ".join(map(str, columns.values()))
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {said} FROM {numbers}")  # noqa: S608 - texts of this file


def fill() -> None:
    """Enter territories, councils, people, offices and the ledger."""
    raions = [
        Unit(code=f"UA{number:017d}", stable=f"{number:05d}", category="P", name=f"Район {number}")
        for number in range(RAIONS)
    ]
    Unit.objects.bulk_create(raions)
    hromadas = [
        Unit(code=f"UA{number + 1000:017d}", stable=f"{number + 1000:05d}", category="H", name=f"Громада {number}", parent=raions[number % RAIONS])
        for number in range(COUNCILS)
    ]  # fmt: skip
    Unit.objects.bulk_create(hromadas)
    councils = [
        Organisation(
            kind="council", level="city", name_uk=f"Рада {number}", place_uk=f"Місто {number}", territory=hromada
        )
        for number, hromada in enumerate(hromadas)
    ]
    Organisation.objects.bulk_create(councils)
    first = Organisation.objects.earliest("pk").pk
    fill_table(
        Person._meta.db_table, OFFICIALS, id="i", family_name="'Калина'", given_name="'Іван'", patronymic="''", gender="'m'", email="''", phone="''",
        fictional="1 = 1", consent_text="''", search_key="'калина іван'", sort_key="'калина'",
    )  # fmt: skip
    category = "CASE WHEN i % 20 = 0 THEN 'head' WHEN i % 7 = 0 THEN 'starosta' WHEN i % 5 = 0 THEN 'deputy' ELSE 'official' END"
    council = f"{first} + i % {COUNCILS}"
    fill_table(
        Office._meta.db_table, OFFICIALS, person_id="i", organisation_id=council, post_uk="'спеціаліст'", post_en="''", category=category,
        acting="1 = 0", starts=f"'{TODAY.year - YEARS}-03-01'", act="'№ 1'", ended_by="''",
    )  # fmt: skip
    person, block = f"(1 + (i - 1) % {OFFICIALS})", f"((i - 1) / {OFFICIALS})"
    year = f"({TODAY.year} - {block} % {YEARS})"
    done = f"(({person} * 7 + {year} * 3) % 10 < 6)"
    council = f"{first} + {person} % {COUNCILS}"
    fill_table(
        CreditRow._meta.db_table, OFFICIALS * YEARS * 2, person_id=person, organisation_id=council, state="'recognised'", year=year,
        kind=f"CASE WHEN {block} < {YEARS} THEN 'edition' ELSE 'self' END",
        on=day_of(year, "05-20"), title="'Бюджет'", ground="'наказ'", source_type="'bench'", source_id=block if connection.vendor == "sqlite" else f"CAST({block} AS text)",
        credits=f"CASE WHEN {block} >= {YEARS} THEN 0.1 WHEN {done} THEN 0.95 ELSE 0.4 END", claimed_at="CURRENT_TIMESTAMP", because="''",
    )  # fmt: skip
    fill_table(
        YearStanding._meta.db_table, OFFICIALS * YEARS, person_id=person, organisation_id=council, year=year,
        category=category.replace("i %", f"{person} %"), credits=f"CASE WHEN {done} THEN 1.05 ELSE 0.5 END", self_credits="0.1",
        newcomer="1 = 0", met=done, due_on=day_of(year, "12-31"),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def day_of(year: str, rest: str) -> str:
    """Return the expression of a day of a year that is an expression itself."""
    said = f"({year} || '-{rest}')"
    return f"CAST({said} AS date)" if connection.vendor == "postgresql" else said


def median_ms(act: Callable[[], object]) -> float:
    """Return the median of some rounds, after one to warm up."""
    times = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(times[1:]), 1)


def main() -> None:
    """Do it and print."""
    began = time.perf_counter()
    fill()
    filled = time.perf_counter() - began
    council, wanted = Organisation.objects.earliest("pk"), Wanted(TODAY.year)
    people, years = (
        list(council.offices.values_list("person", flat=True)),
        range(TODAY.year - YEARS + 1, TODAY.year + 1),
    )
    assert derived(people, years, TODAY) == kept(people, years), "what is measured is not what follows from the ledger"
    found = coverage(wanted, TODAY, exact=False)
    print(json.dumps({
        "officials": found.total.count.bound, "records": OFFICIALS * YEARS * 2, "filled_s": round(filled, 1), "percent": found.total.count.percent,
        "coverage_ms": median_ms(lambda: coverage(wanted, TODAY, exact=False)), "trend_ms": median_ms(lambda: trend(wanted, exact=False)),
        "proposal_ms": median_ms(lambda: gaps_on(TODAY, most=1)),
        "council_ms": median_ms(lambda: groups_of(TODAY.year, TODAY, [council.pk])), "council_people": len(people),
        "raion": Unit.objects.filter(category="P").earliest("pk").pk, "staff_ms": median_ms(lambda: staff_of(council, TODAY)), "refresh_one_ms": median_ms(lambda: refresh(people[:1], [TODAY.year])),
    }))  # fmt: skip


main()
