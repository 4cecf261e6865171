"""One line for every act: append-only, chained by SHA-256, without relations, so that it outlives what it speaks of."""

from django.db import models


class Entry(models.Model):
    """One act: what was done to what, by whom, on what ground.

    `by` is the number of the account (not a relation: an entry must outlive the row; a name is looked up when shown).
    `line` is the canonical JSON text, `digest` its SHA-256; `hash` is SHA-256 of the previous hash and the digest, in hex:
    so the chain can be published and checked without showing the lines.
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=80, db_index=True)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=40)
    by = models.PositiveBigIntegerField(null=True)
    ground = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    line = models.TextField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["object_type", "object_id", "number"], name="journal_by_object")]


class Head(models.Model):
    """The last link of the chain; its row is the lock that puts acts in one order."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)


class DailyDuty(models.Model):
    """What the house does by itself once a day: taken by one worker, done or still to be done.

    A duty that was taken and not done is taken again after a while: its worker died, or the act failed.
    """

    name = models.CharField(max_length=40)
    day = models.DateField()
    taken_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=200, blank=True)  # what the act answered, or the kind of its failure

    class Meta:
        ordering = ["-day", "name"]
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="one_duty_a_day")]


class DailyHead(models.Model):
    """The last hash of a day, published so that yesterday cannot be rewritten unnoticed."""

    day = models.DateField(unique=True)
    number = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
