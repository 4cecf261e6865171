"""Acts on documents: freeze, attach, keep a signature, make public."""

import hashlib
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction

from spilno.documents.gateways.files import Upload, pdf_pages, receive
from spilno.documents.models import Attachment, Document, Signature
from spilno.documents.queries import content_of
from spilno.documents.rules.files import FileFacts, FileKind, why_not_attach
from spilno.documents.rules.signatures import Inspection, SignatureFacts, Verdict, why_not_keep
from spilno.journal.services import record
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def freeze(
    *,
    kind: str,
    format: str,  # noqa: A002 - the word of the row
    content: bytes,
    number: str,
    date: date | None,
    title: str,
    about: models.Model,
    public: bool,
    by: Any,
    replaces: Document | None = None,
) -> Document:
    """Keep a document exactly as it is, with its SHA-256; `replaces` makes it the next version of another one."""
    document = Document(
        kind=kind,
        format=format,
        number=number,
        date=date,
        title=title,
        object_type=about._meta.label_lower,
        object_id=str(about.pk),
        version=replaces.version + 1 if replaces else 1,
        replaces=replaces,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        pages=pdf_pages(content) if format == Document.Format.PDF else None,
        public=public,
        created_by=by.pk if by is not None else None,
    )
    document.file.save(f"document.{format}", ContentFile(content), save=False)
    document.save()
    record(
        "document.frozen",
        document,
        by=by,
        facts={"kind": str(kind), "number": number, "version": document.version, "sha256": document.sha256},
    )
    return document


@transaction.atomic
def publish(document: Document, *, by: Any) -> Document:
    """Let everyone read a frozen document; a public one stays as it is."""
    if not document.public:
        document.public = True
        document.save(update_fields=["public"])
        record("document.published", document, by=by, facts={"sha256": document.sha256})
    return document


@transaction.atomic
def attach(
    file: Upload, *, about: models.Model, title: str, public: bool, by: Any, takes: tuple[FileKind, ...] = ()
) -> Attachment:
    """Attach an uploaded file to an object; `takes` are the kinds that are taken here, all when empty.

    Raises RuleBroken when it is empty, too large, of an unknown kind, named as another kind, not taken here, or a bomb.
    """
    received = receive(file, limit=settings.MAX_UPLOAD_BYTES)
    limit = settings.MAX_UPLOAD_BYTES
    refuse(why_not_attach(FileFacts(received.name, received.size, received.kind, limit, takes, received.unpacked)))
    attachment = Attachment(
        object_type=about._meta.label_lower,
        object_id=str(about.pk),
        title=title.strip() or received.name,
        file_name=received.name,
        content_type=str(received.kind),
        sha256=received.sha256,
        size=received.size,
        public=public,
        uploaded_by=by.pk if by is not None else None,
    )
    attachment.file.save(received.name, ContentFile(received.content or b""), save=False)
    attachment.save()
    record(
        "attachment.added",
        attachment,
        by=by,
        facts={"object": f"{attachment.object_type}:{attachment.object_id}", "sha256": received.sha256},
    )
    return attachment


@transaction.atomic
def detach(attachment: Attachment, *, by: Any) -> None:
    """Remove an attachment; its file goes when the act is done, its line in the journal stays."""
    record(
        "attachment.removed",
        attachment,
        by=by,
        facts={"object": f"{attachment.object_type}:{attachment.object_id}", "sha256": attachment.sha256},
    )
    storage, name = attachment.file.storage, attachment.file.name
    attachment.delete()
    transaction.on_commit(lambda: storage.delete(str(name)))


def _inspected(content: bytes, document: Document, *, limit: int) -> Inspection:
    from spilno.documents.gateways.signatures import BROKEN, inspect  # noqa: PLC0415 - heavy, and rarely needed

    return inspect(content, of=content_of(document), limit=limit) if content else BROKEN


@transaction.atomic
def keep_signature(
    document: Document, file: Upload, *, role: str, signer_name: str, signer_post: str, by: Any
) -> Signature:
    """Keep a detached signature with a frozen document, when what it signs is that very file.

    Raises RuleBroken when the role has signed, the file is no signature, or it signs something else. A digest that we
    cannot compute is kept with `matches` None: the check happens elsewhere.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    limit = settings.MAX_UPLOAD_BYTES
    received = receive(file, limit=limit)
    content = received.content or b""
    found = _inspected(content, document, limit=limit)
    refuse(
        why_not_keep(
            SignatureFacts(
                name=received.name,
                size=received.size,
                limit=limit,
                found=found,
                role_signed=document.signatures.filter(role=role).exists(),
                same_file=document.signatures.filter(sha256=received.sha256).exists(),
            )
        )
    )
    signature = Signature(
        document=document,
        role=role,
        signer_name=signer_name,
        signer_post=signer_post,
        certificate_subject=found.subject,
        certificate_serial=found.serial,
        declared_at=found.declared_at,
        file_name=received.name,
        sha256=received.sha256,
        format=found.format,
        digest_algorithm=found.algorithm,
        matches=True if found.verdict == Verdict.MATCHES else None,
        uploaded_by=by.pk if by is not None else None,
    )
    signature.file.save(received.name, ContentFile(content), save=False)
    signature.save()
    record(
        "document.signed",
        document,
        by=by,
        facts={"role": role, "sha256": document.sha256, "signature": received.sha256, "matches": signature.matches},
    )
    return signature
