"""Visiting meetings: calls for hosts, offers, the choice, groups, safety, questions before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.meetings.models import Decision, Meeting
from spilno.members.models import Membership
from spilno.people.models import Person


class Call(models.Model):
    """A call for hosts of a visiting meeting; the last day of offers is included."""

    class State(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        ANNOUNCED = "announced", _("announced")
        CHOSEN = "chosen", _("the host is chosen")
        CANCELLED = "cancelled", _("cancelled")

    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    topic = models.CharField(max_length=300, blank=True)
    meeting_between_first = models.DateField()
    meeting_between_last = models.DateField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    meeting = models.OneToOneField(Meeting, models.SET_NULL, null=True, related_name="host_call")
    cancelled_because = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(closes_on__gte=models.F("opens_on")), name="a_host_call_ends"),
            models.CheckConstraint(
                condition=models.Q(meeting_between_last__gte=models.F("meeting_between_first")),
                name="a_host_call_has_days_of_the_meeting",
            ),
        ]

    def __str__(self):
        return self.title


class Offer(models.Model):
    """A member's offer to be the host: what will be shown, how many can come, where people are safe."""

    class State(models.TextChoices):
        OFFERED = "offered", _("offered")
        CHOSEN = "chosen", _("chosen")
        NOT_CHOSEN = "not_chosen", _("not chosen this time")
        WITHDRAWN = "withdrawn", _("withdrawn")

    call = models.ForeignKey(Call, models.CASCADE, related_name="offers")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="host_offers")
    practices = models.TextField()  # what practice will be shown
    venue = models.CharField(max_length=300)
    capacity = models.PositiveIntegerField()
    shelter = models.CharField(max_length=300)
    shelter_capacity = models.PositiveIntegerField()
    transport = models.TextField(blank=True)
    contact = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    offered_at = models.DateTimeField(auto_now_add=True)
    offered_by = models.PositiveBigIntegerField(null=True)
    chosen_on = models.DateField(null=True)
    chosen_by_act = models.CharField(max_length=300, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["offered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "membership"], condition=~models.Q(state="withdrawn"), name="a_member_offers_once"
            ),
            models.UniqueConstraint(fields=["call"], condition=models.Q(state="chosen"), name="one_host_is_chosen"),
        ]


class Group(models.Model):
    """A group of visitors: its guide, transport, safety; who goes with it is in `GroupPlace`."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="visit_groups")
    name = models.CharField(max_length=100)
    capacity = models.PositiveIntegerField()
    guide = models.CharField(max_length=200, blank=True)
    guide_phone = models.CharField(max_length=40, blank=True)
    transport = models.CharField(max_length=300, blank=True)
    gathers_at = models.DateTimeField(null=True)
    gathers_where = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "name"], name="groups_have_names")]


class GroupPlace(models.Model):
    """Who goes with which group; one person one group of a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="visit_places")
    group = models.ForeignKey(Group, models.CASCADE, related_name="visitors")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["joined_at"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_group_for_a_visitor")]


class LearningQuestion(models.Model):
    """What a member wants to learn at the host; the answer is written at or after the visit."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="learning_questions")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    text = models.TextField()
    answer = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.PositiveBigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at"]


class SafetyRead(models.Model):
    """Who confirmed that he read the safety notice of a visiting meeting; `digest` is of the text that he read."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="safety_read")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="safety_is_read_by_each_once")]
