from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.credentials.models import Certificate
from spilno.organisations.models import Organisation
from spilno.people.models import Person


class RowKind(models.TextChoices):
    """What a credit was earned by."""

    EDITION = "edition", _("programme")
    INTERNSHIP = "internship", _("internship")
    SELF = "self", _("self-education")
    EXCHANGE = "exchange", _("exchange of experience")
    CONFERENCE = "conference", _("conference")
    OUTSIDE = "outside", _("certificate of another institution")


class CreditRule(models.Model):
    """How much one kind of learning earns, as dated data with its source; nothing of it stands in code.

    `per` says what `credits` are for: the whole, an hour, a day, a credit that the certificate states. `at_least` and
    `at_most` bound one row, `year_at_most` a calendar year; None: no bound.
    """

    class Per(models.TextChoices):
        WHOLE = "whole", _("the whole")
        HOUR = "hour", _("an hour")
        DAY = "day", _("a day")
        STATED = "stated", _("as the certificate states")

    kind = models.CharField(max_length=10, choices=RowKind)
    per = models.CharField(max_length=6, choices=Per)
    credits = models.DecimalField(max_digits=6, decimal_places=4)
    at_least = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    at_most = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    year_at_most = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    source = models.CharField(max_length=400)
    verified = models.BooleanField(default=False)  # somebody compared it with the act
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        ordering = ["kind", "-starts"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(source=""), name="a_rule_of_credits_has_a_source"),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="a_rule_of_credits_ends_after_it_begins",
            ),
        ]


class OutsideCertificate(models.Model):
    """A document of another institution that an official brings. What a machine could check of it stands in `checks`."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="outside_certificates")
    institution = models.CharField(max_length=300)
    country = models.CharField(max_length=2, default="UA")
    barred_territory = models.BooleanField(default=False)  # issued in occupied territory or by the aggressor state
    title = models.CharField(max_length=500)
    number = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField()
    hours = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    credits = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    electronic = models.BooleanField(default=True)
    signature_checked = models.BooleanField(null=True)
    credential = models.TextField(blank=True)  # an Open Badge as it came
    checks = models.JSONField(default=dict)
    told_at = models.DateTimeField(auto_now_add=True)
    told_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["-issued_on", "-pk"]


class CreditRow(models.Model):
    """A row of the ledger: claimed → recognised or refused (always with a ground); annulled when its ground falls.

    `organisation` is where the person served on the day `on`; `year` is the calendar year in which it counts. The
    source is kept by type and number: the same thing is counted once.
    """

    class State(models.TextChoices):
        CLAIMED = "claimed", _("waits for recognition")
        RECOGNISED = "recognised", _("recognised")
        REFUSED = "refused", _("refused")
        ANNULLED = "annulled", _("annulled")

    person = models.ForeignKey(Person, models.PROTECT, related_name="credits")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=RowKind)
    state = models.CharField(max_length=10, choices=State, default=State.CLAIMED)
    year = models.PositiveSmallIntegerField()
    on = models.DateField()
    title = models.CharField(max_length=500)
    hours = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    credits = models.DecimalField(max_digits=5, decimal_places=2)
    rule = models.ForeignKey(CreditRule, models.PROTECT, null=True, related_name="+")
    ground = models.CharField(max_length=500)
    certificate = models.ForeignKey(Certificate, models.PROTECT, null=True, related_name="credit_rows")
    source_type = models.CharField(max_length=80)
    source_id = models.CharField(max_length=40)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.PositiveBigIntegerField(null=True)
    because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["person", "year"], name="credits_of_a_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "source_type", "source_id"],
                condition=~models.Q(state="annulled"),
                name="a_thing_is_counted_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["refused", "annulled"]) | ~models.Q(because=""),
                name="a_credit_is_refused_for_a_reason",
            ),
        ]
