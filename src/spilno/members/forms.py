"""Shape of input: filters, applications, steps, mandates, dues."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spilno.members.models import Mandate, Membership
from spilno.members.rules.dues import Rate, why_wrong_rate
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.territories.forms import TableUploadForm
from spilno.ui.forms import DayField
from spilno.ui.sentences import say


def _wide(**attrs: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input input--wide", **attrs})


def _come(day: date) -> date:
    """Return a day that has come: what is written down here was decided or applied for."""
    if day > timezone.localdate():
        raise forms.ValidationError(_("This day has not come yet."))
    return day


class NewMember(forms.Form):
    """Whose membership begins, and of what kind; those with an open membership are not offered."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        help_text=_("It must stand in the register of organisations; those with an open membership are not listed."),
        widget=forms.Select(attrs={"class": "input"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind of membership"), choices=Membership.Kind, widget=forms.Select(attrs={"class": "input"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """List those that have no open membership and have not ended."""
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for types only
        field.queryset = (
            Organisation.objects.filter(ended__isnull=True)
            .exclude(memberships__state__in=Membership.OPEN)
            .order_by("sort_key")
        )


class ApplicationForm(NewMember):
    """An organisation asks to join."""

    decision = forms.CharField(
        label=_("The council's own decision"),
        max_length=300,
        required=False,
        help_text=_("As “рішення XII сесії від 14.05.2026 № 512”. Only an honorary member needs none."),
        widget=_wide(),
    )
    decided_on = DayField(label=_("Day of that decision"), required=False)
    on = DayField(label=_("Day of the application"), initial=timezone.localdate)
    other_associations = forms.CharField(
        label=_("Other associations it declares"),
        max_length=300,
        required=False,
        help_text=_("Several are parted by “;”."),
        widget=_wide(),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"class": "input", "rows": 3})
    )

    def clean_on(self) -> date:
        """Take no application that is still ahead."""
        return _come(self.cleaned_data["on"])


class EnrolForm(NewMember):
    """A member of earlier years, from the paper register: its whole path at once."""

    founder = forms.BooleanField(label=_("Founder of the Association"), required=False)
    admitted_on = DayField(label=_("Member since"))
    admitted_by = forms.CharField(
        label=_("Admitted by"),
        max_length=400,
        help_text=_("The decision of the Board; of a founder, the constituent meeting."),
        widget=_wide(),
    )
    confirmed_on = DayField(label=_("Confirmed by the General Meeting on"), required=False)
    confirmed_by = forms.CharField(
        label=_("Decision that confirmed it"), max_length=400, required=False, widget=_wide()
    )
    decision = forms.CharField(
        label=_("The council's own decision"),
        max_length=300,
        required=False,
        help_text=_("Leave it empty when it is lost."),
        widget=_wide(),
    )
    decided_on = DayField(label=_("Day of that decision"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a day and its decision together; none of them lies ahead."""
        data = super().clean() or {}
        if data.get("confirmed_on") and not data.get("confirmed_by"):
            self.add_error("confirmed_by", _("Name the decision of the General Meeting."))
        if data.get("confirmed_by") and not data.get("confirmed_on"):
            self.add_error("confirmed_on", _("Name the day of that decision."))
        for name in ("admitted_on", "confirmed_on", "decided_on"):
            if data.get(name) and data[name] > timezone.localdate():
                self.add_error(name, _("This day has not come yet."))
        return data


class StepForm(forms.Form):
    """A step of the path: from what day, by what decision."""

    on = DayField(label=_("Day of the decision"), initial=timezone.localdate)
    ground = forms.CharField(
        label=_("Decision"), max_length=400, help_text=_("The body, the day and the number."), widget=_wide()
    )

    def clean_on(self) -> date:
        """Take no decision that is still ahead: nothing could be put right on the path before its day."""
        return _come(self.cleaned_data["on"])


class MandateForm(forms.Form):
    """A person represents a member: one who stands in the register, or a new one."""

    person = forms.ModelChoiceField(
        label=_("Person"),
        queryset=Person.objects.none(),
        required=False,
        help_text=_("Choose who stands in the register, or write a new person below."),
        widget=forms.Select(attrs={"class": "input"}),
    )
    family_name = forms.CharField(label=_("Family name"), max_length=100, required=False)
    given_name = forms.CharField(label=_("Given name"), max_length=100, required=False)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=100, required=False)
    gender = forms.ChoiceField(
        label=_("Grammatical gender"),
        choices=[("", "—"), *Person.Gender.choices],
        required=False,
        help_text=_("It decides how the name is declined in documents."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("Notices go here; it is never public."))
    kind = forms.ChoiceField(label=_("Kind of mandate"), choices=Mandate.Kind)
    act = forms.CharField(
        label=_("Act of the council"),
        max_length=300,
        help_text=_("The council's decision or the head's order."),
        widget=_wide(),
    )
    starts = DayField(label=_("From the day"), initial=timezone.localdate)
    ends = DayField(label=_("To, this day included"), required=False, help_text=_("Empty: until it is ended."))
    replaces = forms.BooleanField(
        label=_("End the standing mandate of this kind with the day before"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """List persons who are not erased."""
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for types only
        field.queryset = Person.objects.filter(erased_at__isnull=True)
        field.label_from_instance = lambda person: person.full_name  # type: ignore[method-assign]

    def clean(self) -> dict[str, Any]:
        """Ask for one person: chosen, or new with a name and a gender."""
        data = super().clean() or {}
        new = bool(data.get("family_name") or data.get("given_name"))
        if data.get("person") and new:
            raise forms.ValidationError(_("Choose a person or write a new one, not both."))
        if not data.get("person"):
            if not (data.get("family_name") and data.get("given_name")):
                self.add_error("person", _("Choose a person, or write the family and the given name below."))
            elif not data.get("gender"):
                self.add_error("gender", _("The gender of a new person is needed to decline the name."))
        return data


class EndMandateForm(forms.Form):
    """A mandate ends with a day, for a reason."""

    on = DayField(label=_("Last day"), initial=timezone.localdate)
    ground = forms.CharField(
        label=_("On what ground"),
        max_length=300,
        help_text=_("A decision, or what happened: the end of the convocation, a resignation."),
        widget=_wide(),
    )


class ListForm(forms.Form):
    """A list of representatives in XLSX or CSV."""

    file = forms.FileField(
        label=_("List of representatives"),
        help_text=_("XLSX or CSV with the columns: рада, прізвище, ім’я, по батькові; and, if you like, вид, e-mail."),
        widget=forms.ClearableFileInput(attrs={"class": "input input--file", "accept": ".xlsx,.csv"}),
    )
    act = forms.CharField(
        label=_("Act of the council"),
        max_length=300,
        help_text=_("On what ground the mandates rest, where the list has no column “акт”."),
        widget=_wide(),
    )
    starts = DayField(label=_("From the day"), initial=timezone.localdate)

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large or of another kind before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(most)d MB. Nothing was read."),
                params={"most": settings.MAX_UPLOAD_BYTES // 1024 // 1024},
            )
        if not (file.name or "").lower().endswith((".xlsx", ".csv")):
            raise forms.ValidationError(_("Only XLSX and CSV are read. Save the list in one of them."))
        return file


class MembersListForm(TableUploadForm):
    """A list of members in XLSX or CSV."""

    ground = forms.CharField(
        label=_("Ground"),
        max_length=300,
        help_text=_("The decision of admission or the protocol, for rows that name none of their own."),
        widget=_wide(),
    )


class RateForm(forms.Form):
    """One line of the table of dues."""

    flat = forms.DecimalField(label=_("One sum, UAH"), required=False, max_digits=12, decimal_places=2, min_value=0)
    per_resident = forms.DecimalField(
        label=_("For a resident, UAH"), required=False, max_digits=8, decimal_places=4, min_value=0
    )
    minimum = forms.DecimalField(label=_("Minimum, UAH"), required=False, max_digits=12, decimal_places=2, min_value=0)
    maximum = forms.DecimalField(label=_("Maximum, UAH"), required=False, max_digits=12, decimal_places=2, min_value=0)

    def __init__(self, *args: Any, level: str, **kwargs: Any) -> None:
        """Remember the level of the line; every control is short and named by the level too."""
        super().__init__(*args, **kwargs)
        self.level = level
        self.level_name = Organisation.Level(level).label
        for field in self.fields.values():
            field.widget.attrs["class"] = "input input--short"
            field.widget.attrs["aria-label"] = f"{self.level_name}: {field.label}"

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was written in the line: no rate for the level."""
        return all(self.cleaned_data.get(name) is None for name in self.fields)

    def rate(self) -> Rate:
        """Return the line as the rules know it."""
        return Rate(level=self.level, **{name: self.cleaned_data.get(name) for name in self.fields})

    def clean(self) -> dict[str, Any]:
        """Say at once what the rule would refuse."""
        data = super().clean() or {}
        if not self.errors and any(data.get(name) is not None for name in self.fields):
            refusal = why_wrong_rate(Rate(level=self.level, **{name: data.get(name) for name in self.fields}))
            if refusal is not None:
                raise forms.ValidationError(say(refusal).sentence)
        return data


class TableForm(forms.Form):
    """The year of a table of dues, and what it rests on."""

    year = forms.IntegerField(
        label=_("Year"), min_value=2000, max_value=2100, widget=forms.NumberInput(attrs={"class": "input input--short"})
    )
    ground = forms.CharField(
        label=_("Who proposes it"),
        max_length=300,
        required=False,
        widget=_wide(),
        help_text=_("The Board, by its decision."),
    )


class PaymentForm(forms.Form):
    """Money that came."""

    amount = forms.DecimalField(
        label=_("Sum, UAH"),
        max_digits=12,
        decimal_places=2,
        help_text=_("A reversal is less than nothing."),
        widget=forms.NumberInput(attrs={"class": "input input--short", "step": "0.01"}),
    )
    paid_on = DayField(label=_("Day of the payment"), initial=timezone.localdate)
    document = forms.CharField(
        label=_("Document"), max_length=200, help_text=_("The bank's document and its number."), widget=_wide()
    )

    def clean_amount(self) -> Decimal:
        """Two digits after the point."""
        amount: Decimal = self.cleaned_data["amount"]
        return amount.quantize(Decimal("0.01"))
