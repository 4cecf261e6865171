"""Act of proof: statements of participation to those whose presence at a visiting meeting was registered."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from spilno.accounts.models import User
from spilno.bodies.models import Body
from spilno.credentials.models import Certificate
from spilno.credentials.queries import keys_of_valid
from spilno.credentials.rules.words import academic_hours, days_in_english, days_in_words
from spilno.credentials.services import holder_of, issue_certificates
from spilno.events.queries.events import logos_of
from spilno.meetings.models import Meeting
from spilno.meetings.queries.attendance import day_of
from spilno.organisations.queries import our_association
from spilno.organisations.rules.phrases import decline_phrase
from spilno.people.models import Person
from spilno.people.rules.posts import usual_in_english
from spilno.ui.words import in_latin, person_in_latin, settlement_in_language
from spilno.visits.queries.attendance import present_at


@transaction.atomic
def issue_statements(meeting: Meeting, *, by: User) -> list[Certificate]:
    """Issue statements of participation to everyone present who has none yet; the association and the host issue.

    Hours of the clock are written as academic hours, in Ukrainian and in English.

    Raises RuleBroken when nobody is left: the meeting is not closed, nobody was there, or all have theirs.
    """
    day = day_of(meeting)
    held = keys_of_valid(meeting, Certificate.Kind.VISIT)
    minutes = settings.ACADEMIC_HOUR_MINUTES
    holders = [
        holder_of(row.person, day=day, hours=academic_hours(row.hours, minutes=minutes)) for row in present_at(meeting)
    ]
    host = meeting.host.organisation if meeting.host else None
    issuers = [one for one in (our_association(), host) if one is not None]
    body = meeting.body.genitive_uk or meeting.body.name_uk
    return issue_certificates(
        Certificate.Kind.VISIT,
        about=meeting,
        holders=[holder for holder in holders if holder.key not in held],
        title=f"Виїзне засідання {body} № {meeting.number}",
        title_en=f"Visiting meeting of the {_english(meeting)} no. {meeting.number}",
        issuers=issuers,
        logos=logos_of(issuers),
        facts={
            "what_uk": f"про участь у заході {decline_phrase(settings.ASSOCIATION_NAMES['uk'], 'genitive')}",
            "what_en": f"on participation in the event of the {settings.ASSOCIATION_NAMES['en']}",
            "when_uk": days_in_words(day, day),
            "when_en": days_in_english(day, day),
            **_place(meeting),
            "signed": [_signed(meeting, meeting.chair)] if meeting.chair else [],
        },
        by=by,
    )


def _english(meeting: Meeting) -> str:
    with override("en"):
        return str(meeting.body)


def _place(meeting: Meeting) -> dict[str, str]:
    with override("en"):
        english = settlement_in_language(meeting.settlement) if meeting.settlement else in_latin(meeting.place)
    return {"place_uk": meeting.settlement or meeting.place, "place_en": english}


def _signed(meeting: Meeting, chair: Person) -> dict[str, str]:
    """Return who chaired as he signs; in English as the register of bodies has the post, or as the chair of the meeting."""
    post = meeting.chair_post
    body = Body.objects.filter(name_uk=post).exclude(name_en="").first()
    english = body.name_en if body else usual_in_english(post) or "chair of the meeting"
    return {"post_uk": post, "name_uk": str(chair), "post_en": english, "name_en": person_in_latin(str(chair))}
