"""Who points activities at memoranda: those who speak for a party."""

from datetime import date
from typing import Any

from django.http import Http404
from django.utils import timezone

from spilno.accounts.access import may
from spilno.accounts.models import Right
from spilno.memoranda.access.memoranda import memorandum_to_see
from spilno.memoranda.models import Contribution, Measure, Memorandum, MemorandumArea, Party
from spilno.memoranda.queries import areas_open_for
from spilno.memoranda.queries.plan import standing_parties
from spilno.people.access import speaks_for
from spilno.undertakings.models import Undertaking


def parties_spoken_for(user: Any, memorandum: Memorandum, day: date | None = None) -> list[int]:
    """Return the parties (not organisations) of a memorandum for which the account speaks on a day; who withdrew is none."""
    mine = speaks_for(user)
    if not mine:
        return []
    return [
        party.pk for party in standing_parties(memorandum, day or timezone.localdate()) if party.organisation_id in mine
    ]


def may_read(user: Any, memorandum: Memorandum) -> bool:
    """Tell whether the account reads plans and reports: of a public memorandum everyone, else its parties, secretariat, chair, audit."""
    if memorandum.public and memorandum.signed_on is not None:
        return True
    return may(user, Right.SECRETARIAT, Right.CHAIR, Right.AUDIT) or bool(parties_spoken_for(user, memorandum))


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


def memorandum_to_read(user: Any, number: int) -> Memorandum:
    """Return a signed memorandum whose plan and report the reader may see; 404 otherwise."""
    found = memorandum_to_see(user, number)
    if found.signed_on is None or not may_read(user, found):
        raise Http404
    return found


def memorandum_to_plan(user: Any, number: int) -> Memorandum:
    """Return a signed memorandum to those who speak for a party; 404 otherwise."""
    found = memorandum_to_read(user, number)
    if not parties_spoken_for(user, found):
        raise Http404
    return found


def party_to_confirm(user: Any, number: int, party: int) -> Party:
    """Return a party for which the account speaks; 404 otherwise."""
    memorandum = memorandum_to_plan(user, number)
    if party not in parties_spoken_for(user, memorandum):
        raise Http404
    return memorandum.parties.get(pk=party)


def measure_to_change(user: Any, pk: int) -> Measure:
    """Return a line of a plan to those who speak for a party; 404 otherwise."""
    found = Measure.objects.select_related("agreed_area__memorandum", "undertaking").filter(pk=pk).first()
    if found is None or not parties_spoken_for(user, found.agreed_area.memorandum):
        raise Http404
    return found


def controls(user: Any, undertaking: Undertaking) -> bool:
    """Tell whether the account controls an undertaking from a plan: it speaks for another side of the memorandum."""
    measure = Measure.objects.select_related("agreed_area__memorandum").filter(undertaking=undertaking.pk).first()
    if measure is None:
        return False
    spoken = parties_spoken_for(user, measure.agreed_area.memorandum)
    return any(party != measure.party_id for party in spoken)


def reports(user: Any, undertaking: Undertaking) -> bool:
    """Tell whether the account reports on an undertaking from a plan: it speaks for the organisation that is bound."""
    return undertaking.organisation_id in speaks_for(user)
