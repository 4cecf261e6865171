from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from spilno.documents.models import Attachment
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.territories.models import Folded, Unit
from spilno.territories.rules.codes import search_key
from spilno.ui.words import choice_said, in_language


class Series(models.Model):
    """Events that belong together: modules of one course, a round table every quarter.

    `joint`: one registration is for all events of the series, and the certificate is given when all of them were attended.
    """

    title_uk = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    summary_uk = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    joint = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.title

    @property
    def title(self):
        """Title in the language of the reader."""
        return in_language(self.title_uk, self.title_en)


class Event(Folded):
    """An event that one or several organisations hold with equal rights.

    Times are aware. `places` None: without a limit; `places_per_council`: so many for each council until
    `councils_first_until`, what is left then goes to the rest in order. `online_link` is shown to those who have a place.
    `programme_version` grows when a published programme changes, `calendar_sequence` when day, place or state does.
    `people_reached` is told after an outreach event, whose audience nobody registers.
    """

    class Kind(models.TextChoices):
        TRAINING = "training", _("joint training event")
        SEMINAR = "seminar", _("seminar")
        ROUND_TABLE = "round_table", _("round table")
        CONFERENCE = "conference", _("scientific and practical conference")
        FORUM = "forum", _("forum")
        MEETING = "meeting", pgettext_lazy("event", "meeting")
        OUTREACH = "outreach", _("other outreach event")
        STUDY_VISIT = "study_visit", _("study visit")

    class Format(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        ONLINE = "online", pgettext_lazy("event", "online")
        MIXED = "mixed", _("mixed")

    class State(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        ANNOUNCED = "announced", _("announced")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    kind = models.CharField(max_length=12, choices=Kind)
    format = models.CharField(max_length=10, choices=Format, default=Format.IN_PERSON)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title_uk = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    summary_uk = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    for_whom = models.CharField(max_length=300, blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    venue = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=300, blank=True)
    territory = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="events")
    shelter = models.CharField(max_length=300, blank=True)
    online_link = models.URLField(blank=True, max_length=500)
    recording_link = models.URLField(blank=True, max_length=500)
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="events")
    series_position = models.PositiveSmallIntegerField(default=0)
    cloned_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="clones")
    coordinator = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    programme_version = models.PositiveSmallIntegerField(default=0)  # 0: the programme is not published
    calendar_sequence = models.PositiveIntegerField(default=0)

    needs_registration = models.BooleanField(default=True)
    needs_approval = models.BooleanField(default=False)
    by_list = models.BooleanField(
        default=False
    )  # people come by a list that the holders keep: nobody registers himself
    places = models.PositiveIntegerField(null=True)
    places_per_council = models.PositiveSmallIntegerField(null=True)
    councils_first_until = models.DateTimeField(null=True)
    registration_opens_at = models.DateTimeField(null=True)
    registration_closes_at = models.DateTimeField(null=True)

    people_reached = models.PositiveIntegerField(null=True)
    announced_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.PositiveBigIntegerField(null=True)
    search_key = models.CharField(max_length=1300, editable=False, blank=True)  # titles and place folded, for search

    class Meta:
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["state", "starts_at"], name="event_by_state_and_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(starts_at__isnull=True)
                | models.Q(ends_at__gte=models.F("starts_at")),
                name="an_event_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(starts_at__isnull=False),
                name="an_announced_event_has_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="cancelled") | ~models.Q(cancelled_because=""),
                name="an_event_is_cancelled_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.title

    def fold_name(self):
        """Make the form of title and place that search needs."""
        self.search_key = search_key(f"{self.title_uk} {self.title_en} {self.venue} {self.address}")

    @property
    def title(self):
        """Title in the language of the reader."""
        return in_language(self.title_uk, self.title_en)

    def get_kind_display(self):
        """Say the kind."""
        return choice_said(self.Kind, self.kind)

    def get_format_display(self):
        """Say the format."""
        return choice_said(self.Format, self.format)

    def get_state_display(self):
        """Say the state."""
        return choice_said(self.State, self.state)

    @property
    def place(self):
        """Venue and address in one line; empty for an online event."""
        return ", ".join(part for part in (self.venue, self.address) if part)

    @property
    def day(self):
        """The day in Kyiv on which it begins; None while it has none."""
        return timezone.localdate(self.starts_at) if self.starts_at else None

    @property
    def last_day(self):
        """The day in Kyiv on which it ends; the first day when no end is known."""
        return timezone.localdate(self.ends_at) if self.ends_at else self.day


class Owner(models.Model):
    """An organisation that holds the event; all owners have the same rights, the order is only that of the names."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="owners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="events")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "organisation"], name="an_owner_stands_once")]


class Logo(models.Model):
    """The logo of an organisation: an attachment of that organisation which is a picture by its content."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="logo")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")


class CalendarKey(models.Model):
    """The secret in the address of a person's own calendar; a new one makes the old address unknown."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_key")
    token = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now=True)
