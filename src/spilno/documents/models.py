"""Numbered documents, their frozen files, signatures put outside, and files attached to anything."""

import secrets
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def kept_name(row: models.Model, name: str) -> str:
    """Return where a file is kept: by kind and month, under a random name, so that addresses and listings tell nothing."""
    ending = name.rpartition(".")[2].lower() if "." in name else "bin"
    folder = f"{row._meta.model_name}s/{timezone.localdate():%Y/%m}"
    return f"{folder}/{secrets.token_hex(16)}.{ending[:8] if ending.isalnum() else 'bin'}"


class FrozenError(TypeError):
    """A programming mistake: a frozen document was about to be changed."""


class Document(models.Model):
    """A document of the association: kind, number, date, and the file exactly as it was frozen.

    It belongs to an object by type and number (not a relation): an act of a meeting, a membership, a memorandum.
    A change is a new document with `replaces`, never an edit; a frozen file is never written again.
    """

    class Kind(models.TextChoices):
        CONVOCATION = "convocation", _("notice of a meeting")
        AGENDA = "agenda", _("agenda")
        MINUTES = "minutes", _("minutes")
        EXTRACT = "extract", _("extract from the minutes")
        DECISION = "decision", _("decision")
        ATTENDANCE = "attendance", _("list of those registered")
        ROLL_CALL = "roll_call", _("roll-call")
        STATUTE = "statute", _("statute")
        OTHER = "other", _("other document")

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"

    kind = models.CharField(max_length=20, choices=Kind)
    format = models.CharField(max_length=4, choices=Format)
    number = models.CharField(max_length=40, blank=True)
    date = models.DateField(null=True)
    title = models.CharField(max_length=500)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    file = models.FileField(upload_to=kept_name)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(null=True)
    public = models.BooleanField(default=False)
    frozen_at = models.DateTimeField(auto_now_add=True)
    created_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["-date", "-pk"]
        indexes = [models.Index(fields=["object_type", "object_id", "kind"], name="document_by_object")]

    MAY_CHANGE = frozenset({"public"})

    def __str__(self):
        return self.title

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        """Write a new row; afterwards nothing but its publicity may change."""
        if not self._state.adding and not (update_fields and set(update_fields) <= self.MAY_CHANGE):
            message = "a frozen document is never written again: freeze a new one that replaces it"
            raise FrozenError(message)
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def download_name(self) -> str:
        """Name of the file for the reader: «Протокол № 71 від 27.11.2026.pdf»."""
        words = "".join(letter for letter in self.title if letter not in '\\/:*?"<>|').strip()[:120]
        return f"{words}.{self.format}"


class Signature(models.Model):
    """A detached signature put outside and brought back; the hash of what it signs was compared with the frozen file.

    `matches` tells: True, the signed content is the frozen file; False is never stored (it is refused); None, the hash
    is of a kind that this installation cannot compute, the file is kept and the page says so. Whether the signature
    itself is genuine is checked elsewhere.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="signatures")
    role = models.CharField(max_length=40)
    signer_name = models.CharField(max_length=200)
    signer_post = models.CharField(max_length=300, blank=True)
    certificate_subject = models.CharField(max_length=500, blank=True)
    certificate_serial = models.CharField(max_length=80, blank=True)
    declared_at = models.DateTimeField(null=True)
    file = models.FileField(upload_to=kept_name)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    format = models.CharField(max_length=10)
    digest_algorithm = models.CharField(max_length=60, blank=True)
    matches = models.BooleanField(null=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "role"], name="one_signature_per_role")]


class Attachment(models.Model):
    """A file attached to an object of any kind."""

    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    file = models.FileField(upload_to=kept_name)
    file_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    public = models.BooleanField(default=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="attachment_by_object")]
