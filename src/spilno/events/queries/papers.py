"""Reads of calls and papers."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from spilno.documents.models import Attachment
from spilno.documents.queries import attachments_of
from spilno.events.models import CallForPapers, Collection, Event, Paper
from spilno.events.rules.papers import CallFacts, PaperFacts


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a conference, named in the language of the reader."""

    code: str
    title: str


def call_of(event: Event) -> CallForPapers | None:
    """Return the call of a conference; None when there is none. Other events are not asked."""
    if event.kind != Event.Kind.CONFERENCE:
        return None
    return CallForPapers.objects.filter(event=event).first()


def call_facts(call: CallForPapers) -> CallFacts:
    """Return what the rules ask of a call, in Kyiv time."""
    return CallFacts(
        opens_at=timezone.localtime(call.opens_at),
        deadline=timezone.localtime(call.deadline),
        over=call.event.state in (Event.State.HELD, Event.State.CANCELLED),
        abstract_limit=call.abstract_limit,
        sections=len(call.sections),
        published=Collection.objects.filter(call=call, published_at__isnull=False).exists(),
    )


def paper_facts(paper: Paper) -> PaperFacts:
    """Return what the rules ask of a paper."""
    return PaperFacts(
        state=paper.state,
        has_title=bool(paper.title.strip()),
        abstract=len(paper.abstract),
        authors=paper.authors.count(),
        has_section=bool(paper.section),
        other_abstract=len(paper.other_abstract),
    )


def sections_of(call: CallForPapers) -> list[Section]:
    """Return the sections of a call, named in the language in force."""
    english = get_language() == "en"
    return [Section(each["code"], (english and each.get("en")) or each["uk"]) for each in call.sections]


def section_title(paper: Paper) -> str:
    """Return the name of the section of a paper in the language in force."""
    return next((each.title for each in sections_of(paper.call) if each.code == paper.section), "")


def papers_of_author(user: Any) -> "QuerySet[Paper]":
    """Return the papers that the account wrote, the newest first."""
    return Paper.objects.filter(submitted_by=user.pk).select_related("call__event").order_by("-pk")


def submitted_papers(call: CallForPapers) -> "QuerySet[Paper]":
    """Return the papers that came to those who keep the conference: drafts are their authors’ own."""
    return call.papers.exclude(state=Paper.State.DRAFT).filter(submitted_at__isnull=False).prefetch_related("authors")


def file_of(paper: Paper) -> Attachment | None:
    """Return the file of a paper; None when none was sent."""
    return attachments_of(paper).last()
