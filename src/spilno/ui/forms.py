"""How forms are drawn, and controls that several apps use."""

from html import escape
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spilno.statute.rules.days import why_not_day
from spilno.statute.rules.refusal import Refusal, RuleBroken
from spilno.ui.sentences import say

DASHES = "---------"  # what Django writes for an empty choice


class Renderer(TemplatesSetting):
    """Forms in our look: label above, hint, error, then the field; the summary of errors stands on top."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class SeenForm(forms.BaseForm):
    """A form that remembers what its page showed, so that an old page overwrites nobody's work.

    Only a field that the person touched counts as changed. One that somebody else changed meanwhile is an error that tells
    what stands there now; the typed text stays, and saved once more it is written. A form for a new object, and one sent
    without the hidden values, is as any other.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Keep beside each field, hidden, the value that the page shows."""
        super().__init__(*args, **kwargs)
        instance = getattr(self, "instance", None)
        for name, field in self.fields.items():
            if not (instance.pk if instance is not None else self.initial):
                continue
            if not isinstance(field, forms.FileField) and (
                not self.is_bound or self.add_initial_prefix(name) in self.data
            ):
                field.show_hidden_initial = True

    def clean(self) -> dict[str, Any]:
        """Name the fields that were changed by somebody else and by this person as well."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        data = self.data.copy()
        for name in [name for name in self.changed_data if self.fields[name].show_hidden_initial]:
            field, bound = self.fields[name], self[name]
            hidden = field.hidden_widget()
            shown = hidden.value_from_datadict(self.data, self.files, bound.html_initial_name)
            if name in self.errors or not field.has_changed(bound.initial, shown):
                continue
            if not field.has_changed(bound.initial, bound.data):
                continue  # both wrote the same
            now = hidden.format_value(field.prepare_value(bound.initial)) or ""
            data[bound.html_initial_name] = now
            self.add_error(
                name,
                gettext(
                    "Somebody changed this since the page was opened: now it is “%(now)s”. Compare, and save once more."
                )
                % {"now": now},
            )
        self.data = data
        return cleaned


class KeptElsewhere(RuleBroken):
    """An act was refused after what was typed had been written: its page is where one goes back to."""

    def __init__(self, refusal: Refusal, at: str) -> None:
        """Keep the refusal, and the address of what was written."""
        super().__init__(refusal)
        self.at = at


def refused(form: forms.BaseForm, broken: RuleBroken, field: str | None = None) -> None:
    """Put the refusal of an act on the form itself, so that what was typed stays before the person."""
    form.add_error(field, in_one(broken.refusal))


def in_one(refusal: Refusal) -> str:
    """Say a refusal in one breath, as beside a field: why, on what ground, what now."""
    said = say(refusal)
    sentence = f"{said.sentence.removesuffix('.')} ({said.source})." if said.source else said.sentence
    return " ".join(part for part in (sentence, said.advice) if part)


class DayInput(forms.DateInput):
    """A day, by the calendar of the browser; what is typed by hand as 27.11.2026 is understood too."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Write the value as browsers want it, whatever the language."""
        super().__init__({"class": "input input--short", **(attrs or {})}, format="%Y-%m-%d")


class DayField(forms.DateField):
    """The day of an act or of a term: none before local self-government began, none ages ahead."""

    widget = DayInput

    def validate(self, value: Any) -> None:
        """Refuse a day that no act or term can have, with its ground."""
        super().validate(value)
        refusal = why_not_day(value, today=timezone.localdate()) if value else None
        if refusal is not None:
            raise forms.ValidationError(in_one(refusal), code=refusal.code)


class MomentInput(forms.DateTimeInput):
    """A day and time in Kyiv, by the calendar of the browser."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Write the value as browsers want it, to the minute."""
        super().__init__({"class": "input input--moment", **(attrs or {})}, format="%Y-%m-%dT%H:%M")


class ClockInput(forms.TimeInput):
    """Hours and minutes."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Write the value to the minute."""
        super().__init__({"class": "input input--short", **(attrs or {})}, format="%H:%M")


class SeveralFiles(forms.ClearableFileInput):
    """A choice of any number of files."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files; an empty choice is no file."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each file by itself."""
        one = super().clean
        return [one(each, initial) for each in data or []]


class PlainSelect(forms.Select):
    """A select that is written at once: the one of Django draws a template for every choice, too slow for hundreds."""

    def use_required_attribute(self, initial: Any) -> bool:
        """Look at the first choice only when an answer is required: choices may cost a query."""
        return self.is_required and super().use_required_attribute(initial)

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Write the select with its choices, in groups where they are given in groups."""
        chosen = {str(one) for one in self.format_value(value)}
        written = []
        for word, inside in self.choices:
            if isinstance(inside, list | tuple):
                options = "".join(_option(value, said, chosen, required=self.is_required) for value, said in inside)
                written.append(f'<optgroup label="{_escaped(word)}">{options}</optgroup>')
            else:
                written.append(_option(word, inside, chosen, required=self.is_required))
        given = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return format_html("<select{}>{}</select>", given, mark_safe("".join(written)))


def worded(word: Any, *, required: bool) -> Any:
    """Say the empty choice in words, where Django draws dashes: a reader of the screen would hear «dash, dash, dash»."""
    if word != DASHES:
        return word
    return gettext("choose one") if required else gettext("not given")


def _option(value: Any, word: Any, chosen: set[str], *, required: bool) -> str:
    code = "" if value is None else str(value)
    said = _escaped(worded(word, required=required))
    return f'<option value="{escape(code)}"{" selected" if code in chosen else ""}>{said}</option>'


def _escaped(word: Any) -> str:
    return str(word) if hasattr(word, "__html__") else escape(str(word))


class SampleForm(forms.Form):
    """A form with every control, for the page of the look."""

    title = forms.CharField(label=_("Title"), help_text=_("As it will stand on the agenda."))
    count = forms.IntegerField(label=_("How many"))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("1", _("First")), ("2", _("Second"))])
    way = forms.ChoiceField(
        label=_("One of"), choices=[("1", _("First")), ("2", _("Second"))], widget=forms.RadioSelect, required=False
    )
    several = forms.MultipleChoiceField(
        label=_("Some of"), choices=[("1", _("First")), ("2", _("Second"))], widget=forms.CheckboxSelectMultiple
    )
    day = forms.DateField(label=_("Day"), widget=DayInput)
    moment = forms.DateTimeField(label=_("Day and time"), widget=MomentInput, required=False)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea, required=False)
    file = forms.FileField(label=_("File"), required=False)
    agree = forms.BooleanField(label=_("I have read it"), help_text=_("Before sending."))
