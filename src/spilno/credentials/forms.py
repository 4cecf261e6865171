"""Shapes of input about certificates."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from spilno.ui.forms import DayField, MomentInput

LARGEST_FILE = 10 * 1024 * 1024


class RevokeForm(forms.Form):
    on = DayField(label=_("From what day"))
    reason = forms.CharField(
        label=_("Why it is revoked"),
        help_text=_("The public check shows this sentence to everybody."),
        max_length=400,
        widget=forms.TextInput(attrs={"class": "input input--wide"}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=400,
        widget=forms.TextInput(attrs={"class": "input input--wide"}),
    )


class KeyForm(forms.Form):
    since = forms.DateTimeField(
        label=_("Since when it is not trusted"),
        help_text=_("When somebody else may have got it. If nobody knows, choose the moment when it was made."),
        widget=MomentInput,
    )
    reason = forms.CharField(
        label=_("Why it is revoked"),
        help_text=_("It stands in the journal."),
        max_length=400,
        widget=forms.TextInput(attrs={"class": "input input--wide"}),
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File of the certificate"),
        help_text=_(
            "The PDF as it was sent to you, or the credential: .json or .jwt. At most 10 MB. The file is not kept."
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,.json,.jsonld,.jwt,application/pdf,application/json"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                said("The file is larger than 10 MB; a certificate of ours is smaller than 1 MB.")
            )
        return file
