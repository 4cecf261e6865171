"""Acts of parties and of the secretariat."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spilno.memoranda.models import Party
from spilno.memoranda.queries.people import people_of
from spilno.people.models import Person
from spilno.ui.forms import DayField


class AnswerForm(forms.Form):
    """The answer of a party to the text that it saw."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    ground = forms.CharField(
        label=gettext_lazy("Ground"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For a council: the decision that agreed the draft."),
    )
    remarks = forms.CharField(
        label=gettext_lazy("Remarks, when the text is refused"), widget=forms.Textarea, required=False
    )


class EnterForm(forms.Form):
    """A paper signed before: its day, its number, its scan."""

    on = DayField(label=gettext_lazy("Day of the last signature"))
    number = forms.CharField(label=gettext_lazy("Number on the paper"), max_length=50, required=False)
    scan = forms.FileField(
        label=gettext_lazy("Scan of the signed paper (PDF)"),
        help_text=gettext_lazy(
            "It is the text of the memorandum here; everyone reads it when the memorandum is public."
        ),
    )


class SignForm(forms.Form):
    """A signature: the file of an electronic one, or the day and the scan of a paper."""

    signature = forms.FileField(
        label=gettext_lazy("Detached signature of the frozen PDF (.p7s, .asice)"), required=False
    )
    on = DayField(label=gettext_lazy("Or the day of signing on paper"), required=False)
    scan = forms.FileField(label=gettext_lazy("Scan of the signed paper (PDF)"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask one of the two ways."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("signature") and not cleaned.get("on") and not self.errors:
            self.add_error("signature", _("Choose the file of the signature, or enter the day of signing on paper."))
        return cleaned


class GroundForm(forms.Form):
    """A day and a ground: the end of a memorandum, the withdrawal of a party."""

    on = DayField(label=gettext_lazy("Last day"), initial=timezone.localdate)
    reason = forms.CharField(label=gettext_lazy("Ground"), max_length=400)


class DeclineForm(forms.Form):
    """Why a party takes no part."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=400,
        help_text=gettext_lazy("The decision, the letter or the reason: the other sides read it."),
    )


class RenewForm(forms.Form):
    """Until when a memorandum is renewed."""

    until = DayField(
        label=gettext_lazy("New last day"),
        required=False,
        help_text=gettext_lazy("Empty: without a term from now on."),
    )


class CoordinatorForm(forms.Form):
    """Who coordinates for a party."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Coordinator"),
        queryset=Person.objects.none(),
        help_text=gettext_lazy("Letters and reminders of joint work go to this person; the other parties are told."),
    )

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        """Offer those who work on this side today."""
        super().__init__(*args, initial={"person": party.contact_id}, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["person"].queryset = people_of(Party.objects.filter(pk=party.pk), timezone.localdate())


class SendForm(forms.Form):
    """What a text that follows another one changes."""

    note = forms.CharField(
        label=gettext_lazy("Note for the parties: what this text changes and why"),
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
        required=False,
    )
