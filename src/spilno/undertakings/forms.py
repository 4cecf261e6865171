"""Shapes of input about undertakings."""

from django import forms
from django.utils.translation import gettext_lazy as _


def _text(label: object, hint: object = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"class": "input", "rows": 4})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=5000, widget=widget)


class ReportForm(forms.Form):
    text = _text(_("What was done"), _("Say what was done, when and with what result; the register is public."))


class AnswerForm(forms.Form):
    answer = _text(_("Answer"), _("A report is returned with a reason; when it is accepted, the answer may be empty."))


class ExtendForm(forms.Form):
    until = forms.DateField(
        label=_("New last day"), widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d")
    )
    ground = forms.CharField(
        label=_("By what act"),
        help_text=_("The decision or order, with its number and day."),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs={"class": "input input--wide"}),
    )
