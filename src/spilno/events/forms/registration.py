"""Forms of those who register, of councils that name people, and of organisers who keep the list."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from spilno.events.forms.questions import Questions
from spilno.events.models import Registration
from spilno.events.services.registration import Applicant
from spilno.events.services.waiting import Terms
from spilno.organisations.models import Organisation
from spilno.organisations.queries import sought
from spilno.people.models import Person
from spilno.people.queries import office_of, post_shown
from spilno.territories.rules.codes import search_key
from spilno.ui.forms import MomentInput, PlainSelect

NEW_ROWS = 5  # lines for people whom the register does not know


class Consent(forms.Form):
    """Agreement to the processing of what is written, with the text that says what for and how long."""

    agree = forms.BooleanField(
        label=_("I agree that my data are processed for this event"),
        error_messages={"required": _("Without your consent nobody can be registered.")},
    )


class OwnForm(Consent, Questions):
    """Registration of a person who has an account: name and address are known."""

    post = forms.CharField(label=_("Post and organisation"), max_length=300, required=False)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"type": "tel", "class": "input", "autocomplete": "tel"}),
    )
    field_order = ["post", "phone"]

    def __init__(self, *args: Any, person: Person, day: Any, **kwargs: Any) -> None:
        """Fill in what is known of the person."""
        office = office_of(person, day)
        initial = {"post": post_shown(office) if office else "", "phone": person.phone}
        super().__init__(*args, initial=initial, **kwargs)
        self.person = person
        self.order_fields([name for name in self.fields if name != "agree"])

    def applicant(self, language: str) -> Applicant:
        """Return who registers."""
        values, person = self.cleaned_data, self.person
        return Applicant(
            family_name=person.family_name,
            given_name=person.given_name,
            patronymic=person.patronymic,
            email=person.user.email if person.user else person.email,
            phone=values["phone"],
            post=values["post"],
            person=person,
            language=language,
            answers=self.answers(),
        )


class WhoForm(forms.Form):
    """Name, contacts, post and organisation of somebody without an account."""

    family_name = forms.CharField(
        label=_("Family name"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "family-name", "class": "input"}),
    )
    given_name = forms.CharField(
        label=_("Given name"), max_length=100, widget=forms.TextInput({"autocomplete": "given-name", "class": "input"})
    )
    patronymic = forms.CharField(
        label=_("Patronymic"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "additional-name", "class": "input"}),
    )
    email = forms.EmailField(label="E-mail", widget=forms.EmailInput({"autocomplete": "email", "class": "input"}))
    organisation_name = forms.CharField(
        label=_("Organisation"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization", "class": "input"}),
    )
    post = forms.CharField(
        label=_("Post"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization-title", "class": "input"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"type": "tel", "class": "input", "autocomplete": "tel"}),
    )

    def who(self, language: str) -> Applicant:
        """Return who is registered; an organisation that the register knows by this very name is taken from it."""
        values = self.cleaned_data
        known = organisation_named(values["organisation_name"])
        return Applicant(
            family_name=values["family_name"],
            given_name=values["given_name"],
            patronymic=values["patronymic"],
            email=values["email"],
            phone=values["phone"],
            post=values["post"],
            organisation=known,
            organisation_name="" if known else values["organisation_name"],
            language=language,
        )


def organisation_named(name: str) -> Organisation | None:
    """Return the organisation of the register that has exactly this name; None when there is none, or several."""
    key = search_key(name)
    found = [each for each in sought(q=name)[:5] if each.search_key == key] if key else []
    return found[0] if len(found) == 1 else None


class GuestForm(WhoForm, Consent, Questions):
    """Registration of a person without an account; the address is confirmed by a letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Put the consent last."""
        super().__init__(*args, **kwargs)
        names = list(WhoForm.base_fields)
        self.order_fields([*names, *(name for name in self.fields if name not in {*names, "agree"}), "agree"])

    def applicant(self, language: str) -> Applicant:
        """Return who registers, with the answers."""
        who = self.who(language)
        return Applicant(
            **{name: getattr(who, name) for name in who.__slots__ if name != "answers"}, answers=self.answers()
        )


class AnotherForm(WhoForm):
    """Registration of somebody on his behalf, by the organisers; an address may be unknown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for no address."""
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False
        self.fields["email"].help_text = _("The ticket and letters go there. Without it you tell the person yourself.")

    def applicant(self, language: str) -> Applicant:
        """Return who is registered; a council that the register knows stands behind him."""
        who = self.who(language)
        known = who.organisation
        council = known if known is not None and known.kind == Organisation.Kind.COUNCIL else None
        return Applicant(**{name: getattr(who, name) for name in who.__slots__ if name != "council"}, council=council)


class NominateForm(forms.Form):
    """People whom a council names: those whom the register knows as its own, and new ones by a line each."""

    council = forms.ChoiceField(label=_("Council"), widget=PlainSelect({"class": "input"}))
    people = forms.MultipleChoiceField(
        label=_("People of the council"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, councils: list[Organisation], people: list[Person], **kwargs: Any) -> None:
        """Offer the people of the council; with one council nothing is asked about it."""
        super().__init__(*args, **kwargs)
        self.known = {str(person.pk): person for person in people}
        self.fields["council"].choices = [(council.pk, council.name) for council in councils]  # type: ignore[attr-defined]
        if len(councils) == 1:
            self.fields["council"].widget = forms.HiddenInput()
            self.initial.setdefault("council", councils[0].pk)
        self.fields["people"].choices = [(key, str(person.full_name)) for key, person in self.known.items()]  # type: ignore[attr-defined]
        if not people:
            del self.fields["people"]
        for row in range(1, NEW_ROWS + 1):
            number = {"row": row}
            self.fields[f"family_name_{row}"] = forms.CharField(
                label=gettext("Family name, line %(row)d") % number, max_length=100, required=False
            )
            self.fields[f"given_name_{row}"] = forms.CharField(
                label=gettext("Given name, line %(row)d") % number, max_length=100, required=False
            )
            self.fields[f"post_{row}"] = forms.CharField(
                label=gettext("Post, line %(row)d") % number, max_length=300, required=False
            )
            self.fields[f"email_{row}"] = forms.EmailField(
                label=gettext("E-mail, line %(row)d") % number, required=False
            )

    def lines(self) -> Iterator[list[forms.BoundField]]:
        """Yield the fields of each line."""
        for row in range(1, NEW_ROWS + 1):
            yield [self[f"{name}_{row}"] for name in ("family_name", "given_name", "post", "email")]

    def clean(self) -> dict[str, Any]:
        """Ask for both names where one of them, a post or an address stands."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for row in range(1, NEW_ROWS + 1):
            written = [values.get(f"{name}_{row}", "") for name in ("family_name", "given_name", "post", "email")]
            for name, value in (("family_name", written[0]), ("given_name", written[1])):
                if any(written) and not value:
                    self.add_error(f"{name}_{row}", _("Write the name, or leave the whole line empty."))
        return values

    def applicants(self, posts: dict[int, str]) -> Iterable[Applicant]:
        """Return whom the council names; `posts` are those of its people by number."""
        values = self.cleaned_data
        for key in values.get("people", []):
            person = self.known[key]
            yield Applicant(
                family_name=person.family_name,
                given_name=person.given_name,
                patronymic=person.patronymic,
                email=person.user.email if person.user else person.email,
                post=posts.get(person.pk, ""),
                person=person,
            )
        for row in range(1, NEW_ROWS + 1):
            if values.get(f"family_name_{row}"):
                yield Applicant(
                    family_name=values[f"family_name_{row}"],
                    given_name=values[f"given_name_{row}"],
                    post=values[f"post_{row}"],
                    email=values[f"email_{row}"],
                )


class ListSearch(forms.Form):
    """What an organiser looks for in the list."""

    seeks = True
    q = forms.CharField(label=_("Name, post, organisation or address"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False, widget=PlainSelect({"class": "input"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer all states."""
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", pgettext_lazy("registrations", "all")), *Registration.State.choices]  # type: ignore[attr-defined]

    def sought(self) -> dict[str, str]:
        """Return what is sought; a wrong value seeks nothing."""
        values = getattr(self, "cleaned_data", {}) if self.is_valid() or self.is_bound else {}
        return {name: values.get(name, "") for name in ("q", "state")}


class ReasonForm(forms.Form):
    """Why a registration is refused or withdrawn by the organisers."""

    reason = forms.CharField(label=_("Reason"), max_length=400, widget=forms.Textarea({"rows": 3, "class": "input"}))


class LetterForm(forms.Form):
    """A letter in the organisers' own words."""

    TO = (
        ("confirmed", _("to all who have a place")),
        ("waiting", _("to those who wait")),
        ("asked", _("to those who wait for approval")),
        ("all", _("to all of them")),
    )
    to = forms.ChoiceField(label=_("To whom"), choices=TO, widget=forms.RadioSelect, initial="confirmed")
    subject = forms.CharField(label=pgettext_lazy("letter", "Subject"), max_length=200)
    text = forms.CharField(label=_("Text"), max_length=5000, widget=forms.Textarea({"rows": 8, "class": "input"}))


class TermsForm(forms.Form):
    """How people register, how many places there are and how they are given."""

    free = forms.BooleanField(
        label=_("Free entry, without registration"),
        required=False,
        help_text=_("People just come; the registrar writes them into the list at the door."),
    )
    approval = forms.BooleanField(
        label=_("The organisers approve each registration"),
        required=False,
        help_text=_("Who registers himself or is named by a council gets a place only after you approve him."),
    )
    opens = forms.DateTimeField(
        label=_("Registration opens"),
        required=False,
        widget=MomentInput,
        help_text=_("Empty: when the event is announced."),
    )
    closes = forms.DateTimeField(
        label=_("Registration closes"),
        required=False,
        widget=MomentInput,
        help_text=_("Empty: when the event begins. You can register somebody later too."),
    )
    places = forms.IntegerField(
        label=_("Places"), min_value=1, max_value=100_000, required=False, help_text=_("Empty: without a limit.")
    )
    per_council = forms.IntegerField(
        label=_("For each council first"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=_("Empty: all stand in one queue from the beginning."),
    )
    until = forms.DateTimeField(
        label=_("Councils first until"),
        required=False,
        widget=MomentInput,
        help_text=_("What is left then goes to all in the order of the queue."),
    )

    def terms(self) -> Terms:
        """Return what was written."""
        return Terms(**self.cleaned_data)
