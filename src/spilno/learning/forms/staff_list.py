"""The form of a staff list."""

from django import forms
from django.utils.translation import gettext_lazy


class StaffListForm(forms.Form):
    """A staff list and its ground."""

    file = forms.FileField(label=gettext_lazy("Table"), help_text=gettext_lazy("XLSX or CSV, at most 5,000 rows"))
    ground = forms.CharField(
        label=gettext_lazy("Ground"), max_length=300, help_text=gettext_lazy("For example: штатний розпис, особові справи станом на 01.09.2026")
    )  # fmt: skip
