"""Practices: what was done somewhere, with what result, and who took it over."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.events.models import Event
from spilno.meetings.models import Meeting, VisitStop
from spilno.organisations.models import Organisation
from spilno.people.models import Person


class Practice(models.Model):
    """A practice of a council. `seen_at` tells where others saw it; `adopted_from` is the practice it was taken over from.

    `phone_key` is the number that a phone gave to a card written without network, so that it is kept once. Photos and files
    are attachments.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        REVIEW = "review", _("being reviewed")
        PUBLISHED = "published", _("published")
        RETIRED = "retired", _("no longer kept up")

    class Topic(models.TextChoices):
        SERVICES = "services", _("administrative services")
        BUDGET = "budget", _("budget and finance")
        PLANNING = "planning", _("strategic planning")
        ENERGY = "energy", _("energy and housing")
        EDUCATION = "education", _("education")
        HEALTH = "health", _("health care")
        SOCIAL = "social", _("social protection, veterans, displaced people")
        SAFETY = "safety", _("safety and civil protection")
        CULTURE = "culture", _("culture, youth, sports")
        ECONOMY = "economy", _("economy and investments")
        DIGITAL = "digital", _("digital transformation")
        COOPERATION = "cooperation", _("cooperation of hromadas")
        OTHER = "other", _("other")

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=300)
    topic = models.CharField(max_length=12, choices=Topic, default=Topic.OTHER)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="practices")
    problem = models.TextField(blank=True)
    solution = models.TextField(blank=True)
    result = models.TextField(blank=True)
    cost = models.CharField(max_length=300, blank=True)
    conditions = models.TextField(blank=True)  # what another council needs to repeat it
    started_on = models.DateField(null=True)
    contact = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    contact_post = models.CharField(max_length=300, blank=True)
    seen_at_meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, related_name="practices")
    seen_at_event = models.ForeignKey(Event, models.SET_NULL, null=True, related_name="practices")
    seen_at_stop = models.ForeignKey(VisitStop, models.SET_NULL, null=True, related_name="practices")
    adopted_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="grew_from_here")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    licence = models.CharField(max_length=14, default="CC BY 4.0")
    version = models.PositiveSmallIntegerField(default=1)
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="practices")
    written_by = models.PositiveBigIntegerField(null=True)
    phone_key = models.CharField(max_length=40, unique=True, null=True)
    remarks = models.TextField(blank=True)  # why the card was returned to be mended
    published_on = models.DateField(null=True)
    review_due_on = models.DateField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-published_on", "-number"]
        indexes = [models.Index(fields=["state", "topic"], name="practice_by_topic")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(adopted_from__isnull=True) | ~models.Q(adopted_from=models.F("pk")),
                name="a_practice_does_not_come_from_itself",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(published_on__isnull=False),
                name="a_published_practice_has_its_day",
            ),
        ]

    def __str__(self):
        return self.title


class Revision(models.Model):
    """What a published card said before it was changed."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="revisions")
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["practice", "version"], name="revisions_are_numbered")]


class Adoption(models.Model):
    """A council takes a practice over: its plan, and what became of it."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        STARTED = "started", _("started")
        WORKS = "works", _("works")
        DROPPED = "dropped", _("given up")

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="adoptions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="adoptions")
    plan = models.TextField()
    responsible = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    planned_on = models.DateField()
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    asked_month = models.PositiveSmallIntegerField(default=0)  # 6 or 12: for which month its status was asked last
    own_practice = models.OneToOneField(Practice, models.SET_NULL, null=True, related_name="adoption_behind")
    by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["-planned_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["practice", "organisation"], name="a_council_adopts_once")]


class AdoptionStatus(models.Model):
    """What a council told of its adoption on a day; asked for after 6 and 12 months."""

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="statuses")
    on = models.DateField()
    month = models.PositiveSmallIntegerField(null=True)  # 6 or 12 when it answers a question, None: told by itself
    state = models.CharField(max_length=8, choices=Adoption.State)
    effect = models.TextField(blank=True)
    by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["on", "pk"]
