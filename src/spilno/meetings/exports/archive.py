"""A meeting as one file that is checked offline with tools/count_ballots.py and tools/verify_journal.py.

The same meeting in the same state gives the same bytes: no clock, no order of chance.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from spilno.ballots.models import Question
from spilno.ballots.queries import key_of
from spilno.journal.exports import chain_lines
from spilno.meetings.exports.decisions import as_csv, decision_row
from spilno.meetings.exports.votes import vote_file
from spilno.meetings.models import Meeting, Put
from spilno.meetings.queries.archive import chain_of, decisions_in, papers_of, votes_of
from spilno.meetings.queries.meetings import agenda_of, name_of

FORMAT = "spilno meeting 1"
TOOLS = Path(settings.ROOT) / "tools"
PROGRAMS = ("count_ballots.py", "verify_journal.py")
LANGUAGES = ("uk", "en")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that the format knows: the hour of packing says nothing


@translation.override("uk")  # the same file whoever takes it
def archive_of(meeting: Meeting, *, whole: bool = False) -> bytes:
    """Return a meeting that is over as a ZIP; `whole`: with open votes by name and the lines of its acts, for the audit."""
    votes = {f"{place:02}": put for place, put in enumerate(votes_of(meeting), start=1)}
    files = _votes(votes, whole=whole) | _journal(meeting, whole=whole)
    files["meeting.json"] = _json(_meeting(meeting, votes))
    files |= {f"minutes/{name}": content for name, content in papers_of(meeting)}
    files |= {f"tools/{name}": (TOOLS / name).read_bytes() for name in PROGRAMS}
    files |= _readmes(meeting, files, whole=whole)
    return _packed(files | {"SHA256SUMS": _sums(files)})


def _votes(votes: Mapping[str, Put], *, whole: bool) -> dict[str, bytes]:
    """Return each vote, its roll-call as a table, its public key."""
    files: dict[str, bytes] = {}
    for name, put in votes.items():
        told = vote_file(put, whole=whole)
        files[f"votes/{name}.json"] = _json(told)
        if told.get("roll"):
            files[f"roll-calls/{name}.csv"] = as_csv(told["roll"], list(told["roll"][0])).encode()
        if put.question.method == Question.Method.SECRET and not told["cancelled"]:
            files[f"keys/{name}.pem"] = key_of(put.question.secret).checker.public_bytes(
                Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
            )
    return files


def _journal(meeting: Meeting, *, whole: bool) -> dict[str, bytes]:
    chain = chain_of(meeting, whole=whole)
    heads = [{"day": head.day.isoformat(), "number": head.number, "hash": head.hash} for head in chain.heads]
    return {
        "journal/chain.jsonl": "".join(chain_lines(chain.entries, shown=chain.shown)).encode(),
        "journal/before.txt": f"{chain.before}\n".encode(),
        "journal/heads.json": _json(heads),
    }


def _meeting(meeting: Meeting, votes: Mapping[str, Put]) -> dict[str, Any]:
    """Return the course of the meeting: agenda with what came of each item, decisions with their votes."""
    of_item: dict[int, list[str]] = {}
    for name, put in votes.items():
        of_item.setdefault(put.item_id, []).append(f"votes/{name}.json")
    return {
        "format": FORMAT,
        "name": name_of(meeting),
        "number": meeting.number,
        "kind": meeting.kind,
        "held": meeting.format,
        "opened_at": _moment(meeting.opened_at),
        "closed_at": _moment(meeting.closed_at),
        "settlement": meeting.settlement,
        "place": meeting.place,
        "host": str(meeting.host) if meeting.host else "",
        "chair": str(meeting.chair or ""),
        "secretary": str(meeting.secretary or ""),
        "entitled": meeting.entitled_at_opening,
        "present": meeting.present_at_opening,
        "agenda": [
            {
                "number": item.number,  # type: ignore[attr-defined]
                "title": item.title,
                "matter": item.matter,
                "state": item.state,
                "note": item.end_note,
                "decisions": [decision.number for decision in item.carried],  # type: ignore[attr-defined]
                "votes": of_item.get(item.pk, []),
            }
            for item in agenda_of(meeting)
        ],
        "decisions": [
            decision_row(decision, reverse("meetings:decision", args=[decision.number]))
            | {"vote": decision.put.question_id if decision.put else None}
            for decision in decisions_in(meeting)
        ],
    }


def _readmes(meeting: Meeting, files: Mapping[str, bytes], *, whole: bool) -> dict[str, bytes]:
    """Return what stands in the archive and how to check it, in plain words of each language."""
    made: dict[str, bytes] = {}
    context = {
        "meeting": meeting,
        "association": settings.ASSOCIATION_NAMES,
        "site": settings.SITE_URL,
        "votes": sum(1 for name in files if name.startswith("votes/")),
        "has_minutes": any(name.startswith("minutes/") for name in files),
        "has_keys": any(name.startswith("keys/") for name in files),
        "whole": whole,
    }
    for language in LANGUAGES:
        with translation.override(language):
            told = context | {"name": name_of(meeting), "association": settings.ASSOCIATION_NAMES[language]}
            made[f"README.{language}.txt"] = render_to_string("meetings/archive/readme.txt", told).encode()
    return made


def _moment(moment: Any) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


def _json(told: Any) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _sums(files: Mapping[str, bytes]) -> bytes:
    """Return the digests of all files as sha256sum writes them."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def _packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()
