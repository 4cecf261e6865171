from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.documents.models import Document
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.ui.words import in_language


class Area(models.Model):
    """An area of cooperation from the list that all memoranda share; one that is retired stays where it stands."""

    code = models.SlugField(max_length=40, unique=True)
    title_uk = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title_uk


class Clause(models.Model):
    """A clause of the library, in Ukrainian and English, from which texts are made; a text keeps its own copy.

    `kinds` are the kinds of memoranda that it is proposed for; empty: for all. Words in braces are filled from the memorandum.
    """

    code = models.SlugField(max_length=40, unique=True)
    title_uk = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    text_uk = models.TextField()
    text_en = models.TextField(blank=True)
    kinds = models.JSONField(default=list)
    required = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title_uk


class Memorandum(models.Model):
    """A memorandum of any number of parties, from its draft to its end.

    Whether it is in force on a day follows from `signed_on`, `starts_on`, `ends_on` and `ended_on` (`rules/term.py`) and is not
    stored. What was agreed stands in versions; the fields here repeat the version in force for lists and search.
    """

    class Kind(models.TextChoices):
        TRAINING = "training", _("training")
        INTERREGIONAL = "interregional", _("interregional")
        BORDER = "border", _("cross-border")
        INTERNATIONAL = "international", _("international")
        INTERMUNICIPAL = "intermunicipal", _("inter-municipal")

    class Form(models.TextChoices):
        """Five forms of cooperation of hromadas: Law 1508-VII, article 4."""

        DELEGATION = "delegation", _("delegation of tasks with resources")
        PROJECT = "project", _("joint projects")
        FINANCING = "financing", _("joint financing (upkeep) of communal enterprises, institutions")
        ENTERPRISE = "enterprise", _("joint communal enterprises, institutions")
        BODY = "body", _("joint body of management")

    class State(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        AGREEING = "agreeing", _("being agreed")
        AGREED = "agreed", _("agreed, waits for signatures")
        SIGNED = "signed", _("signed")
        ENDED = "ended", _("ended")
        ABANDONED = "abandoned", _("not concluded")

    number = models.PositiveIntegerField(unique=True)  # in the register; never used again
    kind = models.CharField(max_length=16, choices=Kind)
    form = models.CharField(max_length=12, choices=Form, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title_uk = models.CharField(max_length=500)
    title_en = models.CharField(max_length=500, blank=True)
    purpose_uk = models.TextField()
    purpose_en = models.TextField(blank=True)
    second_language = models.CharField(max_length=8, blank=True)  # code of ISO 639-1; empty: Ukrainian only
    areas = models.ManyToManyField(Area, through="MemorandumArea", related_name="memoranda")
    signed_on = models.DateField(null=True)  # the day of the last signature
    signed_at_uk = models.CharField(max_length=200, blank=True)  # place: «м. Київ»
    signed_at_en = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)  # the last day, included; None: without a term
    notice_days = models.PositiveSmallIntegerField(default=60)  # parties are told so long before the end
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=400, blank=True)
    paper_number = models.CharField(
        max_length=60, blank=True
    )  # on the paper, of one that was signed before it was kept here
    public = models.BooleanField(default=True)  # shown in the public register once signed
    coordinator = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # of the association
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.PositiveBigIntegerField(null=True)
    search_key = models.CharField(max_length=1200, db_index=False, editable=False, blank=True)

    class Meta:
        ordering = ["-signed_on", "-number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="a_memorandum_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~models.Q(form="") & models.Q(kind="intermunicipal")
                | models.Q(form="") & ~models.Q(kind="intermunicipal"),
                name="a_form_belongs_to_inter_municipal_cooperation",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="signed") | models.Q(signed_on__isnull=False),
                name="a_signed_memorandum_has_its_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ended") | (models.Q(ended_on__isnull=False) & ~models.Q(ended_because="")),
                name="a_memorandum_ends_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.title_uk


class MemorandumArea(models.Model):
    """An area that the parties agreed on, in the order and, where they wish, in the words of their text."""

    memorandum = models.ForeignKey(Memorandum, models.CASCADE, related_name="agreed_areas")
    area = models.ForeignKey(Area, models.PROTECT, related_name="uses")
    position = models.PositiveSmallIntegerField(default=0)
    words_uk = models.TextField(blank=True)
    words_en = models.TextField(blank=True)
    dropped_on = models.DateField(null=True)  # by a later version; plans of earlier years still point here

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["memorandum", "area"], name="an_area_is_agreed_once")]

    @property
    def words(self) -> str:
        """Return the area as its parties agreed on it, in the language of the reader; what the list says now is another thing."""
        return in_language(self.words_uk or self.area.title_uk, self.words_en or self.area.title_en)


class Party(models.Model):
    """A party with its signatory as the text names him: post and ground of powers are kept as agreed."""

    memorandum = models.ForeignKey(Memorandum, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memoranda")
    position = models.PositiveSmallIntegerField(default=0)
    signatory = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post_uk = models.CharField(max_length=300)
    post_en = models.CharField(max_length=300, blank=True)
    powers_uk = models.CharField(max_length=300)  # in the genitive after «на підставі»: «Статуту»
    powers_en = models.CharField(max_length=300, blank=True)
    contact = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # who coordinates on this side
    signed_on = models.DateField(null=True)
    withdrew_on = models.DateField(null=True)
    withdrew_because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["memorandum", "organisation"], name="a_party_stands_once"),
            models.CheckConstraint(
                condition=models.Q(withdrew_on__isnull=True) | ~models.Q(withdrew_because=""),
                name="a_party_withdraws_for_a_reason",
            ),
        ]


class Version(models.Model):
    """A text as it was put to the parties: frozen when sent, with the SHA-256 of its canonical form.

    `body` is the canonical content: parties, purpose, areas, clauses in both languages, term. A change is a new version and never an
    edit; the version in force stays in force until the next one is signed by all. Of one that was signed on paper before, the text
    is the scan: `sha256` is that of the scan, `body` what plans stand on.
    """

    class Reason(models.TextChoices):
        FIRST = "first", _("first text")
        REMARKS = "remarks", _("after remarks")
        CHANGE = "change", _("change of what is in force")
        RENEWAL = "renewal", _("renewal")
        ENTERED = "entered", _("signed before it was kept here")

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        SENT = "sent", _("put to the parties")
        AGREED = "agreed", _("agreed by all")
        SIGNED = "signed", _("signed by all")
        REPLACED = "replaced", _("replaced by a later one")
        DROPPED = "dropped", _("put aside")

    memorandum = models.ForeignKey(Memorandum, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=8, choices=Reason, default=Reason.FIRST)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    body = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True)  # what was changed and why, for the parties
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")  # the PDF that is signed
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.PositiveBigIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)
    signed_on = models.DateField(null=True)  # the day of the last signature under this text

    class Meta:
        ordering = ["memorandum", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["memorandum", "number"], name="versions_are_numbered"),
            models.UniqueConstraint(
                fields=["memorandum"],
                condition=models.Q(state__in=["draft", "sent", "agreed"]),
                name="one_text_at_a_time_is_on_the_table",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "dropped"]) | ~models.Q(sha256=""),
                name="a_text_that_was_sent_has_its_hash",
            ),
        ]


class Approval(models.Model):
    """The answer of a party to exactly this text: agreed, or refused with remarks."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="approvals")
    party = models.ForeignKey(Party, models.PROTECT, related_name="approvals")
    sha256 = models.CharField(max_length=64)
    agreed = models.BooleanField()
    remarks = models.TextField(blank=True)
    ground = models.CharField(max_length=300, blank=True)  # a council's decision that agreed the draft
    at = models.DateTimeField(auto_now_add=True)
    by = models.PositiveBigIntegerField(null=True)
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="a_party_answers_a_text_once"),
            models.CheckConstraint(
                condition=models.Q(agreed=True) | ~models.Q(remarks=""), name="a_refusal_has_its_remarks"
            ),
        ]


class Signing(models.Model):
    """That a party signed this text: by an electronic signature kept with the frozen PDF, or on paper, with a scan."""

    class Way(models.TextChoices):
        ELECTRONIC = "electronic", _("electronic signature")
        PAPER = "paper", _("on paper")

    version = models.ForeignKey(Version, models.CASCADE, related_name="signings")
    party = models.ForeignKey(Party, models.PROTECT, related_name="signings")
    on = models.DateField()
    way = models.CharField(max_length=10, choices=Way)
    at = models.DateTimeField(auto_now_add=True)
    by = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "party"], name="a_party_signs_a_text_once")]
