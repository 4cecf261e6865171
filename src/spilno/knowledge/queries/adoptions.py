"""Adoptions: of a practice, of a council, those whose status is awaited."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from spilno.knowledge.models import Adoption, Practice
from spilno.knowledge.rules.adoptions import month_to_ask, next_to_ask
from spilno.organisations.models import Organisation


def adoptions_of(practice: Practice) -> "QuerySet[Adoption]":
    """Return adoptions of a practice, the newest first, with what was told of each."""
    return practice.adoptions.select_related("organisation", "own_practice").prefetch_related("statuses")


def live() -> "QuerySet[Adoption]":
    """Return adoptions that were not given up."""
    return Adoption.objects.exclude(state=Adoption.State.DROPPED).select_related(
        "practice__organisation", "organisation"
    )


def to_ask(day: date) -> list[tuple[Adoption, int]]:
    """Return adoptions whose status is to be asked on a day, with the month; two queries."""
    found = []
    for adoption in live().prefetch_related("statuses").order_by("pk"):
        answered = [status.month for status in adoption.statuses.all() if status.month]
        month = month_to_ask(adoption.planned_on, day, asked=adoption.asked_month, answered=answered)
        if month is not None:
            found.append((adoption, month))
    return found


def next_asking(day: date) -> tuple[date, int] | None:
    """Return the next day after `day` on which the status of some adoption is asked, with its month; None: of none."""
    found = (next_to_ask(planned_on, day) for planned_on in live().values_list("planned_on", flat=True))
    return min((each for each in found if each is not None), default=None)


def awaited_month(adoption: Adoption) -> int | None:
    """Return the month for which the status was asked and not told yet; None when nothing is awaited."""
    if not adoption.asked_month or adoption.state == Adoption.State.DROPPED:
        return None
    told = any(status.month == adoption.asked_month for status in adoption.statuses.all())
    return None if told else adoption.asked_month


def awaited_from(councils: Iterable[Organisation]) -> list[Adoption]:
    """Return adoptions of these councils whose status was asked and not told yet."""
    rows = live().filter(organisation__in=councils, asked_month__gt=0).prefetch_related("statuses")
    return [adoption for adoption in rows.order_by("planned_on", "pk") if awaited_month(adoption)]
