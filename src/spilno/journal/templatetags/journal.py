"""Tags: what was done to an object; the sealed day for the footer."""

from typing import Any

from django import template
from django.conf import settings
from django.db.models import Model
from django.template import Context

from spilno.journal.queries import entries_of, last_head, told

register = template.Library()


@register.inclusion_tag("journal/_of.html", takes_context=True)
def journal_of(context: Context, *objects: Model) -> dict[str, Any]:
    """Tell who did what with the object (or several), when and on what ground; on paper only how many acts and where."""
    request = context.get("request")
    address = settings.SITE_URL + request.path if request else ""
    return {"acts": told(entries_of(*[found for found in objects if found])), "address": address}


@register.inclusion_tag("journal/_head.html")
def journal_head() -> dict[str, Any]:
    """Show the hash of the last sealed day."""
    return {"head": last_head()}


@register.filter
def short_hash(value: str) -> str:
    """Write a hash short: 9f2c 41ab … e07d."""
    return f"{value[:4]} {value[4:8]} … {value[-4:]}" if value else ""
