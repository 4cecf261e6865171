"""What notices show of themselves: a line in the footer for those who see the proof of sending."""

from django.utils.translation import gettext_lazy as _

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
