"""Acts on the programme: sessions with their speakers, published versions, sessions from a calendar file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from spilno.accounts.models import User
from spilno.events.gateways.calendar_file import Taken
from spilno.events.models import Event, ProgrammeVersion, Registration, Session, Speaker
from spilno.events.queries.events import to_be_told
from spilno.events.queries.programme import (
    addresses_in,
    last_version,
    parts_in,
    sessions_of,
    snapshot,
    without_addresses,
)
from spilno.events.rules import life
from spilno.events.rules import programme as rules
from spilno.events.services.telling import registered, tell
from spilno.journal.services import record
from spilno.notices.services import Addressee
from spilno.people.models import Person
from spilno.statute.rules.refusal import refuse

SESSION_FIELDS = ("kind", "title_uk", "title_en", "starts_at", "ends_at", "place", "note", "counted", "hours")
SPEAKER_FIELDS = ("name_uk", "name_en", "post", "organisation", "email", "role", "topic", "person", "paper")


@transaction.atomic
def keep_session(
    event: Event,
    values: Mapping[str, Any],
    speakers: Sequence[Mapping[str, Any]],
    *,
    session: Session | None = None,
    by: User | None,
) -> Session:
    """Add a session, or change one, with its speakers in their order. Nobody is told before the programme is published.

    Raises RuleBroken when the event is over or the session ends before it begins.
    """
    event = _locked(event)
    refuse(life.why_not_change(event.state))
    refuse(life.why_wrong_times(values["starts_at"], values["ends_at"]))
    session, made = session or Session(event=event), session is None
    for name in SESSION_FIELDS:
        if name in values:
            setattr(session, name, values[name])
    if session.kind == Session.Kind.BREAK:
        session.counted, session.hours = False, None
    session.save()
    papers = {(each.name_uk, each.topic): each.paper for each in session.speakers.select_related("paper")}
    session.speakers.all().delete()
    Speaker.objects.bulk_create(
        Speaker(
            session=session,
            position=position,
            **{
                "paper": papers.get((each.get("name_uk", ""), each.get("topic", ""))),  # the form does not show it
                **{name: each[name] for name in SPEAKER_FIELDS if name in each},
            },
        )
        for position, each in enumerate(speakers, 1)
    )
    act = "event.session_added" if made else "event.session_changed"
    record(act, event, by=by, facts={"session": session.pk, "speakers": len(speakers)})
    return session


@transaction.atomic
def remove_session(session: Session, *, by: User | None) -> None:
    """Take a session out of the programme. Raises RuleBroken when the event is over or attendance was taken at it."""
    event = _locked(session.event)
    refuse(life.why_not_change(event.state))
    refuse(rules.why_not_remove(attended=session.attendances.count()))
    record("event.session_removed", event, by=by, facts={"session": session.pk})
    session.delete()


@transaction.atomic
def import_sessions(event: Event, taken: Sequence[Taken], *, by: User | None) -> int:
    """Take sessions from a calendar file, all of them or none; returns how many. Raises RuleBroken when the event is over."""
    event = _locked(event)
    refuse(life.why_not_change(event.state))
    refuse(rules.why_not_import(count=len(taken), without_times=0, readable=True))
    Session.objects.bulk_create(
        Session(event=event, title_uk=each.title, starts_at=each.starts, ends_at=each.ends, place=each.place)
        for each in taken
    )
    record("event.sessions_imported", event, by=by, facts={"sessions": len(taken)})
    return len(taken)


@transaction.atomic
def publish_programme(event: Event, *, by: User | None) -> ProgrammeVersion:
    """Publish the programme as it stands. A later version is told to those concerned: speakers of the parts that changed,
    and all who have a place when a part came, went or moved.

    Raises RuleBroken when nothing has changed since the last version.
    """
    event = _locked(event)
    refuse(life.why_not_change(event.state))
    last = last_version(event)
    body = snapshot(sessions_of(event))
    before = parts_in(last.body) if last is not None else []
    changes = rules.changes(before, parts_in(body))
    refuse(life.why_not_publish_nothing(changes=len(changes), published=last is not None))
    number = last.number + 1 if last is not None else 1
    version = ProgrammeVersion.objects.create(
        event=event,
        number=number,
        body=body,
        changes=[{"what": change.what, "key": change.part.key} for change in changes] if last is not None else [],
        published_by=by.pk if by is not None else None,
    )
    event.programme_version = number
    event.save(update_fields=["programme_version"])
    count = 0
    if last is not None and event.state == Event.State.ANNOUNCED:
        told = _concerned(event, changes, addresses_in(last.body, body))
        count = tell("programme", event, told, lambda: {"changes": _lines(changes)}, with_calendar=False, by=by)
    if (
        last is not None
    ):  # addresses are kept with the version in force only, to tell those whom the next one leaves out
        last.body = without_addresses(last.body)
        last.save(update_fields=["body"])
    record("event.programme_published", event, by=by, facts={"version": number, "changes": len(changes), "told": count})
    return version


def forget_speaker(person: Person) -> None:
    """Drop the addresses of a speaker from sessions and published versions; the name stays as it was announced."""
    rows = Speaker.objects.filter(person=person)
    names = set(rows.values_list("name_uk", flat=True))
    for version in ProgrammeVersion.objects.filter(event__sessions__speakers__in=rows).distinct():
        version.body = without_addresses(version.body, of=names)
        version.save(update_fields=["body"])
    rows.update(email="")


def _concerned(
    event: Event, changes: Sequence[rules.Change], addresses: Mapping[str, str]
) -> dict[str, list[Addressee]]:
    """Return speakers of the changed parts by address, and those who have a place when it concerns everybody; each once."""
    names = dict.fromkeys(name for change in changes for name in change.concerned)
    told = {"uk": [Addressee(name, addresses[name]) for name in names if name in addresses]}
    known = {each.address.lower() for each in told["uk"]}
    if any(rules.concerns_everybody(change) for change in changes):
        rows = to_be_told(event).filter(state=Registration.State.CONFIRMED)
        for language, addressees in registered(rows).items():
            told.setdefault(language, []).extend(each for each in addressees if each.address.lower() not in known)
    return told


def _lines(changes: Iterable[rules.Change]) -> list[str]:
    sentences = {
        rules.ADDED: _("New: %(title)s, %(when)s"),
        rules.REMOVED: _("Taken out: %(title)s"),
        rules.MOVED: _("Moved: %(title)s, now %(when)s"),
        rules.RENAMED: _("Renamed: %(title)s"),
        rules.PLACE: _("Another place: %(title)s, %(place)s"),
        rules.SPEAKERS: _("Other speakers: %(title)s: %(speakers)s"),
        rules.DETAILS: _("Details: %(title)s"),
    }
    return [
        sentences[change.what]
        % {
            "title": change.part.title,
            "when": date_format(timezone.localtime(change.part.starts), "DATETIME_FORMAT"),
            "place": change.part.place or "—",
            "speakers": ", ".join(change.part.speakers) or "—",
        }
        for change in changes
    ]


def _locked(event: Event) -> Event:
    return Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
