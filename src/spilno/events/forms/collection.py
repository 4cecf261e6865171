"""The shape of input for the first pages of a collection of papers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spilno.events.models import Collection
from spilno.events.rules.collection import why_wrong_isbn
from spilno.ui.forms import SeenForm
from spilno.ui.sentences import say


class CollectionForm(SeenForm, forms.ModelForm):
    """What stands on the title page and behind it."""

    class Meta:
        model = Collection
        fields = ("title_uk", "title_en", "place", "publisher", "year", "isbn", "udc", "editors", "foreword")
        labels = {
            "title_uk": _("Title of the collection in Ukrainian"),
            "title_en": _("Title of the collection in English"),
            "place": _("City of publication"),
            "publisher": _("Publisher"),
            "year": _("Year"),
            "isbn": "ISBN",
            "udc": _("UDC"),
            "editors": _("Editors"),
            "foreword": _("Foreword"),
        }
        help_texts = {"isbn": _("Where the collection has one; its check digit is looked at.")}
        widgets = {
            "year": forms.NumberInput(attrs={"class": "input input--short", "min": "1990", "max": "2100"}),
            "foreword": forms.Textarea(attrs={"class": "input", "rows": 6}),
            "isbn": forms.TextInput(attrs={"class": "input", "inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let an ISBN be typed with spaces; it is kept as it is printed."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["isbn"] = forms.CharField(
            label="ISBN",
            required=False,
            max_length=30,
            help_text=fields["isbn"].help_text,
            widget=fields["isbn"].widget,
        )

    def clean_year(self) -> int:
        """Ask for a year within reason."""
        year = int(self.cleaned_data["year"])
        if not 1990 <= year <= 2100:
            raise forms.ValidationError(_("A year from 1990 to 2100."))
        return year

    def clean_isbn(self) -> str:
        """Let the rule speak beside its field."""
        said = str(self.cleaned_data["isbn"]).strip()
        why = why_wrong_isbn(said)
        if why is not None:
            words = say(why)
            raise forms.ValidationError(f"{words.sentence} {words.advice}")
        return said
