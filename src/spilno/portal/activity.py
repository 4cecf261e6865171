"""What the portal shows of itself: calendar, help, open data, the last column of the footer."""

from django.utils.translation import gettext_lazy as _

from spilno.meetings.models import Meeting
from spilno.memoranda.queries import register_activity
from spilno.portal.queries.joint import found_meetings, meeting_facts
from spilno.ui.registry import Activity, Link, register, register_beside

register(
    Activity(
        name="portal",
        menu=(Link(_("Calendar"), "portal:calendar", 60),),
        footer=(
            Link(_("Calendar"), "portal:calendar", 40, "openness"),
            Link(_("Cooperation in numbers"), "memoranda:numbers", 35, "cooperation"),
            Link(_("Open data (CSV, JSON)"), "portal:open_data", 50, "openness"),
            Link(_("How to vote from a phone"), "portal:voting", 10, "help"),
            Link(_("Accessibility"), "portal:accessibility", 20, "help"),
            Link(_("Personal data"), "portal:privacy", 30, "help"),
        ),
        footer_part="portal/_footer_part.html",
    )
)

# meetings and memoranda do not know each other: what fulfils a memorandum stands on the page of a meeting through the portal
register_activity(Meeting._meta.label_lower, meeting_facts, find=found_meetings)
register_beside(Meeting._meta.label_lower, "memoranda/_fulfils.html")
