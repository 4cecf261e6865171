"""What is asked of coverage: year, category, raion."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spilno.learning.models import Edition
from spilno.learning.queries.coverage import Wanted
from spilno.learning.queries.staff import Member
from spilno.learning.queries.standings import duties
from spilno.people.models import Office
from spilno.territories.models import Unit
from spilno.ui.forms import PlainSelect


class CoverageForm(forms.Form):
    """Narrows coverage; what is not known is not asked."""

    seeks = True  # nothing in a search is demanded

    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    raion = forms.ChoiceField(label=gettext_lazy("Raion"), required=False)

    def __init__(self, *args: Any, this_year: int, raions: list[Unit], **kwargs: Any) -> None:
        """Offer the years in which something was due, the categories that it binds and the raions where officials serve."""
        super().__init__(*args, **kwargs)
        self.this_year = this_year
        binds = duties()[-1].binds
        years = range(this_year, duties()[0].starts.year - 1, -1)
        for name, choices in (
            ("year", [(str(year), str(year)) for year in years]),
            (
                "category",
                [
                    ("", _("all officials")),
                    *((code, label) for code, label in Office.Category.choices if code in binds),
                ],
            ),
            ("raion", [("", _("the whole oblast")), *((str(raion.pk), str(raion)) for raion in raions)]),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """Return what is asked; the present year, when the address tells none that is known."""
        asked = self.cleaned_data if self.is_valid() else {}
        raion = asked.get("raion")
        return Wanted(
            int(asked.get("year") or self.this_year), asked.get("category", ""), int(raion) if raion else None
        )


class GapForm(forms.Form):
    """Which proposal is meant."""

    standard = forms.IntegerField(min_value=1, max_value=2**31)
    raion = forms.IntegerField(min_value=1, max_value=2**31)


class StaffForm(forms.Form):
    """Whom a council nominates to which edition; people are ticked in the table of the staff."""

    edition = forms.ModelChoiceField(
        Edition.objects.none(),
        label=gettext_lazy("Edition that takes applications"),
        widget=PlainSelect(attrs={"class": "input"}),
    )

    def __init__(self, *args: Any, editions: "QuerySet[Edition]", members: Sequence[Member], **kwargs: Any) -> None:
        """Offer the editions; people are those of the staff."""
        super().__init__(*args, **kwargs)
        self.people = {str(member.person.pk): member.person for member in members}
        self.ticked = set(self.data.getlist("people")) if self.is_bound else set()
        field: Any = self.fields["edition"]
        field.queryset = editions
        field.label_from_instance = _said_edition

    def clean(self) -> dict[str, Any]:
        """Read who is ticked; another's people are not there."""
        self.cleaned_data["people"] = [person for key, person in self.people.items() if key in self.ticked]
        return self.cleaned_data


def _said_edition(edition: Edition) -> str:
    words = {
        "title": edition.version.title,
        "starts": f"{edition.starts_on:%d.%m.%Y}",
        "number": edition.number or edition.pk,
    }
    return _("№ %(number)s, %(title)s, from %(starts)s") % words
