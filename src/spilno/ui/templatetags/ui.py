"""Tags and filters of the look: signs, dates, counts, refusals."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from spilno.statute.rules.refusal import Refusal
from spilno.ui.icons import ICONS
from spilno.ui.sentences import Said, say

register = template.Library()

NBSP = "\u00a0"


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a sign; it is decoration, the word beside it tells."""
    return mark_safe(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{ICONS[name]}</svg>')


@register.simple_tag
def mark() -> SafeString:
    """Draw the mark: a table of eight seats, the wheat one has the floor."""
    return mark_safe(
        f'<svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{ICONS["mark"]}</svg>'
    )


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day as text does: 27 листопада 2026 року."""
    return _formatted(value, "DATE_FORMAT")


@register.filter
def short_day(value: date | datetime | None) -> str:
    """Write a day as tables do: 27.11.2026."""
    return _formatted(value, "SHORT_DATE_FORMAT")


@register.filter
def moment(value: datetime | None) -> str:
    """Write a day and time: 27 листопада 2026 року, 10:00."""
    return _formatted(value, "DATETIME_FORMAT")


@register.filter
def clock(value: datetime | None) -> str:
    """Write hours and minutes, in Kyiv time."""
    return _formatted(value, "TIME_FORMAT")


def _formatted(value: date | datetime | None, name: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return date_format(value, name).replace(" ", NBSP)


@register.filter
def said(refusal: Refusal | None) -> Said | None:
    """Put a refusal into the reader's words."""
    return say(refusal) if refusal is not None else None


@register.filter
def named(value: Any, attribute: str) -> str:
    """Return a bilingual field in the reader's language: {{ body|named:"name" }}; Ukrainian when English is empty."""
    chosen = getattr(value, f"{attribute}_{get_language() or 'uk'}", "") if value is not None else ""
    return chosen or (getattr(value, f"{attribute}_uk", "") if value is not None else "")


@register.simple_tag
def status(kind: str, sign: str, word: str) -> SafeString:
    """Draw a status: sign and word; kinds ok, now, soon, no, info, wait."""
    return format_html('<span class="status status--{}">{}{}</span>', kind, icon(sign), word)
