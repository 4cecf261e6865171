"""Councils of all levels and those they work with: names by date, codes, successors."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.territories.models import Folded, Named, Unit
from spilno.territories.rules.codes import search_key, sort_key
from spilno.ui.words import choice_said, in_language


class Organisation(Folded):
    """An organisation. A council is one with `kind=council` and a level.

    `place_uk` is the short name for tiles and lists («Валки»). `edrpou` is text of eight digits, a leading zero matters;
    a wrong check digit warns and does not block. Population is people on `population_on`, from `population_source`.
    """

    FOLDED = ("search_key", "sort_key")

    class Kind(models.TextChoices):
        COUNCIL = "council", _("council")
        ASSOCIATION = "association", _("association")
        EDUCATION = "education", _("education institution")
        STATE = "state", _("state body")
        CIVIL = "civil", _("civil association")
        COMPANY = "company", _("company")
        FOREIGN = "foreign", _("foreign partner")

    class Level(models.TextChoices):
        REGION = "region", _("oblast council")
        RAION = "raion", _("raion council")
        CITY = "city", _("city council")
        CITY_DISTRICT = "city_district", _("city-district council")
        SETTLEMENT = "settlement", _("settlement council")
        VILLAGE = "village", _("village council")

    kind = models.CharField(max_length=12, choices=Kind)
    level = models.CharField(max_length=14, choices=Level, blank=True)
    name_uk = models.CharField(max_length=300, db_index=True)
    search_key = models.CharField(max_length=300, db_index=True, editable=False)  # the name folded, for search
    sort_key = models.CharField(max_length=120, db_index=True, editable=False)  # the name for the Ukrainian order
    name_en = models.CharField(max_length=300, blank=True)
    place_uk = models.CharField(max_length=100, blank=True)
    place_en = models.CharField(max_length=100, blank=True)
    edrpou = models.CharField(max_length=8, blank=True, db_index=True)
    country = models.CharField(max_length=2, default="UA", db_index=True)  # ISO 3166-1, two letters
    ours = models.BooleanField(default=False)  # the association that keeps this installation
    territory = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="organisations")
    population = models.PositiveIntegerField(null=True, blank=True)
    population_on = models.DateField(null=True, blank=True)
    population_source = models.CharField(max_length=200, blank=True)
    military_administration = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    ended = models.DateField(null=True)

    objects = Named.as_manager()

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="council") | ~models.Q(level=""), name="a_council_has_a_level"
            ),
            models.UniqueConstraint(fields=["ours"], condition=models.Q(ours=True), name="one_organisation_is_ours"),
        ]

    def __str__(self):
        return self.name

    def fold_name(self):
        """Make the forms of the name that search and order need."""
        self.search_key, self.sort_key = search_key(self.name_uk), sort_key(self.name_uk)

    @property
    def name(self):
        """Name in the language of the reader; documents, which are Ukrainian, take `name_uk`."""
        return in_language(self.name_uk, self.name_en)

    @property
    def place(self):
        """Short name for tiles and lists in the language of the reader; the whole name when there is no short one."""
        return in_language(self.place_uk, self.place_en) or self.name

    def get_level_display(self):
        """Say the level."""
        return choice_said(self.Level, self.level)

    def get_kind_display(self):
        """Say the kind."""
        return choice_said(self.Kind, self.kind)


class OrganisationName(Folded):
    """A name that an organisation had; the present one stands on the organisation itself."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names")
    name_uk = models.CharField(max_length=300)
    search_key = models.CharField(max_length=300, db_index=True, editable=False)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    ground = models.CharField(max_length=300, blank=True)

    objects = Named.as_manager()

    class Meta:
        ordering = ["organisation", "starts"]

    def __str__(self):
        return in_language(self.name_uk)

    def fold_name(self):
        """Make the form of the name that search needs."""
        self.search_key = search_key(self.name_uk)


class Succession(models.Model):
    """What became of an organisation on a day: merged, renamed, transformed, abolished. No successor: it just ended."""

    class Kind(models.TextChoices):
        MERGED = "merged", _("merged into")
        RENAMED = "renamed", _("renamed to")
        SPLIT = "split", _("divided into")
        ABOLISHED = "abolished", _("abolished")

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="predecessions")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    ground = models.CharField(max_length=300)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="one_succession_per_pair"),
            models.CheckConstraint(
                condition=models.Q(successor__isnull=True) | ~models.Q(successor=models.F("predecessor")),
                name="nobody_succeeds_himself",
            ),
        ]
