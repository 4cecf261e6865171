"""Acts of certificates for an event: issue to those who attended and to those who spoke, and tell them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from spilno.accounts.models import User
from spilno.credentials.models import Certificate
from spilno.credentials.rules.words import days_in_english, days_in_words
from spilno.credentials.services import Holder, holder_named, holder_of, issue_certificates
from spilno.events.models import Event
from spilno.events.queries.collection import authors_to_certify
from spilno.events.queries.events import logos_of
from spilno.events.queries.presence import (
    Candidate,
    attendees,
    course_of,
    joint_series,
    organisation_of,
    speakers,
    why_not_yet,
)
from spilno.events.rules.printed import TOOK_PART, TOOK_PART_EN, course_words, spoke_words
from spilno.notices.services import Addressee, post_notice
from spilno.organisations.models import Organisation
from spilno.statute.rules.refusal import refuse
from spilno.ui.words import person_in_latin

ATTENDANCE, SPEAKER, PAPER = "attendance", "speaker", "paper"


@transaction.atomic
def issue_for(event: Event, kind: str, *, issued_on: date | None = None, by: User) -> list[Certificate]:
    """Issue certificates to all who get one now: who attended (of a joint series: all its events), who spoke, whose papers stand.

    Who holds one already is left out. Each is told by letter where his certificate is. Raises RuleBroken when nobody gets one,
    or the last part is not over.
    """
    event = Event.objects.select_related("series").get(pk=event.pk)
    gather = {ATTENDANCE: attendees, SPEAKER: speakers, PAPER: authors_to_certify}[kind]
    if kind != PAPER:
        refuse(why_not_yet(event))
    candidates = [each for each in gather(event) if each.gets]
    series = joint_series(event) if kind == ATTENDANCE else None
    course = course_of(event) if series is not None else [event]
    issuers = _issuers(course)
    issued = issue_certificates(
        kind,
        about=series or event,
        holders=[_holder(each, event) for each in candidates],
        title=series.title_uk if series else event.title_uk,
        title_en=series.title_en if series else event.title_en,
        issuers=issuers,
        logos=logos_of(issuers),
        facts=_facts(course, kind, whole_series=series is not None),
        issued_on=issued_on,
        by=by,
    )
    _tell(issued, candidates, event, by=by)
    return issued


def _issuers(course: Sequence[Event]) -> list[Organisation]:
    """Return the owners of all events of the course, each once, in their order."""
    found: dict[int, Organisation] = {}
    for event in course:
        for owner in event.owners.select_related("organisation"):
            found.setdefault(owner.organisation_id, owner.organisation)
    return list(found.values())


def _facts(course: Sequence[Event], kind: str, *, whole_series: bool) -> dict[str, str]:
    days = [day for event in course for day in (event.day, event.last_day) if day]
    places = {event.place for event in course}
    online = all(event.format == Event.Format.ONLINE for event in course)
    place = places.pop() if len(places) == 1 and not online else ""
    territory = course[0].territory if place else None
    with override("en"):
        place_en = territory.full_name if territory else ""  # a venue has no English name
    if kind != ATTENDANCE:
        what, what_en = spoke_words(course[0].kind)
    else:
        what, what_en = course_words() if whole_series else (TOOK_PART[course[0].kind], TOOK_PART_EN[course[0].kind])
    return {
        "what_uk": what,
        "what_en": what_en,
        "when_uk": days_in_words(min(days), max(days)) if days else "",
        "when_en": days_in_english(min(days), max(days)) if days else "",
        "place_uk": "онлайн" if online else place,
        "place_en": "online" if online else place_en,
    }


def _holder(candidate: Candidate, event: Event) -> Holder:
    day = event.last_day or timezone.localdate()
    facts = dict(zip(("what_uk", "what_en"), candidate.what, strict=True)) if candidate.what else {}
    if candidate.person is not None:
        holder = holder_of(candidate.person, day=day, hours=candidate.hours, facts=facts)
        return replace(holder, key=candidate.key)
    if candidate.registration is not None:
        row = candidate.registration
        return holder_named(
            row.family_name,
            row.given_name,
            row.patronymic,
            post=row.post,
            organisation=organisation_of(row),
            key=candidate.key,
            hours=candidate.hours,
        )
    speaker = candidate.speaker
    if speaker is None:  # an author who stands in no register
        name = candidate.name
        return Holder(name=name, name_en=person_in_latin(name), post=candidate.where, key=candidate.key, facts=facts)
    where = speaker.organisation.name_uk if speaker.organisation else ""
    post = ", ".join(part for part in (speaker.post, where) if part)
    return Holder(
        name=speaker.name_uk, name_en=speaker.name_en or person_in_latin(speaker.name_uk), post=post, key=candidate.key
    )


def _tell(issued: Sequence[Certificate], candidates: Sequence[Candidate], event: Event, *, by: User) -> None:
    """Write to those whose address is known where the certificate is."""
    by_key = {each.key: each for each in candidates}
    for certificate in issued:
        candidate = by_key[certificate.holder_key]
        row, person = candidate.registration, candidate.person
        address = (row.email if row else "") or (person.email if person else "") or candidate.email
        if not address:
            continue
        language = row.language if row else "uk"
        with override(language):
            link = settings.SITE_URL + reverse("credentials:check", args=[certificate.code_in_groups])
            words = {"title": certificate.about, "number": certificate, "link": link}
            subject = gettext("Your certificate: %(title)s") % words
            text = (
                gettext("Certificate no. %(number)s is issued to you. Open, check and download it here:\n%(link)s")
                % words
            )
        post_notice(
            kind="other",
            subject=subject,
            text=text,
            to=[Addressee(name=candidate.name, address=address)],
            about=event,
            official=False,
            by=by,
        )
