"""Shapes of input for what is kept of an event afterwards."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from spilno.events.models import Event, Material, Recommendation, Session, SurveyQuestion
from spilno.meetings.models import Issue
from spilno.organisations.models import Organisation


class MaterialForm(forms.Form):
    """A file or a link with its licence."""

    title = forms.CharField(label=_("Title"), max_length=300)
    authors = forms.CharField(label=_("Authors"), max_length=300, required=False)
    session = forms.ModelChoiceField(
        Session.objects.none(), label=_("Part of the programme"), required=False, empty_label=_("The whole event")
    )
    file = forms.FileField(label=_("File"), required=False)
    link = forms.URLField(label=_("or a link"), max_length=500, required=False, assume_scheme="https")
    licence = forms.ChoiceField(
        label=_("Licence"),
        choices=Material.Licence.choices,
        help_text=_("What others may do with it. With all rights reserved only those who had a place see it."),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        """Offer parts of this event only."""
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = event.sessions.exclude(kind=Session.Kind.BREAK)  # type: ignore[attr-defined]


class RecommendationForm(forms.Form):
    """A recommendation and whom it addresses."""

    text = forms.CharField(label=_("What is recommended"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    addressed_to = forms.CharField(
        label=_("To whom"), max_length=300, required=False, help_text=_("For example: to hromadas of the oblast.")
    )


class ToIssuesForm(forms.Form):
    """Which recommendations become an issue, in whose name, under what title."""

    chosen = forms.TypedMultipleChoiceField(
        label=_("Recommendations"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("No recommendation is chosen.")},
    )
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("In whose name"), empty_label=None)
    title = forms.CharField(
        label=_("Title"), max_length=500, help_text=_("As it will stand on the agenda: begins with “Про”.")
    )
    topic = forms.ChoiceField(label=_("Topic"), choices=[("", "—"), *Issue.Topic.choices])

    def __init__(self, *args: Any, rows: Iterable[Recommendation], holders: Any, event: Event, **kwargs: Any) -> None:
        """Offer the recommendations that are not in the register yet, all chosen."""
        open_rows = [row for row in rows if row.issue_id is None]
        kwargs.setdefault("initial", {}).update(
            chosen=[row.pk for row in open_rows],
            title=f"Про рекомендації заходу «{event.title_uk}»",  # titles on agendas are Ukrainian
        )
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(row.pk, row.text) for row in rows]  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = holders  # type: ignore[attr-defined]


class QuestionForm(forms.Form):
    """One more question after the event."""

    kind = forms.ChoiceField(label=pgettext_lazy("of a question", "Answered"), choices=SurveyQuestion.Kind.choices)
    text_uk = forms.CharField(label=_("Question in Ukrainian"), max_length=300)
    text_en = forms.CharField(label=_("Question in English"), max_length=300, required=False)


class SurveyForm(forms.Form):
    """The questions of one event; nothing is required: what one does not want to say he leaves out."""

    def __init__(self, *args: Any, questions: Iterable[SurveyQuestion], **kwargs: Any) -> None:
        """Make a field of each question."""
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[f"q{question.pk}"] = _field(question)

    def answers(self) -> dict[int, Any]:
        """Return what was said, by number of the question."""
        return {int(name[1:]): value for name, value in self.cleaned_data.items()}


def _field(question: SurveyQuestion) -> forms.Field:
    label = question.text
    if question.kind == SurveyQuestion.Kind.SCALE:
        choices = [(str(n), str(n)) for n in range(1, 6)]
        return forms.ChoiceField(
            label=label,
            choices=choices,
            widget=forms.RadioSelect,
            required=False,
            help_text=_("1: not at all, 5: very much."),
        )
    if question.kind == SurveyQuestion.Kind.YES_NO:
        return forms.ChoiceField(
            label=label, choices=[("1", _("yes")), ("0", _("no"))], widget=forms.RadioSelect, required=False
        )
    return forms.CharField(label=label, max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
