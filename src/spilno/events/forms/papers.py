"""Shapes of input for a call and a paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spilno.events.models import CallForPapers, Licence, Paper
from spilno.events.queries.papers import sections_of
from spilno.events.rules.reviews import MOST_CRITERIA
from spilno.ui.forms import DayInput, MomentInput, SeenForm

LONGEST = 60_000  # characters that a draft may hold
AREA = {"class": "input", "rows": 6}


def _lines(names: list[dict[str, str]]) -> str:
    return "\n".join(f"{each['uk']} | {each['en']}" if each.get("en") else each["uk"] for each in names)


def _names(said: str) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for line in said.splitlines():
        uk, _bar, en = line.partition("|")
        if uk.strip():
            found[uk.strip()[:200]] = en.strip()[:200]
    return list(found.items())


class CallForm(SeenForm, forms.ModelForm):
    """The call of a conference."""

    sections_said = forms.CharField(
        label=_("Sections, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"class": "input", "rows": 4}),
        help_text=_("The name in Ukrainian; after a vertical bar the name in English."),
    )
    criteria_said = forms.CharField(
        label=_("Criteria of review, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"class": "input", "rows": 4}),
        help_text=_("Each is scored from 1 to 5. Empty: the usual four. English after a vertical bar."),
    )

    class Meta:
        model = CallForPapers
        fields = (
            "text_uk", "text_en", "opens_at", "deadline", "abstract_limit", "reviews_needed", "reviews_due", "blind"
        )  # fmt: skip
        labels = {
            "text_uk": _("Text of the call in Ukrainian"),
            "text_en": _("Text of the call in English"),
            "opens_at": _("Papers are taken from"),
            "deadline": _("Papers are taken until"),
            "abstract_limit": _("Longest abstract, characters"),
            "reviews_needed": _("Reviews of each paper"),
            "reviews_due": _("Reviews are asked for by"),
            "blind": _("Double-blind review: reviewers do not see the authors"),
        }
        help_texts = {
            "deadline": _("Kyiv time; the moment itself still counts."),
            "reviews_due": _("That day included; reviewers are reminded three days before and after it."),
            "blind": _("Authors never see who reviewed. Once papers came, this promise is not taken back."),
        }
        widgets = {
            "opens_at": MomentInput,
            "deadline": MomentInput,
            "reviews_due": DayInput,
            "text_uk": forms.Textarea(attrs=AREA),
            "text_en": forms.Textarea(attrs=AREA),
            "abstract_limit": forms.NumberInput(attrs={"class": "input input--short", "min": "200", "max": "20000"}),
            "reviews_needed": forms.NumberInput(attrs={"class": "input input--short", "min": "1", "max": "5"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Write the sections of a call that stands, one a line."""
        super().__init__(*args, **kwargs)
        self.initial.setdefault("sections_said", _lines(self.instance.sections))
        self.initial.setdefault("criteria_said", _lines(self.instance.criteria))

    def clean(self) -> dict[str, Any]:
        """Ask for a deadline that comes after the opening."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        opens, deadline = values.get("opens_at"), values.get("deadline")
        if opens and deadline and deadline <= opens:
            self.add_error("deadline", _("The deadline is not later than the opening: nobody could send a paper."))
        return values

    def clean_abstract_limit(self) -> int:
        """Ask for a limit within reason."""
        limit = int(self.cleaned_data["abstract_limit"])
        if not 200 <= limit <= 20000:
            raise forms.ValidationError(_("From 200 to 20,000 characters."))
        return limit

    def clean_reviews_needed(self) -> int:
        """Ask for one to five reviews."""
        needed = int(self.cleaned_data["reviews_needed"])
        if not 1 <= needed <= 5:
            raise forms.ValidationError(_("From one to five reviews."))
        return needed

    def sections(self) -> list[tuple[str, str]]:
        """Return the sections as Ukrainian and English names, each once."""
        return _names(self.cleaned_data["sections_said"])

    def criteria(self) -> list[tuple[str, str]]:
        """Return the criteria as Ukrainian and English names, each once."""
        return _names(self.cleaned_data["criteria_said"])

    def clean_criteria_said(self) -> str:
        """Ask for a handful of criteria at most."""
        said = str(self.cleaned_data["criteria_said"])
        if len(_names(said)) > MOST_CRITERIA:
            raise forms.ValidationError(_("At most %(most)d criteria."), params={"most": MOST_CRITERIA})
        return said


class PaperForm(SeenForm, forms.ModelForm):
    """A paper. Only the title must stand in a draft; what else is missing is said when it is submitted."""

    section = forms.ChoiceField(label=_("Section"), required=False)
    abstract = forms.CharField(label=_("Abstract"), required=False, max_length=LONGEST)
    other_abstract = forms.CharField(
        label=_("Abstract in the other language"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AREA),
        help_text=_("English for a paper in Ukrainian, Ukrainian for one in English. Both are printed."),
    )
    file = forms.FileField(
        label=_("File of the paper, PDF or DOCX"),
        required=False,
        help_text=_("A new file replaces the one sent before. Reviewers see it under a neutral name."),
    )
    language = forms.ChoiceField(label=_("Language of the paper"), choices=[("uk", "Українська"), ("en", "English")])

    class Meta:
        model = Paper
        fields = (
            "title", "section", "language", "abstract", "keywords", "other_title", "other_abstract", "other_keywords", "licence"
        )  # fmt: skip
        labels = {
            "title": _("Title of the paper"),
            "keywords": _("Key words, with commas"),
            "other_title": _("Title in the other language"),
            "other_keywords": _("Key words in the other language"),
            "licence": _("Licence under which the paper is published"),
        }
        help_texts = {
            "licence": _(
                "CC BY 4.0: others may use it and name you. Readers may download the file, unless all rights are reserved."
            )
        }

    def __init__(self, *args: Any, call: CallForPapers, **kwargs: Any) -> None:
        """Offer the sections of the call; say how long an abstract may be."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["section"].choices = [("", "—"), *((each.code, each.title) for each in sections_of(call))]
        if not call.sections:
            del fields["section"]
        fields["licence"].required = False
        if call.blind:
            fields["file"].help_text = _(
                "A new file replaces the one sent before. The review is blind: do not name yourself or your organisation in the "
                "text. The name of the file and the properties that name the author are taken out for reviewers."
            )
        fields["abstract"].widget = forms.Textarea(
            attrs={"class": "input", "rows": 12, "data-limit": call.abstract_limit}
        )
        fields["abstract"].help_text = _("Up to %(limit)d characters.") % {"limit": call.abstract_limit}

    def clean_abstract(self) -> str:
        """Count a line’s end as one character, whatever the browser sends."""
        return str(self.cleaned_data["abstract"]).replace("\r\n", "\n").strip()

    def clean_other_abstract(self) -> str:
        """Count a line’s end as one character here, too."""
        return str(self.cleaned_data["other_abstract"]).replace("\r\n", "\n").strip()

    def clean_licence(self) -> str:
        """Take the usual licence when none was said."""
        return str(self.cleaned_data.get("licence") or Licence.CC_BY)


class AuthorForm(forms.Form):
    """An author as he is to be printed."""

    name = forms.CharField(label=_("Name as printed"), required=False, max_length=200)
    post = forms.CharField(label=_("Post, degree"), required=False, max_length=300)
    organisation_name = forms.CharField(label=_("Organisation"), required=False, max_length=300)
    email = forms.EmailField(label=_("E-mail, not shown"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the name when anything else was said."""
        values = super().clean() or self.cleaned_data
        if not values.get("name") and any(values.get(name) for name in ("post", "organisation_name", "email")):
            self.add_error("name", _("Say who it is."))
        return values


class _Authors(forms.BaseFormSet):
    def _construct_form(self, i: int, **kwargs: Any) -> forms.Form:
        """Read every author that came, also one who stands as the page was opened."""
        return super()._construct_form(i, **{**kwargs, "empty_permitted": False})

    def said(self) -> list[dict[str, Any]]:
        """Return the authors that were named, in order."""
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("name")]


AuthorForms = forms.formset_factory(AuthorForm, formset=_Authors, extra=2, max_num=15, absolute_max=20)
