"""Elections on an item: what seats are filled and how, who was nominated and agreed."""

from django.db import models

from spilno.ballots.models import Question
from spilno.bodies.models import Seat
from spilno.meetings.models.agenda import Item
from spilno.people.models import Person


class Election(models.Model):
    """An election on an item: the seats to be filled, how votes are counted, until when the term lasts."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="election")
    kind = models.CharField(max_length=10, choices=Question.Kind)
    seats = models.ManyToManyField(Seat, related_name="+")
    ends = models.DateField(null=True)  # of the terms, that day included

    def __str__(self):
        return self.item.title

    @property
    def awaited(self):
        """Return who is nominated and has not answered: not on the ballot paper until there is consent."""
        rows = self.item.nominations.filter(consented_at=None, withdrawn_at=None)
        return [str(row.person) for row in rows.select_related("person")]


class Nomination(models.Model):
    """A person nominated on an item: by whom, in what order; on the ballot paper only with consent, until withdrawn."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="nominations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()  # also the number on the ballot paper
    nominated_by = models.CharField(max_length=300)
    consented_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["item", "order"]
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="nominated_once"),
            models.UniqueConstraint(fields=["item", "order"], name="one_number_per_nomination"),
        ]

    def __str__(self):
        return str(self.person)

    @property
    def stands(self):
        """Tell whether the person stands on the ballot paper."""
        return self.consented_at is not None and self.withdrawn_at is None

    @property
    def answer(self):
        """Tell what the person answered: stands, refused, withdrew after having agreed, or waits."""
        if self.withdrawn_at is not None:
            return "refused" if self.consented_at is None else "withdrew"
        return "stands" if self.consented_at is not None else "waits"
