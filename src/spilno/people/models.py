"""Persons and the offices they hold and held."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from spilno.organisations.models import Organisation
from spilno.people.rules.posts import usual_in_english
from spilno.territories.models import Folded, Named
from spilno.territories.rules.codes import search_key, sort_key


def name_in_minutes(pk: int | None, given_name: str, family_name: str) -> str:
    """Write a name as minutes have it; the number of one whose data were erased."""
    if not family_name and not given_name:
        return f"№ {pk}"
    return f"{given_name} {family_name.upper()}".strip()


class Person(Folded):
    """A person. `gender` is grammatical: it decides how the name is declined.

    Public pages show name and post only; contacts are never public. An erased person keeps the number, so that counts
    and the journal hold, and loses everything else.
    """

    FOLDED = ("search_key", "sort_key")

    class Gender(models.TextChoices):
        FEMININE = "f", _("feminine")
        MASCULINE = "m", _("masculine")

    family_name = models.CharField(max_length=100, db_index=True)
    given_name = models.CharField(max_length=100)
    patronymic = models.CharField(max_length=100, blank=True)
    gender = models.CharField(max_length=1, choices=Gender)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="person")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    fictional = models.BooleanField(default=False)
    consent_at = models.DateTimeField(null=True)
    consent_text = models.CharField(max_length=40, blank=True)  # the version of the text agreed to
    erased_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", editable=False)
    search_key = models.CharField(max_length=310, db_index=True, editable=False)  # the whole name folded, for search
    sort_key = models.CharField(max_length=120, db_index=True, editable=False)  # the name for the Ukrainian order

    objects = Named.as_manager()

    class Meta:
        ordering = ["sort_key"]

    def __str__(self):
        """Name as in minutes: Галина КАЛИНА; the number of one whose data were erased."""
        return name_in_minutes(self.pk, self.given_name, self.family_name)

    def fold_name(self):
        """Make the forms of the name that search and order need."""
        self.search_key, self.sort_key = search_key(self.full_name), sort_key(self.full_name)

    @property
    def full_name(self):
        """Family name first, with the patronymic, as lists of those present have it."""
        return " ".join(part for part in (self.family_name, self.given_name, self.patronymic) if part)

    @property
    def short_name(self):
        """Initial and family name for narrow places: Г. КАЛИНА."""
        return f"{self.given_name[:1]}. {self.family_name.upper()}" if self.given_name else self.family_name.upper()


class Office(models.Model):
    """An office that a person holds or held in an organisation; the last day is included."""

    class Category(models.TextChoices):
        HEAD = "head", _("head of a council or hromada")
        DEPUTY = "deputy", _("deputy head")
        COUNCIL_SECRETARY = "council_secretary", _("secretary of the council")
        STAROSTA = "starosta", _("starosta")
        OFFICIAL = "official", _("official")
        STATE_HEAD = "state_head", _("head of a local state administration")
        STATE_FIRST_DEPUTY = "state_first_deputy", _("first deputy head of a local state administration")
        STATE_DEPUTY = "state_deputy", _("deputy head of a local state administration")
        CIVIL_SERVANT = "civil_servant", _("civil servant")
        COUNCILLOR = "councillor", _("councillor")
        OTHER = "other", _("other")

    person = models.ForeignKey(Person, models.PROTECT, related_name="offices")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="offices")
    post_uk = models.CharField(max_length=200)
    post_en = models.CharField(max_length=200, blank=True)
    category = models.CharField(max_length=20, choices=Category, default=Category.OFFICIAL)
    acting = models.BooleanField(default=False)
    starts = models.DateField()
    ends = models.DateField(null=True)
    act = models.CharField(max_length=300)
    ended_by = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="office_ends_after_start",
            ),
        ]

    @property
    def post(self):
        """Post in the language of the reader; in English a usual post of a council by its usual name."""
        if get_language() != "en":
            return self.post_uk
        return self.post_en or usual_in_english(self.post_uk) or self.get_category_display()
