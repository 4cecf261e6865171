"""An opinion of a learner."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spilno.learning.models import Opinion
from spilno.learning.rules.quality import ASPECTS

SCALE = [(str(mark), str(mark)) for mark in range(5, 0, -1)]


class OpinionForm(forms.Form):
    """Marks by aspects, or how learning is applied; a comment."""

    comment = forms.CharField(
        label=gettext_lazy("What should be otherwise"), required=False, max_length=3000, widget=forms.Textarea(attrs={"class": "input", "rows": 4}),
        help_text=gettext_lazy("Shown to the provider without your name."),
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        """Ask by what was learned when learning is over, by what is applied later."""
        super().__init__(*args, **kwargs)
        if kind == Opinion.Kind.LATER:
            self.fields["applied"] = forms.ChoiceField(
                label=_("Do you apply what you learned?"), choices=Opinion.Applied.choices, widget=forms.RadioSelect
            )
            self.order_fields(["applied", "comment"])
            return
        for aspect, words in ASPECTS.items():
            self.fields[aspect] = forms.ChoiceField(
                label=_(words), choices=SCALE, widget=forms.RadioSelect, help_text=_("5 is the best, 1 the worst.")
            )
        self.order_fields([*ASPECTS, "comment"])

    def marks(self) -> dict[str, int]:
        """Return marks by aspect."""
        return {aspect: int(self.cleaned_data[aspect]) for aspect in ASPECTS if aspect in self.cleaned_data}
