"""Shapes of input of the plan of a year."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spilno.memoranda.models import Measure, Memorandum
from spilno.memoranda.queries.people import people_of
from spilno.memoranda.queries.plan import standing_parties
from spilno.memoranda.services.planning import Said
from spilno.people.models import Person
from spilno.ui.forms import DayField


class LineForm(forms.Form):
    """A line of the plan: in which area, what, who, by when."""

    area = forms.ModelChoiceField(queryset=None, label=_("Area"), empty_label=None)
    kind = forms.ChoiceField(label=_("Kind of work"), choices=Measure.Kind.choices)
    what = forms.CharField(
        label=_("What will be done"), max_length=1000, widget=forms.Textarea(attrs={"class": "input", "rows": 3})
    )
    target = forms.IntegerField(label=_("How many"), min_value=1, max_value=1000, initial=1)
    party = forms.ModelChoiceField(queryset=None, label=_("Which side"), empty_label=None)
    person = forms.ModelChoiceField(
        queryset=Person.objects.none(), label=_("Responsible person"), required=False, empty_label=_("nobody by name")
    )
    due_on = DayField(label=_("By what day, included"))

    def __init__(
        self, *args: Any, memorandum: Memorandum, day: Any, measure: Measure | None = None, **kwargs: Any
    ) -> None:
        """Offer areas that stand, parties that stand, and people of these parties."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["area"].queryset = memorandum.agreed_areas.filter(dropped_on__isnull=True).select_related("area")
        fields["area"].label_from_instance = lambda row: row.words
        fields["party"].queryset = standing_parties(memorandum, day)
        fields["party"].label_from_instance = lambda row: str(row.organisation)
        fields["person"].queryset = people_of(standing_parties(memorandum, day), day)
        if measure is not None:
            change = measure.proposed
            self.initial = {
                "area": measure.agreed_area_id, "kind": measure.kind, "what": measure.what, "party": measure.party_id,
                "target": change.get("target", measure.target), "person": change.get("person", measure.person_id),
                "due_on": change.get("due_on", measure.due_on),
            }  # fmt: skip
            if measure.undertaking_id is not None:  # what binds keeps its words, its area and its side
                for name in ("area", "kind", "what", "party"):
                    fields[name].disabled = True

    def said(self) -> Said:
        """Return what the line says."""
        given = self.cleaned_data
        return Said(
            area=given["area"],
            kind=given["kind"],
            what=given["what"],
            party=given["party"],
            person=given["person"],
            due_on=given["due_on"],
            target=given["target"],
        )
