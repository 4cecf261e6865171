"""Tag: the state of a membership, as lists and pages draw it."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from spilno.ui.templatetags.ui import status

register = template.Library()

_DRAWN = {
    "confirmed": ("ok", "check", lambda: gettext("member")),
    "admitted": ("info", "clock", lambda: gettext("admitted, to be confirmed")),
    "applied": ("wait", "dots", lambda: gettext("applied")),
    "suspended": ("soon", "warning", lambda: gettext("suspended")),
    "left": ("wait", "arrow", lambda: gettext("left the Association")),
    "excluded": ("no", "cross", lambda: gettext("excluded")),
    "declined": ("no", "cross", lambda: gettext("declined")),
    "ended": ("wait", "dash", lambda: gettext("ended with the council")),
}


@register.simple_tag
def standing(state: str) -> SafeString:
    """Draw the state of a membership: sign and word."""
    kind, sign, word = _DRAWN[state]
    return status(kind, sign, word())
