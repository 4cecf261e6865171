"""Shapes of input for the programme: a session, its speakers, a calendar file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from spilno.events.models import Session, Speaker
from spilno.events.rules.life import why_wrong_times
from spilno.meetings.forms.meeting import in_words
from spilno.people.models import Person
from spilno.ui.forms import MomentInput, SeenForm


class SessionForm(SeenForm, forms.ModelForm):
    """A part of the programme."""

    class Meta:
        model = Session
        fields = ("kind", "title_uk", "title_en", "starts_at", "ends_at", "place", "note", "counted", "hours")
        labels = {
            "kind": pgettext_lazy("event", "Kind"),
            "title_uk": pgettext_lazy("event", "Title in Ukrainian"),
            "title_en": pgettext_lazy("event", "Title in English"),
            "starts_at": _("Beginning"),
            "ends_at": _("End"),
            "place": _("Hall"),
            "note": _("Note"),
            "counted": _("Attendance is taken"),
            "hours": _("Academic hours"),
        }
        widgets = {
            "starts_at": MomentInput,
            "ends_at": MomentInput,
            "note": forms.Textarea(attrs={"class": "input", "rows": 3}),
            "hours": forms.NumberInput(attrs={"class": "input input--short", "step": "0.5", "min": "0"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for no hours: a break or an opening has none."""
        super().__init__(*args, **kwargs)
        self.fields["hours"].required = False

    def clean(self) -> dict[str, Any]:
        """Let the rule about times speak beside its field."""
        values = super().clean()
        refusal = why_wrong_times(values.get("starts_at"), values.get("ends_at"))
        if refusal is not None:
            self.add_error("ends_at", in_words(refusal))
        return values


class SpeakerForm(forms.Form):
    """Who speaks or moderates. He needs no account; the address is never shown, news about his session goes to it."""

    name_uk = forms.CharField(label=_("Name as announced"), required=False, max_length=200)
    name_en = forms.CharField(label=_("Name in Latin letters"), required=False, max_length=200)
    role = forms.ChoiceField(label=_("Role"), choices=Speaker.Role.choices)
    post = forms.CharField(label=_("Post and organisation"), required=False, max_length=300)
    topic = forms.CharField(label=_("Topic"), required=False, max_length=300)
    email = forms.EmailField(label=_("E-mail, not shown"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the name when anything else was said."""
        values = super().clean() or self.cleaned_data
        if not values.get("name_uk") and any(values.get(name) for name in ("name_en", "post", "topic", "email")):
            self.add_error("name_uk", _("Say who it is."))
        return values


class _Speakers(forms.BaseFormSet):
    def said(self) -> list[dict[str, Any]]:
        """Return the speakers that were named, each with the person who has this address, where there is one."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("name_uk")]
        rows = [row for row in rows if not row.get("DELETE")]
        wanted = {row["email"].lower() for row in rows if row["email"]}
        people = {person.email.lower(): person for person in Person.objects.filter(email__in=wanted)}
        kept = ("name_uk", "name_en", "role", "post", "topic", "email")
        return [{**{name: row[name] for name in kept}, "person": people.get(row["email"].lower())} for row in rows]


SpeakerForms = forms.formset_factory(SpeakerForm, formset=_Speakers, extra=3, max_num=30, absolute_max=40)


class CalendarUploadForm(forms.Form):
    """A calendar file with sessions."""

    file = forms.FileField(label=_("Calendar file .ics"))
