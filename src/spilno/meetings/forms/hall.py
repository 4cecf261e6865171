"""Shapes of input in the hall."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spilno.meetings.forms.writing import PaperField
from spilno.meetings.models import Item, Meeting, Speech
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.queries.places import Voice, voice_choices, voices_of
from spilno.members.models import Membership
from spilno.members.queries import voting_members
from spilno.ui.forms import PlainSelect

KINDS = [
    (kind.value, kind.label)
    for kind in (
        Speech.Kind.DEBATE,
        Speech.Side.PRO,
        Speech.Side.CONTRA,
        Speech.Kind.QUESTION,
        Speech.Kind.REPLY,
        Speech.Kind.ORDER,
    )
]


class SceneForm(forms.Form):
    """What the page showed when the button was pressed."""

    seen = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)


class RecessForm(SceneForm):
    minutes = forms.IntegerField(
        label=_("Recess, minutes"),
        min_value=1,
        max_value=600,
        initial=15,
        widget=forms.NumberInput(attrs={"class": "input input--short", "inputmode": "numeric"}),
    )


class ReasonForm(SceneForm):
    """Why an item is postponed or taken off: the minutes do not speak of it without a ground."""

    reason = PaperField(
        label=_("Reason, for the minutes"),
        max_length=300,
        error_messages={"required": _("Write the reason: the minutes name it.")},
        widget=forms.TextInput(attrs={"class": "input input--wide"}),
    )


class OwnInterestForm(forms.Form):
    reason = PaperField(
        label=_("In what the interest lies"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "input input--wide"}),
    )


class CarriedInterestForm(OwnInterestForm):
    """For a delegate who carries more than one vote: whose interest it is."""

    membership = forms.IntegerField(widget=forms.HiddenInput, required=False)


class InterestForm(OwnInterestForm):
    membership = forms.ModelChoiceField(
        queryset=Membership.objects.none(), label=_("Member"), widget=PlainSelect(attrs={"class": "input"})
    )
    field_order = ("membership", "reason")

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        """Offer members with a deciding vote that have not declared an interest on this item."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["membership"]
        field.queryset = (
            voting_members(day_of(item.meeting))
            .exclude(pk__in=item.recusals.values("membership"))
            .order_by("organisation__sort_key")
        )
        names = field.queryset.values_list("pk", "organisation__name_uk")
        field.choices = lambda: [
            ("", field.empty_label),
            *names,
        ]  # asked when drawn; plain values, there may be thousands


class AskForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What for"), choices=KINDS, initial=Speech.Kind.DEBATE, widget=forms.Select(attrs={"class": "input"})
    )

    def asked(self) -> dict[str, str]:
        """Return the kind of speech that is asked for, and the side: who takes one speaks in the debate."""
        given = self.cleaned_data["kind"]
        return {"kind": str(Speech.Kind.DEBATE), "side": given} if given in Speech.Side.values else {"kind": given}


class SpeakerForm(AskForm):
    """Someone who raised a hand: a delegate or a guest from the list, or a name that is in no list."""

    voice = forms.ChoiceField(label=_("Who"), required=False, choices=(), widget=PlainSelect(attrs={"class": "input"}))
    name = forms.CharField(
        label=_("Or a guest who is not in the list: name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    post = forms.CharField(
        label=_("Post of this guest"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    field_order = ("voice", "name", "post", "kind")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        """Offer those who are here: representatives and guests."""
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        kind: Any = self.fields["kind"]
        kind.choices = [*KINDS, (Speech.Kind.REPORT.value, Speech.Kind.REPORT.label)]  # a second report, or a late one
        field: Any = self.fields["voice"]
        field.choices = lambda: [("", _("Choose who raised a hand")), *voice_choices(meeting)]

    def clean(self) -> dict[str, Any]:
        """Ask for one of both: a line of the list, or a name."""
        data = super().clean() or {}
        if not data.get("voice") and not data.get("name", "").strip() and not self.errors:
            raise forms.ValidationError(_("Choose who asks for the floor, or write the name."))
        return data

    def chosen(self) -> Voice:
        """Return who asks for the floor; a name in no list is a guest with a consultative voice."""
        voices = {voice.code: voice for voice in voices_of(self.meeting)}
        picked = voices.get(self.cleaned_data["voice"])
        if picked is not None:
            return picked
        return Voice(
            code="",
            name=self.cleaned_data["name"].strip(),
            post=self.cleaned_data["post"].strip(),
            consultative=True,
        )


class StrikeForm(forms.Form):
    """Why a speech is struck from the record."""

    reason = PaperField(
        label=_("Why it is struck from the record"),
        max_length=300,
        error_messages={"required": _("Write the reason: the journal keeps it.")},
        widget=forms.TextInput(attrs={"class": "input input--wide"}),
    )


class NoteForm(forms.Form):
    """A summary for the minutes, with the text that the writer started from."""

    text = PaperField(required=False, max_length=10000, strip=False, widget=forms.Textarea)
    was = PaperField(required=False, max_length=10000, strip=False, widget=forms.HiddenInput)
