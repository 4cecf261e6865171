"""Shapes of input when voting."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spilno.ballots.models import Elector, Question, Vote
from spilno.ballots.queries import paper_of
from spilno.ballots.rules.casting import why_not_value
from spilno.ballots.rules.choices import LONGEST, MOTION, Paper, is_known
from spilno.meetings.forms.writing import PaperField
from spilno.meetings.models import Put


class PutForm(forms.Form):
    """What is put to the vote, how and for how long. Whether it may be put, the rule says."""

    purpose = forms.ChoiceField(choices=Put.Purpose.choices, label=_("As what"))
    method = forms.ChoiceField(choices=Question.Method.choices, label=_("Method"))
    minutes = forms.IntegerField(min_value=0, max_value=600, required=False, label=_("Time, minutes"))
    text = PaperField(required=False, max_length=20000, label=_("Text"))
    seen = forms.CharField(required=False, max_length=60)


def choice_in(posted: QueryDict, question: Question) -> str:
    """Read the choice on a ballot paper: marked candidates, or places; empty when nothing is marked.

    Two candidates in one place are written so («3=1») that no rule takes it for a choice.
    """
    if question.kind == Question.Kind.MOTION:
        return ""
    numbers = list(question.names)
    if question.kind != Question.Kind.STV:
        marked = set(posted.getlist("mark"))
        return ",".join(str(number) for number in numbers if str(number) in marked)
    places: dict[int, list[str]] = {}
    for number in numbers:
        place = posted.get(f"place-{number}", "")
        if place.isdecimal() and len(place) < 4:
            places.setdefault(int(place), []).append(str(number))
    return ">".join("=".join(places[place]) for place in sorted(places))


class CancelForm(forms.Form):
    reason = PaperField(max_length=300, label=_("Reason, for the minutes"))


class NoteForm(forms.Form):
    """What is noted, and that nobody in the hall objects; the rule says when it does not do."""

    nobody_objects = forms.BooleanField(required=False, label=_("The hall was asked: nobody objects"))
    text = PaperField(required=False, max_length=20000, label=_("What is noted"))


EMPTY = {"required": _("Write a number; write 0 when there were none.")}  # an empty one is not nought


def _choice_field(elector: Elector, paper: Paper, names: dict[int, str]) -> forms.Field:
    """Ask for the choice of one member: from a list, or in an election of several as it is written («3>1», «1,4»)."""
    if paper.kind in {"approval", "stv"}:
        return forms.CharField(
            required=False,
            max_length=LONGEST,
            label=elector.member_name,
            validators=[lambda value: _check(value, paper)],
            widget=forms.TextInput(attrs={"class": "input"}),
        )
    values: list[tuple[str, Any]] = list(Vote.Value.choices)
    if paper.kind == "plurality":
        values = [*((str(number), f"{number}. {name}") for number, name in names.items()), *values[1:]]
    return forms.ChoiceField(
        choices=[("", _("did not vote")), *values],
        required=False,
        label=elector.member_name,
        widget=forms.Select(attrs={"class": "input"}),
    )


def _check(value: str, paper: Paper) -> None:
    if not is_known(value, paper=paper):
        refusal = why_not_value(paper)
        raise forms.ValidationError(gettext(refusal.sentence))


class SheetForm(forms.Form):
    """The sheet of a member of the counting commission: hands counted, or a value for each member present."""

    votes_for = forms.IntegerField(min_value=0, max_value=10000, error_messages=EMPTY, label=_("For"))
    votes_against = forms.IntegerField(min_value=0, max_value=10000, error_messages=EMPTY, label=_("Against"))
    votes_abstained = forms.IntegerField(min_value=0, max_value=10000, error_messages=EMPTY, label=_("Abstained"))

    def __init__(self, *args: Any, electors: list[Elector], by_roll: bool, **kwargs: Any) -> None:
        """Ask for totals, or for a value of each of the electors."""
        super().__init__(*args, **kwargs)
        self.by_roll = by_roll
        for name in ("votes_for", "votes_against", "votes_abstained"):
            self.fields[name].widget = forms.NumberInput(attrs={"class": "input input--short", "inputmode": "numeric"})
        if not by_roll:
            return
        self.fields.clear()
        paper = paper_of(electors[0].question) if electors else MOTION
        names = electors[0].question.names if electors else {}
        for elector in electors:
            self.fields[f"elector-{elector.pk}"] = _choice_field(elector, paper, names)

    def clean(self) -> dict[str, Any]:
        """Refuse a sheet that names nobody, unless it mends one that did."""
        cleaned = super().clean() or {}
        if self.by_roll and not self.roll and not self.initial:
            raise ValidationError(_("The sheet names nobody. Choose the vote of each member who voted by hand."))
        return cleaned

    @property
    def roll(self) -> dict[int, str]:
        """Return values by number of elector; empty when hands are counted."""
        return {
            int(name.removeprefix("elector-")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("elector-") and value
        }
