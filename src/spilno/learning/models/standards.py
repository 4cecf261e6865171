from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from spilno.documents.models import Document
from spilno.organisations.models import Organisation
from spilno.territories.rules.codes import search_key
from spilno.ui.words import in_language


class Competence(models.Model):
    """A competence that programmes form or deepen; the list is kept by the secretariat and reused."""

    code = models.SlugField(max_length=40, unique=True)
    name_uk = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name_uk"]

    def __str__(self):
        return in_language(self.name_uk, self.name_en)


class Standard(models.Model):
    """A standard of a programme over all its versions. `number` is given when the first version comes into force.

    `successor`: the standard that took its place when it was archived, where there is one.
    """

    number = models.PositiveIntegerField(null=True, unique=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["-pk"]


class Partner(models.Model):
    """An organisation that develops the standard; all of them approve the same text."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="standards")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["standard", "organisation"], name="a_partner_stands_once")]


class Provider(models.Model):
    """An organisation that delivers the standard, on what ground, since when; `ends` None: it still does."""

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="providers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="delivers")
    ground = models.CharField(max_length=300)
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        ordering = ["starts", "pk"]


class StandardVersion(models.Model):
    """A version of a standard. Its text is fixed by `sha256` when it goes to approval; a change after that is a new version.

    `credits` are ECTS credits, `hours` whole hours of the learner (the sum of `ModuleHours`). `categories` are codes of
    `rules.categories`. `body` is the text as it went to approval: names may change later, the text does not. `sent_by` sent it
    to review and does not review it. `nads_number`, `nads_on`, `nads_until`: the agreement of НАДС, where there is one.
    """

    class Kind(models.TextChoices):
        GENERAL = "general", _("general")
        SPECIAL = "special", _("special")

    class Length(models.TextChoices):
        PROFESSIONAL = "professional", _("professional (certificate) programme")
        SHORT = "short", _("short-term programme")

    class Form(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        REMOTE = "remote", _("remote")
        MIXED = "mixed", _("mixed")

    class State(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        REVIEW = "review", _("under internal review")
        APPROVAL = "approval", _("with the partners for approval")
        APPROVED = "approved", _("approved by the partners")
        SENT = "sent", _("with НАДС for agreement")
        IN_FORCE = "in_force", pgettext_lazy("version", "in force")
        ARCHIVED = "archived", pgettext_lazy("version", "archived")
        REPLACED = "replaced", _("replaced by the next text")
        DROPPED = "dropped", _("put aside")

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    kind = models.CharField(max_length=8, choices=Kind)
    length = models.CharField(max_length=14, choices=Length)
    form = models.CharField(max_length=10, choices=Form, default=Form.IN_PERSON)
    language = models.CharField(max_length=40, default="українська")
    title_uk = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    purpose = models.TextField(blank=True)
    prerequisites = models.TextField(blank=True)
    categories = models.JSONField(default=list)
    credits = models.DecimalField(max_digits=4, decimal_places=2)
    hours = models.PositiveSmallIntegerField()
    assessment = models.TextField(blank=True)
    literature = models.TextField(blank=True)
    direction = models.CharField(max_length=300, blank=True)
    cost = models.CharField(max_length=200, blank=True)
    contacts = models.CharField(max_length=300, blank=True)
    valid_years = models.PositiveSmallIntegerField(null=True)  # recertification after so many years; None: never
    search_key = models.CharField(max_length=620, editable=False)  # both titles folded, for search
    body = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="standard_version")
    nads_number = models.CharField(max_length=60, blank=True)
    nads_on = models.DateField(null=True)
    nads_until = models.DateField(null=True)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    ended_because = models.CharField(max_length=400, blank=True)
    remarks = models.TextField(blank=True)  # of the internal review
    note = models.TextField(blank=True)  # what this version changes and why
    sent_by = models.PositiveBigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["standard", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "version"], name="a_version_of_a_standard_stands_once"),
            models.UniqueConstraint(
                fields=["standard"], condition=models.Q(state="in_force"), name="one_version_of_a_standard_in_force"
            ),
            models.UniqueConstraint(
                fields=["standard"],
                condition=models.Q(state__in=["draft", "review", "approval", "approved", "sent"]),
                name="one_version_of_a_standard_on_the_table",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="a_version_of_a_standard_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        """Keep the folded titles beside the titles."""
        self.search_key = search_key(f"{self.title_uk} {self.title_en}")[:620]
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_key"}
        super().save(*args, **kwargs)

    @property
    def title(self):
        """Title in the language of the reader."""
        return in_language(self.title_uk, self.title_en)


class Outcome(models.Model):
    """What the learner knows or is able to do afterwards; `competence` where it forms one of the list."""

    version = models.ForeignKey(StandardVersion, models.CASCADE, related_name="outcomes")
    order = models.PositiveSmallIntegerField()
    text_uk = models.TextField()
    text_en = models.TextField(blank=True)
    competence = models.ForeignKey(Competence, models.PROTECT, null=True, related_name="outcomes")

    class Meta:
        ordering = ["order", "pk"]


class Module(models.Model):
    """A module of a version; `required`: without it the programme is not completed."""

    version = models.ForeignKey(StandardVersion, models.CASCADE, related_name="modules")
    order = models.PositiveSmallIntegerField()
    title_uk = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    content = models.TextField(blank=True)
    required = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return in_language(self.title_uk, self.title_en)


class ModuleHours(models.Model):
    """Hours of a module by kind of work."""

    class Kind(models.TextChoices):
        LECTURE = "lecture", _("lectures")
        PRACTICE = "practice", _("practical classes")
        REMOTE = "remote", _("remote classes")
        VISIT = "visit", _("visits to objects")
        INDEPENDENT = "independent", _("independent work")
        ASSESSMENT = "assessment", _("assessment")

    module = models.ForeignKey(Module, models.CASCADE, related_name="hours")
    kind = models.CharField(max_length=12, choices=Kind)
    hours = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["module", "kind"], name="hours_of_a_kind_stand_once")]


class Approval(models.Model):
    """What a partner answered to exactly one text of a version."""

    version = models.ForeignKey(StandardVersion, models.PROTECT, related_name="approvals")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    agreed = models.BooleanField()
    remarks = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["version", "organisation", "sha256"], name="a_partner_answers_a_text_once"),
            models.CheckConstraint(condition=models.Q(agreed=True) | ~models.Q(remarks=""), name="a_refusal_of_a_text_has_remarks"),
        ]  # fmt: skip


class Equivalence(models.Model):
    """Whoever completed `earlier` (a version of any standard) needs not learn `version` anew: for recertification."""

    version = models.ForeignKey(StandardVersion, models.CASCADE, related_name="equivalents")
    earlier = models.ForeignKey(StandardVersion, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "earlier"], name="an_equivalence_stands_once")]
