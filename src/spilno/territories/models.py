"""Units of the codifier КАТОТТГ with their names by date."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from spilno.territories.rules.codes import search_key, sort_key
from spilno.ui.words import in_language

# The word that stands after the name of a unit: Ukrainian, English.
KINDS = {"O": ("область", "oblast"), "P": ("район", "raion"), "H": ("територіальна громада", "hromada")}


class Named(models.QuerySet):
    """Rows that keep folded and sortable forms of their name: many at once get them too."""

    def bulk_create(self, objs, *args, **kwargs):
        """Fill the forms of the name, then write."""
        rows = list(objs)
        for row in rows:
            row.fold_name()
        return super().bulk_create(rows, *args, **kwargs)


class Folded(models.Model):
    """A row that keeps the forms of its words that search and order need beside them, whichever way it is saved."""

    FOLDED: tuple[str, ...] = ("search_key",)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Keep the forms beside the words, also when only some fields are written."""
        self.fold_name()
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], *self.FOLDED}
        super().save(*args, **kwargs)

    def fold_name(self):
        """Make the forms of the words; each model says of which."""
        raise NotImplementedError


class Unit(Folded):
    """A territorial unit: region, raion, hromada (or a settlement, where an import brought it).

    `stable` is the last five digits of the code: unique over the whole codifier, they survive a transfer to another
    raion. `tile_x`, `tile_y` place a hromada on the map of tiles of its region, in columns and rows from the top left.
    """

    FOLDED = ("search_key", "sort_key")

    class Category(models.TextChoices):
        REGION = "O", _("region")
        SPECIAL_CITY = "K", _("city with special status")
        RAION = "P", _("raion")
        HROMADA = "H", _("hromada")
        CITY = "M", _("city")
        TOWN = "T", _("town")
        SETTLEMENT = "X", _("settlement")
        VILLAGE = "C", _("village")
        CITY_DISTRICT = "B", _("city district")

    code = models.CharField(max_length=19, unique=True)
    stable = models.CharField(max_length=5, unique=True)
    category = models.CharField(max_length=1, choices=Category)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    name = models.CharField(max_length=120, db_index=True)
    search_key = models.CharField(max_length=120, db_index=True, editable=False)  # the name folded, for search
    sort_key = models.CharField(max_length=120, db_index=True, editable=False)  # the name for the Ukrainian order
    tile_name = models.CharField(max_length=40, blank=True)  # what stands on the tile: the name of the centre
    ended = models.DateField(null=True)
    tile_x = models.PositiveSmallIntegerField(null=True)
    tile_y = models.PositiveSmallIntegerField(null=True)

    objects = Named.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return in_language(self.name)

    def fold_name(self):
        """Make the forms of the name that search and order need."""
        self.search_key, self.sort_key = search_key(self.name), sort_key(self.name)

    @property
    def full_name(self):
        """Name with the word of its kind: «Валківська територіальна громада», in English Valkivska hromada."""
        word = in_language(*KINDS.get(self.category, ("", "")))
        return str(self) if not word or self.name.startswith("Автономна") else f"{self} {word}"


class UnitName(Folded):
    """A name that a unit has or had; without dates it is an alias that people use."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField(max_length=120, db_index=True)
    search_key = models.CharField(max_length=120, db_index=True, editable=False)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    ground = models.CharField(max_length=300, blank=True)

    objects = Named.as_manager()

    class Meta:
        ordering = ["unit", "starts"]

    def __str__(self):
        return in_language(self.name)

    def fold_name(self):
        """Make the form of the name that search needs."""
        self.search_key = search_key(self.name)


class ImportBatch(models.Model):
    """A file that was read and shown by row, and is committed whole or not at all.

    A large file waits as `source` to be read away from the page, and its preview to be taken in; what stopped that work is
    kept as `refusal`. `kind` is the register it is for; `data` the rows as read, so that the commit plans again from the same file;
    `rows` what the preview shows (as `Outcome.as_row` gives it), `plan` the fingerprint of all of it. `edition_on` is
    the day from which what the file says holds.
    """

    SHOWN = 2000  # rows of the preview that are kept; counts are of all

    class Kind(models.TextChoices):
        CODIFIER = "codifier", _("codifier")
        COUNCILS = "councils", _("councils")
        MEMBERS = "members", _("members of the association")
        CREDITS = "credits", _("certificates of earlier years")
        QUESTIONS = "questions", _("questions of a bank")
        STAFF = "staff", _("staff of a council")

    class State(models.TextChoices):
        READING = "reading", _("being read")
        PREVIEW = "preview", _("preview")
        WRITING = "writing", _("being taken in")
        REFUSED = "refused", _("not taken in")
        COMMITTED = "committed", _("committed")
        DROPPED = "dropped", _("dropped")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CODIFIER)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    source = models.FileField(upload_to="imports/", blank=True)
    refusal = models.JSONField(default=dict)
    data = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    plan = models.CharField(max_length=64, blank=True)
    settlements = models.BooleanField(default=False)
    edition_on = models.DateField(null=True)
    ground = models.CharField(max_length=300, blank=True)
    created_by = models.PositiveBigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    committed_at = models.DateTimeField(null=True)
