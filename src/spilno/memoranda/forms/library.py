"""Shapes of input of the list of areas and the library of clauses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spilno.memoranda.models import Area, Clause, Memorandum
from spilno.ui.forms import SeenForm

LINES = {"class": "input", "rows": 6}


class AreaForm(SeenForm, forms.ModelForm):
    """An area of the list, in both languages side by side."""

    class Meta:
        model = Area
        fields = ["title_uk", "title_en", "source", "position", "retired"]
        labels = {
            "title_uk": _("Area in Ukrainian"),
            "title_en": _("Area in English"),
            "source": _("Where it comes from"),
            "position": _("Place in the list"),
            "retired": _("Offer it no more"),
        }
        help_texts = {
            "title_uk": _("As an item of a list: “організація та проведення спільних заходів”."),
            "retired": _("Memoranda that have it keep it."),
        }


class ClauseForm(SeenForm, forms.ModelForm):
    """A clause of the library, in both languages side by side."""

    kinds = forms.MultipleChoiceField(
        label=_("For which kinds"),
        choices=Memorandum.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None chosen: for all kinds."),
    )

    class Meta:
        model = Clause
        fields = ["title_uk", "title_en", "text_uk", "text_en", "kinds", "required", "position", "retired"]
        labels = {
            "title_uk": _("Heading in Ukrainian"),
            "title_en": _("Heading in English"),
            "text_uk": _("Points in Ukrainian"),
            "text_en": _("Points in English"),
            "required": _("New memoranda of these kinds begin with it"),
            "position": _("Place in the text"),
            "retired": _("Offer it no more"),
        }
        help_texts = {
            "text_uk": _(
                "Each line is a numbered point. Filled by themselves: {notice_days}, {parties}, {place}, {title}."
            ),
            "text_en": _("As many points as in Ukrainian."),
            "retired": _("Texts that have it keep it."),
        }
        widgets = {"text_uk": forms.Textarea(attrs=LINES), "text_en": forms.Textarea(attrs=LINES)}

    def clean(self) -> dict[str, Any]:
        """Points are kept with line feeds, without empty lines around them."""
        cleaned = super().clean()
        for name in ("text_uk", "text_en"):
            cleaned[name] = (cleaned.get(name) or "").replace("\r\n", "\n").strip()
        return cleaned
