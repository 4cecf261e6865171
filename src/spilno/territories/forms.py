"""Search in the codifier; the file of a newer edition."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spilno.ui.forms import DayField


class SearchForm(forms.Form):
    """Name old or new, or code."""

    q = forms.CharField(label=gettext_lazy("Name or code"), required=False, max_length=120)


class TableUploadForm(forms.Form):
    """A table to be previewed; what it is, its reader tells."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"class": "input input--file", "accept": ".xlsx,.csv,.tsv,.txt"}),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse a file that is larger than one upload may be."""
        file: Any = self.cleaned_data["file"]
        if file.size > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError(
                _("The file has %(has)d MB; at most %(limit)d MB are taken in. Divide it, or save it as CSV.")
                % {"has": file.size // 2**20, "limit": settings.MAX_UPLOAD_BYTES // 2**20}
            )
        return file


class CodifierUploadForm(TableUploadForm):
    """A newer edition of the codifier."""

    field_order = ["file", "edition_on", "ground", "settlements"]

    edition_on = DayField(
        label=gettext_lazy("In force since"),
        help_text=gettext_lazy("Former names will end the day before."),
        initial=timezone.localdate,
    )
    ground = forms.CharField(
        label=gettext_lazy("Ground"),
        help_text=gettext_lazy("The order that approved this edition, with its number and day."),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "input"}),
    )
    settlements = forms.BooleanField(
        label=gettext_lazy("Take in settlements too"),
        help_text=gettext_lazy("Otherwise only regions, raions and hromadas are read."),
        required=False,
    )
