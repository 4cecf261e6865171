from django.db import models

from spilno.organisations.models import Organisation
from spilno.people.models import Office, Person


class YearStanding(models.Model):
    """How one who serves in local self-government stands in a calendar year; one row for each person and year.

    Derived from recognised rows of the ledger and from offices (`rules.standing`), kept in the transaction that changes
    either, and can be made anew at any time. `organisation` and `category` are of the last day of the year (of today in
    the present one); who serves nowhere then has no row. `newcomer`: a certificate programme is due, not the yearly
    credit. `due_on` None: nothing is due, to learn is a right.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="year_standings", db_index=False)
    year = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    category = models.CharField(max_length=20)
    credits = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    self_credits = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    newcomer = models.BooleanField(default=False)
    met = models.BooleanField(default=False)
    due_on = models.DateField(null=True)

    class Meta:
        indexes = [
            # coverage reads nothing but these columns
            models.Index(fields=["year", "organisation", "category", "due_on", "met"], name="coverage_of_a_year"),
            models.Index(fields=["organisation", "year"], name="standings_of_a_council"),
            models.Index(fields=["due_on"], condition=models.Q(met=False), name="who_is_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="one_standing_a_year"),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=False) | models.Q(met=False, newcomer=False),
                name="what_is_not_due_is_not_met",
            ),
        ]

    @property
    def said_category(self):
        """Say the category of the office."""
        return Office.Category(self.category).label


class Reminded(models.Model):
    """That those of a council who had not done what is due by a day were reminded, so many days before: never twice.

    `of` tells of what: what is due in the year, the term of a certificate, or its grace.
    """

    class Of(models.TextChoices):
        YEAR = "year", "year"
        TERM = "term", "term"
        GRACE = "grace", "grace"

    of = models.CharField(max_length=5, choices=Of, default=Of.YEAR)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    due_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "of", "due_on", "days"], name="a_council_is_reminded_once"),
        ]
