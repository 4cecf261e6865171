"""Who may read which document or attachment: public ones everyone, others as the app they belong to tells."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from spilno.accounts.access import may
from spilno.accounts.models import Right
from spilno.documents.models import Attachment, Document, Signature

# (user, object number, kind of document or "attachment") -> may read
Checker = Callable[[Any, str, str], bool]
_checkers: dict[str, Checker] = {}


def register_reader_check(object_type: str, check: Checker) -> None:
    """Let an upper app tell who may read what belongs to its objects («meetings.meeting»)."""
    _checkers[object_type] = check


def may_read(user: Any, row: Document | Attachment) -> bool:
    """Tell whether the person may read it: public, or of the secretariat or audit, or allowed by the owner's check."""
    if row.public or may(user, Right.SECRETARIAT, Right.AUDIT):
        return True
    check = _checkers.get(row.object_type)
    kind = row.kind if isinstance(row, Document) else "attachment"
    return check is not None and check(user, row.object_id, kind)


def document_to_read(user: Any, pk: int) -> Document:
    """Return a document; 404 when there is none or it may not be read."""
    return _readable(user, get_object_or_404(Document, pk=pk))


def attachment_to_read(user: Any, pk: int) -> Attachment:
    """Return an attachment; 404 when there is none or it may not be read."""
    return _readable(user, get_object_or_404(Attachment, pk=pk))


def signature_to_read(user: Any, pk: int) -> Signature:
    """Return a detached signature; who may read the document may read its signatures."""
    signature = get_object_or_404(Signature.objects.select_related("document"), pk=pk)
    _readable(user, signature.document)
    return signature


def _readable(user: Any, row: Any) -> Any:
    if not may_read(user, row):
        raise Http404
    return row
