"""How forms are drawn, and controls that several apps use."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


class Renderer(TemplatesSetting):
    """Forms in our look: label above, hint, error, then the field; the summary of errors stands on top."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class DayInput(forms.DateInput):
    """A day, by the calendar of the browser; what is typed by hand as 27.11.2026 is understood too."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Write the value as browsers want it, whatever the language."""
        super().__init__({"class": "input input--short", **(attrs or {})}, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """A day and time in Kyiv, by the calendar of the browser."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Write the value as browsers want it, to the minute."""
        super().__init__({"class": "input input--moment", **(attrs or {})}, format="%Y-%m-%dT%H:%M")


class ClockInput(forms.TimeInput):
    """Hours and minutes."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Write the value to the minute."""
        super().__init__({"class": "input input--short", **(attrs or {})}, format="%H:%M")


class SampleForm(forms.Form):
    """A form with every control, for the page of the look."""

    title = forms.CharField(label=_("Title"), help_text=_("As it will stand on the agenda."))
    count = forms.IntegerField(label=_("How many"))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("1", _("First")), ("2", _("Second"))])
    way = forms.ChoiceField(
        label=_("One of"), choices=[("1", _("First")), ("2", _("Second"))], widget=forms.RadioSelect, required=False
    )
    several = forms.MultipleChoiceField(
        label=_("Some of"), choices=[("1", _("First")), ("2", _("Second"))], widget=forms.CheckboxSelectMultiple
    )
    day = forms.DateField(label=_("Day"), widget=DayInput)
    moment = forms.DateTimeField(label=_("Day and time"), widget=MomentInput, required=False)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea, required=False)
    file = forms.FileField(label=_("File"), required=False)
    agree = forms.BooleanField(label=_("I have read it"), help_text=_("Before sending."))
