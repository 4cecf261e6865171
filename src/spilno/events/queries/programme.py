"""The programme as rules compare it and as pages show it, and its published versions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from spilno.events.models import Event, ProgrammeVersion, Session, Speaker
from spilno.events.rules.programme import Change, Part, changes
from spilno.organisations.models import Organisation

WORDS_OF_SPEAKER = ("name_en", "post", "role", "topic")


@dataclass(frozen=True, slots=True)
class Shown:
    """A session with its speakers as a page shows them; those of a published version are made to be read, not saved."""

    session: Session
    speakers: list[Speaker]


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    """The sessions of one day in Kyiv."""

    day: date
    sessions: list[Shown]


def programme_of(event: Event) -> list[ProgrammeDay]:
    """Return the programme by day as it is being prepared, with speakers; two queries."""
    rows = event.sessions.prefetch_related("speakers__organisation").order_by("starts_at", "pk")
    return _by_day(Shown(session, list(session.speakers.all())) for session in rows)


def programme_to_show(event: Event) -> list[ProgrammeDay]:
    """Return the programme by day as everyone sees it: the version that was published last; two queries.

    A draft, and an event entered after it was held, have no version: theirs is shown as it stands.
    """
    if event.programme_version == 0:
        return [] if event.state == Event.State.ANNOUNCED else programme_of(event)
    version = last_version(event)
    body = version.body if version is not None else []
    named = Organisation.objects.in_bulk({each["organisation"] for part in body for each in part["speakers"]} - {None})
    return _by_day(_shown(event, part, named) for part in body)


def _shown(event: Event, part: dict[str, Any], named: dict[int, Organisation]) -> Shown:
    starts, ends = _hours(part)
    session = Session(
        pk=part["key"],
        event=event,
        kind=part["kind"],
        title_uk=part["title"],
        title_en=part["title_en"],
        starts_at=starts,
        ends_at=ends,
        place=part["place"],
        note=part["note"],
        hours=Decimal(part["hours"]) if part["hours"] else None,
    )
    speakers = [
        Speaker(
            name_uk=each["name"],
            organisation=named.get(each["organisation"]),
            **{name: each[name] for name in WORDS_OF_SPEAKER},
        )
        for each in part["speakers"]
    ]
    return Shown(session, speakers)


def _hours(part: dict[str, Any]) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(part["starts"]), datetime.fromisoformat(part["ends"])


def _by_day(found: Iterable[Shown]) -> list[ProgrammeDay]:
    days: dict[date, list[Shown]] = {}
    for each in found:
        days.setdefault(timezone.localdate(each.session.starts_at), []).append(each)
    return [ProgrammeDay(day, sessions) for day, sessions in sorted(days.items())]


def sessions_of(event: Event) -> list[Session]:
    """Return the sessions of an event with speakers; two queries."""
    return list(event.sessions.prefetch_related("speakers__person", "speakers__organisation"))


def snapshot(sessions: Iterable[Session]) -> list[dict[str, Any]]:
    """Return the programme as a version keeps it: all that is shown of each part, and the addresses of its speakers."""
    return [
        {
            "key": session.pk,
            "title": session.title_uk,
            "title_en": session.title_en,
            "starts": session.starts_at.isoformat(),
            "ends": session.ends_at.isoformat(),
            "place": session.place,
            "kind": session.kind,
            "note": session.note,
            "hours": f"{session.hours:.1f}" if session.hours is not None else "",
            "speakers": [
                {
                    "name": speaker.name_uk,
                    **{name: str(getattr(speaker, name)) for name in WORDS_OF_SPEAKER},
                    "organisation": speaker.organisation_id,
                    "email": speaker.email or (speaker.person.email if speaker.person else ""),
                }
                for speaker in session.speakers.all()
            ],
        }
        for session in sessions
    ]


def parts_in(body: list[dict[str, Any]]) -> list[Part]:
    """Return the parts of a snapshot as rules see them."""
    return [
        Part(
            each["key"],
            each["title"],
            *_hours(each),
            each["place"],
            each["kind"],
            speakers=tuple(speaker["name"] for speaker in each["speakers"]),
            details=(
                *(each[name] for name in ("title_en", "note", "hours")),
                *(str(speaker[name]) for speaker in each["speakers"] for name in (*WORDS_OF_SPEAKER, "organisation")),
            ),
        )
        for each in body
    ]


def changes_since_published(event: Event) -> list[Change]:
    """Return what was changed in the programme since its last version, everything before the first one."""
    last = last_version(event)
    return changes(parts_in(last.body) if last is not None else [], parts_in(snapshot(sessions_of(event))))


def addresses_in(*bodies: list[dict[str, Any]]) -> dict[str, str]:
    """Return the address of each speaker by name; a later version wins, an empty address does not."""
    return {
        speaker["name"]: speaker["email"]
        for body in bodies
        for part in body
        for speaker in part["speakers"]
        if speaker["email"]
    }


def without_addresses(body: list[dict[str, Any]], *, of: Collection[str] | None = None) -> list[dict[str, Any]]:
    """Return a kept version without the addresses of its speakers, or of those named."""
    return [
        {
            **part,
            "speakers": [
                {**each, "email": ""} if of is None or each["name"] in of else each for each in part["speakers"]
            ],
        }
        for part in body
    ]


def last_version(event: Event) -> ProgrammeVersion | None:
    """Return the version that is published now; None before the first one."""
    return event.programme_versions.order_by("-number").first()
