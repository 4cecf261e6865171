"""Reads of the collection of papers: what stands in it, its file, who gets a certificate for a paper."""

from dataclasses import dataclass

from django.utils import timezone

from spilno.credentials.queries import keys_of_valid
from spilno.documents.models import Document
from spilno.documents.queries import documents_of
from spilno.events.models import CallForPapers, Collection, Event, Paper
from spilno.events.queries.papers import call_of, sections_of
from spilno.events.queries.presence import Candidate
from spilno.events.queries.reviews import papers_in_collection
from spilno.events.rules.collection import Indexed, index_of_authors
from spilno.events.rules.printed import paper_words
from spilno.territories.rules.codes import search_key, sort_key


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the collection with its papers; the title is empty where the conference has no sections."""

    title: str
    papers: list[Paper]


def collection_of(call: CallForPapers) -> Collection | None:
    """Return what is entered about the collection; None when nothing was."""
    return Collection.objects.filter(call=call).first()


def chapters_of(call: CallForPapers) -> list[Chapter]:
    """Return the papers of the collection by section in the order of the call, named in the language in force."""
    titles = {each.code: each.title for each in sections_of(call)}
    found: dict[str, list[Paper]] = {}
    for paper in papers_in_collection(call):
        found.setdefault(titles.get(paper.section, ""), []).append(paper)
    return [Chapter(title, papers) for title, papers in found.items()]


def index_of(chapters: list[Chapter]) -> list[Indexed]:
    """Return the index of authors of the collection."""
    return index_of_authors(
        (author.name, paper.number)
        for chapter in chapters
        for paper in chapter.papers
        for author in paper.authors.all()
    )


def waiting_for_changes(call: CallForPapers) -> int:
    """Count accepted papers whose new version has not come and may still come."""
    return call.papers.filter(
        state=Paper.State.ACCEPTED, changes_until__gte=timezone.localdate(), changed_at__isnull=True
    ).count()


def file_of_collection(call: CallForPapers) -> Document | None:
    """Return the collection as it was published last; None when it was not."""
    return documents_of(call).filter(public=True).first()


def published(event: Event) -> bool:
    """Tell whether the collection of a conference is published."""
    return Collection.objects.filter(call__event=event, published_at__isnull=False).exists()


def authors_to_certify(event: Event) -> list[Candidate]:
    """Return the authors of the papers of the collection, each once with all of his papers, by name."""
    call = call_of(event)
    if call is None or call.announced_at is None:
        return []
    held = keys_of_valid(event, "paper")
    found: dict[str, Candidate] = {}
    titles: dict[str, list[str]] = {}
    for paper in papers_in_collection(call):
        for author in paper.authors.all():
            key = f"person:{author.person_id}" if author.person_id else f"name:{search_key(author.name)}"[:80]
            candidate = found.setdefault(
                key, Candidate(key, author.name, author.organisation_name, person=author.person)
            )
            candidate.already, candidate.email = key in held, candidate.email or author.email
            titles.setdefault(key, []).append(paper.title)
    for key, candidate in found.items():
        candidate.what = paper_words(titles[key])
    return sorted(found.values(), key=lambda each: sort_key(each.name))
