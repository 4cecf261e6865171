"""Who must do what by when, on what ground."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.bodies.models import Body
from spilno.organisations.models import Organisation
from spilno.people.models import Person


class Undertaking(models.Model):
    """A duty of a council, a body or a person. Overdue is computed, never stored.

    The ground is kept in words and by the type and number of the object it came from (a decision, a memorandum's area).
    """

    class State(models.TextChoices):
        OPEN = "open", _("being done")
        REPORTED = "reported", _("reported as done")
        ACCEPTED = "accepted", _("done")
        DROPPED = "dropped", _("taken off control")

    number = models.PositiveIntegerField(unique=True)
    what = models.TextField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="undertakings")
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="undertakings")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="undertakings")
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    ground = models.CharField(max_length=400)
    source_type = models.CharField(max_length=80)
    source_id = models.CharField(max_length=40)
    opened_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=400, blank=True)
    public = models.BooleanField(default=True)  # one from a memorandum that is not public is seen by its parties

    class Meta:
        ordering = [models.F("due_on").asc(nulls_last=True), "number"]  # without a term: last
        indexes = [models.Index(fields=["source_type", "source_id"], name="undertaking_by_source")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False)
                | models.Q(body__isnull=False)
                | models.Q(person__isnull=False),
                name="an_undertaking_binds_somebody",
            ),
        ]


class Report(models.Model):
    """What the one bound says was done, with files as evidence; accepted or returned with a reason."""

    undertaking = models.ForeignKey(Undertaking, models.CASCADE, related_name="reports")
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.PositiveBigIntegerField(null=True)
    by_name = models.CharField(max_length=200, blank=True)
    accepted = models.BooleanField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["at"]


class Extension(models.Model):
    """A new term, by what act."""

    undertaking = models.ForeignKey(Undertaking, models.CASCADE, related_name="extensions")
    was_due = models.DateField(null=True)
    due_on = models.DateField()
    ground = models.CharField(max_length=400)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]
