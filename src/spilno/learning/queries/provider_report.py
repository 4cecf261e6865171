"""What a training institution reports to its ministry: who completed what, by year, programme and category."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, QuerySet

from spilno.learning.models import Edition, Enrolment, StandardVersion
from spilno.organisations.models import Organisation
from spilno.people.models import Office


@dataclass(frozen=True, slots=True)
class ReportLine:
    """So many people of a category completed a programme in a year: hours and credits of all of them together."""

    provider: str
    year: int
    number: int | None
    programme: str
    kind: str
    category: str
    people: int
    hours: int
    credits: Decimal


def providers_with_editions() -> "QuerySet[Organisation]":
    """Return the organisations that deliver editions here, by name."""
    return Organisation.objects.filter(pk__in=Edition.objects.order_by().values("provider")).order_by("sort_key")


def provider_report(providers: Collection[int] | None, year: int | None = None) -> list[ReportLine]:
    """Return the lines of the report, the latest year first; `providers` None: of all. One query; no names.

    The year is that in which the programme was completed.
    """
    rows = Enrolment.objects.filter(state=Enrolment.State.COMPLETED, completed_on__isnull=False)
    if providers is not None:
        rows = rows.filter(edition__provider__in=providers)
    if year is not None:
        rows = rows.filter(completed_on__year=year)
    version = "edition__version"
    found = (
        rows.order_by()
        .values(
            "category",
            provider=F("edition__provider__name_uk"),
            year=F("completed_on__year"),
            number=F(f"{version}__standard__number"),
            programme=F(f"{version}__title_uk"),
            length=F(f"{version}__length"),
            each_hours=F(f"{version}__hours"),
            each_credits=F(f"{version}__credits"),
        )
        .annotate(people=Count("person", distinct=True))
    )
    words, lengths = dict(Office.Category.choices), dict(StandardVersion.Length.choices)
    lines = [
        ReportLine(
            row["provider"],
            row["year"],
            row["number"],
            row["programme"],
            str(lengths.get(row["length"], row["length"])),
            str(words.get(row["category"], row["category"])),
            row["people"],
            row["people"] * row["each_hours"],
            row["people"] * row["each_credits"],
        )
        for row in found
    ]
    return sorted(lines, key=lambda line: (-line.year, line.provider, line.programme, line.category))
