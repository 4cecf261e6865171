from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.credentials.models import Certificate
from spilno.events.models import Session
from spilno.learning.models.standards import Module, StandardVersion
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.territories.models import Unit


class Edition(models.Model):
    """One delivery of a version of a standard: who, where, when, for how many.

    draft → announced (applications) → learning → finished; cancelled with a reason at any time before the end.
    `places` None: no limit; `places_per_council` is kept for each council until `councils_first_until`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        ANNOUNCED = "announced", _("applications are taken")
        LEARNING = "learning", _("learning goes on")
        FINISHED = "finished", _("finished")
        CANCELLED = "cancelled", _("cancelled")

    version = models.ForeignKey(StandardVersion, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(unique=True, null=True)  # given when it is announced
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="editions")
    partner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    territory = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="editions")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    starts_on = models.DateField()
    ends_on = models.DateField()
    apply_until = models.DateField()
    places = models.PositiveIntegerField(null=True)
    places_per_council = models.PositiveSmallIntegerField(null=True)
    councils_first_until = models.DateField(null=True)
    place = models.CharField(max_length=300, blank=True)
    online_link = models.URLField(blank=True, max_length=500)
    note = models.TextField(blank=True)
    manager = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    announced_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["state", "starts_on"], name="edition_by_state_and_day")]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="an_edition_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~models.Q(state="cancelled") | ~models.Q(cancelled_because=""),
                name="an_edition_is_cancelled_for_a_reason",
            ),
        ]  # fmt: skip


class EditionModule(models.Model):
    """How a module is delivered in an edition. What completes it: attendance of its sessions, lessons, test, assignment.

    `attendance_percent`: share of its counted sessions; 0: attendance is not asked.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="modules")
    module = models.ForeignKey(Module, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    attendance_percent = models.PositiveSmallIntegerField(default=100)
    needs_lessons = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "module"], name="a_module_stands_once_in_an_edition"),
            models.CheckConstraint(condition=models.Q(attendance_percent__lte=100), name="a_share_is_at_most_all"),
        ]


class ModuleSession(models.Model):
    """A session of an event at which a module is taught: attendance comes from there."""

    module = models.ForeignKey(EditionModule, models.CASCADE, related_name="sessions")
    session = models.ForeignKey(Session, models.PROTECT, related_name="taught")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["module", "session"], name="a_session_teaches_a_module_once")]


class Teacher(models.Model):
    """Who teaches a module; needs no account. The name is kept as announced."""

    module = models.ForeignKey(EditionModule, models.CASCADE, related_name="teachers")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="teaches")
    name_uk = models.CharField(max_length=200)
    post = models.CharField(max_length=300, blank=True)
    marks = models.BooleanField(default=False)  # may mark open answers and assignments

    class Meta:
        ordering = ["pk"]


class Lesson(models.Model):
    """An online lesson of a module in an edition: text, a link, files (`documents.Attachment`)."""

    module = models.ForeignKey(EditionModule, models.CASCADE, related_name="lessons")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    link = models.URLField(blank=True, max_length=500)
    minutes = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["order", "pk"]


class Enrolment(models.Model):
    """An official in an edition: applied → admitted → learning → completed or failed; or refused, or withdrawn.

    Organisation, post and category are kept as on the day of the application: who changes the council in mid-year stays
    where he was nominated.
    """

    class State(models.TextChoices):
        APPLIED = "applied", _("applied")
        WAITING = "waiting", _("in the queue")
        ADMITTED = "admitted", _("admitted")
        LEARNING = "learning", _("learns")
        COMPLETED = "completed", _("completed")
        FAILED = "failed", _("did not complete")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrew")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    post = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.APPLIED)
    nominated = models.BooleanField(default=False)  # by the personnel service of his council
    applied_at = models.DateTimeField()
    applied_by = models.PositiveBigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=400, blank=True)
    completed_on = models.DateField(null=True)
    result = models.JSONField(default=dict)  # of each module, as it was when the edition was finished
    certificate = models.OneToOneField(Certificate, models.PROTECT, null=True, related_name="enrolment")

    class Meta:
        ordering = ["applied_at", "pk"]
        indexes = [models.Index(fields=["edition", "state"], name="enrolment_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "person"],
                condition=~models.Q(state__in=["refused", "withdrawn"]),
                name="one_is_enrolled_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["refused", "failed"]) | ~models.Q(because=""),
                name="one_is_refused_or_fails_for_a_reason",
            ),
        ]


class LessonRead(models.Model):
    """That a learner went through a lesson."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="reads")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="reads")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "enrolment"], name="a_lesson_is_read_once")]
