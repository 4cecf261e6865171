from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.learning.models.editions import Edition, EditionModule, Enrolment
from spilno.organisations.models import Organisation


class Bank(models.Model):
    """A bank of questions of an organisation."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="banks")
    title = models.CharField(max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["title", "pk"]


class Question(models.Model):
    """A question. `body` holds what its kind needs, checked by `rules.questions`:

    single, multiple: {"options": [{"text", "share" (per cent, may be negative), "feedback"}]};
    matching: {"pairs": [{"left", "right"}]}; numeric: {"answers": [{"value", "tolerance", "share"}]};
    open: {"rubric": [{"what", "points"}]}. A question that was asked is never changed: `follows` is its newer form.
    """

    class Kind(models.TextChoices):
        SINGLE = "single", _("one right answer")
        MULTIPLE = "multiple", _("several right answers")
        MATCHING = "matching", _("matching")
        NUMERIC = "numeric", _("a number")
        OPEN = "open", _("open answer")

    bank = models.ForeignKey(Bank, models.CASCADE, related_name="questions")
    code = models.CharField(max_length=80, blank=True)
    topic = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.TextField()
    body = models.JSONField()
    points = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    feedback = models.TextField(blank=True)
    active = models.BooleanField(default=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="newer")

    class Meta:
        ordering = ["topic", "pk"]
        indexes = [models.Index(fields=["bank", "topic"], name="question_by_topic")]


class Test(models.Model):
    """A test of an edition. `minutes` None: no limit; `attempts` 0: as many as one likes."""

    class Purpose(models.TextChoices):
        ENTRY = "entry", _("entry test")
        MODULE = "module", _("test of a module")
        EXIT = "exit", _("final test")

    class Review(models.TextChoices):
        NEVER = "never", _("result only")
        AFTER = "after", _("after each attempt")
        CLOSED = "closed", _("after the test is closed")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="tests")
    module = models.ForeignKey(EditionModule, models.CASCADE, null=True, related_name="tests")
    purpose = models.CharField(max_length=8, choices=Purpose, default=Purpose.MODULE)
    title = models.CharField(max_length=300)
    minutes = models.PositiveSmallIntegerField(null=True)
    attempts = models.PositiveSmallIntegerField(default=1)
    pass_percent = models.PositiveSmallIntegerField(default=60)
    review = models.CharField(max_length=8, choices=Review, default=Review.AFTER)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(pass_percent__lte=100), name="a_pass_is_at_most_all"),
        ]


class Draw(models.Model):
    """How many questions of a bank (and topic; empty: any) an attempt gets; drawn anew for each attempt."""

    test = models.ForeignKey(Test, models.CASCADE, related_name="draws")
    bank = models.ForeignKey(Bank, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=120, blank=True)
    count = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["pk"]


class Attempt(models.Model):
    """One sitting of a test. `seed` fixes which questions came and in which order; it can be resumed until `due_at`."""

    class State(models.TextChoices):
        GOING = "going", _("goes on")
        HANDED_IN = "handed_in", _("handed in, waits for marking")
        MARKED = "marked", _("marked")

    test = models.ForeignKey(Test, models.PROTECT, related_name="sittings")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="sittings")
    number = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.GOING)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    points = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    points_of = models.DecimalField(max_digits=7, decimal_places=2)
    passed = models.BooleanField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["test", "enrolment", "number"], name="an_attempt_has_its_number"),
            models.UniqueConstraint(
                fields=["test", "enrolment"], condition=models.Q(state="going"), name="one_attempt_goes_on"
            ),
        ]


class Answer(models.Model):
    """The answer to one question of an attempt; saved at every press, so that a broken connection loses nothing."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    given = models.JSONField(null=True)
    saved_at = models.DateTimeField(null=True)
    points = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    remarks = models.TextField(blank=True)
    marked_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["attempt", "question"], name="a_question_is_asked_once")]


class Assignment(models.Model):
    """A piece of work that a learner hands in and a teacher marks by a rubric: [{"what", "points"}]."""

    module = models.ForeignKey(EditionModule, models.CASCADE, related_name="assignments")
    title = models.CharField(max_length=300)
    text = models.TextField()
    due_at = models.DateTimeField(null=True)
    rubric = models.JSONField(default=list)
    pass_points = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["pk"]


class Submission(models.Model):
    """What a learner handed in; files are `documents.Attachment`. Returned work is handed in again as the next version."""

    class State(models.TextChoices):
        HANDED_IN = "handed_in", _("handed in")
        RETURNED = "returned", _("returned")
        ACCEPTED = "accepted", _("accepted")

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="submissions")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="submissions")
    version = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.HANDED_IN)
    handed_in_at = models.DateTimeField()
    marks = models.JSONField(default=list)
    points = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    remarks = models.TextField(blank=True)
    marked_at = models.DateTimeField(null=True)
    marked_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "enrolment", "version"], name="a_submission_has_its_version"),
        ]


class Opinion(models.Model):
    """What a learner thought: when learning was over, or after three to six months. `marks`: aspect (`rules.quality.ASPECTS`) → 1 to 5.

    Pages show means of three and more, comments without names.
    """

    class Kind(models.TextChoices):
        END = "end", _("when learning was over")
        LATER = "later", _("after three to six months")

    class Applied(models.TextChoices):
        FULLY = "fully", _("yes, I apply what I learned")
        PARTLY = "partly", _("partly")
        NOT = "not", _("no, I could not apply it")

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="opinions")
    kind = models.CharField(max_length=5, choices=Kind)
    marks = models.JSONField(default=dict)
    applied = models.CharField(max_length=6, choices=Applied, blank=True)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "kind"], name="an_opinion_is_given_once")]
