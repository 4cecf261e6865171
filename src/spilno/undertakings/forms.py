"""Shapes of input about undertakings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from spilno.ui.forms import DayField, SeveralFilesField


def _text(label: object, hint: object = "", *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"class": "input", "rows": 4})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=5000, widget=widget)


class ReportForm(forms.Form):
    text = _text(_("What was done"), _("Say what was done, when and with what result."), required=True)
    files = SeveralFilesField(
        label=_("Evidence"),
        required=False,
        help_text=_("An attendance list, a photograph, a link in a text file: PDF, Word, Excel, pictures, text."),
    )
    public = forms.BooleanField(
        label=_("Everyone may read these files"),
        help_text=_("Otherwise they are read by you and by those who control the undertaking."),
        required=False,
    )


class AnswerForm(forms.Form):
    answer = _text(_("Answer"), _("A report is returned with a reason; when it is accepted, the answer may be empty."))


class TakeOffForm(forms.Form):
    on = DayField(label=_("From what day"))
    ground = forms.CharField(
        label=_("By what decision"),
        help_text=_("Who decided it, the number and the day."),
        max_length=400,
        widget=forms.TextInput(attrs={"class": "input input--wide"}),
    )


class ExtendForm(forms.Form):
    until = DayField(label=_("New last day"))
    ground = forms.CharField(
        label=_("By what act"),
        help_text=_("The decision or order, with its number and day."),
        max_length=400,
        widget=forms.TextInput(attrs={"class": "input input--wide"}),
    )
