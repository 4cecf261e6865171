"""Shape of input: a file of an edition, and the adoption of the first one."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 512 * 1024


class UploadForm(forms.Form):
    """The file of an edition: TOML, UTF-8."""

    file = forms.FileField(
        label=_("File of the edition"),
        help_text=_(
            "TOML in UTF-8, up to 512 KB. Take the edition in force as a pattern: every number has its article."
        ),
        widget=forms.ClearableFileInput(attrs={"class": "input input--file", "accept": ".toml,text/plain"}),
    )

    def clean_file(self) -> str:
        """Return the text of the file."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 512 KB. A statute is a text: check the file."))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                _("The file is not in UTF-8. Save it once more as “UTF-8” in the editor and send it again.")
            ) from error


class AdoptForm(forms.Form):
    """From what day, by what decision."""

    starts = forms.DateField(
        label=_("In force from"),
        widget=forms.DateInput(attrs={"class": "input input--short", "type": "date"}, format="%Y-%m-%d"),
    )
    ground_uk = forms.CharField(
        label=_("Decision that adopted it"),
        max_length=300,
        help_text=_("The body, the day and the number, as in the minutes."),
        widget=forms.TextInput(attrs={"class": "input input--wide"}),
    )
    ground_en = forms.CharField(
        label=_("The same in English"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "input input--wide"}),
    )

    def clean(self) -> dict[str, Any]:
        """Nothing more is checked here: the rule speaks in the service."""
        return self.cleaned_data
