"""The shape of what the secretariat writes."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SendAgainForm(forms.Form):
    """The address to send to once more; empty means: the same."""

    address = forms.EmailField(
        label=_("Address"), required=False, widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"})
    )
