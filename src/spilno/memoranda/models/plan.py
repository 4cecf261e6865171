from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.memoranda.models.memorandum import Memorandum, MemorandumArea, Party
from spilno.people.models import Person
from spilno.undertakings.models import Undertaking


class Measure(models.Model):
    """A line of the plan of a year: in one area, what one side does by when.

    It binds nobody until all parties confirmed the plan; then it has its undertaking. `target` is how many activities of the kind
    are planned (at least 1); fulfilment is counted, never typed. `proposed` is a change of a line that binds already, not yet
    confirmed by all: «due_on», «target», «person», «withdrawn».
    """

    class Kind(models.TextChoices):
        EVENT = "event", _("joint event")
        PROGRAMME = "programme", _("programme")
        MATERIAL = "material", _("material")
        CAMPAIGN = "campaign", _("campaign")
        MEETING = "meeting", _("meeting")
        OTHER = "other", _("other work")

    agreed_area = models.ForeignKey(MemorandumArea, models.PROTECT, related_name="measures")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    target = models.PositiveSmallIntegerField(default=1)
    what = models.TextField()
    party = models.ForeignKey(Party, models.PROTECT, related_name="measures")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    proposed = models.JSONField(default=dict)
    withdrawn_on = models.DateField(null=True)  # by a change of the plan that all confirmed
    undertaking = models.OneToOneField(Undertaking, models.PROTECT, null=True, related_name="measure")

    class Meta:
        ordering = ["year", "agreed_area__position", "due_on", "pk"]
        indexes = [models.Index(fields=["year"], name="measure_by_year")]
        constraints = [
            models.CheckConstraint(condition=models.Q(target__gte=1), name="a_measure_has_a_target"),
            models.CheckConstraint(condition=~models.Q(what=""), name="a_measure_says_what_is_done"),
            models.CheckConstraint(
                condition=models.Q(undertaking__isnull=False) | models.Q(proposed={}),
                name="only_what_binds_is_proposed_anew",
            ),
        ]

    def __str__(self):
        return self.what


class PlanConsent(models.Model):
    """A party's yes to the plan of a year exactly as its hash says; a plan changed since has another hash."""

    memorandum = models.ForeignKey(Memorandum, models.CASCADE, related_name="plan_consents")
    year = models.PositiveSmallIntegerField()
    party = models.ForeignKey(Party, models.PROTECT, related_name="plan_consents")
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)
    by = models.PositiveBigIntegerField(null=True)
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["memorandum", "year", "party", "sha256"], name="a_party_confirms_a_plan_once"
            ),
        ]


class Contribution(models.Model):
    """An activity that fulfils an area, and a measure of its plan where one is named.

    The activity is known by type and number: events, programmes, materials and meetings stand on other rungs and tell what they are
    through `queries.register_activity`. `day` is kept for counting by year.
    """

    agreed_area = models.ForeignKey(MemorandumArea, models.PROTECT, related_name="contributions")
    measure = models.ForeignKey(Measure, models.SET_NULL, null=True, related_name="contributions")
    source_type = models.CharField(max_length=80)
    source_id = models.CharField(max_length=40)
    day = models.DateField()
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["source_type", "source_id"], name="contribution_by_source")]
        constraints = [
            models.UniqueConstraint(
                fields=["agreed_area", "source_type", "source_id"], name="an_activity_counts_once_in_an_area"
            ),
        ]
