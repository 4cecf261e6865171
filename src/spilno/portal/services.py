"""Keeping the index of search as the objects are."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models, transaction
from django.utils import translation

from spilno.portal.gateways.dictionary import LONGEST_TEXT, index_words
from spilno.portal.models import SearchEntry
from spilno.ui import registry


def _entry(source: registry.SearchSource, row: models.Model) -> SearchEntry | None:
    with translation.override("uk"):  # addresses and labels are kept in the main language
        found = source.found(row)
    if found is None:
        return None
    return SearchEntry(
        kind=source.kind,
        object_type=row._meta.label_lower,
        object_id=str(row.pk),
        title=found.title[:600],
        text=found.text[:LONGEST_TEXT],
        url=found.url,
        day=found.day,
        note=found.note[:300],
        public=found.public,
        title_words=index_words(found.title),
        text_words=index_words(f"{found.text} {found.note}"),
    )


def index(source: registry.SearchSource, row: models.Model) -> None:
    """Keep what is found of one object; an object that is not to be found now is forgotten."""
    entry = _entry(source, row)
    if entry is None:
        forget(source, row)
        return
    SearchEntry.objects.bulk_create(
        [entry],
        update_conflicts=True,
        unique_fields=["kind", "object_type", "object_id"],
        update_fields=["title", "text", "url", "day", "note", "public", "title_words", "text_words"],
    )


def forget(source: registry.SearchSource, row: models.Model) -> None:
    """Take an object out of search."""
    SearchEntry.objects.filter(kind=source.kind, object_type=row._meta.label_lower, object_id=str(row.pk)).delete()


def reindex(sources: Iterable[registry.SearchSource] | None = None) -> dict[str, int]:
    """Build the index anew from all sources, whole or not at all; return how many objects of each kind are in it.

    What is indexed follows from the registers: it is not an act, and leaves no line in the journal.
    """
    chosen = list(sources) if sources is not None else all_sources()
    with transaction.atomic():
        SearchEntry.objects.exclude(kind__in=[source.kind for source in all_sources()]).delete()
        return {source.kind: _index_all(source) for source in chosen}


def _index_all(source: registry.SearchSource) -> int:
    SearchEntry.objects.filter(kind=source.kind).delete()
    found = (_entry(source, row) for row in source.rows().order_by("pk").iterator(chunk_size=500))
    return len(SearchEntry.objects.bulk_create([row for row in found if row is not None], batch_size=200))


def all_sources() -> list[registry.SearchSource]:
    """Return every kind of object that apps let be found."""
    return [source for activity in registry.activities() for source in activity.search]


def keep(sender: type[models.Model], instance: models.Model, **_: Any) -> None:
    """After an object was saved: index it when its act is done, by what stands in the database then."""
    for source in all_sources():
        if source.model is sender:
            transaction.on_commit(_again(source, instance.pk), robust=True)


def _again(source: registry.SearchSource, pk: Any) -> Callable[[], None]:
    """Return what is done after the act; a function, because Django writes its name into the log when it fails."""

    def index_again() -> None:
        _index_again(source, pk)

    return index_again


def _index_again(source: registry.SearchSource, pk: Any) -> None:
    row = source.rows().filter(pk=pk).first()
    if row is not None:
        index(source, row)
    else:
        SearchEntry.objects.filter(
            kind=source.kind, object_type=source.model._meta.label_lower, object_id=str(pk)
        ).delete()


def drop(sender: type[models.Model], instance: models.Model, **_: Any) -> None:
    """After an object was deleted: take it out at once."""
    for source in all_sources():
        if source.model is sender:
            forget(source, instance)
