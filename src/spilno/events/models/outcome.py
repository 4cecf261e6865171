import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.documents.models import Attachment
from spilno.events.models.event import Event
from spilno.events.models.programme import Session
from spilno.events.models.registration import Registration
from spilno.meetings.models import Issue
from spilno.ui.words import in_language


class Recommendation(models.Model):
    """A recommendation adopted at the event; `issue` when it was sent to the register of issues."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="recommendations")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    addressed_to = models.CharField(max_length=300, blank=True)
    issue = models.ForeignKey(Issue, models.SET_NULL, null=True, related_name="recommendations")

    class Meta:
        ordering = ["position", "pk"]


class Material(models.Model):
    """A material of an event, a file or a link, with its licence; it may later go to the knowledge base."""

    class Licence(models.TextChoices):
        CC_BY = "CC BY 4.0", "CC BY 4.0"
        CC_BY_SA = "CC BY-SA 4.0", "CC BY-SA 4.0"
        CC_BY_NC = "CC BY-NC 4.0", "CC BY-NC 4.0"
        CC0 = "CC0 1.0", "CC0 1.0"
        RESERVED = "reserved", _("all rights reserved; for those who took part")

    event = models.ForeignKey(Event, models.CASCADE, related_name="materials")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, related_name="materials")
    title = models.CharField(max_length=300)
    authors = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=14, choices=Licence)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    link = models.URLField(blank=True, max_length=500)
    public = models.BooleanField(default=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(attachment__isnull=False) | ~models.Q(link=""), name="a_material_is_a_file_or_a_link"
            ),
        ]


class SurveyQuestion(models.Model):
    """A question asked after the event."""

    class Kind(models.TextChoices):
        SCALE = "scale", _("from 1 to 5")
        YES_NO = "yes_no", _("yes or no")
        TEXT = "text", _("own words")

    event = models.ForeignKey(Event, models.CASCADE, related_name="survey")
    kind = models.CharField(max_length=8, choices=Kind)
    text_uk = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    @property
    def text(self):
        """Return the question in the language of the page."""
        return in_language(self.text_uk, self.text_en)


class SurveyReply(models.Model):
    """That somebody replied, so that he replies once. What he said stands in `Answer`, which does not name him."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="survey_replies")
    registration = models.OneToOneField(Registration, models.CASCADE, related_name="survey_reply")


class Answer(models.Model):
    """An answer to a question after the event, without a name, time or number that grows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(SurveyQuestion, models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(blank=True)
