"""What cooperation shows of itself: words of acts."""

from django.utils.translation import gettext_lazy as _

from spilno.journal.queries import register_acts

register_acts(
    {
        "memorandum.activity_counted": _("An activity was counted for an area"),
        "memorandum.activity_uncounted": _("An activity is counted no longer"),
    }
)
