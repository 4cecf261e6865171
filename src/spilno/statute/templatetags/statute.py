"""Filters: a line of the statute, and a fault of its file, in the language of the reader."""

from typing import Any

from django import template
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext

from spilno.statute.rules.edition_faults import Fault
from spilno.statute.rules.lines import SHARES, Line, share_in_words
from spilno.statute.rules.provisions import Share

register = template.Library()


@register.filter
def label(line: Line) -> str:
    """Name the thing that a line regulates."""
    own = line.label_en if get_language() == "en" else line.label_uk
    return own or line.label_uk or gettext(line.label)


@register.filter
def in_words(line: Line) -> str:
    """Write what a line says."""
    sentence = ""
    if line.plural:
        sentence = ngettext(line.sentence, line.plural, int(str(line.facts[line.count]))) % line.facts
    elif line.sentence:
        sentence = gettext(line.sentence) % line.facts
    listed = ", ".join(gettext(words) % line.facts for words in line.words)
    return ", ".join(part for part in (sentence, listed) if part)


@register.filter
def reason(fault: Fault) -> str:
    """Say what is wrong in the file."""
    return capfirst(gettext(fault.reason) % fault.facts)


@register.filter
def translated(text: Any) -> str:
    """Translate a heading that the rules keep in English."""
    return gettext(str(text))


@register.filter
def majority(share: Share) -> str:
    """Write a majority: more than 1/2 of the members present."""
    return gettext(SHARES[share.base, share.strict]) % {"share": share_in_words(share.share)}
