"""Acts on standards, the list of competences, search in the register."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spilno.learning.forms.standards import LONG, targets
from spilno.learning.models import Competence, Standard, StandardVersion
from spilno.organisations.models import Organisation
from spilno.ui.forms import DayInput, PlainSelect, SeenForm


class CompetenceForm(SeenForm, forms.ModelForm):
    """A competence of the list."""

    class Meta:
        model = Competence
        fields = ["code", "name_uk", "name_en", "active"]
        labels = {
            "code": gettext_lazy("Code"),
            "name_uk": gettext_lazy("Name in Ukrainian"),
            "name_en": gettext_lazy("Name in English"),
            "active": gettext_lazy("Offered in new texts"),
        }
        help_texts = {"code": gettext_lazy("Latin letters, digits and hyphens; it does not change later.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Keep the code of a competence that stands."""
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]

    def save(self, commit: bool = True) -> Competence:  # noqa: FBT001, FBT002 - the signature of Django
        """Return the competence; the service writes it."""
        return self.instance


class PartnerForm(forms.Form):
    """An organisation that develops the standard."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Organisation"), widget=PlainSelect(attrs={"class": "input"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer organisations that exist."""
        super().__init__(*args, **kwargs)
        rows = Organisation.objects.filter(ended__isnull=True).exclude(kind="council").order_by("sort_key")
        self.fields["organisation"].queryset = rows  # type: ignore[attr-defined]


class ProviderForm(PartnerForm):
    """An organisation that delivers the standard, on what ground, since when."""

    ground = forms.CharField(
        label=gettext_lazy("Ground"), max_length=300, help_text=gettext_lazy("For example: договір від 01.09.2026 № 5")
    )
    starts = forms.DateField(label=gettext_lazy("First day"), widget=DayInput, initial=timezone.localdate)
    ends = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput, required=False)


class EndForm(forms.Form):
    """The last day of a provider."""

    ends = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput, initial=timezone.localdate)


class RemarksForm(forms.Form):
    """Remarks of a review."""

    remarks = forms.CharField(label=gettext_lazy("Remarks"), required=False, widget=forms.Textarea(attrs=LONG))


class AnswerForm(forms.Form):
    """The answer of a partner to the text that it saw."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    remarks = forms.CharField(
        label=gettext_lazy("Remarks, when the text is returned"), required=False, widget=forms.Textarea(attrs=LONG)
    )


class AgreementForm(forms.Form):
    """The agreement of НАДС."""

    number = forms.CharField(label=gettext_lazy("Number of the agreement of НАДС"), max_length=60)
    on = forms.DateField(label=gettext_lazy("Its day"), widget=DayInput)
    until = forms.DateField(
        label=gettext_lazy("Valid until"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("Empty: without a term."),
    )


class ForceForm(forms.Form):
    """From what day a version is in force."""

    starts = forms.DateField(label=gettext_lazy("In force from"), widget=DayInput, initial=timezone.localdate)


class ArchiveForm(forms.Form):
    """The end of a standard."""

    ends = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput, initial=timezone.localdate)
    reason = forms.CharField(label=gettext_lazy("Ground"), max_length=400)
    successor = forms.ModelChoiceField(
        Standard.objects.none(), label=gettext_lazy("What takes its place"), required=False, widget=PlainSelect(attrs={"class": "input"})
    )  # fmt: skip

    def __init__(self, *args: Any, standard: Standard, **kwargs: Any) -> None:
        """Offer the other standards."""
        super().__init__(*args, **kwargs)
        rows = Standard.objects.exclude(pk=standard.pk).exclude(number=None).order_by("number")
        self.fields["successor"].queryset = rows  # type: ignore[attr-defined]
        self.fields["successor"].label_from_instance = _named  # type: ignore[attr-defined]


def _named(standard: Standard) -> str:
    version = standard.versions.exclude(starts=None).order_by("-starts").first()
    return f"№ {standard.number}. {version}"


class EquivalenceForm(forms.Form):
    """An earlier programme that spares this one."""

    earlier = forms.ModelChoiceField(
        StandardVersion.objects.none(), label=gettext_lazy("Earlier programme"), widget=PlainSelect(attrs={"class": "input"})
    )  # fmt: skip
    ground = forms.CharField(label=gettext_lazy("Ground"), max_length=300)

    def __init__(self, *args: Any, version: StandardVersion, **kwargs: Any) -> None:
        """Offer the versions that were ever in force."""
        super().__init__(*args, **kwargs)
        rows = StandardVersion.objects.exclude(starts=None).exclude(pk=version.pk).select_related("standard")
        self.fields["earlier"].queryset = rows.order_by("standard__number", "version")  # type: ignore[attr-defined]
        self.fields["earlier"].label_from_instance = _version_named  # type: ignore[attr-defined]


def _version_named(version: StandardVersion) -> str:
    said = {"number": version.standard.number, "title": version.title, "version": version.version}
    return _("№ %(number)d. %(title)s, version %(version)d") % said


class SearchForm(forms.Form):
    """What is looked for in the register of standards."""

    seeks = True  # nothing in a search is demanded

    q = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("Kind by content"), required=False)
    length = forms.ChoiceField(label=gettext_lazy("Kind by volume"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("For whom"), required=False)
    provider = forms.ChoiceField(label=gettext_lazy("Who delivers it"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, providers: list[Organisation], inside: bool, **kwargs: Any) -> None:
        """Offer what there is; texts on the table only to those who have any."""
        super().__init__(*args, **kwargs)
        every, fields = [("", _("all"))], self.fields
        for name, choices in (
            ("kind", StandardVersion.Kind.choices),
            ("length", StandardVersion.Length.choices),
            ("category", targets()),
            ("provider", [(str(each.pk), each.name) for each in providers]),
            (
                "state",
                [
                    ("in_force", _("in force")),
                    ("archived", _("archived")),
                    *([("table", _("being prepared"))] if inside else []),
                ],
            ),
        ):
            fields[name].choices = [*every, *choices]  # type: ignore[attr-defined]
