"""Membership of councils: path in and out, founders, mandates of representatives, dues."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.organisations.models import Organisation
from spilno.people.models import Person


class Membership(models.Model):
    """One time of membership of one organisation; who leaves and comes back gets a new one, history stays.

    The state is the last step; `MembershipStep` has the days and grounds.
    """

    class Kind(models.TextChoices):
        FULL = "full", _("full member")
        COLLECTIVE = "collective", _("collective member")
        ASSOCIATE = "associate", _("associate member")
        HONORARY = "honorary", _("honorary member")

    class State(models.TextChoices):
        APPLIED = "applied", _("applied")
        ADMITTED = "admitted", _("admitted by the Board")
        CONFIRMED = "confirmed", _("member")
        SUSPENDED = "suspended", _("suspended")
        LEFT = "left", _("left the Association")
        EXCLUDED = "excluded", _("excluded")
        DECLINED = "declined", _("declined")
        ENDED = "ended", _("ended with the council")  # abolished or merged; the successor goes on

    OPEN = (State.APPLIED, State.ADMITTED, State.CONFIRMED, State.SUSPENDED)
    MEMBERS = (State.ADMITTED, State.CONFIRMED, State.SUSPENDED)

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.FULL)
    state = models.CharField(max_length=12, choices=State, default=State.APPLIED)
    number = models.PositiveIntegerField(null=True)  # in the register of members
    founder = models.BooleanField(default=False)
    joined_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    council_decision = models.CharField(max_length=300, blank=True)  # the council's own decision to join (or to found)
    council_decided_on = models.DateField(null=True)
    other_associations = models.CharField(max_length=300, blank=True)  # as the council declares, by ";"
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["organisation__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(state__in=["applied", "admitted", "confirmed", "suspended"]),
                name="one_open_membership_per_organisation",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(number__isnull=False), name="one_number_in_the_register"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class MembershipStep(models.Model):
    """A step of the path, the day it took effect, and the decision that made it."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12, choices=Membership.State)
    on = models.DateField()
    ground = models.CharField(max_length=400)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["membership", "on", "pk"]


class Mandate(models.Model):
    """The right of a person to represent a member: by what act, from when to when; the last day is included."""

    class Kind(models.TextChoices):
        REPRESENTATIVE = "representative", _("representative")
        SUBSTITUTE = "substitute", _("substitute")

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="mandates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.REPRESENTATIVE)
    act = models.CharField(max_length=300)
    starts = models.DateField()
    ends = models.DateField(null=True)
    ended_by = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["membership", "-starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="mandate_ends_after_start",
            ),
        ]


class MandateImport(models.Model):
    """A list of representatives that was read and shown by row; it is committed whole or not at all.

    The rows hold names of people, so they are dropped as soon as the list is committed or thrown away.
    """

    class State(models.TextChoices):
        PREVIEW = "preview", _("preview")
        COMMITTED = "committed", _("committed")
        DROPPED = "dropped", _("dropped")

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    act = models.CharField(max_length=300)
    starts = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    rows = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    created_by = models.PositiveBigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    committed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]


class DuesTable(models.Model):
    """Dues of a year as the General Meeting set them."""

    year = models.PositiveSmallIntegerField(unique=True)
    ground = models.CharField(max_length=300)
    adopted_on = models.DateField(null=True)  # None: a proposal
    assessed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-year"]


class DuesRate(models.Model):
    """One line of the table, hryvnias a year: flat, or by residents within a minimum and a maximum."""

    table = models.ForeignKey(DuesTable, models.CASCADE, related_name="rates")
    level = models.CharField(max_length=14, choices=Organisation.Level)
    flat = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    per_resident = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    minimum = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    maximum = models.DecimalField(max_digits=12, decimal_places=2, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "level"], name="one_rate_per_level")]


class Assessment(models.Model):
    """What a member owes for a year, hryvnias, with the reckoning as it was made."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="assessments")
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    reckoning = models.JSONField(default=dict)
    due_on = models.DateField()

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["membership", "year"], name="one_assessment_per_year")]


class Payment(models.Model):
    """Money that came for an assessment, hryvnias; a reversal is a negative payment."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="payments")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    paid_on = models.DateField()
    document = models.CharField(max_length=200)

    class Meta:
        ordering = ["paid_on"]
