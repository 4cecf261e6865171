from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spilno.ballots.models import Question
from spilno.bodies.models import Body, Seat
from spilno.documents.models import Document
from spilno.meetings.models.agenda import Item
from spilno.meetings.models.meeting import Meeting
from spilno.members.models import DuesTable, Membership
from spilno.people.models import Person
from spilno.statute.models import Edition


class Put(models.Model):
    """A question of an item put to the vote: on what, in what words; a vote is put once."""

    class Purpose(models.TextChoices):
        PROCEDURE = "procedure", _("procedure")
        BASIS = "basis", _("in principle")
        AMENDMENT = "amendment", _("amendment")
        WHOLE = "whole", _("as a whole")
        RUN_OFF = "run_off", _("run-off")

    item = models.ForeignKey(Item, models.CASCADE, related_name="puts")
    question = models.OneToOneField(Question, models.PROTECT, related_name="put")
    purpose = models.CharField(max_length=10, choices=Purpose)
    text = models.TextField()

    class Meta:
        ordering = ["pk"]

    @property
    def asked_as(self):
        """Return what is asked, in the reader's words: an election is no draft that is put as a whole."""
        is_election = self.purpose == self.Purpose.WHOLE and self.question.kind != Question.Kind.MOTION
        return gettext("election") if is_election else self.get_purpose_display()

    @property
    def is_the_draft(self):
        """Tell whether the words that were voted are those of the draft; spaces and line breaks aside."""
        return self.text.split() == self.item.draft_decision.split()


class Decision(models.Model):
    """A decision of the General Meeting: one register, one row of numbers over all meetings.

    `number` is given when it is carried. A rejected draft has no decision; the item and its vote tell what happened. A
    decision of a meeting recorded by hand keeps the number of its day and has no vote behind it, only counts if known.
    """

    number = models.PositiveIntegerField()
    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    item = models.ForeignKey(Item, models.PROTECT, related_name="decisions")
    put = models.OneToOneField(Put, models.PROTECT, null=True, related_name="decision")
    title = models.CharField(max_length=500)
    text = models.TextField()
    matter = models.CharField(max_length=40)
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    known_for = models.PositiveIntegerField(null=True)  # counts of a decision recorded by hand
    known_against = models.PositiveIntegerField(null=True)
    known_abstained = models.PositiveIntegerField(null=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    cancelled_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="cancels")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="one_decision_per_number")]

    def __str__(self):
        return f"№ {self.number}. {self.title}"


class Effect(models.Model):
    """What a decision changes by itself when it is carried: prepared with the item, done in the same act, once.

    Each kind uses some of the relations: a membership for admission, suspension, restoration, exit and exclusion; a seat
    and a person for an election; a person for the counting commission; a table for dues; an edition for the statute; words and a day for an undertaking; an
    earlier decision (`target`) that is cancelled, or changed in the words of `what`.
    """

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("confirms an admission")
        SUSPEND = "suspend", _("suspends a membership")
        RESTORE = "restore", _("restores a membership")
        LEAVE = "leave", _("takes note of an exit")
        EXCLUDE = "exclude", _("excludes a member")
        ELECT = "elect", _("elects to a seat")
        COUNTING = "counting", _("elects to the counting commission of this meeting")
        DISMISS = "dismiss", _("ends a term early")
        DUES = "dues", _("sets dues")
        STATUTE = "statute", _("adopts an edition of the statute")
        UNDERTAKING = "undertaking", _("binds somebody to do something")
        OFF_CONTROL = "off_control", _("takes an undertaking off control")
        CANCEL = "cancel", _("cancels a decision")
        CHANGE = "change", _("changes a decision")

    item = models.ForeignKey(Item, models.CASCADE, related_name="effects")
    kind = models.CharField(max_length=12, choices=Kind)
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    dues_table = models.ForeignKey(DuesTable, models.PROTECT, null=True, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    target = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="touched_by")
    what = models.TextField(blank=True)
    bound_body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    bound_membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    bound_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    undertaking_number = models.PositiveIntegerField(null=True)  # the one to be taken off control, or the one made
    starts = models.DateField(null=True)  # of a term, an edition, a suspension; empty: the day of the decision
    ends = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="effects")

    class Meta:
        ordering = ["pk"]
