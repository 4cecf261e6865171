"""Signs of learning that lists draw for each of their lines: how one stands in an edition, a cell of the gradebook."""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from spilno.learning.exports.gradebook import Cell
from spilno.learning.models import Enrolment
from spilno.ui.templatetags.ui import status

register = template.Library()
State = Enrolment.State
SIGNS = {
    State.COMPLETED: ("ok", "check"),
    State.ADMITTED: ("ok", "check"),
    State.LEARNING: ("now", "book"),
    State.APPLIED: ("now", "clock"),
    State.WAITING: ("soon", "clock"),
    State.WITHDRAWN: ("wait", "dash"),
    State.FAILED: ("no", "cross"),
    State.REFUSED: ("no", "cross"),
}


@register.simple_tag
def enrolment_state(state: str) -> SafeString:
    """Draw how one stands in an edition: sign and word."""
    known = State(state)
    return status(*SIGNS[known], str(known.label))


@register.simple_tag
def grade(cell: Cell) -> SafeString:
    """Draw a cell of the gradebook: whether the module is completed, what was done in it, why it is not completed."""
    return _grade(cell)


@lru_cache(maxsize=4096)
def _grade(cell: Cell) -> SafeString:
    """Draw a cell; most learners did what others did, and the words are a part of the key."""
    title = format_html(' title="{}"', cell.why) if cell.why else ""
    return format_html("<td{}><b>{}</b> {}</td>", title, "+" if cell.completed else "–", cell.words)
