from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.meetings.models.issues import Issue
from spilno.meetings.models.meeting import Meeting
from spilno.members.models import Membership
from spilno.people.models import Person


class Item(models.Model):
    """An item of the agenda: «Про …». `order` is its place among its siblings; numbers like 3.1 are computed.

    `matter` is a code of the statute: it decides the majority. `heard` is the report in the third person, for minutes.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("ahead")
        HEARD = "heard", _("under discussion")
        VOTING = "voting", _("voting")
        DECIDED = "decided", _("decided")
        NOTED = "noted", _("taken note of")
        REJECTED = "rejected", _("no decision")
        WITHDRAWN = "withdrawn", _("taken off the agenda")
        POSTPONED = "postponed", _("postponed")

    FINISHED = (State.DECIDED, State.NOTED, State.REJECTED, State.WITHDRAWN, State.POSTPONED)

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    matter = models.CharField(max_length=40, default="ordinary")
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="considerations")
    source_type = models.CharField(max_length=80, blank=True)  # an item that came by itself: an overdue undertaking
    source_id = models.CharField(max_length=40, blank=True)
    rapporteur = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    rapporteur_name = models.CharField(max_length=200, blank=True)  # a rapporteur who is not in the register
    rapporteur_post = models.CharField(max_length=300, blank=True)
    draft_decision = models.TextField(blank=True)
    minutes_planned = models.PositiveSmallIntegerField(null=True)
    heard = models.TextField(blank=True)
    late = models.BooleanField(default=False)  # added after the notice went out: the meeting itself takes it or not
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_note = models.CharField(max_length=300, blank=True)  # why it was withdrawn or postponed

    class Meta:
        ordering = ["meeting", "order", "pk"]

    def __str__(self):
        return self.title


class Speech(models.Model):
    """A request to speak and the speech itself; the clock runs from `begun_at` to `ended_at`, in seconds of limit.

    While `paused_at` is set the clock stands; `paused_seconds` are earlier pauses. `side`: for the draft or against it.
    """

    class Kind(models.TextChoices):
        REPORT = "report", _("report")
        DEBATE = "debate", _("debate")
        QUESTION = "question", _("question")
        ORDER = "order", _("point of order")
        REPLY = "reply", _("reply")

    class Side(models.TextChoices):
        PRO = "pro", _("speech in support")
        CONTRA = "contra", _("speech against")

    item = models.ForeignKey(Item, models.CASCADE, related_name="speeches")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.DEBATE)
    side = models.CharField(max_length=6, choices=Side, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=300, blank=True)
    consultative = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    paused_seconds = models.PositiveIntegerField(default=0)
    limit_seconds = models.PositiveIntegerField()
    summary = models.TextField(blank=True)  # in the third person, for minutes

    class Meta:
        ordering = ["item", "order", "asked_at"]

    @property
    def what(self):
        """Say what the speech is: a report, a speech in support, a question."""
        return self.get_side_display() if self.side else self.get_kind_display()


class Recusal(models.Model):
    """A declared conflict of interest: the member is taken out of the base of votes on this item."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="recusals")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    declared_at = models.DateTimeField()
    declared_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "membership"], name="one_recusal_per_item")]
