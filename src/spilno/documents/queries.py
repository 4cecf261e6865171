"""Documents, signatures and attachments of an object."""

import hashlib

from django.db.models import Model, QuerySet

from spilno.documents.models import Attachment, Document


def documents_of(on: Model) -> "QuerySet[Document]":
    """Return the documents of an object that nothing replaces, newest first, with their signatures."""
    return all_documents_of(on).filter(replaced_by__isnull=True)


def all_documents_of(on: Model) -> "QuerySet[Document]":
    """Return all documents of an object, replaced ones too, newest first."""
    return Document.objects.filter(object_type=on._meta.label_lower, object_id=str(on.pk)).prefetch_related(
        "signatures"
    )


def attachments_of(on: Model) -> "QuerySet[Attachment]":
    """Return the files attached to an object, in the order of attaching."""
    return Attachment.objects.filter(object_type=on._meta.label_lower, object_id=str(on.pk))


def content_of(document: Document) -> bytes:
    """Return the frozen bytes of a document."""
    with document.file.open("rb") as file:
        return file.read()


def is_intact(document: Document) -> bool:
    """Tell whether the kept file is still the frozen one: its SHA-256 is computed anew."""
    try:
        return hashlib.sha256(content_of(document)).hexdigest() == document.sha256
    except FileNotFoundError:
        return False
