from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.events.models.event import Event
from spilno.events.models.programme import Session
from spilno.events.models.registration import Registration


class Attendance(models.Model):
    """Whether one who registered attended a session. `at` is when it happened, also when a phone without network told it later."""

    class State(models.TextChoices):
        ATTENDED = "attended", _("took part")
        ABSENT = "absent", _("was absent")
        EXCUSED = "excused", _("absent with a reason")

    class Way(models.TextChoices):
        QR = "qr", _("by QR code")
        NAME = "name", _("by name")
        PAPER = "paper", _("by the paper list")
        ONLINE = "online", _("by the online platform's list")

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="attendances")
    state = models.CharField(max_length=8, choices=State)
    way = models.CharField(max_length=8, choices=Way)
    at = models.DateTimeField()
    told_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=300, blank=True)
    press = models.CharField(
        max_length=40, blank=True
    )  # number that the phone gave to the press, so that it counts once
    by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["session", "registration"], name="attendance_is_taken_once"),
            models.CheckConstraint(
                condition=~models.Q(state="excused") | ~models.Q(reason=""), name="one_is_excused_for_a_reason"
            ),
        ]


class AttendanceTerms(models.Model):
    """How much of an event must be attended for a certificate: per cent of its counted sessions. Without a row: all of them."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="attendance_terms")
    percent = models.PositiveSmallIntegerField(default=100)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(percent__range=(1, 100)), name="a_share_is_one_to_a_hundred"),
        ]
