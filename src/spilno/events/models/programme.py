from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.events.models.event import Event
from spilno.events.models.papers import Paper
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.ui.words import in_language


class Session(models.Model):
    """A part of the programme. `counted`: attendance is taken; `hours` are academic hours of 45 minutes, where they count."""

    class Kind(models.TextChoices):
        PLENARY = "plenary", _("plenary session")
        SECTION = "section", _("section")
        MODULE = "module", _("module")
        DISCUSSION = "discussion", _("discussion")
        VISIT = "visit", _("visit to an object")
        BREAK = "break", _("break")

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PLENARY)
    title_uk = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    counted = models.BooleanField(default=True)
    hours = models.DecimalField(max_digits=4, decimal_places=1, null=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="a_session_ends_after_it_begins"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        """Title in the language of the reader."""
        return in_language(self.title_uk, self.title_en)


class Speaker(models.Model):
    """Who speaks or moderates; needs no account. Name and post are kept as announced; the address is never shown."""

    class Role(models.TextChoices):
        SPEAKER = "speaker", _("speaker")
        MODERATOR = "moderator", _("moderator")
        EXPERT = "expert", _("expert")

    session = models.ForeignKey(Session, models.CASCADE, related_name="speakers")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="speeches_at_events")
    name_uk = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    post = models.CharField(max_length=300, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.SPEAKER)
    topic = models.CharField(max_length=300, blank=True)
    paper = models.ForeignKey(Paper, models.SET_NULL, null=True, related_name="speakers")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    @property
    def name(self):
        """Name in the language of the reader."""
        return in_language(self.name_uk, self.name_en)


class ProgrammeVersion(models.Model):
    """The programme as it was published: a snapshot, so that what changed can be told to those whom it concerns."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="programme_versions")
    number = models.PositiveSmallIntegerField()
    body = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="programme_versions_are_numbered")]
