from datetime import time

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spilno.bodies.models import Body
from spilno.members.models import Membership
from spilno.people.models import Person
from spilno.ui.words import choice_said


class Meeting(models.Model):
    """A General Meeting from its draft to signed minutes.

    `number` counts General Meetings over the years («71-ші»). `version` grows with every act that the hall should see;
    `current_item` is the item under discussion. Times are aware; `starts_at` is shown in Kyiv time. A meeting held before
    Spilno is recorded by hand from its `source`; midnight then means that only its day is known.
    """

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("regular")
        EXTRAORDINARY = "extraordinary", _("extraordinary")

    class Format(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        VISITING = "visiting", _("visiting")
        ONLINE = "online", _("online")
        MIXED = "mixed", _("mixed")

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        CONVENED = "convened", _("convened")
        REGISTRATION = "registration", _("registration goes on")
        OPEN = "open", _("in session")
        RECESS = "recess", _("recess")
        CLOSED = "closed", _("closed")
        NOT_HELD = "not_held", _("not held: no quorum")
        CANCELLED = "cancelled", _("cancelled")

    RUNNING = (State.REGISTRATION, State.OPEN, State.RECESS)

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.ORDINARY)
    format = models.CharField(max_length=10, choices=Format, default=Format.IN_PERSON)
    also_online = models.BooleanField(default=False)  # a visiting meeting with a video link
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    starts_at = models.DateTimeField(null=True)
    ends_at_planned = models.DateTimeField(null=True)
    place = models.CharField(max_length=300, blank=True)
    settlement = models.CharField(max_length=100, blank=True)  # for the head of the minutes: «м. Валки»
    online_link = models.URLField(blank=True, max_length=500)
    host = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="hosted_meetings")
    chair = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    chair_post = models.CharField(max_length=300, blank=True)
    secretary = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    secretary_post = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)  # of a meeting recorded by hand: what is known, for everyone
    source = models.CharField(max_length=500, blank=True)  # where a meeting held before is known from; others: empty
    safety_notice = models.TextField(blank=True)  # of a visiting meeting: alarms, shelters, what to bring

    convened_at = models.DateTimeField(null=True)
    convened_by_act = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    entitled_at_opening = models.PositiveIntegerField(null=True)
    present_at_opening = models.PositiveIntegerField(null=True)
    current_item = models.ForeignKey("meetings.Item", models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    calendar_sequence = models.PositiveIntegerField(
        default=0
    )  # of the calendar file: grows with every notice of change
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = [models.F("starts_at").desc(nulls_first=True), "-pk"]  # a draft without a day comes first
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="one_number_per_body")]

    def __str__(self):
        return f"{self.number}. {self.body}"

    @property
    def is_running(self):
        return self.state in self.RUNNING

    @property
    def by_hand(self):
        return bool(self.source)

    def get_state_display(self):
        """Say the state."""
        return choice_said(self.State, self.state)

    def get_format_display(self):
        """Say the format."""
        return choice_said(self.Format, self.format)

    @property
    def hour_known(self):
        return not (self.by_hand and timezone.localtime(self.starts_at).time() == time.min)


class Demand(models.Model):
    """Who demanded an extraordinary meeting: `code` is the kind of the statute, `count` of `of` who signed."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="demand")
    code = models.CharField(max_length=20)
    count = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    document = models.CharField(max_length=300)
    demanded_on = models.DateField()


class VisitStop(models.Model):
    """A stop in the programme of visits of a visiting meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="stops")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    title = models.CharField(max_length=300)
    place = models.CharField(max_length=300, blank=True)
    shelter = models.CharField(max_length=300, blank=True)
    transport = models.CharField(max_length=300, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["starts_at"]


class Recess(models.Model):
    """A break in the session: `until` is its planned end as the hall was told, `ended_at` when the session went on."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="recesses")
    began_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["began_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(ended_at__isnull=True), name="one_recess_at_a_time"
            ),
        ]
