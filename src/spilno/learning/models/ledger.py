from django.db import models
from django.utils import timezone
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

    `credits` are earned by each `amount` of `per`: hours, days, the whole; or what the certificate states, and where it states
    none, the hours. `at_least` and `at_most` bound one row, `year_at_most` a calendar year; None: no bound.
    `needs_programme`: the topic stands in an agreed individual programme. `at_once`: recognised without the personnel service
    when the certificate is of our own register. Rows come from `data/credit_rules.toml` when something is counted by
    them first, or are entered by the secretariat: those go before the file.
    """

    class Per(models.TextChoices):
        WHOLE = "whole", _("the whole")
        HOUR = "hour", _("an hour")
        DAY = "day", _("a day")
        STATED = "stated", _("as the certificate states")

    kind = models.CharField(max_length=10, choices=RowKind)
    per = models.CharField(max_length=6, choices=Per)
    amount = models.DecimalField(max_digits=5, decimal_places=1, default=1)
    credits = models.DecimalField(max_digits=5, decimal_places=2)
    at_least = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    at_most = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    year_at_most = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    needs_programme = models.BooleanField(default=False)
    at_once = models.BooleanField(default=False)
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
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="a_rule_of_credits_is_for_something"),
            models.UniqueConstraint(fields=["kind", "starts"], name="one_rule_of_credits_of_a_kind_and_day"),
        ]


class OutsideCertificate(models.Model):
    """What an official brings for a credit that was not earned here: a document of another institution, or his own account of it.

    What a machine could check of a credential stands in `checks`; `number_key` is the number folded, to know it when it comes twice.
    """

    class Length(models.TextChoices):
        PROFESSIONAL = "professional", _("professional (certificate) programme")
        SHORT = "short", _("short-term programme")

    person = models.ForeignKey(Person, models.PROTECT, related_name="outside_certificates")
    institution = models.CharField(max_length=300)
    country = models.CharField(max_length=2, default="UA")
    barred_territory = models.BooleanField(default=False)  # issued in temporarily occupied territory
    length = models.CharField(
        max_length=14, choices=Length, blank=True
    )  # of a programme; blank: it is none, or nothing is said
    number = models.CharField(max_length=80, blank=True)
    number_key = models.CharField(max_length=80, blank=True, editable=False)
    first_on = models.DateField(null=True)
    issued_on = models.DateField()
    days = models.PositiveSmallIntegerField(null=True)
    credits = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    electronic = models.BooleanField(default=True)
    signature_checked_at = models.DateTimeField(null=True)  # None: nobody checked it
    signature_checked_by = models.PositiveBigIntegerField(null=True)  # None with a moment: a machine did
    credential = models.TextField(blank=True)  # the id of an Open Badge, or its hash
    checks = models.JSONField(default=dict)
    said = models.TextField(blank=True)  # what the official writes of it
    told_at = models.DateTimeField(auto_now_add=True)
    told_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["-issued_on", "-pk"]
        indexes = [models.Index(fields=["person", "number_key"], name="outside_by_number")]


class CreditRow(models.Model):
    """A row of the ledger: claimed → recognised or refused (always with a ground); annulled when its ground falls.

    Asked: the personnel service waits for an answer of the official. `organisation` is where the person served on the day
    `on`, the last day of learning; `year` is the calendar year in which it counts. The source is kept by type and number: the
    same thing is counted once.
    """

    class State(models.TextChoices):
        CLAIMED = "claimed", _("waits for recognition")
        ASKED = "asked", _("waits for an answer of the official")
        RECOGNISED = "recognised", _("recognised")
        REFUSED = "refused", _("refused")
        ANNULLED = "annulled", _("annulled")

    OPEN = (State.CLAIMED, State.ASKED)
    STANDING = (State.CLAIMED, State.ASKED, State.RECOGNISED)

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
    outside = models.OneToOneField(OutsideCertificate, models.PROTECT, null=True, related_name="row")
    source_type = models.CharField(max_length=80)
    source_id = models.CharField(max_length=40)
    claimed_at = models.DateTimeField(default=timezone.now)
    claimed_by = models.PositiveBigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.PositiveBigIntegerField(null=True)
    because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [
            models.Index(fields=["person", "year"], name="credits_of_a_year"),
            models.Index(fields=["state", "claimed_at"], name="credits_that_wait"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "source_type", "source_id"],
                condition=~models.Q(state__in=["annulled", "refused"]),
                name="a_thing_is_counted_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["refused", "annulled", "asked"]) | ~models.Q(because=""),
                name="a_credit_is_refused_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.title


class PersonnelOfficer(models.Model):
    """Who of an organisation does the work of its personnel service here, besides its head: named by an act, to a last day."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="personnel_officers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="personnel_of")
    act = models.CharField(max_length=300)
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="a_personnel_officer_ends_after_start",
            ),
        ]


class LedgerExtract(models.Model):
    """An extract of the ledger that was handed out: its code opens a public check that tells whether the sums still hold."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="ledger_extracts")
    code = models.CharField(max_length=20, unique=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    body = models.JSONField(default=dict)  # what the paper says: sums by year and the digest of its rows
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
