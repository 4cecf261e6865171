"""The programme as rules compare it, and its published versions."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from spilno.events.models import Event, ProgrammeVersion, Session
from spilno.events.rules.programme import Part


def part_of(session: Session) -> Part:
    """Return a session with its speakers as rules see it."""
    return Part(
        key=session.pk,
        title=session.title_uk,
        starts=session.starts_at,
        ends=session.ends_at,
        place=session.place,
        kind=session.kind,
        speakers=tuple(speaker.name_uk for speaker in session.speakers.all()),
    )


def sessions_of(event: Event) -> list[Session]:
    """Return the sessions of an event with speakers; two queries."""
    return list(event.sessions.prefetch_related("speakers__person", "speakers__organisation"))


def snapshot(sessions: Iterable[Session]) -> list[dict[str, Any]]:
    """Return the programme as a version keeps it: parts with the numbers of their speakers beside the names."""
    return [
        {
            "key": session.pk,
            "title": session.title_uk,
            "starts": session.starts_at.isoformat(),
            "ends": session.ends_at.isoformat(),
            "place": session.place,
            "kind": session.kind,
            "speakers": [
                {
                    "name": speaker.name_uk,
                    "email": speaker.email or (speaker.person.email if speaker.person else ""),
                }
                for speaker in session.speakers.all()
            ],
        }
        for session in sessions
    ]


def parts_in(body: list[dict[str, Any]]) -> list[Part]:
    """Return the parts of a kept version."""
    return [
        Part(
            key=each["key"],
            title=each["title"],
            starts=datetime.fromisoformat(each["starts"]),
            ends=datetime.fromisoformat(each["ends"]),
            place=each["place"],
            kind=each["kind"],
            speakers=tuple(speaker["name"] for speaker in each["speakers"]),
        )
        for each in body
    ]


def addresses_in(*bodies: list[dict[str, Any]]) -> dict[str, str]:
    """Return the address of each speaker by name; a later version wins, an empty address does not."""
    return {
        speaker["name"]: speaker["email"]
        for body in bodies
        for part in body
        for speaker in part["speakers"]
        if speaker["email"]
    }


def without_addresses(body: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a kept version without the addresses of its speakers."""
    return [{**part, "speakers": [{**speaker, "email": ""} for speaker in part["speakers"]]} for part in body]


def last_version(event: Event) -> ProgrammeVersion | None:
    """Return the version that is published now; None before the first one."""
    return event.programme_versions.order_by("-number").first()
