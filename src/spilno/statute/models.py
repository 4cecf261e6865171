"""Editions of the statute: the whole text of provisions as it was adopted, never edited afterwards."""

from django.db import models


class Edition(models.Model):
    """One edition of the statute: TOML text, its hash, and the day from which it is in force.

    A draft has no day of effect; adoption by a decision sets `starts` and freezes the text.
    """

    name_uk = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    starts = models.DateField(null=True, unique=True)
    adopted_by_uk = models.CharField(max_length=300, blank=True)
    adopted_by_en = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-starts", "-pk"]

    def __str__(self) -> str:
        return self.name_uk
