"""What a search in the register means."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from spilno.memoranda.models import Memorandum, MemorandumArea
from spilno.memoranda.queries.countries import of_country
from spilno.memoranda.queries.register import SIGNED, in_force_q
from spilno.territories.rules.codes import search_key

NEAR_DAYS = 90


def sought(
    rows: "QuerySet[Memorandum]",
    *,
    day: date,
    q: str = "",
    kind: str = "",
    country: str = "",
    area: str = "",
    state: str = "",
) -> "QuerySet[Memorandum]":
    """Narrow a list: words of title and parties, kind, country of a party, area by its code, how it stands on the day."""
    if q.strip():
        for word in search_key(" ".join(q.split())).split():
            rows = rows.filter(search_key__contains=word)
    if kind:
        rows = rows.filter(kind=kind)
    if country:
        rows = of_country(rows, country)
    if area:
        agreed = MemorandumArea.objects.filter(memorandum=OuterRef("pk"), area__code=area, dropped_on__isnull=True)
        rows = rows.filter(Exists(agreed))
    if state == "in_force":
        rows = rows.filter(in_force_q(day))
    elif state == "ending":
        rows = rows.filter(in_force_q(day), ends_on__lte=day + timedelta(NEAR_DAYS))
    elif state == "over":
        rows = rows.filter(Q(ends_on__lt=day) | Q(ended_on__lt=day), state__in=SIGNED)
    elif state == "table":
        rows = rows.exclude(state__in=[*SIGNED, Memorandum.State.ABANDONED])
    return rows
