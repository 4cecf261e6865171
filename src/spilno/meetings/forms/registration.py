"""Shapes of input at the door."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spilno.meetings.models import Meeting, Officer
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.queries.planning import members_on
from spilno.meetings.queries.registration import electable_on, proxy_choices
from spilno.members.models import Membership
from spilno.people.models import Person
from spilno.ui.forms import DayField


class ProxyForm(forms.Form):
    """A power of attorney as it is handed in."""

    giver = forms.ModelChoiceField(Membership.objects.none(), label=_("Member that gives its vote"))
    holder = forms.ModelChoiceField(
        Membership.objects.none(),
        label=_("Member whose representative carries it"),
        help_text=_("A council of the same level, where the statute asks for it."),
    )
    document = forms.CharField(
        label=_("Power of attorney"), required=False, max_length=300, help_text=_("Its number, and who signed it.")
    )
    dated = DayField(label=_("Dated"))
    item_from = forms.IntegerField(
        label=_("From item"),
        required=False,
        min_value=1,
        max_value=500,
        widget=forms.NumberInput(attrs={"class": "input input--short"}),
        help_text=_("Empty: the whole meeting."),
    )
    item_to = forms.IntegerField(
        label=_("To item"),
        required=False,
        min_value=1,
        max_value=500,
        widget=forms.NumberInput(attrs={"class": "input input--short"}),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        """Offer members that vote on the day, by level; as holders only those who may still carry a vote.

        Whatever member is sent is read, so that the rule says why it cannot be.
        """
        super().__init__(*args, **kwargs)
        sent = {name: str(self[name].value() or "") for name in ("giver", "holder")}
        chosen = {name: int(value) if value.isdecimal() and len(value) < 15 else None for name, value in sent.items()}
        for name, offered in proxy_choices(meeting, **chosen).items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type only
            field.queryset = members_on(day_of(meeting))
            field.choices = [("", "—"), *offered]


class GuestForm(forms.Form):
    """A guest with a consultative voice."""

    name = forms.CharField(label=_("Name"), max_length=200)
    post = forms.CharField(label=_("Post and organisation"), required=False, max_length=300)


class OfficerForm(forms.Form):
    """A member of a working body of the meeting."""

    role = forms.ChoiceField(label=_("Working body"), choices=Officer.Role.choices)
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Person"))
    head = forms.BooleanField(label=_("Heads it"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        """Offer those whom a meeting elects: who represents members on the day, and who holds an office in the association."""
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type only
        field.queryset = electable_on(day_of(meeting))
