"""Who may see, report and control undertakings. The register is public: decisions bind in public."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from spilno.accounts.access import may
from spilno.accounts.models import Right
from spilno.bodies.models import Term
from spilno.members.models import Mandate
from spilno.members.queries import mandates_on
from spilno.undertakings.models import Undertaking


def undertaking_to_see(number: int) -> Undertaking:
    """Return an undertaking by its number; 404 when there is none."""
    return get_object_or_404(Undertaking.objects.select_related("organisation", "body", "person"), number=number)


def may_control(user: Any) -> bool:
    """Tell whether the account controls undertakings: the secretariat."""
    return may(user, Right.SECRETARIAT)


def undertaking_to_control(user: Any, number: int) -> Undertaking:
    """Return an undertaking to those who control; 404 otherwise."""
    if not may_control(user):
        raise Http404
    return undertaking_to_see(number)


def may_report(user: Any, undertaking: Undertaking) -> bool:
    """Tell whether the account speaks for the one bound: himself, the council's representative or substitute today,
    a holder of a seat in the body today.
    """
    person = getattr(user, "person", None) if getattr(user, "is_authenticated", False) else None
    if person is None:
        return False
    day = timezone.localdate()
    if undertaking.person_id == person.pk:
        return True
    mandates = mandates_on(day).filter(person=person, kind__in=[Mandate.Kind.REPRESENTATIVE, Mandate.Kind.SUBSTITUTE])
    if undertaking.organisation_id and mandates.filter(membership__organisation=undertaking.organisation_id).exists():
        return True
    if undertaking.body_id is None:
        return False
    terms = Term.objects.filter(seat__body=undertaking.body_id, person=person, starts__lte=day)
    return terms.exclude(ends__lt=day).exists()


def undertaking_to_report(user: Any, number: int) -> Undertaking:
    """Return an undertaking to one who speaks for the one bound; 404 otherwise."""
    undertaking = undertaking_to_see(number)
    if not may_report(user, undertaking):
        raise Http404
    return undertaking
