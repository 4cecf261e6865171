from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from spilno.events.models.event import Event
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.ui.words import in_language


class CallForPapers(models.Model):
    """The call of a conference. The deadline is included to the second.

    `blind`: neither side knows the other; otherwise reviewers see the authors. `criteria` are scored from 1 to 5 each.
    `reviews_due`: the day by which reviews are asked for, included.
    """

    event = models.OneToOneField(Event, models.CASCADE, related_name="call")
    text_uk = models.TextField()
    text_en = models.TextField(blank=True)
    sections = models.JSONField(default=list)  # [{"code": "…", "uk": "…", "en": "…"}]
    criteria = models.JSONField(default=list)  # the same shape; empty: the usual ones
    opens_at = models.DateTimeField()
    deadline = models.DateTimeField()
    reviews_needed = models.PositiveSmallIntegerField(default=2)
    reviews_due = models.DateField(null=True, blank=True)
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


class Licence(models.TextChoices):
    """On what terms a paper may be used by others."""

    CC_BY = "CC BY 4.0", "CC BY 4.0"
    CC_BY_SA = "CC BY-SA 4.0", "CC BY-SA 4.0"
    CC_BY_NC = "CC BY-NC 4.0", "CC BY-NC 4.0"
    CC0 = "CC0 1.0", "CC0 1.0"
    RESERVED = "reserved", pgettext_lazy("licence of a paper", "all rights reserved")


class Paper(models.Model):
    """A paper offered to a conference. `decided` is what the committee decided, `state` what the author was told.

    Title, abstract and key words stand in `language`; `other_…` say the same in the other of the two languages.
    `talk` is how an accepted paper is given. `changes_until`: it is accepted if a new version comes by that day, included;
    `changed_at`: that version came.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        SUBMITTED = "submitted", _("submitted")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Talk(models.TextChoices):
        TALK = "talk", _("talk")
        POSTER = "poster", pgettext_lazy("how a paper is given", "poster")
        REMOTE = "remote", _("remote talk")

    call = models.ForeignKey(CallForPapers, models.PROTECT, related_name="papers")
    number = models.PositiveIntegerField()
    section = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300)
    abstract = models.TextField()
    keywords = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2, default="uk")
    other_title = models.CharField(max_length=300, blank=True)
    other_abstract = models.TextField(blank=True)
    other_keywords = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=14, choices=Licence, default=Licence.CC_BY)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    decided = models.CharField(max_length=10, choices=State, blank=True)
    decision_note = models.TextField(blank=True)
    talk = models.CharField(max_length=6, choices=Talk, blank=True)
    changes_until = models.DateField(null=True)
    changed_at = models.DateTimeField(null=True)
    submitted_by = models.PositiveBigIntegerField()
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="papers_are_numbered"),
            models.CheckConstraint(
                condition=~models.Q(decided="accepted") | ~models.Q(talk=""), name="an_accepted_paper_is_given_somehow"
            ),
        ]

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
    """A reviewer's word on a paper; one who declared a conflict of interest gives none. `scores`: criterion → 1 to 5."""

    class Advice(models.TextChoices):
        ACCEPT = "accept", _("accept")
        REVISE = "revise", _("accept after mending")
        REJECT = "reject", _("reject")

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(Person, models.PROTECT, related_name="reviews")
    advice = models.CharField(max_length=8, choices=Advice, blank=True)
    scores = models.JSONField(default=dict)
    to_author = models.TextField(blank=True)
    to_committee = models.TextField(blank=True)
    conflict = models.BooleanField(default=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    given_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "reviewer"], name="a_reviewer_reviews_a_paper_once"),
            models.CheckConstraint(
                condition=models.Q(given_at__isnull=True) | ~models.Q(advice=""), name="a_given_review_advises"
            ),
            models.CheckConstraint(
                condition=models.Q(conflict=False) | models.Q(given_at__isnull=True),
                name="one_with_a_conflict_gives_no_review",
            ),
        ]


class Collection(models.Model):
    """What stands on the first pages of the collection of papers; each publishing freezes a document of the call."""

    call = models.OneToOneField(CallForPapers, models.CASCADE, related_name="collection")
    title_uk = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=100)
    publisher = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    isbn = models.CharField(max_length=17, blank=True)  # 13 digits, as python-stdnum writes them
    udc = models.CharField(max_length=60, blank=True)
    editors = models.CharField(max_length=500, blank=True)
    foreword = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)

    @property
    def title(self):
        """Title in the language of the reader."""
        return in_language(self.title_uk, self.title_en)
