"""Lists of groups as a PDF to print: who goes with whom, from where, by what."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from spilno.documents.gateways.pdf import make_pdf
from spilno.meetings.models import Meeting, VisitStop
from spilno.members.queries import mandates_on
from spilno.people.models import Person
from spilno.visits.models import Group
from spilno.visits.queries.programme import lists_of

SHEET = Path(__file__).parent / "data" / "groups.typ"


def groups_pdf(meeting: Meeting) -> bytes:
    """Return the lists, each group on its own page."""
    groups = lists_of(meeting)
    councils = _councils(meeting, [person.pk for _group, people in groups for person in people])
    with translation.override("uk"):
        title = _("Groups of visitors of %(body)s no. %(number)d") % {
            "body": meeting.body.genitive_uk or meeting.body.name_uk,
            "number": meeting.number,
        }
        data = {
            "association": settings.ASSOCIATION_NAMES["uk"],
            "title": title,
            "day": date_format(timezone.localtime(meeting.starts_at), "DATE_FORMAT") if meeting.starts_at else "",
            "heads": [_("No."), _("Name"), _("Council"), _("Present")],
            "empty": _("Nobody is in this group yet."),
            "groups": [_group(group, people, councils) for group, people in groups],
            "stops_title": _("Programme of visits"),
            "stops": [_stop(stop) for stop in meeting.stops.all()],
            "safety_title": _("Safety notice"),
            "safety": [line for line in meeting.safety_notice.splitlines() if line.strip()],
        }
        return make_pdf(SHEET, data, title=title)


def _group(group: Group, people: list[Person], councils: dict[int, str]) -> dict[str, object]:
    words = {"taken": len(people), "capacity": group.capacity}
    gathers = f"{timezone.localtime(group.gathers_at):%H:%M}, " if group.gathers_at else ""
    guide = ", ".join(part for part in (group.guide, group.guide_phone) if part)
    lines = [
        (_("Guide"), guide),
        (_("Gathers"), f"{gathers}{group.gathers_where}".strip(", ")),
        (_("Transport"), group.transport),
    ]
    return {
        "name": _("Group “%(name)s”") % {"name": group.name},
        "counts": _("Places taken: %(taken)d of %(capacity)d") % words,
        "lines": [f"{name}: {value}" for name, value in lines if value],
        "rows": [
            [str(place), person.full_name, councils.get(person.pk, ""), ""]
            for place, person in enumerate(people, start=1)
        ],
    }


def _stop(stop: VisitStop) -> dict[str, object]:
    ends = f"–{timezone.localtime(stop.ends_at):%H:%M}" if stop.ends_at else ""
    lines = ((_("Shelter"), stop.shelter), (_("Transport"), stop.transport), (_("Who meets us"), stop.contact))
    return {
        "title": f"{timezone.localtime(stop.starts_at):%H:%M}{ends} {stop.title}"
        + (f", {stop.place}" if stop.place else ""),
        "lines": [f"{name}: {value}" for name, value in lines if value],
    }


def _councils(meeting: Meeting, people: list[int]) -> dict[int, str]:
    day = timezone.localdate(meeting.starts_at) if meeting.starts_at else timezone.localdate()
    found: dict[int, str] = {}
    for mandate in mandates_on(day).filter(person__in=people):
        found.setdefault(mandate.person_id, mandate.membership.organisation.name_uk)
    return found
