"""Shape of input: a body, a seat, a term."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spilno.accounts.models import Right
from spilno.bodies.models import Body, Seat
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.ui.forms import DayField


def _wide() -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input input--wide"})


def _ground() -> forms.CharField:
    return forms.CharField(
        label=_("On what ground"),
        max_length=400,
        help_text=_("The decision or the order, its day and number."),
        widget=_wide(),
    )


class BodyForm(forms.Form):
    """A body that the association formed."""

    kind = forms.ChoiceField(label=_("Kind of body"), choices=Body.Kind)
    name_uk = forms.CharField(label=_("Name in Ukrainian"), max_length=200, widget=_wide())
    genitive_uk = forms.CharField(
        label=_("The same in the genitive"),
        max_length=200,
        required=False,
        help_text=_("For headings: “Загальних зборів”."),
        widget=_wide(),
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False, widget=_wide())
    level = forms.ChoiceField(
        label=_("Level of councils, for a section"), choices=[("", "—"), *Organisation.Level.choices], required=False
    )
    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=999, initial=50)
    ground = _ground()


class SeatForm(forms.Form):
    """A seat in a body."""

    role = forms.ChoiceField(label=_("Role"), choices=Seat.Role, initial=Seat.Role.MEMBER)
    title_uk = forms.CharField(label=_("Title in Ukrainian"), max_length=200, widget=_wide())
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False, widget=_wide())
    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=999, initial=0)
    signs = forms.BooleanField(label=_("Its holder signs for the association"), required=False)
    rights = forms.MultipleChoiceField(
        label=_("Rights of its holder here"),
        choices=Right,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They come and go with the term."),
    )
    ground = _ground()


class TermForm(forms.Form):
    """Somebody takes a seat: acting while it is empty, or elected before Spilno came."""

    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.objects.none())
    acting = forms.ChoiceField(
        label=_("How"),
        choices=[
            ("acting", _("acting, while the seat is empty")),
            ("elected", _("elected, by a decision taken before")),
        ],
        widget=forms.RadioSelect,
        initial="acting",
        help_text=_("An election at a meeting held here comes by itself, as an effect of its decision."),
    )
    starts = DayField(label=_("From the day"), initial=timezone.localdate)
    ends = DayField(label=_("To, this day included"), required=False)
    ground = _ground()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """List persons who are not erased."""
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for types only
        field.queryset = Person.objects.filter(erased_at__isnull=True)
        field.label_from_instance = lambda person: person.full_name  # type: ignore[method-assign]

    def clean_acting(self) -> bool:
        """Tell whether the holder is acting."""
        return bool(self.cleaned_data["acting"] == "acting")


class EndForm(forms.Form):
    """A term ends with a day, on a ground."""

    on = DayField(label=_("Last day"), initial=timezone.localdate)
    ground = _ground()


class EndBodyForm(EndForm):
    """A body ends with a day, on a ground."""
