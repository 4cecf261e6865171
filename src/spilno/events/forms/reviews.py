"""Shapes of input for reviews and decisions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spilno.events.models import CallForPapers, Paper, Review, Session
from spilno.events.queries.papers import Section, sections_of
from spilno.events.queries.reviews import criteria_of
from spilno.events.rules.reviews import HIGHEST, LONGEST_WORDS, LOWEST
from spilno.people.models import Person
from spilno.ui.forms import DayInput, SeenForm

AREA = {"class": "input", "rows": 6}
SCORES = [(str(mark), str(mark)) for mark in range(LOWEST, HIGHEST + 1)]


class ReviewerForm(forms.Form):
    """Who reviews: the address with which the person signs in."""

    email = forms.EmailField(label=_("E-mail with which the reviewer signs in"), max_length=254)


class ReviewForm(SeenForm, forms.Form):
    """A review: a score for each criterion, an advice, words to the author, words to the committee only."""

    advice = forms.ChoiceField(label=_("What you advise"), choices=[("", "—"), *Review.Advice.choices])
    to_author = forms.CharField(
        label=_("To the author"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs=AREA),
        help_text=_("The author reads it without your name when decisions are announced."),
    )
    to_committee = forms.CharField(
        label=_("To the committee only"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        """Offer the criteria of the call, each from 1 to 5, and what the review says already."""
        said = {name: getattr(review, name) for name in ("advice", "to_author", "to_committee")}
        marks = {f"score_{code}": str(mark) for code, mark in review.scores.items()}
        super().__init__(*args, initial={**said, **marks} if review.given_at else None, **kwargs)
        self.codes = []
        own: dict[str, Any] = {}
        for each in criteria_of(review.paper.call):
            self.codes.append(each.code)
            own[f"score_{each.code}"] = forms.ChoiceField(label=each.title, choices=[("", "—"), *SCORES])
        self.fields = {**own, **self.fields}

    def scores(self) -> dict[str, int]:
        """Return the score of each criterion."""
        return {code: int(self.cleaned_data[f"score_{code}"]) for code in self.codes}


class AskForm(forms.Form):
    """Which reviewer gets the paper."""

    reviewer = forms.ModelChoiceField(label=_("Reviewer"), queryset=Person.objects.none())

    def __init__(self, *args: Any, call: CallForPapers, **kwargs: Any) -> None:
        """Offer the reviewers of the conference."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["reviewer"].queryset = call.reviewers.all()


class DecisionForm(forms.Form):
    """What the committee decides. `seen` is what stood as decided when the page was opened."""

    ACCEPT, CHANGES, REJECT = "accept", "changes", "reject"
    CHOICES = ((ACCEPT, _("Accept")), (CHANGES, _("Accept with changes")), (REJECT, _("Reject")))
    decision = forms.ChoiceField(label=_("Decision"), choices=CHOICES, widget=forms.RadioSelect)
    talk = forms.ChoiceField(label=_("How it is given"), choices=Paper.Talk.choices, required=False)
    changes_until = forms.DateField(
        label=_("New version by"), required=False, widget=DayInput, help_text=_("Only with changes; that day included.")
    )
    note = forms.CharField(
        label=_("Word of the committee to the author"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"class": "input", "rows": 4}),
        help_text=_("Needed for changes and for a rejection. The author reads it when decisions are announced."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for the day of the new version when changes are asked for."""
        values = super().clean() or self.cleaned_data
        if (
            values.get("decision") == self.CHANGES
            and not values.get("changes_until")
            and "changes_until" not in self.errors
        ):
            self.add_error("changes_until", _("Say by which day the new version is to come."))
        return values

    def said(self) -> dict[str, Any]:
        """Return the decision as the act takes it."""
        values = self.cleaned_data
        changes: date | None = values["changes_until"] if values["decision"] == self.CHANGES else None
        return {
            "accepts": values["decision"] != self.REJECT,
            "talk": values["talk"] or Paper.Talk.TALK,
            "changes_until": changes,
            "note": values["note"],
            "seen": values["seen"],
        }


class ProgrammeForm(forms.Form):
    """Into which session the talks of each section go."""

    def __init__(
        self, *args: Any, call: CallForPapers, sessions: Sequence[Session], codes: Sequence[str], **kwargs: Any
    ) -> None:
        """Offer the sessions; one with the name of the section is chosen beforehand."""
        super().__init__(*args, **kwargs)
        self.sessions = {str(session.pk): session for session in sessions}
        self.codes = list(codes)
        names = {each["code"]: each["uk"] for each in call.sections}
        titles = {each.code: each.title for each in [*sections_of(call), Section("", str(_("Without a section")))]}
        for code in self.codes:
            name = names.get(code, "").casefold()
            fits = [key for key, each in self.sessions.items() if name and name in each.title_uk.casefold()]
            choices = [("", _("not yet")), *((key, f"{each.title}") for key, each in self.sessions.items())]
            self.fields[f"section_{code}"] = forms.ChoiceField(
                label=titles.get(code, code), choices=choices, required=False, initial=fits[0] if fits else ""
            )

    def chosen(self) -> dict[str, Session]:
        """Return the session of each section for which one was chosen."""
        said = {code: self.cleaned_data.get(f"section_{code}") for code in self.codes}
        return {code: self.sessions[key] for code, key in said.items() if key}
