"""Letters about a meeting: their words in Ukrainian and the notice as an archival PDF."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from spilno.documents.gateways.pdf import make_pdf
from spilno.meetings.models import Item, Meeting, VisitStop

CONVOCATION = Path(__file__).parent.parent / "data" / "convocation.typ"


def words_of(letter: str, meeting: Meeting, facts: Mapping[str, Any]) -> str:
    """Return the text of a letter: convocation, change or cancel; official letters are in Ukrainian."""
    context = {
        "meeting": meeting,
        "body_genitive": meeting.body.genitive_uk or meeting.body.name_uk,
        "signer": str(meeting.chair) if meeting.chair else "",
        "signer_post": meeting.chair_post,
        **facts,
    }
    with translation.override("uk"):
        return render_to_string(f"meetings/letters/{letter}.txt", context).strip() + "\n"


def title_of(meeting: Meeting) -> str:
    """Return the title of the notice as registers have it."""
    with translation.override("uk"):
        return _("Notice of %(body)s no. %(number)d") % {
            "body": meeting.body.genitive_uk or meeting.body.name_uk,
            "number": meeting.number,
        }


def convocation_pdf(
    meeting: Meeting, items: Sequence[Item], stops: Sequence[VisitStop], *, day: Any, closing: Sequence[str]
) -> bytes:
    """Typeset the notice with its agenda; `items` come in reading order with number and depth."""
    with translation.override("uk"):
        starts = localtime(meeting.starts_at)
        paragraphs = [
            _("The meeting is held on %(day)s at %(time)s, %(kind)s, %(format)s.")
            % {
                "day": date_format(starts, "DATE_FORMAT"),
                "time": date_format(starts, "TIME_FORMAT"),
                "kind": meeting.get_kind_display(),
                "format": meeting.get_format_display(),
            }
        ]
        place = ", ".join(part for part in (meeting.settlement, meeting.place) if part)
        if place:
            paragraphs.append(_("Place: %(place)s.") % {"place": place.rstrip(".")})
        if meeting.host:
            paragraphs.append(_("Host: %(host)s.") % {"host": meeting.host.organisation.name_uk})
        if meeting.online_link:
            # the notice is public, the video room is for members: its address goes in the letter only
            paragraphs.append(_("The link for taking part at a distance is in the letter to members."))
        if meeting.convened_by_act:
            paragraphs.append(_("Convened by: %(act)s.") % {"act": meeting.convened_by_act.rstrip(".")})
        data = {
            "association": settings.ASSOCIATION_NAMES["uk"],
            "kind": _("NOTICE"),
            "day": date_format(day, "DATE_FORMAT"),
            "settlement": "",
            "number": f"№ {meeting.number}",
            "heading": _("On the convening of %(body)s no. %(number)d")
            % {"body": meeting.body.genitive_uk or meeting.body.name_uk, "number": meeting.number},
            "paragraphs": paragraphs,
            "agenda_title": _("Agenda"),
            "rapporteur_word": _("Rapporteur:"),
            "items": [
                {
                    "number": item.number,
                    "depth": item.depth,
                    "title": item.title,
                    "rapporteur": str(item.rapporteur) if item.rapporteur else item.rapporteur_name,
                }
                for item in items
            ],
            "stops_title": _("Programme of visits"),
            "stops": [
                {
                    "clock": date_format(localtime(stop.starts_at), "TIME_FORMAT"),
                    "title": stop.title,
                    "place": stop.place,
                }
                for stop in stops
            ],
            "closing": list(closing),
            "signer": str(meeting.chair) if meeting.chair else "",
            "signer_post": meeting.chair_post,
        }
        return make_pdf(CONVOCATION, data, title=title_of(meeting))
