"""Act of proof: statements of participation to those whose presence at a visiting meeting was registered."""

from django.conf import settings
from django.db import transaction

from spilno.accounts.models import User
from spilno.credentials.models import Certificate
from spilno.credentials.queries import keys_of_valid
from spilno.credentials.rules.words import days_in_words
from spilno.credentials.services import holder_of, issue_certificates
from spilno.meetings.models import Meeting
from spilno.meetings.queries.attendance import day_of
from spilno.organisations.queries import our_association
from spilno.visits.queries.attendance import present_at


@transaction.atomic
def issue_statements(meeting: Meeting, *, by: User) -> list[Certificate]:
    """Issue statements of participation with hours to everyone present who has none yet; the association and the host issue.

    Raises RuleBroken when nobody is left: the meeting is not closed, nobody was there, or all have theirs.
    """
    day = day_of(meeting)
    held = keys_of_valid(meeting, Certificate.Kind.VISIT)
    holders = [holder_of(row.person, day=day, hours=row.hours) for row in present_at(meeting)]
    ours = our_association()
    host = meeting.host.organisation if meeting.host else None
    body = meeting.body.genitive_uk or meeting.body.name_uk
    return issue_certificates(
        Certificate.Kind.VISIT,
        about=meeting,
        holders=[holder for holder in holders if holder.key not in held],
        title=f"Виїзне засідання {body} № {meeting.number}",
        issuers=[one for one in (ours, host) if one is not None],
        facts={
            "what_uk": f"про участь у виїзному засіданні {body} {settings.ASSOCIATION_NAMES['uk']}",
            "when_uk": days_in_words(day, day),
            "place_uk": meeting.settlement or meeting.place,
            "signed": [{"post_uk": meeting.chair_post, "name_uk": str(meeting.chair)}] if meeting.chair else [],
        },
        by=by,
    )
