"""Tags of events: sections that other files bring, initials for a logo, places left."""

from decimal import Decimal
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from spilno.credentials.rules.words import hours_in_english, hours_in_words
from spilno.events.models import Event
from spilno.events.queries.events import initials as initials_of
from spilno.events.queries.registration import over

register = template.Library()


@register.simple_tag(takes_context=True)
def event_part(context: dict[str, Any], part: Any, own: dict[str, Any]) -> SafeString:
    """Draw a section of the page of an event with the context that its file gave; it knows the event, too."""
    shared = {"event": context["event"], "keeps": context.get("keeps", False)}
    return render_to_string(part.template, {**shared, **own}, request=context["request"])


@register.filter
def initials(name: str) -> str:
    """Write the initials that stand for an organisation without a logo."""
    return initials_of(name)


@register.filter
def academic_hours(hours: Decimal) -> str:
    """Write academic hours with their noun in the language of the reader: 1,5 академічної години."""
    return hours_in_english(hours) if get_language() == "en" else hours_in_words(hours)


@register.filter
def is_over(event: Event) -> bool:
    """Tell whether an event has ended now, closed as held or not yet."""
    return over(event)


@register.simple_tag
def left(places: int, taken: int) -> int:
    """Return how many places are free; never less than none."""
    return max(0, places - taken)
