from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from spilno.events.models.event import Event
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.territories.models import Folded
from spilno.territories.rules.codes import search_key


class Question(models.Model):
    """A question of the registration form; shown only when `shown_if` was answered with `shown_value`."""

    class Kind(models.TextChoices):
        TEXT = "text", _("short answer")
        LONG = "long", _("long answer")
        ONE = "one", _("one of several")
        SEVERAL = "several", _("several of several")
        YES_NO = "yes_no", _("yes or no")
        NUMBER = "number", _("number")

    event = models.ForeignKey(Event, models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.TEXT)
    label_uk = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300, blank=True)
    choices = models.JSONField(default=list)  # [{"value": "…", "uk": "…", "en": "…"}]
    required = models.BooleanField(default=False)
    shown_if = models.ForeignKey("self", models.CASCADE, null=True, related_name="depending")
    shown_value = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.label

    @property
    def label(self):
        """The question in the language of the reader; Ukrainian where no English was written."""
        return (self.label_en if get_language() == "en" else "") or self.label_uk


class Registration(Folded):
    """One person's registration for one event, with or without an account; `email` is folded to lower case.

    `code` is the text of the QR ticket, `token` opens the registrant's own page without an account. `queue` orders those who wait;
    it only grows within an event. `council` is the council that stands behind the person, known by his office or because it
    named him itself, and in whose share the place is; None: of the rest. One without an account confirms his address before he
    enters the queue (`unproved` till then). `erased_at`: the term of keeping is over, name, contacts and answers are gone.
    """

    class State(models.TextChoices):
        UNPROVED = "unproved", _("the address is not confirmed yet")
        ASKED = "asked", _("waits for approval")
        CONFIRMED = "confirmed", _("has a place")
        WAITING = "waiting", _("on the waiting list")
        REFUSED = "refused", _("not approved")
        WITHDRAWN = "withdrawn", _("withdrawn")

    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="registrations")
    family_name = models.CharField(max_length=100)
    given_name = models.CharField(max_length=100)
    patronymic = models.CharField(max_length=100, blank=True)
    post = models.CharField(max_length=300, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="registrations")
    organisation_name = models.CharField(max_length=300, blank=True)
    email = models.EmailField(blank=True)  # empty: entered by a council or an organiser, who tells the person himself
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, default="uk")
    state = models.CharField(max_length=10, choices=State)
    council = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    queue = models.PositiveIntegerField()
    code = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=40, unique=True)
    answers = models.JSONField(default=dict)  # by number of the question
    refused_because = models.CharField(max_length=400, blank=True)
    registered_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)  # from the waiting list to a place
    ended_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    by = models.PositiveBigIntegerField(null=True)
    search_key = models.CharField(
        max_length=1500, blank=True, editable=False
    )  # names, post, organisation, address folded

    class Meta:
        ordering = ["queue"]
        indexes = [models.Index(fields=["event", "state", "queue"], name="registration_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=~models.Q(state="withdrawn") & ~models.Q(email=""),
                name="one_registration_for_an_address",
            ),
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=~models.Q(state="withdrawn") & models.Q(person__isnull=False),
                name="one_registration_for_a_person",
            ),
            models.UniqueConstraint(fields=["event", "queue"], name="one_place_in_the_queue"),
        ]

    def __str__(self):
        return f"№ {self.queue}"

    def fold_name(self):
        """Make the form of names, post, organisation and address that search needs."""
        self.search_key = search_key(
            " ".join([self.full_name, self.post, self.organisation_name, self.email, str(self.organisation or "")])
        )

    @property
    def full_name(self):
        """Family name first, with the patronymic, as lists of those present have it."""
        return " ".join(part for part in (self.family_name, self.given_name, self.patronymic) if part)


class Told(models.Model):
    """That a letter of a kind went to those registered, so that it goes once: a week before, a day before, after."""

    class What(models.TextChoices):
        WEEK_BEFORE = "week_before"
        DAY_BEFORE = "day_before"
        AFTER = "after"

    event = models.ForeignKey(Event, models.CASCADE, related_name="told")
    what = models.CharField(max_length=12, choices=What)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "what"], name="a_letter_of_an_event_goes_once")]
