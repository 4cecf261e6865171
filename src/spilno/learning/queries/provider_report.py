"""What a training institution reports to its ministry: who learned and completed what, by year, programme and category."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractYear

from spilno.learning.models import Edition, Enrolment, StandardVersion
from spilno.organisations.models import Organisation
from spilno.people.models import Office

State = Enrolment.State
LEARNED = (State.LEARNING, State.COMPLETED, State.FAILED)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """So many people of a category learned by a programme in a year.

    `began` = `people`, who completed it, with `failed` and those who still learn; `certificates` are those that are not
    revoked. Hours and credits are of all who completed it together.
    """

    provider: str
    year: int
    number: int | None
    programme: str
    kind: str
    category: str
    editions: int
    began: int
    people: int
    failed: int
    certificates: int
    hours: int
    credits: Decimal


def providers_with_editions() -> "QuerySet[Organisation]":
    """Return the organisations that deliver editions here, by name."""
    return Organisation.objects.filter(pk__in=Edition.objects.order_by().values("provider")).order_by("sort_key")


def provider_report(providers: Collection[int] | None, year: int | None = None) -> list[ReportLine]:
    """Return the lines of the report, the latest year first; `providers` None: of all. One query; no names.

    The year is that in which the programme was completed, or the edition ends for who did not complete it.
    """
    rows = Enrolment.objects.filter(state__in=LEARNED).alias(day=Coalesce("completed_on", "edition__ends_on"))
    if providers is not None:
        rows = rows.filter(edition__provider__in=providers)
    if year is not None:
        rows = rows.filter(day__year=year)
    version = "edition__version"
    found = (
        rows.order_by()
        .values(
            "category",
            provider=F("edition__provider__name_uk"),
            year=ExtractYear("day"),
            number=F(f"{version}__standard__number"),
            programme=F(f"{version}__title_uk"),
            length=F(f"{version}__length"),
            each_hours=F(f"{version}__hours"),
            each_credits=F(f"{version}__credits"),
        )
        .annotate(
            editions=Count("edition", distinct=True),
            began=Count("pk"),
            people=Count("pk", filter=Q(state=State.COMPLETED)),
            failed=Count("pk", filter=Q(state=State.FAILED)),
            certificates=Count("certificate", filter=Q(certificate__revoked_on=None)),
        )
    )
    lines = [_line(row) for row in found]
    return sorted(lines, key=lambda line: (-line.year, line.provider, line.programme, line.category))


def _line(row: dict[str, Any]) -> ReportLine:
    words, lengths = dict(Office.Category.choices), dict(StandardVersion.Length.choices)
    return ReportLine(
        row["provider"],
        row["year"],
        row["number"],
        row["programme"],
        str(lengths.get(row["length"], row["length"])),
        str(words.get(row["category"], row["category"])),
        row["editions"],
        row["began"],
        row["people"],
        row["failed"],
        row["certificates"],
        row["people"] * row["each_hours"],
        row["people"] * row["each_credits"],
    )
