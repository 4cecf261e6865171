"""Filters of bodies: what is known of the holder of a seat, who may be nobody."""

from collections.abc import Mapping
from typing import Any

from django import template

from spilno.bodies.queries import Held

register = template.Library()


@register.filter
def of_holder(found: Mapping[int, Any], held: Held) -> Any:
    """Look up by the person who holds the seat: {{ posts|of_holder:held }}; None for an empty seat."""
    return found.get(held.term.person_id) if held.term is not None else None


@register.filter
def of_term(found: Mapping[int, Any], held: Held) -> Any:
    """Look up by the term that runs: {{ warnings|of_term:held }}; None for an empty seat."""
    return found.get(held.term.pk) if held.term is not None else None
