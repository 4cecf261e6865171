"""Forms of the ledger: claims, answers, decisions of the personnel service, rules of credits."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spilno.learning.models import CreditRule, Need, OutsideCertificate, RowKind
from spilno.learning.services.credits import Claimed
from spilno.memoranda.queries.countries import NAMES, country_name
from spilno.people.models import Person
from spilno.ui.forms import DayInput, PlainSelect, SeenForm, SeveralFilesField

LONG = {"class": "input input--wide", "rows": 4}
WIDE = {"class": "input input--wide"}
COUNTRIES_BARRED = {"RU": gettext_lazy("Russian Federation (aggressor state)")}
BADGE_BYTES = 10 * 1024 * 1024


class ClaimForm(SeenForm, forms.Form):
    """What was learned elsewhere, and its document."""

    badge = forms.FileField(
        label=gettext_lazy("Open Badge"), required=False, help_text=gettext_lazy("If you have one: PDF with a credential, .json or .jwt. A machine checks it at once and takes from it what you leave empty below; add kind and hours."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.json,.jsonld,.jwt,application/pdf,application/json"}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of learning"), choices=[], widget=PlainSelect(attrs={"class": "input"})
    )
    title = forms.CharField(
        label=gettext_lazy("What was learned"), max_length=500, widget=forms.TextInput(attrs=WIDE),
        help_text=gettext_lazy("Topic or title, as the document has it"),
    )  # fmt: skip
    institution = forms.CharField(
        label=gettext_lazy("Institution or organiser"), max_length=300, widget=forms.TextInput(attrs=WIDE),
        help_text=gettext_lazy("For self-education: where the material is from"),
    )  # fmt: skip
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=[], widget=PlainSelect(attrs={"class": "input"}))
    barred_territory = forms.BooleanField(
        label=gettext_lazy("Issued in territory that was temporarily occupied at that time"), required=False
    )
    length = forms.ChoiceField(
        label=gettext_lazy("If it is a programme"), required=False, widget=PlainSelect(attrs={"class": "input"}),
        choices=[("", gettext_lazy("not a programme, or not stated")), *OutsideCertificate.Length.choices],
    )  # fmt: skip
    number = forms.CharField(label=gettext_lazy("Number of the document"), max_length=80, required=False)
    first_on = forms.DateField(label=gettext_lazy("First day of learning"), widget=DayInput, required=False)
    on = forms.DateField(label=gettext_lazy("Last day of learning, or day of the document"), widget=DayInput)
    hours = forms.DecimalField(
        label=gettext_lazy("Hours"), min_value=Decimal("0.1"), max_digits=5, decimal_places=1, required=False
    )
    days = forms.IntegerField(label=gettext_lazy("Days"), min_value=1, max_value=366, required=False)
    stated = forms.DecimalField(
        label=gettext_lazy("Credits that the document states"), min_value=Decimal("0.01"), max_digits=4, decimal_places=2, required=False,
        help_text=gettext_lazy("Where it states none, they are counted by hours."),
    )  # fmt: skip
    electronic = forms.BooleanField(
        label=gettext_lazy("The document is electronic"), required=False, initial=True,
        help_text=gettext_lazy("Its signature is checked before the credits are recognised."),
    )  # fmt: skip
    need = forms.ModelChoiceField(
        Need.objects.none(), label=gettext_lazy("Topic of the individual programme"), required=False,
        widget=PlainSelect(attrs={"class": "input"}), help_text=gettext_lazy("Self-education counts only by such a topic."),
    )  # fmt: skip
    said = forms.CharField(
        label=gettext_lazy("Explanation"), required=False, max_length=3000, widget=forms.Textarea(attrs=LONG)
    )
    files = SeveralFilesField(
        label=gettext_lazy("Files"), required=False,
        help_text=gettext_lazy("Scan or file of the document: PDF, picture, signature (.p7s)"),
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        """Offer the topics of this person's programmes that nothing fulfils yet; programmes of this portal come by themselves."""
        super().__init__(*args, **kwargs)
        named = sorted(NAMES.items(), key=lambda one: (one[0] != "UA", str(one[1])))
        states = [*named, ("XX", _("another country")), *COUNTRIES_BARRED.items()]
        self.fields["country"].choices = states  # type: ignore[attr-defined]
        self.fields["kind"].choices = [one for one in RowKind.choices if one[0] != RowKind.EDITION]  # type: ignore[attr-defined]
        needs = Need.objects.filter(programme__person=person, row=None).exclude(programme__state="closed")
        self.fields["need"].empty_label = _("none")  # type: ignore[attr-defined]
        self.fields["need"].queryset = needs.select_related("programme")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What was learned, where and when may be left to the credential, where there is one."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("badge"):
            for name, empty in (("title", ""), ("institution", ""), ("on", None)):
                if name in self.errors and not self.data.get(name):
                    del self.errors[name]
                    said[name] = empty
        return said

    def clean_badge(self) -> UploadedFile | None:
        """Refuse what is larger than a credential can be."""
        file: UploadedFile | None = self.cleaned_data["badge"]
        if file is not None and (file.size or 0) > BADGE_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        return file

    def claimed(self, **more: Any) -> Claimed:
        """Return what was said, as the service takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in {"files", "badge"}}
        return Claimed(**said, **more)


def country_of(code: str) -> str:
    """Return the name of a country as the form of a claim offers it."""
    return str(COUNTRIES_BARRED.get(code) or (_("another country") if code == "XX" else country_name(code)))


class AnswerClaimForm(forms.Form):
    """The answer of the official, with more files."""

    text = forms.CharField(label=gettext_lazy("Answer"), max_length=2000, widget=forms.Textarea(attrs=LONG))
    files = SeveralFilesField(label=gettext_lazy("Files"), required=False)


class RecogniseForm(forms.Form):
    """The personnel service checked the signature."""

    signature_checked = forms.BooleanField(
        label=gettext_lazy("I checked the signature of the electronic document"), required=False
    )

    def __init__(self, *args: Any, other_holder: str = "", **kwargs: Any) -> None:
        """Where a credential names somebody else, what is marked is that it is the same person."""
        super().__init__(*args, **kwargs)
        if other_holder:
            self.fields["signature_checked"].label = _("I made sure that %(holder)s is the same person") % {
                "holder": other_holder
            }


class QuestionForm(forms.Form):
    """What the personnel service asks."""

    question = forms.CharField(label=gettext_lazy("Question"), max_length=500, widget=forms.Textarea(attrs=LONG))


class GroundForm(forms.Form):
    """Why a claim is refused, or a credit annulled."""

    because = forms.CharField(
        label=gettext_lazy("Ground"),
        max_length=500,
        widget=forms.Textarea(attrs=LONG),
        help_text=gettext_lazy("The official reads it."),
    )


class OfficerForm(forms.Form):
    """Who does the work of the personnel service."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("Person"), widget=PlainSelect(attrs={"class": "input"})
    )
    act = forms.CharField(
        label=gettext_lazy("Legal act"),
        max_length=300,
        help_text=gettext_lazy("For example: розпорядження від 01.09.2026 № 5"),
    )
    starts = forms.DateField(label=gettext_lazy("First day"), widget=DayInput, initial=timezone.localdate)
    ends = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput, required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        """Offer those who serve there."""
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("starts") and said.get("ends") and said["ends"] < said["starts"]:
            self.add_error("ends", _("The last day is before the first."))
        return said


class RuleForm(forms.ModelForm):
    """A rule of credits of the installation, from a day on."""

    amount = forms.DecimalField(
        label=gettext_lazy("How many hours or days"),
        min_value=Decimal("0.1"),
        max_digits=5,
        decimal_places=1,
        initial=1,
    )

    class Meta:
        model = CreditRule
        fields = [
            "kind",
            "per",
            "amount",
            "credits",
            "at_least",
            "at_most",
            "year_at_most",
            "needs_programme",
            "at_once",
            "starts",
            "source",
            "verified",
        ]
        widgets = {
            "starts": DayInput,
            "kind": PlainSelect(attrs={"class": "input"}),
            "per": PlainSelect(attrs={"class": "input"}),
            "source": forms.TextInput(attrs=WIDE),
        }
        labels = {
            "kind": gettext_lazy("Kind of learning"),
            "per": gettext_lazy("Counted by"),
            "credits": gettext_lazy("earn so many credits"),
            "at_least": gettext_lazy("Not counted below"),
            "at_most": gettext_lazy("One document earns at most"),
            "year_at_most": gettext_lazy("A year earns at most"),
            "needs_programme": gettext_lazy("Only by a topic of an agreed individual programme"),
            "at_once": gettext_lazy("Recognised at once by a certificate of this portal"),
            "starts": gettext_lazy("In force from"),
            "source": gettext_lazy("Legal act"),
            "verified": gettext_lazy("Compared with the act"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Bounds may stay empty."""
        super().__init__(*args, **kwargs)
        for name in ("at_least", "at_most", "year_at_most"):
            self.fields[name].required = False

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "starts"}  # type: ignore[misc] - the service says why a day is taken


class CertificatesForm(forms.Form):
    """A table of certificates of earlier years, brought by whoever has seen the originals."""

    file = forms.FileField(label=gettext_lazy("Table"), help_text=gettext_lazy("XLSX or CSV, at most 2,000 rows"))
    ground = forms.CharField(
        label=gettext_lazy("Ground"),
        max_length=300,
        help_text=gettext_lazy("For example: особові справи, звірка від 01.09.2026"),
    )
    originals = forms.BooleanField(
        label=gettext_lazy("I have seen the originals, and checked the signatures of electronic documents")
    )
