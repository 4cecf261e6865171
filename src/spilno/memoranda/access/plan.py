"""Who points activities at memoranda: those who speak for a party."""

from datetime import date
from typing import Any

from django.http import Http404
from django.utils import timezone

from spilno.accounts.access import may
from spilno.accounts.models import Right
from spilno.memoranda.models import Contribution, Memorandum, MemorandumArea
from spilno.memoranda.queries import areas_open_for
from spilno.memoranda.queries.plan import standing_parties
from spilno.people.access import speaks_for


def parties_spoken_for(user: Any, memorandum: Memorandum, day: date | None = None) -> list[int]:
    """Return the parties (not organisations) of a memorandum for which the account speaks on a day; who withdrew is none."""
    mine = speaks_for(user)
    if not mine:
        return []
    return [
        party.pk for party in standing_parties(memorandum, day or timezone.localdate()) if party.organisation_id in mine
    ]


def may_read(user: Any, memorandum: Memorandum) -> bool:
    """Tell whether the account reads plans and reports: of a public memorandum everyone, else its parties, secretariat, audit."""
    if memorandum.public and memorandum.signed_on is not None:
        return True
    return may(user, Right.SECRETARIAT, Right.AUDIT) or bool(parties_spoken_for(user, memorandum))


def area_to_point_at(user: Any, pk: int, day: date) -> MemorandumArea:
    """Return an area that was open on a day to those who speak for a party; 404 otherwise."""
    found = areas_open_for(speaks_for(user), day).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def contribution_to_withdraw(user: Any, pk: int) -> Contribution:
    """Return what is counted, to those who speak for a party of its memorandum; 404 otherwise."""
    found = Contribution.objects.select_related("agreed_area__memorandum").filter(pk=pk).first()
    if found is None or not parties_spoken_for(user, found.agreed_area.memorandum):
        raise Http404
    return found
