from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.documents.models import Document
from spilno.meetings.models.agenda import Item
from spilno.meetings.models.meeting import Meeting
from spilno.members.models import Membership


class Minutes(models.Model):
    """The minutes of a meeting: drawn up from the record, laid open for objections, approved, signed.

    `pdf` and `docx` are the frozen documents; a corrected text after objections is a new document that replaces them.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("drawn up")
        OBJECTIONS = "objections", _("laid open for objections")
        APPROVED = "approved", _("approved, to be signed")
        SIGNED = "signed", _("signed")

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    number = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    drafted_at = models.DateTimeField()
    note = models.TextField(blank=True)  # what the record does not know: stands before the closing
    objections_until = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    pdf = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    docx = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "minutes"


class Objection(models.Model):
    """An objection to the minutes by one who attended, and what became of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waits for an answer")
        ACCEPTED = "accepted", _("accepted, the text is corrected")
        DECLINED = "declined", _("declined, kept with the minutes")

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="objections")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    filed_at = models.DateTimeField()
    filed_by = models.PositiveBigIntegerField(null=True)
    filed_by_name = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    answer = models.TextField(blank=True)
    corrections = models.JSONField(default=list)  # [{"target": "item:7", "was": "…", "became": "…"}]
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["filed_at"]
