"""Shapes of input for an event, its holders and its series."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from spilno.events.models import Event, Series
from spilno.events.rules.life import why_wrong_times
from spilno.meetings.forms.issues import TerritoryField
from spilno.meetings.forms.meeting import in_words
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.ui.forms import DayInput, MomentInput, PlainSelect, SeenForm


class EventForm(SeenForm, forms.ModelForm):
    """What, when, where and for whom."""

    territory = TerritoryField(label=_("Territory"))
    online_link = forms.URLField(
        label=_("Link of the video room"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Only those who have a place will see it."),
    )
    recording_link = forms.URLField(
        label=_("Link of the recording"), required=False, max_length=500, assume_scheme="https"
    )
    coordinator = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Contact person"),
        required=False,
        widget=PlainSelect,
        help_text=_("Of those who hold an office in an organisation that holds the event. Name and post are shown."),
    )

    class Meta:
        model = Event
        fields = (
            "kind", "format", "title_uk", "title_en", "summary_uk", "summary_en", "for_whom", "starts_at", "ends_at",
            "venue", "address", "territory", "shelter", "online_link", "recording_link", "coordinator",
        )  # fmt: skip
        labels = {
            "kind": pgettext_lazy("event", "Kind"),
            "format": _("Format"),
            "title_uk": pgettext_lazy("event", "Title in Ukrainian"),
            "title_en": pgettext_lazy("event", "Title in English"),
            "summary_uk": _("What it is about, in Ukrainian"),
            "summary_en": _("What it is about, in English"),
            "for_whom": _("For whom"),
            "starts_at": _("Beginning"),
            "ends_at": _("End"),
            "venue": _("Place"),
            "address": _("Address"),
            "shelter": _("Shelter"),
        }
        help_texts = {
            "shelter": _("The nearest one and how to reach it. It is shown to everyone."),
            "venue": _("Building and hall."),
        }
        widgets = {
            "starts_at": MomentInput,
            "ends_at": MomentInput,
            "summary_uk": forms.Textarea(attrs={"class": "input", "rows": 6}),
            "summary_en": forms.Textarea(attrs={"class": "input", "rows": 4}),
        }

    def __init__(self, *args: Any, holders: "QuerySet[Organisation]", **kwargs: Any) -> None:
        """Offer as contact persons those who hold an office in a holder."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["coordinator"].queryset = Person.objects.filter(
            erased_at__isnull=True, offices__organisation__in=holders, offices__ends__isnull=True
        ).distinct()

    def clean(self) -> dict[str, Any]:
        """Let the rule about times speak beside its field."""
        values = super().clean()
        refusal = why_wrong_times(values.get("starts_at"), values.get("ends_at"))
        if refusal is not None:
            self.add_error("ends_at", in_words(refusal))
        return values


class DraftForm(EventForm):
    """A new event, and in whose name it is prepared."""

    owner = forms.ModelChoiceField(Organisation.objects.none(), label=_("In the name of"), widget=PlainSelect)
    field_order = ("owner",)

    def __init__(self, *args: Any, holders: "QuerySet[Organisation]", **kwargs: Any) -> None:
        """Offer the organisations for which the person speaks; one of them is chosen already."""
        super().__init__(*args, holders=holders, **kwargs)
        fields: Any = self.fields
        fields["owner"].queryset = holders
        fields["owner"].initial = holders.values_list("pk", flat=True).first()


class ReasonForm(forms.Form):
    """Why an event is cancelled."""

    reason = forms.CharField(
        label=_("Reason"), max_length=400, widget=forms.Textarea(attrs={"class": "input", "rows": 3})
    )


class GroundForm(forms.Form):
    """From where an event held before is known."""

    ground = forms.CharField(
        label=_("Known from"),
        max_length=200,
        help_text=_("For example: a letter, a report, a publication with its date."),
    )


class CloneForm(forms.Form):
    """The day of the new event."""

    first = forms.DateField(label=_("Day of the new event"), widget=DayInput)


class ReachedForm(forms.Form):
    """How many people an outreach event reached."""

    count = forms.IntegerField(label=_("People reached"), min_value=0, max_value=10_000_000)


class OwnerSearchForm(forms.Form):
    """An organisation to be found by name."""

    seeks = True

    q = forms.CharField(label=_("Name or code of the organisation"), required=False, max_length=120)


class SeriesForm(forms.Form):
    """A series: one that stands, or a new one."""

    series = forms.ModelChoiceField(
        Series.objects.none(),
        label=_("Series that stands"),
        required=False,
        widget=PlainSelect,
        empty_label=_("a new one"),
    )
    title_uk = forms.CharField(label=_("Title of the new series in Ukrainian"), required=False, max_length=300)
    title_en = forms.CharField(label=_("Title of the new series in English"), required=False, max_length=300)
    joint = forms.BooleanField(
        label=_("One registration for the whole series"),
        required=False,
        help_text=_("The certificate is then given when all events of the series were attended."),
    )

    def __init__(self, *args: Any, known: "QuerySet[Series]", **kwargs: Any) -> None:
        """Offer the series of one's own organisations."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["series"].queryset = known

    def clean(self) -> dict[str, Any]:
        """Ask for a title when the series is new."""
        values = super().clean() or self.cleaned_data
        if not values.get("series") and not values.get("title_uk"):
            self.add_error("title_uk", _("Choose a series or give the new one a title."))
        return values


class LogoForm(forms.Form):
    """A picture of an organisation."""

    file = forms.FileField(label=_("Logo"), help_text=_("PNG, JPEG or WebP; square or nearly so looks best."))
