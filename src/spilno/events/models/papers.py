from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.events.models.event import Event
from spilno.organisations.models import Organisation
from spilno.people.models import Person


class CallForPapers(models.Model):
    """The call of a conference. The deadline is included to the second; `blind`: reviewers do not see authors."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="call")
    text_uk = models.TextField()
    text_en = models.TextField(blank=True)
    sections = models.JSONField(default=list)  # [{"code": "…", "uk": "…", "en": "…"}]
    opens_at = models.DateTimeField()
    deadline = models.DateTimeField()
    reviews_needed = models.PositiveSmallIntegerField(default=2)
    blind = models.BooleanField(default=True)
    abstract_limit = models.PositiveIntegerField(default=3000)  # characters
    announced_at = models.DateTimeField(null=True)  # when authors were told what was decided
    reviewers = models.ManyToManyField(Person, related_name="reviews_for")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deadline__gt=models.F("opens_at")), name="a_call_closes_after_it_opens"
            ),
        ]


class Paper(models.Model):
    """A paper offered to a conference. `decided` is what the committee decided, `state` what the author was told."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        SUBMITTED = "submitted", _("submitted")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn")

    call = models.ForeignKey(CallForPapers, models.PROTECT, related_name="papers")
    number = models.PositiveIntegerField()
    section = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300)
    abstract = models.TextField()
    keywords = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2, default="uk")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    decided = models.CharField(max_length=10, choices=State, blank=True)
    decision_note = models.TextField(blank=True)
    submitted_by = models.PositiveBigIntegerField()
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="papers_are_numbered")]

    def __str__(self):
        return self.title


class Author(models.Model):
    """An author as he is to be printed."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="authors")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="papers")
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=300, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    organisation_name = models.CharField(max_length=300, blank=True)
    email = models.EmailField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]


class Review(models.Model):
    """A reviewer's word on a paper; one with a conflict of interest says so and gives none."""

    class Advice(models.TextChoices):
        ACCEPT = "accept", _("accept")
        REVISE = "revise", _("accept after mending")
        REJECT = "reject", _("reject")

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(Person, models.PROTECT, related_name="reviews")
    advice = models.CharField(max_length=8, choices=Advice, blank=True)
    score = models.PositiveSmallIntegerField(null=True)  # 1 to 5
    to_author = models.TextField(blank=True)
    to_committee = models.TextField(blank=True)
    conflict = models.BooleanField(default=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    given_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "reviewer"], name="a_reviewer_reviews_a_paper_once"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__range=(1, 5)), name="a_score_is_one_to_five"
            ),
        ]
