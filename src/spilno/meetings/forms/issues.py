"""Shapes of input for issues."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from spilno.meetings.forms.writing import PaperField
from spilno.meetings.models import Issue
from spilno.meetings.queries.issues import Groups, Sought, territories_in_use, territory_choices, years
from spilno.meetings.rules.issues import why_wrong_title
from spilno.organisations.models import Organisation
from spilno.territories.models import Unit
from spilno.ui.forms import PlainSelect, SeenForm, SeveralFilesField
from spilno.ui.sentences import say

LONGEST_NUMBER = 12  # digits of the number of a row, and one more


class TerritoryField(forms.ChoiceField):
    """A raion or hromada from a plain select, grouped by raion; empty: the whole region."""

    def __init__(self, **kwargs: Any) -> None:
        """Ask for territories when the form is drawn."""
        super().__init__(required=False, choices=self._all, widget=PlainSelect, **kwargs)

    @staticmethod
    def _all() -> list[Any]:
        return [("", _("The whole region")), *territory_choices()]

    def clean(self, value: Any) -> Unit | None:
        """Return the unit itself."""
        chosen = super().clean(value)
        return Unit.objects.get(pk=chosen) if chosen else None


class IssueForm(SeenForm, forms.Form):
    """What a council says when it raises an issue."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Council"))
    title = PaperField(
        label=_("Title"), max_length=500, help_text=_("As it will stand on the agenda: begins with “Про”.")
    )
    topic = forms.ChoiceField(label=_("Topic"), choices=[("", "—"), *Issue.Topic.choices])
    territory = TerritoryField(label=_("Territory"))
    text = PaperField(
        label=_("What the issue is about"),
        widget=forms.Textarea(attrs={"class": "input", "rows": 8}),
        max_length=20000,
        help_text=_("What happened, whom it concerns, what was tried already."),
    )
    draft_decision = PaperField(
        label=_("Draft decision"),
        required=False,
        widget=forms.Textarea(attrs={"class": "input", "rows": 6}),
        max_length=20000,
        help_text=_("What the General Meeting should decide, with who does what by when."),
    )
    files = SeveralFilesField(
        label=_("Attachments"),
        required=False,
        help_text=_("PDF, Word, Excel, pictures; they become public together with the issue."),
    )

    def __init__(self, *args: Any, councils: Any, **kwargs: Any) -> None:
        """Offer only councils for which the person writes; a single one needs no choice."""
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type only
        field.queryset = councils
        only = list(councils[:2])
        if len(only) == 1:
            field.initial = only[0]
            field.empty_label = None

    def clean_title(self) -> str:
        """A title tells what about."""
        title = " ".join(str(self.cleaned_data["title"]).split())
        refusal = why_wrong_title(title)
        if refusal is not None:
            words = say(refusal)
            raise forms.ValidationError(f"{words.sentence} {words.advice}")
        return title


class IssueSearch(forms.Form):
    """What a reader of the register looks for."""

    q = forms.CharField(label=_("Words or number"), required=False, max_length=200)
    topic = forms.ChoiceField(label=_("Topic"), required=False, choices=[("", _("All topics")), *Issue.Topic.choices])
    territory = forms.CharField(label=_("Territory"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), *[choice for choice in Issue.State.choices if choice[0] != Issue.State.DRAFT]],
    )
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, *, rows: "QuerySet[Issue]") -> None:
        """Offer years and territories of the issues that the reader may see; too many territories are typed by name."""
        super().__init__(data)
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type only
        field.choices = [("", _("All years")), *[(str(year), str(year)) for year in years(rows)]]
        groups = territories_in_use(rows)
        if groups is not None:
            other = self._named(groups, data.get("territory", ""))
            choices = [("", _("The whole region")), *other, *groups]
            self.fields["territory"].widget = PlainSelect(choices=choices)

    @staticmethod
    def _named(groups: Groups, asked: str) -> list[tuple[str, str]]:
        """Name what was asked for and stands in no group: another territory, or words."""
        if not asked or any(str(pk) == asked for _, places in groups for pk, _ in places):
            return []
        unit = Unit.objects.filter(pk=asked).first() if is_number(asked) else None
        return [(asked, unit.name if unit else asked)]

    def sought(self) -> Sought:
        """Return what is looked for; everything when the question makes no sense."""
        if not self.is_valid():
            return Sought()
        asked = self.cleaned_data
        place = asked["territory"]
        return Sought(
            words=asked["q"],
            topic=asked["topic"],
            territory=int(place) if is_number(place) else None,
            place="" if is_number(place) else place,
            state=asked["state"],
            year=asked["year"],
        )


def is_number(text: str) -> bool:
    """Tell whether a text is the number of a row."""
    return text.isdecimal() and len(text) < LONGEST_NUMBER


class ReasonForm(forms.Form):
    """A reason in words."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=2000, widget=forms.Textarea(attrs={"class": "input", "rows": 3})
    )


class MergeForm(forms.Form):
    """Into which issue."""

    into = forms.ModelChoiceField(Issue.objects.all(), label=_("Merge into"))
