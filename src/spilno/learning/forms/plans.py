"""Forms of individual programmes."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from spilno.learning.models import Competence, CreditRow, RowKind
from spilno.ui.forms import PlainSelect, SeenForm

WIDE = {"class": "input input--wide"}


class BeginPlanForm(forms.Form):
    """For which year."""

    year = forms.IntegerField(label=gettext_lazy("Calendar year"), min_value=2020, max_value=2100)


class NeedForm(SeenForm, forms.Form):
    """What is to be learned."""

    topic = forms.CharField(
        label=gettext_lazy("What is to be learned"), max_length=300, widget=forms.TextInput(attrs=WIDE)
    )
    competence = forms.ModelChoiceField(
        Competence.objects.none(),
        label=gettext_lazy("Competence"),
        required=False,
        widget=PlainSelect(attrs={"class": "input"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of learning"), choices=RowKind.choices, widget=PlainSelect(attrs={"class": "input"})
    )
    credits = forms.DecimalField(
        label=gettext_lazy("Credits"), min_value=Decimal("0.01"), max_digits=4, decimal_places=2
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the competences of the list."""
        super().__init__(*args, **kwargs)
        self.fields["competence"].queryset = Competence.objects.filter(active=True)  # type: ignore[attr-defined]


class TieForm(forms.Form):
    """Which row of the ledger fulfils a need."""

    row = forms.ModelChoiceField(
        CreditRow.objects.none(),
        label=gettext_lazy("Row of the ledger"),
        required=False,
        widget=PlainSelect(attrs={"class": "input"}),
    )

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        """Offer the rows of the year that fulfil nothing yet."""
        super().__init__(*args, **kwargs)
        self.fields["row"].queryset = rows  # type: ignore[attr-defined]


class RemarksOfPlanForm(forms.Form):
    """Why a programme is returned."""

    because = forms.CharField(
        label=gettext_lazy("Remarks"), max_length=500, widget=forms.Textarea(attrs={**WIDE, "rows": 3})
    )
