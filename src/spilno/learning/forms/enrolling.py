"""Shapes of input for learners: whom a council names, what is looked for in the list, whom those who lead enter."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spilno.learning.models import Enrolment
from spilno.organisations.models import Organisation
from spilno.people.models import Office
from spilno.people.queries import holders_sought, post_shown
from spilno.ui.forms import PlainSelect


class NominateForm(forms.Form):
    """Whom an organisation names."""

    people = forms.MultipleChoiceField(
        label=gettext_lazy("People of the organisation"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offices: Iterable[Office], barred: Mapping[int, str], **kwargs: Any) -> None:
        """Offer those who may apply; the others are told beside it why not."""
        super().__init__(*args, **kwargs)
        self.offices = list(offices)
        self.barred = barred
        fields: Any = self.fields
        fields["people"].choices = [
            (str(each.person_id), f"{each.person.full_name}, {post_shown(each)}")
            for each in self.offices
            if each.person_id not in barred
        ]

    def clean_people(self) -> list[int]:
        """Return numbers of persons."""
        return [int(each) for each in self.cleaned_data["people"]]

    def everybody(self) -> list[int]:
        """Return numbers of all who may be named."""
        fields: Any = self.fields
        return [int(pk) for pk, _words in fields["people"].choices]

    def refused_people(self) -> list[tuple[Office, str]]:
        """Return those who cannot be named now, each with the reason."""
        return [(each, self.barred[each.person_id]) for each in self.offices if each.person_id in self.barred]


class ListForm(forms.Form):
    """What is looked for in the list of applications."""

    seeks = True  # nothing in a search is demanded

    q = forms.CharField(label=gettext_lazy("Name or organisation"), required=False, max_length=120)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False, widget=PlainSelect)
    organisation = forms.ChoiceField(label=gettext_lazy("Organisation"), required=False, widget=PlainSelect)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        """Offer the organisations that stand in the list."""
        super().__init__(*args, **kwargs)
        every, fields = [("", _("all"))], self.fields
        for name, choices in (
            ("state", Enrolment.State.choices),
            ("organisation", [(str(each.pk), each.name) for each in organisations]),
        ):
            fields[name].choices = [*every, *choices]  # type: ignore[attr-defined]


class EnterForm(forms.Form):
    """A person whom those who lead the edition enter: found by the name among those who hold an office."""

    name = forms.CharField(label=gettext_lazy("Family name and given name"), max_length=200)

    def __init__(self, *args: Any, day: Any = None, **kwargs: Any) -> None:
        """Remember the day on which offices are asked."""
        super().__init__(*args, **kwargs)
        self.day = day

    def clean_name(self) -> Any:
        """Return the one person that the words mean."""
        offices = list(holders_sought(self.day, self.cleaned_data["name"])[:20])
        people = {each.person_id: each.person for each in offices}
        if not people:
            raise forms.ValidationError(_("Nobody of that name holds an office today."))
        if len(people) > 1:
            found = "; ".join(sorted({f"{each.person.full_name} ({each.organisation.name})" for each in offices}))
            raise forms.ValidationError(
                _("Several people are meant: %(found)s. Write more of the name.") % {"found": found}
            )
        return next(iter(people.values()))
