"""Letters about a meeting: their words in Ukrainian and the notice as an archival PDF."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from spilno.documents.gateways.pdf import make_pdf
from spilno.documents.rules.words import clock_in_words, day_in_words, sentence, tied
from spilno.meetings.models import Item, Meeting, VisitStop
from spilno.meetings.rules.convocation import (
    MeetingCalled,
    convocation_closing,
    convocation_heading,
    convocation_opening,
)
from spilno.meetings.rules.notice import notice_needed
from spilno.organisations.rules.phrases import decline_phrase
from spilno.statute.queries import in_force_on

CONVOCATION = Path(__file__).parent.parent / "data" / "convocation.typ"


def words_of(letter: str, meeting: Meeting, facts: Mapping[str, Any]) -> str:
    """Return the text of a letter: convocation, change or cancel; official letters are in Ukrainian."""
    context: dict[str, Any] = {
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


def called(meeting: Meeting, *, address: str) -> MeetingCalled:
    """Return what the letter tells of a meeting by the statute in force on its day."""
    starts = localtime(meeting.starts_at)
    provisions = in_force_on(starts.date())
    needed = notice_needed(meeting.kind, provisions=provisions)
    demand = getattr(meeting, "demand", None)
    asks = ", ".join(
        part for part in (str(meeting.secretary or ""), meeting.secretary_post, settings.CONTACT_EMAIL) if part
    )
    return MeetingCalled(
        body=meeting.body.name_uk,
        body_genitive=meeting.body.genitive_uk or decline_phrase(meeting.body.name_uk, "genitive"),
        association_genitive=decline_phrase(settings.ASSOCIATION_NAMES["uk"], "genitive"),
        kind=meeting.kind,
        format=meeting.format,
        starts=starts,
        place=", ".join(part for part in (meeting.settlement, meeting.place) if part),
        article=needed.ground.article,
        notice_days=needed.value,
        proxies=provisions.proxies,
        host=meeting.host.organisation.name_uk if meeting.host else "",
        online=bool(meeting.online_link),
        act=meeting.convened_by_act,
        demand=f"вимога {demand.count} із {demand.of} ({demand.document})" if demand is not None else "",
        contact=asks,
        address=address,
    )


def convocation_pdf(
    meeting: Meeting, items: Sequence[Item], stops: Sequence[VisitStop], *, day: date, address: str
) -> bytes:
    """Typeset the letter with its agenda; `items` come in reading order with number and depth.

    The notice is public and the video room is for members: its address goes in the letter by mail only.
    """
    told = called(meeting, address=address)
    data = {
        "association": settings.ASSOCIATION_NAMES["uk"],
        "day": day_in_words(day),
        "number": tied(f"№ {meeting.number}"),
        "addressee": "Членам Асоціації",
        "heading": convocation_heading(told),
        "paragraphs": convocation_opening(told),
        "items": [
            {
                "number": item.number,
                "depth": item.depth,
                "title": tied(sentence(item.title)),
                "rapporteur": tied(_rapporteur(item)),
            }
            for item in items
        ],
        "stops": [
            {
                "clock": clock_in_words(localtime(stop.starts_at)),
                "until": clock_in_words(localtime(stop.ends_at)) if stop.ends_at else "",
                "title": tied(stop.title),
                "place": stop.place,
                "shelter": stop.shelter,
                "transport": stop.transport,
            }
            for stop in stops
        ],
        "safety": [tied(line) for line in meeting.safety_notice.splitlines() if line.strip()],
        "closing": convocation_closing(told),
        "signer": str(meeting.chair) if meeting.chair else "",
        "signer_post": meeting.chair_post,
    }
    return make_pdf(CONVOCATION, data, title=title_of(meeting))


def _rapporteur(item: Item) -> str:
    name = str(item.rapporteur) if item.rapporteur else item.rapporteur_name
    return ", ".join(part for part in (name, item.rapporteur_post.strip()) if part)
