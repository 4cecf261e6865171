"""How a memorandum stands today, as a sign and a word."""

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from spilno.memoranda.models import Memorandum
from spilno.memoranda.queries.countries import country_name
from spilno.memoranda.queries.texts import term_of
from spilno.memoranda.rules.term import Standing, standing
from spilno.ui.templatetags.ui import status

register = template.Library()
register.filter("country", country_name)


@register.simple_tag
def memorandum_status(memorandum: Memorandum) -> SafeString:
    """Draw how a memorandum stands today."""
    stands = standing(term_of(memorandum), timezone.localdate())
    if stands == Standing.UNSIGNED:
        state = memorandum.State(memorandum.state)
        kind, sign = {"draft": ("wait", "dots"), "agreeing": ("now", "clock"), "agreed": ("soon", "sign")}.get(
            str(state), ("no", "cross")
        )
        return status(kind, sign, str(state.label))
    if memorandum.state == Memorandum.State.ENDED and stands in {Standing.IN_FORCE, Standing.EXPIRING}:
        return status("soon", "clock", _("in force, ends soon"))
    kind, sign, word = {
        Standing.AHEAD: ("info", "clock", _("signed, not in force yet")),
        Standing.IN_FORCE: ("ok", "check", _("in force")),
        Standing.EXPIRING: ("soon", "clock", _("in force, ends soon")),
        Standing.EXPIRED: ("no", "dash", _("the term is over")),
        Standing.ENDED: ("no", "cross", _("ended")),
    }[stands]
    return status(kind, sign, word)
