from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spilno.learning.models.ledger import CreditRow, RowKind
from spilno.learning.models.standards import Competence
from spilno.organisations.models import Organisation
from spilno.people.models import Person


class IndividualProgramme(models.Model):
    """The individual programme of professional development of an official for a year; several in one year add up."""

    class State(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        AGREED = "agreed", _("agreed")
        CLOSED = "closed", _("closed")

    person = models.ForeignKey(Person, models.PROTECT, related_name="individual_programmes")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    post = models.CharField(max_length=300, blank=True)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.PositiveBigIntegerField(null=True)
    sent_on = models.DateField(null=True)  # given to the head or the personnel service; None: it is still being written
    remarks = models.CharField(max_length=500, blank=True)  # why it was returned
    agreed_on = models.DateField(null=True)
    agreed_by = models.PositiveBigIntegerField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(agreed_on__isnull=False),
                name="an_individual_programme_is_agreed_on_a_day",
            ),
        ]


class Need(models.Model):
    """A need of an individual programme: what, by which kind of learning, how many credits; `row` when it is done."""

    programme = models.ForeignKey(IndividualProgramme, models.CASCADE, related_name="needs")
    order = models.PositiveSmallIntegerField()
    competence = models.ForeignKey(Competence, models.PROTECT, null=True, related_name="needs")
    topic = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=RowKind)
    credits = models.DecimalField(max_digits=4, decimal_places=2)
    row = models.ForeignKey(CreditRow, models.SET_NULL, null=True, related_name="needs")

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return f"{self.topic} ({self.programme.year})"
