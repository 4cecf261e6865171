"""Who may see, report and control undertakings. The register is public: decisions bind in public.

Where an undertaking came from decides who else reports on it and who controls it: apps that open undertakings tell it here.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from spilno.accounts.access import may
from spilno.accounts.models import Right
from spilno.bodies.models import Term
from spilno.members.models import Mandate
from spilno.members.queries import mandates_on
from spilno.people.access import own_person, speaks_for
from spilno.undertakings.models import Undertaking

Check = Callable[[Any, Undertaking], bool]
_controllers: dict[str, tuple[Check, Any]] = {}
_reporters: dict[str, Check] = {}


def register_controllers(source_type: str, check: Check, *, words: Any) -> None:
    """Let an upper app tell who controls undertakings from its objects, in place of the secretariat; `words` name them on pages."""
    _controllers[source_type] = (check, words)


def register_reporters(source_type: str, check: Check) -> None:
    """Let an upper app tell who else, besides those bound, reports on undertakings from its objects."""
    _reporters[source_type] = check


def controlled_elsewhere() -> frozenset[str]:
    """Return types of objects whose undertakings others control than the secretariat."""
    return frozenset(_controllers)


def controllers_in_words(undertaking: Undertaking) -> str:
    """Return who controls it, in words; empty: the secretariat."""
    found = _controllers.get(undertaking.source_type)
    return str(found[1]) if found is not None else ""


def undertakings_to_see(user: Any, rows: "QuerySet[Undertaking]") -> "QuerySet[Undertaking]":
    """Narrow a list to what the reader may see: public ones, and those of organisations for which he speaks."""
    if may(user, Right.SECRETARIAT, Right.AUDIT):
        return rows
    return rows.filter(Q(public=True) | Q(organisation__in=speaks_for(user)))


def undertaking_to_see(user: Any, number: int) -> Undertaking:
    """Return an undertaking by its number; 404 when there is none, or it is not public and not the reader's affair."""
    found = Undertaking.objects.select_related("organisation", "body", "person").filter(number=number).first()
    if found is None or not may_see(user, found):
        raise Http404
    return found


def may_see(user: Any, undertaking: Undertaking) -> bool:
    """Tell whether the reader may see it: public, or he reports on it, controls it, keeps or audits the register."""
    if undertaking.public or may(user, Right.SECRETARIAT, Right.AUDIT):
        return True
    return may_report(user, undertaking) or may_control(user, undertaking)


def may_control(user: Any, undertaking: Undertaking) -> bool:
    """Tell whether the account controls it: the secretariat, or those whom the app that it came from names."""
    found = _controllers.get(undertaking.source_type)
    return found[0](user, undertaking) if found is not None else may(user, Right.SECRETARIAT)


def may_take_off(user: Any, undertaking: Undertaking) -> bool:
    """Tell whether it is taken off control on its page: what came from decisions is so by a decision of the meeting only."""
    return undertaking.source_type in _controllers and may_control(user, undertaking)


def undertaking_to_control(user: Any, number: int) -> Undertaking:
    """Return an undertaking to those who control it; 404 otherwise."""
    found = undertaking_to_see(user, number)
    if not may_control(user, found):
        raise Http404
    return found


def undertaking_to_take_off(user: Any, number: int) -> Undertaking:
    """Return an undertaking to those who take it off control by an act of their own; 404 otherwise."""
    found = undertaking_to_control(user, number)
    if not may_take_off(user, found):
        raise Http404
    return found


def may_report(user: Any, undertaking: Undertaking) -> bool:
    """Tell whether the account speaks for the one bound: himself, the council's representative or substitute today,
    a holder of a seat in the body today; or one whom the app that it came from names.
    """
    check = _reporters.get(undertaking.source_type)
    if check is not None and check(user, undertaking):
        return True
    person = own_person(user)
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
    undertaking = undertaking_to_see(user, number)
    if not may_report(user, undertaking):
        raise Http404
    return undertaking
