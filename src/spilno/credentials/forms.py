"""Shapes of input about certificates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from spilno.ui.forms import DayInput


class RevokeForm(forms.Form):
    on = forms.DateField(label=_("From what day"), widget=DayInput())
    reason = forms.CharField(
        label=_("Why it is revoked"),
        help_text=_("The public check shows this sentence to everybody."),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs={"class": "input input--wide"}),
    )
