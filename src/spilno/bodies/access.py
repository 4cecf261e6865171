"""Who keeps the bodies; everyone may see them."""

from typing import Any

from django.shortcuts import get_object_or_404

from spilno.accounts.access import may, require
from spilno.accounts.models import Right
from spilno.bodies.models import Body, Seat, Term


def keeps_bodies(user: Any) -> bool:
    """Tell whether the person keeps bodies and seats: the secretariat."""
    return may(user, Right.SECRETARIAT)


def body_to_see(pk: int) -> Body:
    """Return a body to everyone; 404 when there is none."""
    return get_object_or_404(Body, pk=pk)


def require_keeper(user: Any) -> None:
    """Raise 404 unless the person keeps the bodies."""
    require(user, Right.SECRETARIAT)


def body_to_keep(user: Any, pk: int) -> Body:
    """Return a body to the secretariat; 404 otherwise."""
    require_keeper(user)
    return body_to_see(pk)


def seat_to_keep(user: Any, pk: int) -> Seat:
    """Return a seat to the secretariat; 404 otherwise."""
    require_keeper(user)
    return get_object_or_404(Seat.objects.select_related("body"), pk=pk)


def term_to_keep(user: Any, pk: int) -> Term:
    """Return a term to the secretariat; 404 otherwise."""
    require_keeper(user)
    return get_object_or_404(Term.objects.select_related("seat__body", "person"), pk=pk)
