"""Search in the register; particulars, renaming, end of an organisation; a file of councils."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spilno.organisations.models import Organisation
from spilno.organisations.queries import raions_with_organisations
from spilno.organisations.rules.councils import edrpou_warning
from spilno.territories.access import unit_to_see
from spilno.territories.forms import TableUploadForm
from spilno.territories.models import Unit
from spilno.territories.rules.codes import clean_name
from spilno.ui.forms import DayField, SeenForm


class SearchForm(forms.Form):
    """What is looked for in the register."""

    seeks = True  # nothing in a search is demanded

    q = forms.CharField(label=gettext_lazy("Name, place or code"), required=False, max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False)
    raion = forms.ChoiceField(label=gettext_lazy("Raion"), required=False)
    ended = forms.BooleanField(label=gettext_lazy("Those that ended"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer only raions where somebody sits."""
        super().__init__(*args, **kwargs)
        every = [("", _("all"))]
        fields: Any = self.fields
        fields["kind"].choices = [*every, *Organisation.Kind.choices]
        fields["level"].choices = [*every, *Organisation.Level.choices]
        fields["raion"].choices = [*every, *((raion.code, str(raion)) for raion in raions_with_organisations())]


class OrganisationForm(SeenForm, forms.ModelForm):
    """Particulars of an organisation. A wrong check digit warns and does not block."""

    territory_code = forms.CharField(
        label=gettext_lazy("KATOTTG code of the territory"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("UA and 17 digits. Find it in the register of territories."),
    )

    website = forms.URLField(label=gettext_lazy("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Organisation
        fields = [
            "kind",
            "level",
            "name_uk",
            "name_en",
            "place_uk",
            "place_en",
            "edrpou",
            "population",
            "population_on",
            "population_source",
            "military_administration",
            "email",
            "website",
            "address",
        ]
        labels = {
            "kind": gettext_lazy("Kind"),
            "level": gettext_lazy("Level"),
            "name_uk": gettext_lazy("Official name"),
            "name_en": gettext_lazy("Name in English"),
            "place_uk": gettext_lazy("Short name for lists"),
            "place_en": gettext_lazy("Short name in English"),
            "edrpou": gettext_lazy("EDRPOU code"),
            "population": gettext_lazy("Residents"),
            "population_on": gettext_lazy("Residents as of"),
            "population_source": gettext_lazy("Source of the number of residents"),
            "military_administration": gettext_lazy("A military administration works here"),
            "email": gettext_lazy("E-mail of the organisation"),
            "address": gettext_lazy("Address"),
        }
        help_texts = {
            "level": gettext_lazy("For councils only."),
            "place_uk": gettext_lazy("For example: Валки"),
            "edrpou": gettext_lazy("Eight digits; zeros in front count."),
            "population_source": gettext_lazy("A number without a source is not entered."),
        }
        field_classes = {"population_on": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the code of the present territory; the name of one that stands changes by renaming only."""
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["name_uk"]
            if self.instance.territory:
                self.fields["territory_code"].initial = self.instance.territory.code

    def clean_name_uk(self) -> str:
        """Drop odd spaces, write apostrophes as ’."""
        return clean_name(self.cleaned_data["name_uk"])

    def clean_edrpou(self) -> str:
        """Keep eight digits as text; only another form is refused."""
        code = "".join(self.cleaned_data["edrpou"].split())
        if code and (len(code) != 8 or not code.isdigit()):
            raise forms.ValidationError(_("A code of EDRPOU has eight digits; zeros in front count."))
        return code

    def clean_territory_code(self) -> Unit | None:
        """Find the unit by its code, or by the stable digits of a code that it had."""
        code = self.cleaned_data["territory_code"].strip()
        if not code:
            return None
        try:
            return unit_to_see(code)
        except Exception as problem:
            raise forms.ValidationError(_("The codifier has no unit %(code)s.") % {"code": code}) from problem

    def clean(self) -> dict[str, Any]:
        """Ask a level of councils, and a source of a number of residents."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == Organisation.Kind.COUNCIL and not cleaned.get("level"):
            self.add_error("level", _("Say the level of the council."))
        if cleaned.get("kind") != Organisation.Kind.COUNCIL:
            cleaned["level"] = ""
        if cleaned.get("population") is not None and not cleaned.get("population_source"):
            self.add_error("population_source", _("Say where the number of residents was taken from."))
        return cleaned

    def save(self, commit: bool = True) -> Organisation:  # noqa: FBT001, FBT002 - the signature of Django
        """Put the unit on the organisation; the service writes it."""
        self.instance.territory = self.cleaned_data.get("territory_code")
        return self.instance

    @property
    def changed_columns(self) -> list[str]:
        """Return the columns that were changed."""
        columns = [name for name in self.changed_data if name in self._meta.fields]  # type: ignore[operator]
        if "territory_code" in self.changed_data:
            columns.append("territory")
        return columns

    @property
    def warning(self) -> str:
        """Return what is odd about the code, in words; empty: nothing."""
        sentence = edrpou_warning(self.cleaned_data.get("edrpou", ""))
        return _(sentence) if sentence else ""


class RenameForm(forms.Form):
    """A new name by an act."""

    name_uk = forms.CharField(label=gettext_lazy("New name"), max_length=300)
    name_en = forms.CharField(label=gettext_lazy("New name in English"), max_length=300, required=False)
    place_uk = forms.CharField(label=gettext_lazy("New short name"), max_length=100, required=False)
    on = DayField(label=gettext_lazy("From which day"), initial=timezone.localdate)
    ground = forms.CharField(label=gettext_lazy("By what act"), max_length=300)

    def clean_name_uk(self) -> str:
        """Drop odd spaces, write apostrophes as ’."""
        return clean_name(self.cleaned_data["name_uk"])


class EndForm(forms.Form):
    """The end of an organisation, and who takes its place."""

    WAYS = (
        ("merged", gettext_lazy("merged into another")),
        ("split", gettext_lazy("divided into others")),
        ("abolished", gettext_lazy("abolished without a successor")),
    )
    way = forms.ChoiceField(label=gettext_lazy("What happened"), choices=WAYS, widget=forms.RadioSelect)
    successors = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who takes its place"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=gettext_lazy("One when merged, two or more when divided. They must be in the register."),
        widget=forms.SelectMultiple(attrs={"class": "input", "size": "8"}),
    )
    on = DayField(label=gettext_lazy("From which day"), initial=timezone.localdate)
    ground = forms.CharField(label=gettext_lazy("By what act"), max_length=300)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        """Offer those that exist, without the organisation itself."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["successors"].queryset = Organisation.objects.exclude(pk=organisation.pk).filter(kind=organisation.kind)

    def clean(self) -> dict[str, Any]:
        """Ask as many successors as the way needs."""
        cleaned = super().clean() or self.cleaned_data
        count = len(cleaned.get("successors") or [])
        if cleaned.get("way") == "merged" and count != 1:
            self.add_error("successors", _("Choose the one that it was merged into."))
        if cleaned.get("way") == "split" and count < 2:
            self.add_error("successors", _("Choose at least two that it was divided into."))
        if cleaned.get("way") == "abolished" and count:
            self.add_error("successors", _("Abolished without a successor: leave the list empty."))
        return cleaned


class CouncilsUploadForm(TableUploadForm):
    """A file of councils."""

    edition_on = DayField(
        label=gettext_lazy("As of which day"),
        help_text=gettext_lazy("New names hold from this day."),
        initial=timezone.localdate,
    )
    ground = forms.CharField(
        label=gettext_lazy("Ground"), help_text=gettext_lazy("Where the list comes from."), max_length=300
    )
