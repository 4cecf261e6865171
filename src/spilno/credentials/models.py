"""Certificates with numbers that are never used again, and what the public check may tell of them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spilno.credentials.rules.numbers import code_shown, number_shown
from spilno.documents.models import Document
from spilno.people.models import Person
from spilno.ui.words import in_language


class Certificate(models.Model):
    """A certificate as it was given: names, posts and issuers are kept as printed, not as they are today.

    `number` is given in the register of its `year` and stays used for ever, also when the certificate is revoked. `code` opens the public
    check: whoever holds the paper may type it, nobody can guess it. What it is about (an event, an edition) is kept by
    type and number, not as a relation. `facts` holds what is printed besides, by name; `hours` are academic hours of
    `facts["hour_minutes"]` minutes. `holder_to` is empty when nobody knows how the name is declined: it stands in the nominative.
    """

    class Kind(models.TextChoices):
        ATTENDANCE = "attendance", _("certificate of attendance")
        SPEAKER = "speaker", _("certificate of a speaker")
        PAPER = "paper", _("certificate of a paper")
        VISIT = "visit", _("statement of participation")
        PROGRAMME = "programme", _("certificate of professional development")

    kind = models.CharField(max_length=14, choices=Kind)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=20, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="certificates")
    holder_key = models.CharField(max_length=80, blank=True)  # who holds it, for the rule «one valid of a kind»
    holder_name = models.CharField(max_length=300)
    holder_to = models.CharField(max_length=300, blank=True)  # «видано кому»: the name in the dative, as printed
    holder_name_en = models.CharField(max_length=300, blank=True)
    holder_post = models.CharField(max_length=300, blank=True)  # as printed after the name, in the dative
    holder_search = models.CharField(max_length=300, db_index=True, editable=False)  # the name folded, for search
    title = models.CharField(max_length=500)
    title_en = models.CharField(max_length=500, blank=True)
    issuers = models.JSONField(
        default=list
    )  # names as printed, in their order: [{"uk": …, "en": …, "logo": attachment or None}]
    facts = models.JSONField(default=dict)
    hours = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=40)
    issued_on = models.DateField()
    issued_by = models.PositiveBigIntegerField(null=True)
    valid_until = models.DateField(null=True)  # the last day of its term, as printed and signed; None: it has no term
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="certificate")
    revoked_on = models.DateField(null=True)
    revoked_because = models.CharField(max_length=400, blank=True)
    suspended_on = models.DateField(null=True)  # until somebody resumes it; what was before, the journal tells
    suspended_because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-year", "-number"]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="certificate_by_object"),
            models.Index(fields=["valid_until"], name="certificate_by_term"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="a_number_of_a_certificate_is_used_once"),
            models.CheckConstraint(
                condition=models.Q(revoked_on__isnull=True) | ~models.Q(revoked_because=""),
                name="a_certificate_is_revoked_for_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_on__isnull=True) | models.Q(revoked_on__gte=models.F("issued_on")),
                name="a_certificate_is_revoked_after_it_is_issued",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("issued_on")),
                name="a_term_of_a_certificate_ends_after_it_is_issued",
            ),
            models.CheckConstraint(
                condition=models.Q(suspended_on__isnull=True) | ~models.Q(suspended_because=""),
                name="a_certificate_is_suspended_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["object_type", "object_id", "kind", "holder_key"],
                condition=models.Q(revoked_on__isnull=True) & ~models.Q(holder_key=""),
                name="one_valid_certificate_of_a_kind",
            ),
        ]

    def __str__(self):
        return number_shown(self.year, self.number)

    @property
    def is_over(self):
        """Whether its term has ended, its last day included; what was learned and earned by it stays."""
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    @property
    def state(self):
        """What the register says of it: valid, suspended or revoked; whether its term has ended, `is_over` tells."""
        return "revoked" if self.revoked_on else "suspended" if self.suspended_on else "valid"

    @property
    def code_in_groups(self):
        """The code in groups of four, as it is printed."""
        return code_shown(self.code)

    @property
    def about(self):
        """What it is about, in the language of the reader."""
        return in_language(self.title, self.title_en)

    @property
    def issuer_names(self):
        """Names of those who issued it, as printed, in the language of the reader."""
        return [in_language(issuer.get("uk", ""), issuer.get("en", "")) for issuer in self.issuers]


class SigningKey(models.Model):
    """A key that signs credentials or did: only its public half. The private half is a file in the data folder.

    The latest that is neither retired nor revoked signs. A retired one stays for checking what it signed; what one signed since
    `revoked_since` is not valid.
    """

    multikey = models.CharField(max_length=80, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True)
    revoked_since = models.DateTimeField(null=True)
    revoked_because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_since__isnull=True) | ~models.Q(revoked_because=""),
                name="a_key_is_revoked_for_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_since__isnull=True) | models.Q(retired_at__isnull=False),
                name="a_revoked_key_signs_no_more",
            ),
        ]

    def __str__(self):
        return self.multikey


class StatusList(models.Model):
    """A status list as it is served: signed texts, made anew in the transaction of the act that changes a bit."""

    revocation = models.TextField()
    suspension = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return str(self.pk)


class Credential(models.Model):
    """A certificate as a signed credential: `body` with a Data Integrity proof, `token` as a JWT, both as they were handed out.

    `place` is its bit in the status lists, taken at random, so that places tell nothing of who came after whom.
    """

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="credential")
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="credentials")
    status = models.ForeignKey(StatusList, models.PROTECT, related_name="credentials")
    place = models.PositiveIntegerField()
    body = models.TextField()
    token = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["status", "place"], name="a_place_in_a_status_list_is_taken_once")
        ]

    def __str__(self):
        return str(self.certificate)


class FormerCredential(models.Model):
    """A credential that was handed out and is not trusted any more, because its key is not; the certificate is signed anew.

    It is kept as it was, with the file it lay in, so that who brings the old file is told where the new one is. Its place in the
    status list stays taken, with the bit of revocation set: other sites refuse the old file, not the certificate.
    """

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="former")
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="former")
    status = models.ForeignKey(StatusList, models.PROTECT, related_name="former")
    place = models.PositiveIntegerField()
    body = models.TextField()
    token = models.TextField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["status", "place"], name="a_former_place_in_a_status_list_is_taken_once")
        ]

    def __str__(self):
        return str(self.certificate)
