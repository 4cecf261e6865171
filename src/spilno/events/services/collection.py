"""Acts on the collection of papers: enter its first pages, publish it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from spilno.accounts.models import User
from spilno.documents.models import Document
from spilno.documents.services import freeze
from spilno.events.gateways.collection_file import collection_pdf
from spilno.events.models import CallForPapers, Collection
from spilno.events.queries import collection as queries
from spilno.events.queries.events import owners_of
from spilno.events.queries.reviews import papers_in_collection
from spilno.events.rules import collection as rules
from spilno.journal.services import record
from spilno.statute.rules.refusal import refuse

FIELDS = ("title_uk", "title_en", "place", "publisher", "year", "isbn", "udc", "editors", "foreword")


@transaction.atomic
def keep_collection(call: CallForPapers, values: Mapping[str, Any], *, by: User) -> Collection:
    """Enter what stands on the first pages of the collection. Raises RuleBroken when the ISBN is none."""
    call = _locked(call)
    refuse(rules.why_wrong_isbn(str(values.get("isbn", ""))))
    collection = Collection.objects.filter(call=call).first() or Collection(call=call)
    for name in FIELDS:
        if name in values:
            setattr(collection, name, values[name])
    collection.isbn = rules.written_isbn(collection.isbn)
    collection.save()
    record("collection.kept", call.event, by=by, facts={"isbn": collection.isbn})
    return collection


@transaction.atomic
def publish_collection(call: CallForPapers, *, by: User) -> Document:
    """Publish the collection: everyone reads it, and the outcome of the conference stands. Once more makes the next version.

    Raises RuleBroken when decisions were not announced, its first pages are empty, new versions may still come, or it has no paper.
    """
    call = _locked(call)
    collection = queries.collection_of(call)
    refuse(
        rules.why_not_publish(
            papers=len(papers_in_collection(call)),
            announced=call.announced_at is not None,
            described=collection is not None,
            waiting=queries.waiting_for_changes(call),
        )
    )
    assert collection is not None  # noqa: S101 - the rule refused otherwise
    collection.call = call
    with override("uk"):
        address = settings.SITE_URL + reverse("events:collection", args=[call.event_id])
    document = freeze(
        kind=Document.Kind.OTHER,
        format=Document.Format.PDF,
        content=collection_pdf(collection, list(owners_of(call.event)), address=address),
        number="",
        date=timezone.localdate(),
        title=collection.title_uk,
        about=call,
        public=True,
        by=by,
        replaces=queries.file_of_collection(call),
    )
    collection.published_at = timezone.now()
    collection.save(update_fields=["published_at"])
    record("collection.published", call.event, by=by, facts={"version": document.version, "sha256": document.sha256})
    return document


def _locked(call: CallForPapers) -> CallForPapers:
    return CallForPapers.objects.select_for_update(of=("self",)).select_related("event").get(pk=call.pk)
