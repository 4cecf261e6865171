"""Bodies of the association: seats, who holds them on a day, who may sign."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.ui.words import in_language


class Body(models.Model):
    """A body: its name is the association's own choice."""

    class Kind(models.TextChoices):
        GENERAL_MEETING = "general_meeting", _("General Meeting")
        PRESIDENT = "president", _("President")
        BOARD = "board", _("Board")
        SECTION = "section", _("section")
        COMMISSION = "commission", _("profile commission")
        AUDIT = "audit", _("audit commission")
        DIRECTORATE = "directorate", _("Executive Directorate")

    kind = models.CharField(max_length=16, choices=Kind)
    name_uk = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    genitive_uk = models.CharField(max_length=200, blank=True)  # «Загальних зборів»: for headings of documents
    level = models.CharField(max_length=14, choices=Organisation.Level, blank=True)  # of a section
    order = models.PositiveSmallIntegerField(default=0)
    ended = models.DateField(null=True)

    class Meta:
        ordering = ["order", "name_uk"]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return in_language(self.name_uk, self.name_en)


class Seat(models.Model):
    """A place in a body; `rights` are codes of `accounts.Right` that its holder has on the day."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        DEPUTY = "deputy", _("deputy chair")
        SECRETARY = "secretary", _("secretary")
        MEMBER = "member", _("member")

    body = models.ForeignKey(Body, models.CASCADE, related_name="seats")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    title_uk = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    signs = models.BooleanField(default=False)
    rights = models.JSONField(default=list)

    class Meta:
        ordering = ["body", "order", "pk"]

    def __str__(self) -> str:
        return in_language(self.title_uk, self.title_en)


class Term(models.Model):
    """A time in which a person holds a seat; an acting holder stands in while the seat is empty. The last day counts."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="terms")
    person = models.ForeignKey(Person, models.PROTECT, related_name="terms")
    acting = models.BooleanField(default=False)
    starts = models.DateField()
    ends = models.DateField(null=True)
    ground = models.CharField(max_length=400)
    ended_by = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["seat", "-starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="term_ends_after_start",
            ),
        ]
