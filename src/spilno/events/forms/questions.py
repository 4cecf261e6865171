"""The questions of an event: as those who register answer them, as organisers write them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from spilno.events.models import Event, Question
from spilno.events.queries.registration import asked
from spilno.events.rules.questions import Answer, wrong_answers
from spilno.ui.forms import PlainSelect
from spilno.ui.sentences import say

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
            field.asked_apart = question.required  # type: ignore[attr-defined]  # by the rule: it is not called optional
            if module != event:
                of_module = gettext("For “%(module)s”.") % {"module": module.title}
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
        hint = gettext("Asked only if you answered “%(answer)s” to “%(question)s”.") % {
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
        help_text=_("One on a line; after “|” in English: “Вегетаріанське | Vegetarian”."),
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
                        gettext("if “%(question)s” is “%(answer)s”") % {"question": other.label, "answer": words},
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
