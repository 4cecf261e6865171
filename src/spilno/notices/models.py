"""Formal notices: what was sent, to whom, what the mail server answered, who confirmed receipt."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """One notice to many: its text as it was sent, and the files that went with it."""

    class Kind(models.TextChoices):
        CONVOCATION = "convocation", _("notice of a meeting")
        MATERIALS = "materials", _("materials of a meeting")
        CHANGE = "change", _("change or cancellation")
        MINUTES = "minutes", _("minutes laid open for objections")
        DUES = "dues", _("dues")
        DUTY = "duty", _("undertaking")
        INVITATION = "invitation", _("invitation to sign in")
        EVENT = "event", _("joint event")
        LEARNING = "learning", _("learning by a programme")
        OTHER = "other", _("other")

    kind = models.CharField(max_length=20, choices=Kind)
    official = models.BooleanField(default=True)  # official notices cannot be unsubscribed
    subject = models.CharField(max_length=300)
    text = models.TextField()
    object_type = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["object_type", "object_id", "kind"], name="notice_by_object")]


class NoticeFile(models.Model):
    """A file that went with the notice, and the hash of its bytes as they went."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    file = models.FileField(upload_to="notices/%Y/%m/")
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]


class Delivery(models.Model):
    """The notice to one addressee: queued, sent (with the server's answer), failed, or receipt confirmed.

    `recipient_type` and `recipient_id` name whom it concerns (a council, a person), not a relation. A row with
    `next_try_at` is in the queue: `pending` says for what. `sent_at` is the first time the server took the letter; a
    reminder does not move it.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waits to be sent")
        SENT = "sent", _("the mail server took it")
        CONFIRMED = "confirmed", _("receipt confirmed")
        FAILED = "failed", _("not delivered")
        NO_ADDRESS = "no_address", _("no address is known")
        OPTED_OUT = "opted_out", _("asked not to get such letters")

    class Purpose(models.TextChoices):
        FIRST = "first", _("first letter")
        RESEND = "resend", _("sent again")
        REMINDER = "reminder", _("reminder")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    name = models.CharField(max_length=300)
    address = models.EmailField(blank=True)
    link = models.CharField(max_length=300, blank=True)  # to a page of his own, where letters differ in that only
    recipient_type = models.CharField(max_length=80, blank=True)
    recipient_id = models.CharField(max_length=40, blank=True)
    token = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    pending = models.CharField(max_length=10, choices=Purpose, default=Purpose.FIRST)
    attempts = models.PositiveSmallIntegerField(default=0)  # for the letter that waits or went last
    next_try_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.PositiveBigIntegerField(null=True)  # the account, when the person was signed in

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["next_try_at"], name="delivery_queue")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="confirmed") | models.Q(confirmed_at__isnull=False),
                name="delivery_confirmed_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(next_try_at__isnull=True) | ~models.Q(address=""), name="delivery_queue_has_address"
            ),
        ]


class Sending(models.Model):
    """One try to hand a letter to the mail server, and the server's own answer: the proof. Rows are only added."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="sendings")
    purpose = models.CharField(max_length=10, choices=Delivery.Purpose)
    at = models.DateTimeField()
    address = models.EmailField()
    message_id = models.CharField(max_length=200)
    accepted = models.BooleanField()
    code = models.PositiveSmallIntegerField(default=0)  # of SMTP; 0: no server answered
    answer = models.CharField(max_length=500)

    class Meta:
        ordering = ["pk"]


class Optout(models.Model):
    """An address that asked not to get notices that are not official."""

    address = models.EmailField(unique=True)
    at = models.DateTimeField(auto_now_add=True)
