from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.territories.models import Unit
from spilno.ui.words import choice_said


class Issue(models.Model):
    """A question that a member raises before the association.

    Its considerations are the agenda items that point here; merged issues point to the one that goes on.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        RAISED = "raised", _("raised")
        ACCEPTED = "accepted", _("accepted for consideration")
        ON_AGENDA = "on_agenda", _("on an agenda")
        DECIDED = "decided", _("decided")
        RETURNED = "returned", _("returned")
        MERGED = "merged", _("merged")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Topic(models.TextChoices):
        GOVERNANCE = "governance", _("local self-government and law")
        BUDGET = "budget", _("budgets and finance")
        UTILITIES = "utilities", _("housing, water, heat, waste")
        INFRASTRUCTURE = "infrastructure", _("roads, construction, recovery")
        EDUCATION = "education", _("education and culture")
        HEALTH = "health", _("health and social protection")
        SAFETY = "safety", _("safety and civil protection")
        ECONOMY = "economy", _("economy and land")
        COOPERATION = "cooperation", _("cooperation and partners")
        TRAINING = "training", _("training and service")
        ASSOCIATION = "association", _("affairs of the Association")

    number = models.PositiveIntegerField(null=True, unique=True)  # in the register, given when it is raised
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    draft_decision = models.TextField(blank=True)
    topic = models.CharField(max_length=16, choices=Topic)
    territory = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="issues")
    raised_by = models.ForeignKey(Organisation, models.PROTECT, related_name="issues")
    raised_by_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    reason = models.TextField(blank=True)  # of return
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = [models.F("number").desc(nulls_first=True), "-pk"]  # drafts have no number yet and come first

    def __str__(self):
        return self.title

    def get_state_display(self):
        """Say the state."""
        return choice_said(self.State, self.state)

    def get_topic_display(self):
        """Say the topic."""
        return choice_said(self.Topic, self.topic)
