"""Shapes of input of an election: how it is held, who is nominated."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spilno.ballots.models import Question
from spilno.bodies.models import Seat
from spilno.bodies.queries import holders_on
from spilno.meetings.forms.effects import VACANT
from spilno.people.models import Person
from spilno.ui.forms import DayField


class SeatsField(forms.ModelMultipleChoiceField):
    """Seats to be filled; who holds each on the day, or that it is vacant, stands beside it."""

    holders: dict[int, str]

    def label_from_instance(self, obj: Seat) -> str:
        """Name the body, the seat and its holder."""
        seat = str(obj) if str(obj) == str(obj.body) else f"{obj.body}: {obj}"
        return f"{seat} ({self.holders.get(obj.pk, VACANT)})"


class ElectionForm(forms.Form):
    """How votes are counted, which seats are filled, until when."""

    kind = forms.ChoiceField(
        label=_("How votes are counted"),
        choices=[choice for choice in Question.Kind.choices if choice[0] != Question.Kind.MOTION],
        widget=forms.Select(attrs={"class": "input"}),
    )
    ends = DayField(
        label=_("Term until"),
        required=False,
        help_text=_("The last day, included."),
    )

    def __init__(self, *args: Any, day: Any, **kwargs: Any) -> None:
        """Offer the seats of bodies that have not ended."""
        super().__init__(*args, **kwargs)
        seats = SeatsField(
            Seat.objects.filter(body__ended__isnull=True).select_related("body"),
            label=_("Seats to be filled"),
            help_text=_("Mark as many as are elected; with Ctrl several can be marked."),
            widget=forms.SelectMultiple(attrs={"class": "input input--wide", "size": 8}),
        )
        seats.holders = {term.seat_id: str(term.person) for term in holders_on(day)}
        self.fields = {"kind": self.fields["kind"], "seats": seats, "ends": self.fields["ends"]}


class NominationForm(forms.Form):
    """Who is nominated, by whom, and whether the person agrees."""

    person = forms.ModelChoiceField(
        Person.objects.filter(erased_at=None),
        label=_("Candidate"),
        empty_label="—",
        widget=forms.Select(attrs={"class": "input"}),
    )
    nominated_by = forms.CharField(
        label=_("Nominated by"), max_length=300, widget=forms.TextInput(attrs={"class": "input input--wide"})
    )
    consents = forms.BooleanField(label=_("The candidate agrees to stand"), required=False)
