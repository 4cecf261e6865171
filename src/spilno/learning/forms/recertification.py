"""Forms of keeping a certificate up for a time."""

from django import forms
from django.utils.translation import gettext_lazy

from spilno.ui.forms import DayInput, SeenForm, SeveralFilesField

LONG = {"class": "input input--wide", "rows": 3}


class KeepUpForm(SeenForm, forms.Form):
    """To which day, why, and the evidence."""

    ends = forms.DateField(label=gettext_lazy("Kept up until (that day included)"), widget=DayInput)
    ground = forms.CharField(
        label=gettext_lazy("Ground"), max_length=400, widget=forms.Textarea(attrs=LONG),
        help_text=gettext_lazy("Why the certificate could not be renewed in time. Write nothing about health or family."),
    )  # fmt: skip
    files = SeveralFilesField(label=gettext_lazy("Evidence: files of documents"))


class RevokeKeepingForm(SeenForm, forms.Form):
    """Why a temporary certification is revoked."""

    reason = forms.CharField(label=gettext_lazy("Why it is revoked"), max_length=400, widget=forms.Textarea(attrs=LONG))
