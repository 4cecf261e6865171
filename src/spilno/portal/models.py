"""What search keeps of the objects of all apps."""

from django.db import models


class SearchEntry(models.Model):
    """One object in the index, as its app told: the words that are shown, and the words by which it is found.

    `title_words`, `text_words` are dictionary forms. The index over them lives in the database itself: FTS5 with
    triggers on SQLite, a generated `tsvector` on PostgreSQL (see the migration). `public` is False for what only the
    secretariat and the audit may find.
    """

    kind = models.CharField(max_length=40, db_index=True)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=40)
    title = models.CharField(max_length=600)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    day = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    public = models.BooleanField(default=True)
    title_words = models.TextField()
    text_words = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_type", "object_id"], name="one_search_entry_per_object")
        ]
