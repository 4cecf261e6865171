"""Search, particulars of a person, offices, erasure and merge."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spilno.organisations.models import Organisation
from spilno.people.models import Office, Person
from spilno.people.queries import people
from spilno.territories.rules.codes import clean_name
from spilno.ui.forms import DayField, SeenForm


class SearchForm(forms.Form):
    """A name or a part of it."""

    seeks = True  # nothing in a search is demanded

    q = forms.CharField(label=gettext_lazy("Name of the person"), required=False, max_length=120)


class HoldersForm(forms.Form):
    """Who held office on a day."""

    seeks = True  # nothing in a search is demanded

    day = DayField(label=gettext_lazy("On which day"), required=False)
    q = forms.CharField(label=gettext_lazy("Council or name"), required=False, max_length=120)


class PersonForm(SeenForm, forms.ModelForm):
    """Particulars of a person."""

    consent = forms.BooleanField(
        label=gettext_lazy("The person agreed to the processing of personal data"),
        help_text=gettext_lazy("On paper or in writing; the Association keeps the proof."),
        required=False,
    )

    class Meta:
        model = Person
        fields = ["family_name", "given_name", "patronymic", "gender", "email", "phone"]
        labels = {
            "family_name": gettext_lazy("Family name"),
            "given_name": gettext_lazy("Given name"),
            "patronymic": gettext_lazy("Patronymic"),
            "gender": gettext_lazy("Grammatical gender"),
            "email": gettext_lazy("E-mail"),
            "phone": gettext_lazy("Phone"),
        }
        help_texts = {
            "gender": gettext_lazy("Decides how the name is declined in documents."),
            "email": gettext_lazy("Never public. Notices go there."),
            "phone": gettext_lazy("Never public."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask consent only at the first entry; later it is an act of its own."""
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["consent"]

    def clean(self) -> dict[str, Any]:
        """Drop odd spaces of names, write apostrophes as ’."""
        cleaned = super().clean() or self.cleaned_data
        for field in ("family_name", "given_name", "patronymic"):
            if cleaned.get(field):
                cleaned[field] = clean_name(cleaned[field])
                setattr(self.instance, field, cleaned[field])
        return cleaned

    def save(self, commit: bool = True) -> Person:  # noqa: FBT001, FBT002 - the signature of Django
        """Return the person; the service writes it."""
        return self.instance


class OfficeForm(forms.ModelForm):
    """An office that a person takes by an act."""

    class Meta:
        model = Office
        fields = ["organisation", "post_uk", "category", "acting", "starts", "ends", "act"]
        labels = {
            "organisation": gettext_lazy("Organisation"),
            "post_uk": gettext_lazy("Post"),
            "category": gettext_lazy("Category"),
            "acting": gettext_lazy("Only acts in the post"),
            "starts": gettext_lazy("First day"),
            "ends": gettext_lazy("Last day"),
            "act": gettext_lazy("By what act"),
        }
        help_texts = {
            "post_uk": gettext_lazy("In Ukrainian and without the council: “міський голова”, “секретар ради”."),
            "ends": gettext_lazy("Leave empty while the office lasts."),
            "act": gettext_lazy("For example: рішення сесії від 01.12.2025 № 1"),
        }
        field_classes = {"starts": DayField, "ends": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer organisations by name; the last day may stay empty."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["organisation"].queryset = Organisation.objects.order_by("sort_key")
        fields["ends"].required = False

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The last day is before the first one."))
        return cleaned

    def save(self, commit: bool = True) -> Office:  # noqa: FBT001, FBT002 - the signature of Django
        """Return the office; the service writes it."""
        return self.instance


class EndOfficeForm(forms.Form):
    """The last day of an office."""

    on = DayField(label=gettext_lazy("Last day"), initial=timezone.localdate)
    act = forms.CharField(label=gettext_lazy("By what act"), max_length=300)


class EraseForm(forms.Form):
    """The ground of an erasure."""

    ground = forms.CharField(
        label=gettext_lazy("Ground"),
        help_text=gettext_lazy("For example: the person's request of a day."),
        max_length=300,
    )
    sure = forms.BooleanField(label=gettext_lazy("Erase for good; it cannot be brought back"))


class MergeForm(forms.Form):
    """The other record of the same person."""

    dropped = forms.ModelChoiceField(label=gettext_lazy("The other record"), queryset=Person.objects.none())
    account = forms.ChoiceField(
        label=gettext_lazy("Whose account stays when both have one"),
        choices=[
            ("", gettext_lazy("do not merge then")),
            ("kept", gettext_lazy("of this record")),
            ("dropped", gettext_lazy("of the other record")),
        ],
        required=False,
    )
    ground = forms.CharField(label=gettext_lazy("Ground"), max_length=300)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        """Offer persons of the same family name first of all; any may be chosen."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["dropped"]
        field.queryset = people().exclude(pk=person.pk)
        field.label_from_instance = lambda other: f"{other.full_name} (№ {other.pk})"
