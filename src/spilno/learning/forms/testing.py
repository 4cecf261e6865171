"""Conditions of a test, answers of a learner, marks, assignments and work."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from spilno.learning.models import Answer, Assignment, Bank, Edition, EditionModule, Test
from spilno.learning.rules.marking import read_number
from spilno.learning.rules.questions import plain_number
from spilno.ui.forms import MomentInput, PlainSelect, SeveralFilesField

DRAWS = 6
RUBRIC_ROWS = 6
LONG = {"class": "input", "rows": 6}
LONGEST_ANSWER = 20_000


class TestForm(forms.ModelForm):
    """Conditions of a test and what it draws."""

    __test__ = False

    pass_percent = forms.IntegerField(label=gettext_lazy("Passed from, %"), min_value=0, max_value=100, initial=60)

    class Meta:
        model = Test
        fields = [
            "title",
            "purpose",
            "module",
            "minutes",
            "attempts",
            "pass_percent",
            "review",
            "opens_at",
            "closes_at",
        ]
        widgets = {
            "purpose": PlainSelect,
            "module": PlainSelect,
            "review": PlainSelect,
            "opens_at": MomentInput,
            "closes_at": MomentInput,
        }
        labels = {
            "title": gettext_lazy("Title of the test"),
            "purpose": gettext_lazy("What it is for"),
            "module": gettext_lazy("Module"),
            "minutes": pgettext_lazy("of time", "Minutes"),
            "attempts": gettext_lazy("Attempts"),
            "review": gettext_lazy("What is shown afterwards"),
            "opens_at": gettext_lazy("Opens"),
            "closes_at": gettext_lazy("Closes"),
        }
        help_texts = {
            "module": gettext_lazy("Empty: of the whole edition."),
            "minutes": gettext_lazy("Empty: no limit of time."),
            "attempts": gettext_lazy("0: as many as one likes."),
        }

    def __init__(self, *args: Any, edition: Edition, banks: Any, **kwargs: Any) -> None:
        """Offer modules of the edition and banks; rows for draws."""
        super().__init__(*args, **kwargs)
        for name in ("module", "minutes", "opens_at", "closes_at"):
            self.fields[name].required = False
        module: Any = self.fields["module"]
        module.queryset = edition.modules.select_related("module")
        module.label_from_instance = lambda row: row.module.title_uk
        kept = list(self.instance.draws.all()) if self.instance.pk else []
        for number in range(DRAWS):
            draw = kept[number] if number < len(kept) else None
            self.fields[f"bank_{number}"] = forms.ModelChoiceField(
                banks, label=_("Bank"), required=False, widget=PlainSelect(attrs={"class": "input"}), initial=draw.bank_id if draw else None
            )  # fmt: skip
            self.fields[f"bank_{number}"].label_from_instance = lambda bank: bank.title  # type: ignore[attr-defined]
            self.fields[f"topic_{number}"] = forms.CharField(
                label=_("Topic"), required=False, max_length=120, initial=draw.topic if draw else ""
            )
            self.fields[f"count_{number}"] = forms.IntegerField(
                label=_("How many questions"), required=False, min_value=1, max_value=500, initial=draw.count if draw else None,
                widget=forms.NumberInput(attrs={"class": "input input--short"}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for a count beside each bank, and for a module of a test of a module."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(DRAWS):
            if bool(cleaned.get(f"bank_{number}")) != bool(cleaned.get(f"count_{number}")):
                self.add_error(f"count_{number}", _("Choose a bank and say how many questions of it."))
        if cleaned.get("purpose") == Test.Purpose.MODULE and not cleaned.get("module"):
            self.add_error("module", _("Say of which module the test is."))
        return cleaned

    def main(self) -> list[BoundField]:
        """Return the fields of conditions."""
        return [self[name] for name in self.Meta.fields]

    def rows(self) -> Iterator[list[BoundField]]:
        """Yield the rows of draws."""
        for number in range(DRAWS):
            yield [self[f"{name}_{number}"] for name in ("bank", "topic", "count")]

    def said(self) -> tuple[dict[str, Any], list[tuple[Bank, str, int]]]:
        """Return conditions and draws as they were written."""
        cleaned = self.cleaned_data
        draws = [
            (cleaned[f"bank_{number}"], " ".join(cleaned[f"topic_{number}"].split()), cleaned[f"count_{number}"])
            for number in range(DRAWS)
            if cleaned.get(f"bank_{number}")
        ]
        return {name: cleaned[name] for name in self.Meta.fields}, draws


def given_in(answer: Answer, data: Mapping[str, Any], name: str) -> Any:
    """Return what was answered on a page: None when nothing was. What does not fit the question counts for nothing."""
    kind, body = answer.question.kind, answer.question.body
    if kind == "single":
        return _number(data.get(name), len(body["options"]))
    if kind == "multiple":
        chosen = {_number(value, len(body["options"])) for value in data.getlist(name)}  # type: ignore[attr-defined]
        return sorted(number for number in chosen if number is not None) or None
    if kind == "matching":
        picked = [_number(data.get(f"{name}.{row}"), len(body["pairs"])) for row in range(len(body["pairs"]))]
        return picked if any(each is not None for each in picked) else None
    said = str(data.get(name) or "").replace("\r\n", "\n").replace("\x00", "")
    return said[: LONGEST_ANSWER if kind == "open" else 40] if said.strip() else None


def _number(value: Any, most: int) -> int | None:
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 5 and int(value) < most else None


class AssignmentForm(forms.Form):
    """A piece of work: what is to be done, until when, by which rubric."""

    title = forms.CharField(label=gettext_lazy("Title of the assignment"), max_length=300)
    module = forms.ModelChoiceField(EditionModule.objects.none(), label=gettext_lazy("Module"), widget=PlainSelect)
    text = forms.CharField(label=gettext_lazy("What is to be done"), widget=forms.Textarea(attrs=LONG))
    due_at = forms.DateTimeField(label=gettext_lazy("Due by"), required=False, widget=MomentInput)
    pass_points = forms.DecimalField(
        label=gettext_lazy("Points to pass"), max_digits=5, decimal_places=2, min_value=Decimal(0), localize=True
    )

    def __init__(self, *args: Any, edition: Edition, assignment: Assignment | None = None, **kwargs: Any) -> None:
        """Offer modules of the edition; rows for the rubric."""
        rubric = assignment.rubric if assignment else []
        if assignment is not None:
            kwargs["initial"] = {
                "title": assignment.title, "module": assignment.module_id, "text": assignment.text, "due_at": assignment.due_at,
                "pass_points": assignment.pass_points,
                **{f"{name}_{number}": each[name] for number, each in enumerate(rubric) for name in ("what", "points")},
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        module: Any = self.fields["module"]
        module.queryset = edition.modules.select_related("module")
        module.label_from_instance = lambda row: row.module.title_uk
        for number in range(max(RUBRIC_ROWS, len(rubric) + 2)):
            self.fields[f"what_{number}"] = forms.CharField(label=_("What is assessed"), required=False, max_length=500)
            self.fields[f"points_{number}"] = forms.DecimalField(
                label=_("Points at most"), required=False, max_digits=5, decimal_places=2, min_value=Decimal(0), localize=True,
                widget=forms.TextInput(attrs={"class": "input input--short", "inputmode": "decimal"}),
            )  # fmt: skip

    def main(self) -> list[BoundField]:
        """Return the fields above the rubric."""
        return [self[name] for name in ("title", "module", "text", "due_at", "pass_points")]

    def rows(self) -> Iterator[list[BoundField]]:
        """Yield the rows of the rubric."""
        number = 0
        while f"what_{number}" in self.fields:
            yield [self[f"what_{number}"], self[f"points_{number}"]]
            number += 1

    def said(self) -> dict[str, Any]:
        """Return what `services.testing.write_assignment` takes."""
        cleaned = self.cleaned_data
        rubric = [
            {"what": cleaned[f"what_{number}"].strip(), "points": plain_number(cleaned.get(f"points_{number}") or Decimal(0))}
            for number, _row in enumerate(self.rows())
            if cleaned[f"what_{number}"].strip()
        ]  # fmt: skip
        return {**{name: cleaned[name] for name in ("title", "text", "due_at", "pass_points")}, "rubric": rubric}


class WorkForm(forms.Form):
    """Work that is handed in: a text, files, or both."""

    text = forms.CharField(label=gettext_lazy("Text of the work"), required=False, max_length=50_000, widget=forms.Textarea(attrs={**LONG, "rows": 10}))  # fmt: skip
    files = SeveralFilesField(
        label=gettext_lazy("Files"), required=False, help_text=gettext_lazy("PDF, DOCX, XLSX, ODT, pictures.")
    )


class MarkForm(forms.Form):
    """Points by lines of a rubric, and remarks."""

    remarks = forms.CharField(label=gettext_lazy("Remarks for the learner"), required=False, widget=forms.Textarea(attrs=LONG))  # fmt: skip

    def __init__(self, *args: Any, rubric: list[dict[str, str]], points: Decimal, given: list[str] | None = None, **kwargs: Any) -> None:  # fmt: skip
        """Add a field for each line; a rubric without lines is one line of all the points."""
        super().__init__(*args, **kwargs)
        self.lines = list(rubric) or [{"what": _("The answer as a whole"), "points": plain_number(points)}]
        for number, line in enumerate(self.lines):
            self.fields[f"mark_{number}"] = forms.CharField(
                label=line["what"], required=False, max_length=10, help_text=_("From 0 to %(most)s") % {"most": line["points"]},
                initial=given[number] if given and number < len(given) else "", widget=forms.TextInput(attrs={"class": "input input--short", "inputmode": "decimal"}),
            )  # fmt: skip
            self.fields[f"mark_{number}"].asked_apart = True  # type: ignore[attr-defined]  # a mark asks for it, a return does not
        self.order_fields([*(f"mark_{number}" for number in range(len(self.lines))), "remarks"])

    def marks(self) -> list[str]:
        """Return the points of each line as they were written, plainly where they are numbers."""
        said = [self.cleaned_data[f"mark_{number}"].strip() for number in range(len(self.lines))]
        return [plain_number(number) if (number := read_number(each)) is not None else each for each in said]
