"""Writing a standard part by part."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from spilno.learning.models import Competence, ModuleHours, StandardVersion
from spilno.learning.rules.categories import TARGETS
from spilno.learning.rules.programme import HOUR_KINDS, ModuleText
from spilno.learning.services.standards import OutcomeSaid
from spilno.organisations.models import Organisation
from spilno.ui.forms import PlainSelect, SeenForm

MORE_ROWS = 3  # empty rows under a table that is being written
MOST_ROWS = 60
LONG = {"class": "input", "rows": 4}


def targets() -> list[tuple[str, str]]:
    """Return the targets of programmes by code, in the language of the reader."""
    return [(code, str(_(words))) for code, (words, _offices) in TARGETS.items()]


class ProfileForm(SeenForm, forms.Form):
    """What the programme is, for whom, how large."""

    title_uk = forms.CharField(label=gettext_lazy("Title of the programme in Ukrainian"), max_length=300)
    title_en = forms.CharField(label=pgettext_lazy("programme", "Title in English"), max_length=300, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of the programme by content"), choices=StandardVersion.Kind.choices
    )
    length = forms.ChoiceField(
        label=gettext_lazy("Kind of the programme by volume"), choices=StandardVersion.Length.choices
    )
    credits = forms.DecimalField(
        label=gettext_lazy("ECTS credits"), max_digits=4, decimal_places=2, min_value=0, localize=True
    )
    hours = forms.IntegerField(label=gettext_lazy("Hours of the whole programme"), min_value=0, max_value=999)
    form = forms.ChoiceField(label=gettext_lazy("Form of learning"), choices=StandardVersion.Form.choices)
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("For whom"), required=False, widget=forms.CheckboxSelectMultiple
    )
    language = forms.CharField(label=gettext_lazy("Language of teaching"), max_length=40, initial="українська")
    direction = forms.CharField(
        label=gettext_lazy("Direction of professional training"), max_length=300, required=False
    )
    purpose = forms.CharField(
        label=gettext_lazy("Purpose of the programme"), required=False, widget=forms.Textarea(attrs=LONG)
    )
    prerequisites = forms.CharField(
        label=gettext_lazy("What a learner must know before"),
        required=False,
        widget=forms.Textarea(attrs={**LONG, "rows": 2}),
    )
    valid_years = forms.IntegerField(
        label=gettext_lazy("Learned anew after so many years"),
        required=False,
        min_value=1,
        max_value=20,
        help_text=gettext_lazy("Empty: never."),
    )
    cost = forms.CharField(label=gettext_lazy("Cost"), max_length=200, required=False)
    contacts = forms.CharField(label=gettext_lazy("Contacts"), max_length=300, required=False)
    note = forms.CharField(
        label=gettext_lazy("What this version changes and why"),
        required=False,
        widget=forms.Textarea(attrs={**LONG, "rows": 2}),
        help_text=gettext_lazy("For the partners; the first version needs no note."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the targets in the language of the reader."""
        super().__init__(*args, **kwargs)
        self.fields["categories"].choices = targets()  # type: ignore[attr-defined]


class BeginForm(forms.Form):
    """The beginning of a standard: what it is and who develops it; the rest is written later."""

    title_uk = ProfileForm.base_fields["title_uk"]
    kind = ProfileForm.base_fields["kind"]
    length = ProfileForm.base_fields["length"]
    credits = ProfileForm.base_fields["credits"]
    hours = ProfileForm.base_fields["hours"]
    partners = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Who develops it"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("At least two; your own organisation is among them."),
    )

    def __init__(self, *args: Any, own: frozenset[int], keeps: bool, **kwargs: Any) -> None:
        """Offer institutions, associations and state bodies; whoever is not the secretariat names his own too."""
        super().__init__(*args, **kwargs)
        self.own, self.keeps = own, keeps
        kinds = [each for each in Organisation.Kind.values if each not in {"council", "company"}]
        rows = Organisation.objects.filter(kind__in=kinds, ended__isnull=True).order_by("sort_key")
        self.fields["partners"].queryset = rows  # type: ignore[attr-defined]

    def clean_partners(self) -> Any:
        """Ask that one who is not the secretariat develops what he begins."""
        chosen = self.cleaned_data["partners"]
        if not self.keeps and not {each.pk for each in chosen} & self.own:
            raise forms.ValidationError(_("Your own organisation is not among those who develop it."))
        return chosen


class TableForm(forms.Form):
    """A table of rows that is written as a whole: half of it would take away the other half."""

    def clean(self) -> dict[str, Any]:
        """Refuse a table that did not come whole."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "rows" not in self.data:
            raise forms.ValidationError(_("The table did not come whole. Open the page again."))
        return cleaned


class OutcomesForm(TableForm):
    """Learning results, one in each row; an emptied row goes."""

    def __init__(self, *args: Any, version: StandardVersion, **kwargs: Any) -> None:
        """Draw the rows that stand and some empty ones."""
        super().__init__(*args, **kwargs)
        said = list(version.outcomes.all())
        self.count = _rows_of(self, len(said) + MORE_ROWS)
        listed = Competence.objects.filter(active=True)
        kept = Competence.objects.filter(pk__in=[each.competence_id for each in said if each.competence_id])
        self.competences = {str(each.pk): each for each in (listed | kept).distinct()}
        choices = [("", _("none of the list")), *((key, str(each)) for key, each in self.competences.items())]
        for row in range(self.count):
            each = said[row] if row < len(said) else None
            number = {"number": row + 1}
            self.fields[f"uk_{row}"] = forms.CharField(
                label=_("Result %(number)d in Ukrainian") % number, required=False, max_length=2000, initial=each.text_uk if each else "",
                widget=forms.Textarea(attrs={"class": "input", "rows": 2}),
            )  # fmt: skip
            self.fields[f"en_{row}"] = forms.CharField(
                label=_("Result %(number)d in English") % number, required=False, max_length=2000, initial=each.text_en if each else "",
                widget=forms.Textarea(attrs={"class": "input", "rows": 2}),
            )  # fmt: skip
            self.fields[f"competence_{row}"] = forms.ChoiceField(
                label=_("Competence of result %(number)d") % number, required=False, choices=choices,
                initial=str(each.competence_id or "") if each else "", widget=PlainSelect(attrs={"class": "input"}),
            )  # fmt: skip

    def rows(self) -> Iterator[list[BoundField]]:
        """Return the fields row by row."""
        for row in range(self.count):
            yield [self[f"{name}_{row}"] for name in ("uk", "en", "competence")]

    def said(self) -> list[OutcomeSaid]:
        """Return the results that were written, in their order."""
        data = self.cleaned_data
        return [
            OutcomeSaid(data[f"uk_{row}"], data[f"en_{row}"], self.competences.get(data[f"competence_{row}"]))
            for row in range(self.count)
            if data[f"uk_{row}"].strip()
        ]


class StructureForm(TableForm):
    """Modules × kinds of hours as one table. A row whose title is emptied goes; numbers in front order the rows."""

    def __init__(self, *args: Any, version: StandardVersion, **kwargs: Any) -> None:
        """Draw the modules that stand and some empty rows."""
        super().__init__(*args, **kwargs)
        self.modules = list(version.modules.prefetch_related("hours"))
        self.count = _rows_of(self, len(self.modules) + MORE_ROWS)
        self.kinds = [(kind, str(ModuleHours.Kind(kind).label)) for kind in HOUR_KINDS]
        for row in range(self.count):
            module = self.modules[row] if row < len(self.modules) else None
            number = {"number": row + 1}
            short = {"class": "input input--short", "inputmode": "numeric"}
            self.fields[f"pk_{row}"] = forms.IntegerField(
                required=False, initial=module.pk if module else None, widget=forms.HiddenInput
            )
            self.fields[f"order_{row}"] = forms.IntegerField(
                label=_("Place of row %(number)d") % number, required=False, min_value=1, max_value=MOST_ROWS, initial=row + 1 if module else None,
                widget=forms.NumberInput(attrs=short),
            )  # fmt: skip
            self.fields[f"title_{row}"] = forms.CharField(
                label=_("Title of row %(number)d") % number, required=False, max_length=300, initial=module.title_uk if module else "",
                widget=forms.Textarea(attrs={"class": "input", "rows": 2}),
            )  # fmt: skip
            self.fields[f"required_{row}"] = forms.BooleanField(
                label=_("Obligatory, row %(number)d") % number,
                required=False,
                initial=module.required if module else True,
            )
            hours = {each.kind: each.hours for each in module.hours.all()} if module else {}
            for kind, words in self.kinds:
                self.fields[f"{kind}_{row}"] = forms.IntegerField(
                    label=_("%(kind)s, row %(number)d") % {"kind": words.capitalize(), **number}, required=False, min_value=0, max_value=500,
                    initial=hours.get(kind), widget=forms.NumberInput(attrs=short),
                )  # fmt: skip

    def rows(self) -> Iterator[dict[str, Any]]:
        """Return the fields row by row, the hours with the words of their kinds, and the sum as it stands."""
        for row in range(self.count):
            hours = [(self[f"{kind}_{row}"], words) for kind, words in self.kinds]
            total = sum(_whole(field.value()) for field, _words in hours)
            named = {name: self[f"{name}_{row}"] for name in ("pk", "order", "title", "required")}
            yield {**named, "hours": hours, "total": total, "number": row + 1}

    def sums(self) -> list[tuple[str, int]]:
        """Return the hours of each kind together as they stand in the fields, then of all, each with its word."""
        rows = list(self.rows())
        columns = [
            (words, sum(_whole(row["hours"][place][0].value()) for row in rows))
            for place, (_kind, words) in enumerate(self.kinds)
        ]
        return [*columns, (_("Hours in all"), sum(hours for _words, hours in columns))]

    def said(self) -> list[tuple[int | None, ModuleText]]:
        """Return the modules that were written in their order, with the numbers of those that stood there."""
        data, known = self.cleaned_data, {module.pk: module for module in self.modules}
        written = []
        for row in range(self.count):
            if not data[f"title_{row}"].strip():
                continue
            module = known.get(data[f"pk_{row}"])
            text = ModuleText(
                title=" ".join(data[f"title_{row}"].split()),
                hours={kind: data[f"{kind}_{row}"] for kind, _words in self.kinds if data[f"{kind}_{row}"]},
                title_en=module.title_en if module else "",
                content=module.content if module else "",
                required=data[f"required_{row}"],
            )
            written.append((data[f"order_{row}"] or MOST_ROWS + row, row, module.pk if module else None, text))
        return [(pk, text) for _order, _row, pk, text in sorted(written, key=lambda each: each[:2])]


class ContentForm(SeenForm, forms.Form):
    """What is taught in each module, and its title in English."""

    def __init__(self, *args: Any, version: StandardVersion, **kwargs: Any) -> None:
        """Draw each module with its content."""
        self.modules = list(version.modules.prefetch_related("hours"))
        initial = {f"content_{module.pk}": module.content for module in self.modules}
        initial |= {f"en_{module.pk}": module.title_en for module in self.modules}
        super().__init__(*args, initial=initial, **kwargs)
        for module in self.modules:
            self.fields[f"content_{module.pk}"] = forms.CharField(
                label=module.title_uk, required=False, max_length=20000, widget=forms.Textarea(attrs={"class": "input", "rows": 6}),
                help_text=_("One topic in each line."),
            )  # fmt: skip
            self.fields[f"en_{module.pk}"] = forms.CharField(
                label=_("Title in English: %(title)s") % {"title": module.title_uk}, required=False, max_length=300
            )

    def said(self) -> list[tuple[int | None, ModuleText]]:
        """Return all modules with what was written."""
        return [
            (
                module.pk,
                ModuleText(
                    title=module.title_uk,
                    hours={each.kind: each.hours for each in module.hours.all()},
                    title_en=self.cleaned_data[f"en_{module.pk}"],
                    content=self.cleaned_data[f"content_{module.pk}"],
                    required=module.required,
                ),
            )
            for module in self.modules
        ]


class AssessmentForm(SeenForm, forms.Form):
    """How results are assessed, and what to read."""

    assessment = forms.CharField(
        label=gettext_lazy("Assessment of results"), required=False, widget=forms.Textarea(attrs={**LONG, "rows": 6})
    )
    literature = forms.CharField(
        label=gettext_lazy("Literature"),
        required=False,
        widget=forms.Textarea(attrs={**LONG, "rows": 10}),
        help_text=gettext_lazy("One source in each line."),
    )


def _whole(value: Any) -> int:
    """Read what stands in a field of hours; what is no whole number counts for nothing."""
    said = str(value or "")
    return int(said) if said.isdecimal() and len(said) < 5 else 0


def _rows_of(form: forms.Form, least: int) -> int:
    """Return how many rows a table has: as many as were sent, at least those that stand and some empty ones."""
    sent = str(form.data.get("rows", "")) if form.is_bound else ""
    return min(max(least, int(sent) if sent.isdecimal() and len(sent) < 4 else 0), MOST_ROWS)
