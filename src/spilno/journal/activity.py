"""What the journal shows of itself: a line in the footer."""

from django.utils.translation import gettext_lazy as _

from spilno.ui.registry import Activity, Link, register

register(
    Activity(name="journal", footer=(Link(_("Journal of acts and its check"), "journal:journal", 20, "openness"),))
)
