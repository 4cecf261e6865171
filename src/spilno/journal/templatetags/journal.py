"""Tags: what was done to an object; the sealed day for the footer."""

from typing import Any

from django import template
from django.db.models import Model

from spilno.journal.queries import entries_of, last_head, told

register = template.Library()


@register.inclusion_tag("journal/_of.html")
def journal_of(*objects: Model) -> dict[str, Any]:
    """Tell who did what with the object (or several), when and on what ground."""
    return {"acts": told(entries_of(*[found for found in objects if found]))}


@register.inclusion_tag("journal/_head.html")
def journal_head() -> dict[str, Any]:
    """Show the hash of the last sealed day."""
    return {"head": last_head()}


@register.filter
def short_hash(value: str) -> str:
    """Write a hash short: 9f2c 41ab … e07d."""
    return f"{value[:4]} {value[4:8]} … {value[-4:]}" if value else ""
