from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.meetings.models.meeting import Meeting
from spilno.members.models import Membership
from spilno.people.models import Person


class Proxy(models.Model):
    """A power of attorney: the giver's vote at this meeting is carried by the holder, a representative of another member.

    `item_from`, `item_to` limit it to some items (their numbers, both included); empty means the whole meeting.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="proxies")
    giver = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Membership, models.PROTECT, related_name="+")  # whose representative carries the vote
    holder_person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    document = models.CharField(max_length=300)
    dated = models.DateField()
    item_from = models.PositiveSmallIntegerField(null=True)
    item_to = models.PositiveSmallIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "giver"], condition=models.Q(withdrawn_at__isnull=True), name="one_proxy_per_member"
            ),
        ]


class Attendance(models.Model):
    """A time in which a member is present: who represents it, how it came in, when it left.

    A member that leaves and returns has two rows. A member present by proxy has `proxy`.
    """

    class Mode(models.TextChoices):
        HALL = "hall", _("in the hall")
        REMOTE = "remote", _("by video link")

    class How(models.TextChoices):
        LIST = "list", _("by the list")
        CLICK = "click", _("by own click")
        QR = "qr", _("by the code")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="attendance")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proxy = models.ForeignKey(Proxy, models.PROTECT, null=True, related_name="attendance")
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.HALL)
    how = models.CharField(max_length=8, choices=How, default=How.LIST)
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    registered_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["arrived_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"],
                condition=models.Q(left_at__isnull=True),
                name="present_once_at_a_time",
            ),
        ]


class CheckInCode(models.Model):
    """The code on the voting card of a representative: signs in and registers once; only its digest is kept."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="codes")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)


class Guest(models.Model):
    """Someone invited with a consultative voice: may speak, does not vote."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="guests")
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    arrived_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]


class Officer(models.Model):
    """A working body elected by the meeting: counting commission, mandate commission."""

    class Role(models.TextChoices):
        COUNTING = "counting", _("counting commission")
        MANDATE = "mandate", _("mandate commission")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="officers")
    role = models.CharField(max_length=10, choices=Role)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    head = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "role", "person"], name="one_place_per_officer")]
