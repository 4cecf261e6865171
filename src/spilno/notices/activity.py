"""What notices show of themselves: a line in the footer for those who see the proof of sending."""

from django.utils.translation import gettext_lazy as _

from spilno.journal.queries import register_acts
from spilno.notices.access import may_see_notices
from spilno.ui.registry import Activity, Link, register

register(
    Activity(
        name="notices",
        footer=(
            Link(
                _("What was sent, and proof of it"),
                "notices:notices",
                order=60,
                group="association",
                shown=lambda request: may_see_notices(request.user),
            ),
        ),
    )
)

register_acts(
    {
        "notice.posted": _("A notice was posted"),
        "notice.sent_again": _("The letter was sent again"),
        "notice.reminded": _("A reminder was sent"),
        "notice.confirmed": _("Receipt was confirmed"),
        "notice.opted_out": _("An address asked for official letters only"),
    }
)
