"""Search in the register."""

from textwrap import shorten
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spilno.memoranda.models import Area, Memorandum
from spilno.ui.words import in_language


class SearchForm(forms.Form):
    """What is looked for in the register of memoranda."""

    seeks = True  # nothing in a search is demanded

    q = forms.CharField(label=gettext_lazy("Title or party"), required=False, max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Area of cooperation"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, countries: list[tuple[str, str]], inside: bool, **kwargs: Any) -> None:
        """Offer what there is; texts on the table only to those who have any."""
        super().__init__(*args, **kwargs)
        every = [("", _("all"))]
        fields: Any = self.fields
        fields["kind"].choices = [*every, *Memorandum.Kind.choices]
        fields["country"].choices = [*every, *countries]
        areas = Area.objects.values_list("code", "title_uk", "title_en")
        fields["area"].choices = [
            *every,
            *((code, shorten(in_language(uk, en), 80, placeholder="…")) for code, uk, en in areas),
        ]
        states = [("in_force", _("in force")), ("ending", _("in force, ends soon")), ("over", _("ended"))]
        fields["state"].choices = [*every, *states, *([("table", _("being prepared"))] if inside else [])]
