"""Shapes of input for meetings held before Spilno."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spilno.meetings.forms.meeting import in_words
from spilno.meetings.models import Meeting
from spilno.meetings.rules.issues import why_wrong_title
from spilno.meetings.rules.recording import KnownVotes, why_not_enter_decision, why_not_record
from spilno.members.models import Membership
from spilno.statute.rules.provisions import Matter
from spilno.ui.forms import ClockInput, DayField
from spilno.ui.words import in_language


class PastMeetingForm(forms.Form):
    """A meeting held before: what is known of it and where from."""

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=100000)
    held_on = DayField(label=_("Day on which it was held"))
    hour = forms.TimeField(
        label=_("Hour of its opening"), required=False, widget=ClockInput, help_text=_("Empty when it is not known.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Meeting.Kind.choices)
    format = forms.ChoiceField(label=_("Format"), choices=Meeting.Format.choices)
    host = forms.ModelChoiceField(
        Membership.objects.none(),
        label=_("Host"),
        required=False,
        help_text=_("The member at whose place a visiting meeting was held."),
    )
    settlement = forms.CharField(label=_("Settlement"), required=False, max_length=100)
    place = forms.CharField(label=_("Place"), required=False, max_length=300, help_text=_("Street, house, hall."))
    note = forms.CharField(
        label=_("What is known"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 5}),
        help_text=_("Everyone reads it: what was considered, who was elected, how many were there."),
    )
    source = forms.CharField(
        label=_("Where it is known from"),
        max_length=500,
        help_text=_("For example: minutes no. 64 in the archive of the Association, file 12."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer all members, also those of earlier years, as hosts."""
        super().__init__(*args, **kwargs)
        host = self.fields["host"]
        assert isinstance(host, forms.ModelChoiceField)  # noqa: S101 - for the type only
        host.queryset = Membership.objects.select_related("organisation").order_by("organisation__name_uk")

    def clean(self) -> dict[str, Any]:
        """Let the rule speak beside its field."""
        values = super().clean() or self.cleaned_data
        if "held_on" in values:
            refusal = why_not_record(values["held_on"], today=timezone.localdate(), source=values.get("source") or "-")
            if refusal is not None:
                self.add_error("held_on", in_words(refusal))
        return values


class NewPastMeetingForm(PastMeetingForm):
    """The same with the scanned minutes at once."""

    scan = forms.FileField(
        label=_("Scanned minutes"), required=False, help_text=_("PDF or pictures. Everyone may read them.")
    )


class PastDecisionForm(forms.Form):
    """A decision of a meeting held before."""

    number = forms.IntegerField(
        label=_("Number as it was then"),
        min_value=1,
        max_value=1000000,
        help_text=_("The next decision of a new meeting takes the number after the largest one in the register."),
    )
    title = forms.CharField(label=_("Title"), max_length=500, help_text=_("Begins with “Про”."))
    text = forms.CharField(
        label=_("Text"), max_length=20000, widget=forms.Textarea(attrs={"class": "input", "rows": 8})
    )
    matter = forms.ChoiceField(label=_("Kind of matter"))
    known_for = forms.IntegerField(label=_("Votes for"), required=False, min_value=0, max_value=100000)
    known_against = forms.IntegerField(label=_("Votes against"), required=False, min_value=0, max_value=100000)
    known_abstained = forms.IntegerField(
        label=_("Abstained"), required=False, min_value=0, max_value=100000, help_text=_("Empty when it is not known.")
    )

    def __init__(self, *args: Any, matters: list[Matter], **kwargs: Any) -> None:
        """Offer kinds of matters of the statute."""
        super().__init__(*args, **kwargs)
        kinds = self.fields["matter"]
        assert isinstance(kinds, forms.ChoiceField)  # noqa: S101 - for the type only
        kinds.choices = [(matter.code, in_language(matter.title_uk, matter.title_en)) for matter in matters]

    def clean_title(self) -> str:
        """A title tells what about."""
        title = " ".join(str(self.cleaned_data["title"]).split())
        refusal = why_wrong_title(title)
        if refusal is not None:
            raise forms.ValidationError(in_words(refusal))
        return title

    def clean(self) -> dict[str, Any]:
        """Let the rule speak of the votes beside their field; the register speaks when the entry is kept."""
        values = super().clean() or self.cleaned_data
        if {"known_for", "known_against", "known_abstained"} <= values.keys():
            votes = KnownVotes(values["known_for"], values["known_against"], values["known_abstained"])
            refusal = why_not_enter_decision(values.get("number") or 0, by_hand=True, taken_by=None, votes=votes)
            if refusal is not None:
                self.add_error("known_for", in_words(refusal))
        return values
