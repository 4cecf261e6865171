"""What an activity fulfils: one choice among areas and measures that are open to those who speak."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spilno.memoranda.models import Measure, Memorandum, MemorandumArea
from spilno.memoranda.queries.plan import open_to_point_at
from spilno.ui.words import in_language

Chosen = tuple[MemorandumArea, Measure | None]


class FulfilsForm(forms.Form):
    """A field for the form of an activity. After validation `cleaned_data["fulfils"]` is (area, measure or None), or None."""

    fulfils = forms.ChoiceField(
        label=_("Fulfils of a memorandum"),
        help_text=_("An area, or a measure of its plan. What is chosen here is counted in the report by itself."),
        required=False,
        widget=forms.Select(attrs={"class": "input input--wide"}),
    )

    def __init__(
        self, *args: Any, organisations: Iterable[int], day: date, only: Memorandum | None = None, **kwargs: Any
    ) -> None:
        """Offer what is open on the day to the organisations for which the person speaks; `only` of one memorandum."""
        super().__init__(*args, **kwargs)
        self.known: dict[str, Chosen] = {}
        groups: list[tuple[str, list[tuple[str, str]]]] = []
        for memorandum, areas in open_to_point_at(organisations, day):
            if only is not None and memorandum.pk != only.pk:
                continue
            lines = []
            for area, measures in areas:
                self.known[str(area.pk)] = (area, None)
                lines.append((str(area.pk), _short(area.words)))
                for measure in measures:
                    key = f"{area.pk}:{measure.pk}"
                    self.known[key] = (area, measure)
                    said = {"year": measure.year, "what": _short(measure.what)}
                    lines.append((key, gettext("— plan of %(year)d: %(what)s") % said))
            title = in_language(memorandum.title_uk, memorandum.title_en)
            groups.append((f"№ {memorandum.number}. {_short(title)}", lines))
        self.fields["fulfils"].choices = [("", _("no memorandum")), *groups]  # type: ignore[attr-defined]

    @property
    def offers(self) -> bool:
        """Tell whether there is anything to choose."""
        return bool(self.known)

    def clean_fulfils(self) -> Chosen | None:
        """Return the area and the measure that were chosen."""
        return self.known.get(self.cleaned_data["fulfils"])


def _short(text: str) -> str:
    return Truncator(text).chars(90)
