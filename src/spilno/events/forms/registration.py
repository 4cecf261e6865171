"""Forms of those who register, of councils that name people, and of organisers who keep the list."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from spilno.events.models import Event, Question, Registration
from spilno.events.queries.registration import asked
from spilno.events.rules.questions import Answer, wrong_answers
from spilno.events.services.registration import Applicant
from spilno.organisations.models import Organisation
from spilno.organisations.queries import sought
from spilno.people.models import Person
from spilno.people.queries import office_of, post_shown
from spilno.territories.rules.codes import search_key
from spilno.ui.forms import MomentInput, PlainSelect
from spilno.ui.sentences import say

NEW_ROWS = 5  # lines for people whom the register does not know
SHORT = {"maxlength": 300}


class Questions(forms.Form):
    """The questions of the event, as fields. Which of them are asked, the answers decide; a small script hides the others.

    `modules` are all events for which this one form registers, when it is a joint series: the questions of each are asked.
    """

    def __init__(self, *args: Any, event: Event, modules: Sequence[Event] = (), **kwargs: Any) -> None:
        """Make a field for each question; one of another module says of which."""
        super().__init__(*args, **kwargs)
        self.event, self.modules = event, list(modules)
        asking = [(module, question) for module in (modules or [event]) for question in module.questions.all()]
        self.questions = [question for _module, question in asking]
        by_number = {question.pk: question for question in self.questions}
        for module, question in asking:
            field = _field(question, by_number.get(question.shown_if_id or 0))
            if module != event:
                of_module = gettext("For «%(module)s».") % {"module": module.title}
                field.help_text = " ".join(part for part in (of_module, str(field.help_text)) if part)
            self.fields[f"q{question.pk}"] = field

    def answers(self) -> dict[int, Answer]:
        """Return the answers as they were typed, by number of the question."""
        return {question.pk: self._answer(f"q{question.pk}") for question in self.questions}

    def _answer(self, name: str) -> Answer:
        given = self.cleaned_data.get(name, "")
        return given if isinstance(given, list) else str(given).strip()

    def clean(self) -> dict[str, Any]:
        """Check the answers to the questions that are asked; a question that an answer has only now brought up is asked."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        rules = [asked(question) for question in self.questions]
        answers = self.answers()
        for number, refusal in wrong_answers(rules, answers).items():
            if f"q{number}" not in self.errors:
                self.add_error(f"q{number}", say(refusal).sentence)
        return cleaned


def _field(question: Question, parent: Question | None) -> forms.Field:
    attrs: dict[str, Any] = {}
    hint = ""
    if parent is not None:
        attrs = {"data-shown-if": f"q{parent.pk}", "data-shown-value": question.shown_value}
        hint = gettext("Asked only if you answered «%(answer)s» to «%(question)s».") % {
            "answer": _answer_words(parent, question.shown_value),
            "question": parent.label,
        }
    common: dict[str, Any] = {
        "label": question.label,
        "required": question.required
        and parent is None,  # one that depends on an answer is asked for by the rule alone
        "help_text": hint,
        "error_messages": {"required": gettext("Please answer this question.")},
    }
    kind = Question.Kind
    if question.kind == kind.LONG:
        return forms.CharField(widget=forms.Textarea({"rows": 4, "class": "input", **attrs}), **common)
    if question.kind == kind.SEVERAL:
        choices = _choices(question)
        return _Free(choices=choices, widget=forms.CheckboxSelectMultiple(attrs), **common)
    if question.kind in {kind.ONE, kind.YES_NO}:
        choices = _choices(question)
        return forms.CharField(widget=forms.RadioSelect(attrs, choices=choices), **common)
    if question.kind == kind.NUMBER:
        return forms.CharField(
            widget=forms.TextInput({"inputmode": "decimal", "class": "input input--short", **attrs}), **common
        )
    return forms.CharField(widget=forms.TextInput({"class": "input", **SHORT, **attrs}), **common)


class _Free(forms.MultipleChoiceField):
    """Several choices whose check is the rule's, so that a question that is not asked can be answered by nothing at all."""

    def validate(self, value: Any) -> None:
        """Leave it to the rule."""


def _choices(question: Question) -> list[tuple[str, str]]:
    if question.kind == Question.Kind.YES_NO:
        return [("yes", gettext("yes")), ("no", gettext("no"))]
    language = get_language()
    return [
        (choice["value"], (choice.get("en") if language == "en" else "") or choice.get("uk", choice["value"]))
        for choice in question.choices
    ]


def _answer_words(question: Question, value: str) -> str:
    return dict(_choices(question)).get(value, value)


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


class PlacesForm(forms.Form):
    """How many places there are and how they are given."""

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


class QuestionForm(forms.Form):
    """One question of the form, as organisers write it."""

    kind = forms.ChoiceField(
        label=_("Kind of answer"), choices=Question.Kind.choices, widget=PlainSelect({"class": "input"})
    )
    label_uk = forms.CharField(label=_("Question in Ukrainian"), max_length=300)
    label_en = forms.CharField(label=_("Question in English"), max_length=300, required=False)
    choices = forms.CharField(
        label=_("Answers to choose from"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4, "class": "input"}),
        help_text=_("One on a line; after «|» in English: «Вегетаріанське | Vegetarian»."),
    )
    required = forms.BooleanField(label=_("An answer is required"), required=False)
    depends = forms.ChoiceField(label=_("Ask it"), required=False, widget=PlainSelect({"class": "input"}))

    def __init__(self, *args: Any, event: Event, question: Question | None = None, **kwargs: Any) -> None:
        """Offer the answers of the other questions to depend on."""
        if question is not None:
            kwargs["initial"] = _initial(question)
        super().__init__(*args, **kwargs)
        self.question = question
        offered: list[tuple[str, Any]] = [("", pgettext_lazy("question", "always"))]
        for other in event.questions.all():
            if question is not None and other.pk == question.pk:
                continue
            if other.kind in {Question.Kind.ONE, Question.Kind.SEVERAL, Question.Kind.YES_NO}:
                offered += [
                    (
                        f"{other.pk}:{value}",
                        gettext("if «%(question)s» is «%(answer)s»") % {"question": other.label, "answer": words},
                    )
                    for value, words in _choices(other)
                ]
        self.fields["depends"].choices = offered  # type: ignore[attr-defined]

    def apply(self, question: Question) -> Question:
        """Write the values onto a question; answers that stood keep their codes, so that what people chose stays readable."""
        values = self.cleaned_data
        for name in ("kind", "label_uk", "label_en", "required"):
            setattr(question, name, values[name])
        chooses = values["kind"] in {Question.Kind.ONE, Question.Kind.SEVERAL}
        question.choices = _read_choices(values["choices"], question.choices) if chooses else []
        parent, _colon, value = values["depends"].partition(":")
        question.shown_if_id = int(parent) if parent else None
        question.shown_value = value
        return question


def _initial(question: Question) -> dict[str, Any]:
    lines = [" | ".join(part for part in (each["uk"], each.get("en", "")) if part) for each in question.choices]
    return {
        "kind": question.kind,
        "label_uk": question.label_uk,
        "label_en": question.label_en,
        "choices": "\n".join(lines),
        "required": question.required,
        "depends": f"{question.shown_if_id}:{question.shown_value}" if question.shown_if_id else "",
    }


def _read_choices(text: str, before: list[dict[str, str]]) -> list[dict[str, str]]:
    codes = {each["uk"]: each["value"] for each in before}
    last = max((int(value[1:]) for value in codes.values() if value[1:].isdigit()), default=0)
    read: list[dict[str, str]] = []
    for line in text.splitlines():
        uk, _bar, en = (part.strip() for part in line.partition("|"))
        if not uk or any(each["uk"] == uk for each in read):
            continue
        if uk not in codes:
            last += 1
            codes[uk] = f"c{last}"
        read.append({"value": codes[uk], "uk": uk, "en": en})
    return read
