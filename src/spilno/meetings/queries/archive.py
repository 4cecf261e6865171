"""What the archive of a meeting takes along: its votes, minutes, decisions, and its part of the journal."""

from dataclasses import dataclass

from django.db.models import QuerySet

from spilno.documents.models import Document
from spilno.documents.queries import content_of
from spilno.journal.models import DailyHead, Entry
from spilno.journal.queries import entries_of
from spilno.journal.rules.chain import START
from spilno.meetings.models import Decision, Meeting, Minutes, Put
from spilno.meetings.queries.decisions import decisions
from spilno.meetings.queries.minutes import minutes_of

SHOWN = {  # acts whose lines tell nothing that minutes do not tell: the course of the meeting, the votes
    "meetings.meeting": ("meeting.opened", "meeting.closed"),
    "ballots.question": ("question.opened", "question.closed", "question.cancelled"),
}


def votes_of(meeting: Meeting) -> list[Put]:
    """Return all votes of a meeting that is over, in the order in which they were put."""
    rows = Put.objects.filter(item__meeting=meeting).select_related("question", "item")
    return list(rows.order_by("question__opened_at", "question__pk"))


def decisions_in(meeting: Meeting) -> "QuerySet[Decision]":
    """Return the decisions of a meeting with what open data tell of them, in the order of their numbers."""
    return decisions().filter(meeting=meeting).order_by("number")


def papers_of(meeting: Meeting) -> list[tuple[str, bytes]]:
    """Return the published minutes with their signatures: names of files and their bytes; none before they are laid open."""
    minutes = minutes_of(meeting)
    if minutes is None or minutes.state == Minutes.State.DRAFT:
        return []
    kept = [paper for paper in (minutes.pdf, minutes.docx) if isinstance(paper, Document) and paper.public]
    papers = [(f"minutes.{paper.format}", content_of(paper)) for paper in kept]
    for paper in kept:
        for one in paper.signatures.order_by("role"):
            with one.file.open("rb") as file:
                papers.append((f"minutes.{paper.format}.{one.role}.{one.file.name.rpartition('.')[2]}", file.read()))
    return papers


@dataclass(frozen=True, slots=True)
class Chain:
    """A part of the journal: its acts, the hash before the first, the sealed heads in it, whose lines all may read."""

    entries: "QuerySet[Entry]"
    before: str
    heads: list[DailyHead]
    shown: frozenset[int]


def chain_of(meeting: Meeting, *, whole: bool) -> Chain:
    """Return the chain from the first vote or opening of a meeting to its end, and on to the next sealed day if there is one.

    `whole`: the lines of all that was done to the meeting, its items and votes are shown.
    """
    told = _told(meeting)
    first, last = (
        told.order_by(order).values_list("number", flat=True).first() or 0 for order in ("number", "-number")
    )
    head = DailyHead.objects.filter(number__gte=last).order_by("number").first()
    last = head.number if head is not None else last
    entries = Entry.objects.filter(number__gte=first, number__lte=last).order_by("number")
    shown = entries_of(meeting, *meeting.items.all(), *(put.question for put in votes_of(meeting))) if whole else told
    before = Entry.objects.filter(number=first).values_list("previous", flat=True).first()
    heads = DailyHead.objects.filter(number__gte=first, number__lte=last).order_by("number")
    return Chain(entries, before or START, list(heads), frozenset(shown.values_list("number", flat=True)))


def _told(meeting: Meeting) -> "QuerySet[Entry]":
    """Return the acts whose lines everybody may read."""
    rows = Entry.objects.none()
    numbers = {
        "meetings.meeting": [str(meeting.pk)],
        "ballots.question": [str(put.question_id) for put in votes_of(meeting)],
    }
    for kind, acts in SHOWN.items():
        rows |= Entry.objects.filter(object_type=kind, object_id__in=numbers[kind], act__in=acts)
    return rows
